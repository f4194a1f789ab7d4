import Completion
import Rendering
import Shell

/// A prompt and the text after it, laid out in the rows of a terminal.
struct LineFrame {
  /// What is drawn in one row.
  struct Row: Equatable {
    /// The prompt as it is written, with its colours, and its width in cells.
    var prompt = ""
    var promptWidth = 0
    /// The text after the prompt, and the ink of each scalar.
    var scalars: [Unicode.Scalar] = []
    var inks: [Ink] = []
    /// The width of the whole row in cells.
    var width = 0
    /// How many of the terminal's cells were written since the row was empty. Some terminals wrap cleared ones too.
    var used = 0
    /// Whether the text goes on in the next row because this one is full.
    var wraps = false
  }

  struct Place: Equatable {
    var row = 0
    var column = 0
  }

  var rows = [Row()]
  private(set) var cursor = Place()
  private var further = Prompt(text: "", width: 0)
  /// The ink of the scalar that is put next.
  private var ink = Ink.plain

  /// An empty frame with the cursor at the start of its row.
  init() {}

  /// What stands before the text of a row: as it is written, with its colours, and its width in cells.
  typealias Prompt = (text: String, width: Int)

  /// Lays a text out. O(n).
  ///
  /// - Parameters:
  ///   - further: stands before each line of the text but the first.
  ///   - inks: one for each scalar of the text; missing ones are plain.
  ///   - cursor: how many scalars stand before the cursor.
  ///   - columns: the width of the window.
  init(
    prompt: Prompt, further: Prompt = ("", 0), text: [Unicode.Scalar], inks: [Ink] = [], cursor: Int,
    columns: Int
  ) {
    self.further = further
    rows[0] = Row(prompt: prompt.text, promptWidth: prompt.width, width: prompt.width)
    for (index, scalar) in text.enumerated() {
      if index == cursor { self.cursor = end(columns, before: scalar) }
      ink = index < inks.count ? inks[index] : .plain
      // An emoji stands in one row as a whole.
      if columns >= 4, rows[rows.count - 1].width + 4 > columns, text.hasSkin(index), !text.isJoined(index) {
        wrap(columns)
      }
      put(scalar, columns, isJoined: text.isJoined(index))
    }
    if cursor >= text.count { self.cursor = end(columns, before: "\n") }
  }

  /// Where the next scalar goes. After a full row, the cursor stands alone in the next one.
  private mutating func end(_ columns: Int, before next: Unicode.Scalar) -> Place {
    let isFull = rows[rows.count - 1].width >= columns
    if isFull, next == "\n" { wrap(columns) } else if isFull { return Place(row: rows.count, column: 0) }
    return Place(row: rows.count - 1, column: rows[rows.count - 1].width)
  }

  private mutating func put(_ scalar: Unicode.Scalar, _ columns: Int, isJoined: Bool) {
    switch scalar {
    case _ where isJoined: put(scalar, width: 0, columns)
    case " "..."~": put(scalar, width: 1, columns)
    case "\n":
      rows.append(Row(prompt: further.text, promptWidth: further.width, width: further.width))
    case "\t": for _ in 0..<(8 - rows[rows.count - 1].width % 8) { put(" ", width: 1, columns) }
    case _ where scalar.isControl:
      // A control character is drawn as `^C`, as terminals do.
      for shown in "^".unicodeScalars + [Unicode.Scalar(UInt8(scalar.value & 0x7F) ^ 0x40)] {
        put(shown, width: 1, columns)
      }
    case _ where Escaping.isUnsafe(scalar):
      for shown in Escaping.line(String(scalar)).unicodeScalars { put(shown, width: 1, columns) }
    default: put(scalar, width: scalar.cellCount, columns)
    }
  }

  /// A scalar without a cell is drawn into the cell before it.
  private mutating func put(_ scalar: Unicode.Scalar, width: Int, _ columns: Int) {
    if rows[rows.count - 1].width + width > columns { wrap(columns) }
    rows[rows.count - 1].scalars.append(scalar)
    rows[rows.count - 1].inks.append(ink)
    rows[rows.count - 1].width += width
  }

