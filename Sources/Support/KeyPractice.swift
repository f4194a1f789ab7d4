import JSON
import Library
import Rendering

/// What is good practice with an API key, for who asks whether all is well.
struct KeyPractice {
  private let key: Value
  /// Seconds since 1970.
  private let now: Double

  private static let year = 365.0 * 86400

  /// - Parameter account: what `me` answers.
  init(_ account: Value, now: Double) {
    key = account["api_key"] ?? .null
    self.now = now
  }

  /// What to do about a key that has been in use for long.
  var age: String? {
    guard let text = key["created_at"]?.asText, let made = ISOTime.seconds(text)?.asDouble,
      now - made > Self.year
    else { return nil }
    return
      "it was made on \(Escaping.line(String(text.string.prefix(10)))): a key that is older than a year is better "
      + "replaced by a new one, in the dashboard"
  }

  /// What to do about a key that may do all there is.
  static let narrow = "a script's key needs no more than 'wessaal check FILE' lists"
}
