import Completion
import Rendering

/// Draws the line on a terminal that obeys no escape sequences: in one row, which shows the part around the
/// cursor. There, libedit's own drawing of a line that is longer than the row cannot be read.
struct RowPainter {
  /// The text of the row, and the cell of the terminal's cursor.
  private var shown = ""
  private var place = 0

  /// Notes that the cursor now stands at the start of an empty row.
  mutating func reset() { self = RowPainter() }

  /// The text that makes the terminal show the line after the prompt.
  mutating func draw(_ prompt: String, _ text: [Unicode.Scalar], cursor: Int, columns: Int) -> String {
    let (row, column) = Self.window(prompt, text, cursor, Swift.max(columns - 1, 2))
    defer { (shown, place) = (row, column) }
    if place == shown.cellCount, column == row.cellCount, row.hasPrefix(shown) {
      return String(row.dropFirst(shown.count))
    }
    let rest = Swift.max(shown.cellCount - row.cellCount, 0)
    return "\r" + row + String(repeating: " ", count: rest) + "\r" + Self.start(of: row, cells: column)
  }

  /// The text that makes the terminal show the whole line, where it is longer than the row.
  func finish(_ whole: String) -> String {
    place == shown.cellCount && whole.hasPrefix(shown) ? String(whole.dropFirst(shown.count)) : "\r" + whole
  }

  /// The part around the cursor for which there is room, and the cursor's cell in it.
  private static func window(
    _ prompt: String, _ text: [Unicode.Scalar], _ cursor: Int, _ room: Int
  ) -> (row: String, column: Int) {
    let before = prompt + Escaping.line(String(scalars: text[..<cursor]))
    let whole = before + Escaping.line(String(scalars: text[cursor...]))
    let column = before.cellCount
    if whole.cellCount <= room { return (whole, column) }
    // The part moves by half of the row, so that not every key draws the whole row again.
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