  private mutating func wrap(_ columns: Int) {
    rows[rows.count - 1].wraps = rows[rows.count - 1].width >= columns
    rows.append(Row())
  }
}

extension LineFrame {
  /// Whether the cursor stands alone in a row after a full one.
  var endsInFullRow: Bool {
    rows.count > 1 && rows[rows.count - 1] == Row() && rows[rows.count - 2].wraps
  }

  /// The frame with more rows below the text.
  func with(_ below: [Row]) -> LineFrame {
    var frame = self
    frame.rows += below
    return frame
  }

  /// The rows for which the window has room. The cursor's row is among them, and `start` is the first where
  /// that is possible.
  func window(from start: Int, height: Int) -> (frame: LineFrame, start: Int) {
    let height = Swift.max(height, 1)
    guard rows.count > height else { return (self, 0) }
    let lowest = Swift.max(cursor.row - height + 1, 0)
    let first = Swift.min(Swift.max(start, lowest), Swift.min(cursor.row, rows.count - height))
    var frame = self
    frame.rows = Array(rows[first..<first + height])
    frame.cursor.row -= first
    return (frame, first)
  }

  /// The frame without so many of its first rows, but never without the cursor's.
  func without(first count: Int) -> LineFrame {
    var frame = self
    frame.rows.removeFirst(Swift.min(count, cursor.row))
    frame.cursor.row -= Swift.min(count, cursor.row)
    return frame
  }

  /// Whether the terminal itself goes on with the row above in this one, so that both are one line to it.
  func flows(into index: Int) -> Bool {
    index > 0 && index < rows.count && rows[index - 1].wraps && !rows[index].scalars.isEmpty
  }

  /// The frame after the terminal has wrapped its rows again for another width: where the cursor is, and how many rows
  /// there are.
  ///
  /// - Parameter hidden: the rows above the frame that belong to it.
  func wrapped(columns: Int, below hidden: [Row]) -> (cursor: Place, height: Int) {
    let columns = Swift.max(columns, 1)
    var whole = self
    whole.rows = hidden + rows
    var (next, found) = (Place(), Place())
    for (index, row) in whole.rows.enumerated() {
      if index > 0, !whole.flows(into: index) { next = Place(row: next.row + 1, column: 0) }
      let isCursors = index == hidden.count + cursor.row
      var column = 0
      for width in row.cells {
        if isCursors, column == cursor.column { found = next }
        if next.column + width > columns { next = Place(row: next.row + 1, column: 0) }
        next.column += width
        column += width
      }
      if isCursors, column <= cursor.column { found = next }
    }
    if found.column >= columns { found = Place(row: found.row + 1, column: 0) }
    return (found, next.row + 1)
  }
}

extension LineFrame.Row {
  /// The widths of what stands in its cells, with the cleared ones.
  fileprivate var cells: [Int] {
    let text = scalars.indices.map { scalars.isJoined($0) ? 0 : scalars[$0].cellCount }.filter { $0 > 0 }
    return Array(repeating: 1, count: promptWidth) + text
      + Array(repeating: 1, count: Swift.max(used - width, 0))
  }
}

extension [Unicode.Scalar] {
  /// Whether the scalar at an index is an emoji that is joined to the one before it (UAX #29, GB11). Both are drawn in
  /// the same cells.
  func isJoined(_ index: Int) -> Bool {
    index > 1 && index < count && self[index - 1] == .joiner && self[index].properties.isEmoji
  }

  /// Whether the colour of a skin follows the emoji at an index. Both are two cells wide.
  fileprivate func hasSkin(_ index: Int) -> Bool {
    index + 1 < count && (0x1F3FB...0x1F3FF).contains(self[index + 1].value) && self[index].cellCount == 2
  }

  /// How many cells the scalars before an index take.
  func cellCount(before index: Int) -> Int {
    self[..<index].indices.reduce(0) { $0 + (isJoined($1) ? 0 : self[$1].cellCount) }
  }
}
