/// Draws the line that is edited: of each frame only what differs from the one before.
///
/// In libedit's own drawing every character has a cell, so that after Arabic vowel signs and other marks that
/// have none the cursor stood beside its place.
struct LinePainter {
  /// What the terminal shows.
  private var shown = LineFrame()
  /// The first row of the window where the line is taller than that.
  private var start = 0
  /// Where the terminal's cursor is; behind the last column of a full row it waits to wrap.
  private var place = LineFrame.Place()
  private var output = ""

  /// From now on the cursor is at the start of a row in which nothing is shown.
  mutating func reset() { self = LinePainter() }

  /// What a terminal of that size is to be sent to show a frame.
  mutating func draw(_ whole: LineFrame, size: Terminal.Size) -> String {
    let frame: LineFrame
    (frame, start) = whole.window(from: start, height: size.rows)
    for index in frame.rows.indices {
      draw(frame.rows[index], at: index, above: index > 0 ? frame.rows[index - 1] : nil, size.columns)
    }
    if shown.rows.count > frame.rows.count {
      go(to: .init(row: frame.rows.count, column: 0), size.columns)
      output += "\u{1B}[J"
    }
    go(to: frame.cursor, size.columns)
    shown = frame
    defer { output = "" }
    return output
  }

  /// What clears all that is shown, after the window has got that width.
  mutating func erase(columns: Int) -> String {
    let rows = shown.cursorRow(columns: columns)
    reset()
    // The first row by itself: where a whole window is cleared at once, some terminals keep what stood there
    // above it, and a window that grows would show that again.
    return "\r" + (rows > 0 ? "\u{1B}[\(rows)A" : "") + "\u{1B}7\u{1B}[B\u{1B}[J\u{1B}8\u{1B}[2K"
  }

  private mutating func draw(_ row: LineFrame.Row, at index: Int, above: LineFrame.Row?, _ columns: Int) {
    let isNew = index >= shown.rows.count
    let before = isNew ? LineFrame.Row() : shown.rows[index]
    if !isNew, row.prompt == before.prompt, row.scalars == before.scalars { return }
    // A mark at the very start is drawn into the prompt's last cell.
    let isMarked = [row, before].contains { $0.scalars.first?.cellCount == 0 }
    let hasPrompt = row.prompt == before.prompt && !isMarked
    let same = hasPrompt ? row.scalars.sharedStart(with: before.scalars) : 0
    let column = hasPrompt ? row.scalars[..<same].reduce(row.promptWidth) { $0 + $1.cellCount } : 0
    if isNew {
      // Where the row above has just been filled, the terminal itself goes on in this one: so it knows that it is
      // one line, which can be copied.
      let goesOn =
        above?.wraps == true && place == .init(row: index - 1, column: columns) && !row.scalars.isEmpty
      if !goesOn {
        go(to: .init(row: index - 1, column: 0), columns)
        output += "\r\n"
      }
      place = .init(row: index, column: 0)
    } else {
      go(to: .init(row: index, column: column), columns)
    }
    if !hasPrompt { output += row.prompt }
    output.unicodeScalars.append(contentsOf: row.scalars[same...])
    place.column = row.width
    if before.width > row.width { output += "\u{1B}[K" }
  }

  private mutating func go(to target: LineFrame.Place, _ columns: Int) {
    if target == place, place.column < columns { return }
    if target.row < place.row { output += "\u{1B}[\(place.row - target.row)A" }
    if target.row > place.row { output += "\u{1B}[\(target.row - place.row)B" }
    if target.column != place.column || place.column >= columns {
      output += "\r" + (target.column > 0 ? "\u{1B}[\(target.column)C" : "")
    }
    place = target
  }
}

extension [Unicode.Scalar] {
  /// How many scalars two rows begin with in common, as far as cells end there: a mark that follows is drawn
  /// together with what it belongs to.
  fileprivate func sharedStart(with other: [Unicode.Scalar]) -> Int {
    var same = zip(self, other).prefix { $0 == $1 }.count
    func continuesCell(_ row: [Unicode.Scalar]) -> Bool { same < row.count && row[same].cellCount == 0 }
    while same > 0, continuesCell(self) || continuesCell(other) { same -= 1 }
    return same
  }
}
