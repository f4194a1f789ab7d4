import Completion
import Rendering

/// Draws the line that is edited on a terminal that obeys no sequences: in one row, of which a window around the cursor
/// is shown. What libedit draws there of a line that is longer than the row cannot be read.
struct RowPainter {
  /// What the row shows, and at which cell the terminal's cursor is.
  private var shown = ""
  private var place = 0

  /// From now on the cursor is at the start of an empty row.
  mutating func reset() { self = RowPainter() }

  /// What the terminal is to be sent to show the text after the prompt.
  mutating func draw(_ prompt: String, _ text: [Unicode.Scalar], cursor: Int, columns: Int) -> String {
    let (row, column) = Self.window(prompt, text, cursor, Swift.max(columns - 1, 2))
    defer { (shown, place) = (row, column) }
    if place == shown.cellCount, column == row.cellCount, row.hasPrefix(shown) {
      return String(row.dropFirst(shown.count))
    }
    let rest = Swift.max(shown.cellCount - row.cellCount, 0)
    return "\r" + row + String(repeating: " ", count: rest) + "\r" + Self.start(of: row, cells: column)
  }

  /// What the terminal is to be sent to show all of a text that is longer than the row.
  func finish(_ whole: String) -> String {
    place == shown.cellCount && whole.hasPrefix(shown) ? String(whole.dropFirst(shown.count)) : "\r" + whole
  }

  /// The cells around the cursor that there is room for, and where it is in them.
  private static func window(
    _ prompt: String, _ text: [Unicode.Scalar], _ cursor: Int, _ room: Int
  ) -> (row: String, column: Int) {
    let before = prompt + Escaping.line(String(scalars: text[..<cursor]))
    let whole = before + Escaping.line(String(scalars: text[cursor...]))
    let column = before.cellCount
    if whole.cellCount <= room { return (whole, column) }
    // Half of the row at a time, so that it is not drawn anew at each key.
    let step = Swift.max(room / 2, 1)
    let start = column < room ? 0 : (column - room) / step * step + step
    var left = start
    let shown = whole.unicodeScalars.drop { scalar in
      left -= scalar.cellCount
      return left >= 0
    }
    let cut = self.start(of: (start > 0 ? "<" : "") + String(scalars: shown), cells: room)
    return (cut, Swift.min(start > 0 ? column - start + 1 : column, cut.cellCount))
  }

  private static func start(of text: String, cells: Int) -> String {
    var left = cells
    return String(
      scalars: text.unicodeScalars.prefix { scalar in
        left -= scalar.cellCount
        return left >= 0
      })
  }
}
