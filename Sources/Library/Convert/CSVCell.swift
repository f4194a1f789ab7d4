import JSON

/// What a spreadsheet makes of the text of a cell.
enum CSVCell {
  /// In a safe table, a cell that a spreadsheet would run gets a `'` before it. A text that begins like such a marked
  /// cell gets one too, so that the mark can be told from the text's own `'`.
  static func isGuarded(_ cell: some Collection<UInt8>) -> Bool {
    isFormula(cell.drop { $0 == UInt8(ascii: "'") })
  }

  /// The text without the mark that `isGuarded` is about.
  static func unguarded(_ cell: Text) -> Text {
    let isMarked = cell.utf8.first == UInt8(ascii: "'") && isGuarded(cell.utf8)
    return isMarked ? cell.part(1..<cell.utf8Count) : cell
  }

  /// Whether a spreadsheet takes a cell for a formula. It does not take a number with its sign for one, such as `-5`
  /// and `+966501234567`. Signs of full width count as the others do.
  private static func isFormula(_ cell: some Collection<UInt8>) -> Bool {
    switch cell.first {
    case UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
      true
    case UInt8(ascii: "+"), UInt8(ascii: "-"): !isNumber(cell.dropFirst())
    case 0xEF: isWideFormula(cell)
    default: false
    }
  }

  /// U+FF1D, U+FF20, U+FF0B and U+FF0D.
  private static func isWideFormula(_ cell: some Collection<UInt8>) -> Bool {
    let sign = Array(cell.prefix(3))
    guard sign.count == 3, sign[1] == 0xBC else { return false }
    switch sign[2] {
    case 0x9D, 0xA0: return true
    case 0x8B, 0x8D: return !isNumber(cell.dropFirst(3))
    default: return false
    }
  }

  /// Digits with at most one point among them.
  private static func isNumber(_ bytes: some Collection<UInt8>) -> Bool {
    let parts = bytes.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    return parts.allSatisfy { part in
      !part.isEmpty && part.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
  }
}
