import JSON
import Machine

/// Notices where all keys are texts of digits, such as the cells of a table. Compared as texts, "10" comes before "9".
struct DigitTexts {
  private let builtin: String
  /// The lengths in bytes of the shortest and the longest key so far.
  private var lengths: ClosedRange<Int>?
  /// Whether all keys so far were texts of digits.
  private(set) var isAlive = true

  init(_ builtin: String) { self.builtin = builtin }

  mutating func see(_ key: Value) {
    guard isAlive else { return }
    isAlive =
      key.asText.map { !$0.isEmpty && $0.utf8.allSatisfy { $0 &- 0x30 < 10 } } ?? false
    guard isAlive, let length = key.asText?.utf8Count else { return }
    lengths = min(length, lengths?.lowerBound ?? length)...max(length, lengths?.upperBound ?? length)
  }

  /// Warns of it, where it makes a difference.
  func tell(_ notices: Notices) {
    guard isAlive, let lengths, lengths.count > 1 else { return }
    notices.add(
      "\(builtin) has texts that are all digits, and compares them as texts: \"10\" comes before \"9\"\n"
        + "  hint: number(@.n) in place of @.n compares numbers")
  }
}
