import JSON
import Machine

/// Whether all of some keys are texts of digits, as the cells of a table are: by their characters "10" comes
/// before "9".
struct DigitTexts {
  private let builtin: String
  /// In bytes: the shortest and the longest so far.
  private var lengths: ClosedRange<Int>?
  /// Whether all were texts of digits so far.
  private(set) var isAlive = true

  init(_ builtin: String) { self.builtin = builtin }

  mutating func see(_ key: Value) {
    guard isAlive else { return }
    isAlive =
      key.asText.map { !$0.isEmpty && $0.utf8.allSatisfy { $0 &- 0x30 < 10 } } ?? false
    guard isAlive, let length = key.asText?.utf8Count else { return }
    lengths = min(length, lengths?.lowerBound ?? length)...max(length, lengths?.upperBound ?? length)
  }

  /// Says it, where it makes a difference.
  func tell(_ notices: Notices) {
    guard isAlive, let lengths, lengths.count > 1 else { return }
    notices.add(
      "\(builtin) has texts that are all digits, and compares them as texts: \"10\" comes before \"9\"\n"
        + "  hint: number(@.n) in place of @.n compares numbers")
  }
}
