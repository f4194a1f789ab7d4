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
  ///
  /// - Parameter below: rows under it, fewer than the window has.
  mutating func draw(_ whole: LineFrame, below: [LineFrame.Row] = [], size: Terminal.Size) -> String {
    var frame: LineFrame
    (frame, start) = whole.window(from: start, height: size.rows - below.count)
    frame = frame.with(below)
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
    if !isNew, row.prompt == before.prompt, row.scalars == before.scalars, row.inks == before.inks { return }
    // A mark at the very start is drawn into the prompt's last cell.
    let isMarked = [row, before].contains { $0.scalars.first?.cellCount == 0 }
    let hasPrompt = row.prompt == before.prompt && !isMarked
    let same = hasPrompt ? row.sharedStart(with: before) : 0
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
    write(row, from: same, at: hasPrompt ? column : row.promptWidth, columns)
    place.column = row.width
    if before.width > row.width { output += "\u{1B}[K" }
  }

  /// Some terminals draw joined emoji in fewer cells than others: where such a one ends, the cursor is put where
  /// it is for all of them.
  private mutating func write(_ row: LineFrame.Row, from start: Int, at column: Int, _ columns: Int) {
    var (ink, column, isJoined) = (Ink.plain, column, false)
    if row.scalars[start...].contains(.joiner) { output += "\u{1B}[K" }
    for index in start..<row.scalars.count {
      if row.inks[index] != ink {
        ink = row.inks[index]
        output += ink.start
      }
      output.unicodeScalars.append(row.scalars[index])
      column += row.scalars[index].cellCount
      if row.scalars[index] == .joiner { isJoined = true }
      if isJoined, !row.continuesCell(index + 1) {
        isJoined = false
        if column < columns { output += "\r\u{1B}[\(column)C" }
      }
    }
    if ink != .plain { output += Ink.plain.start }
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

extension LineFrame.Row {
  /// How many scalars two rows begin with in common, as far as cells end there: a mark that follows is drawn
  /// together with what it belongs to.
  fileprivate func sharedStart(with other: LineFrame.Row) -> Int {
    var same = 0
    let most = Swift.min(scalars.count, other.scalars.count)
    while same < most, scalars[same] == other.scalars[same], inks[same] == other.inks[same] { same += 1 }
    while same > 0, continuesCell(same) || other.continuesCell(same) { same -= 1 }
    return same
  }

  fileprivate func continuesCell(_ index: Int) -> Bool {
    guard index < scalars.count else { return false }
    return scalars[index].cellCount == 0 || index > 0 && scalars[index - 1] == .joiner
  }
}
