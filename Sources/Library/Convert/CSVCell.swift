import JSON

/// Tells how a spreadsheet reads the text of a cell.
enum CSVCell {
  /// Whether a safe table writes a `'` before the cell: a spreadsheet would run it as a formula. A text that already
  /// consists of such a cell behind one or more `'` gets another one, so that the mark can be told from a `'` of the
  /// text.
  static func isGuarded(_ cell: some Collection<UInt8>) -> Bool {
    isFormula(cell.drop { $0 == UInt8(ascii: "'") })
  }

  /// The text without the mark of a safe table.
  static func unguarded(_ cell: Text) -> Text {
    let isMarked = cell.utf8.first == UInt8(ascii: "'") && isGuarded(cell.utf8)
    return isMarked ? cell.part(1..<cell.utf8Count) : cell
  }

  /// Whether a spreadsheet takes the cell for a formula. A number with a sign, such as `-5` or `+966501234567`, is not
  /// a formula. Full-width signs count like the ordinary ones.
  private static func isFormula(_ cell: some Collection<UInt8>) -> Bool {
    switch cell.first {
    case UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
      true
    case UInt8(ascii: "+"), UInt8(ascii: "-"): !isNumber(cell.dropFirst())
    case 0xEF: isWideFormula(cell)
    default: false
    }
  }

  /// Whether the cell begins with U+FF1D, U+FF20, U+FF0B or U+FF0D and is a formula.
  private static func isWideFormula(_ cell: some Collection<UInt8>) -> Bool {
    let sign = Array(cell.prefix(3))
    guard sign.count == 3, sign[1] == 0xBC else { return false }
    switch sign[2] {
    case 0x9D, 0xA0: return true
    case 0x8B, 0x8D: return !isNumber(cell.dropFirst(3))
    default: return false
    }
  }

  /// Whether the bytes are digits with at most one point between them.
  private static func isNumber(_ bytes: some Collection<UInt8>) -> Bool {
    let parts = bytes.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    return parts.allSatisfy { part in
      !part.isEmpty && part.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
  }
}
