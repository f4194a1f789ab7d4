import JSON
import Library
import Rendering

/// Advice on the good use of an API key, which `doctor` gives.
struct KeyPractice {
  private let key: Value
  /// Seconds since 1970.
  private let now: Double

  private static let year = 365.0 * 86400

  /// - Parameters:
  ///   - account: the answer to `me`.
  ///   - now: seconds since 1970.
  init(_ account: Value, now: Double) {
    key = account["api_key"] ?? .null
    self.now = now
  }

  /// Advice for a key that is older than a year; nil for a younger one.
  var age: String? {
    guard let text = key["created_at"]?.asText, let made = ISOTime.seconds(text)?.asDouble,
      now - made > Self.year
    else { return nil }
    return
      "it was made on \(Escaping.line(String(text.string.prefix(10)))): a key that is older than a year is better "
      + "replaced by a new one, in the dashboard"
  }

  /// Advice for a key that has every permission.
  static let narrow = "a script's key needs no more than 'wessaal check FILE' lists"
}
