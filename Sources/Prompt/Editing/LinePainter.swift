/// Draws the line that is edited. It sends only what differs from the last frame.
///
/// libedit's own drawing gives every character a cell. After Arabic vowel signs and other marks, which have
/// none, its cursor stood in a wrong place.
struct LinePainter {
  /// The frame that the terminal shows.
  private var shown = LineFrame()
  /// The first row that is shown, where the line is taller than the window.
  private var start = 0
  /// The place of the terminal's cursor. After a full row it waits behind the last column, and wraps with the
  /// next character.
  private var place = LineFrame.Place()
  private var output = ""

  /// Notes that the cursor now stands at the start of an empty row.
  mutating func reset() { self = LinePainter() }

  /// The text that makes the terminal show a frame.
  ///
  /// - Parameter below: rows under the frame, fewer than the window has.
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

  /// The text that clears the frame after the window's width has changed.
  mutating func erase(columns: Int) -> String {
    let rows = shown.cursorRow(columns: columns)
    reset()
    // The first row is cleared separately. When a whole window is cleared at once, some terminals keep its
    // text above the window, and show it again when the window grows.
    return "\r" + (rows > 0 ? "\u{1B}[\(rows)A" : "") + "\u{1B}7\u{1B}[B\u{1B}[J\u{1B}8\u{1B}[2K"
  }

  private mutating func draw(_ row: LineFrame.Row, at index: Int, above: LineFrame.Row?, _ columns: Int) {
    let isNew = index >= shown.rows.count
    let before = isNew ? LineFrame.Row() : shown.rows[index]
    if !isNew, row.prompt == before.prompt, row.scalars == before.scalars, row.inks == before.inks { return }
    // A mark at the start is drawn into the prompt's last cell.
    let isMarked = [row, before].contains { $0.scalars.first?.cellCount == 0 }
    let hasPrompt = row.prompt == before.prompt && !isMarked
    let same = hasPrompt ? row.sharedStart(with: before) : 0
    let column = hasPrompt ? row.scalars[..<same].reduce(row.promptWidth) { $0 + $1.cellCount } : 0
    if isNew {
      // After a full row the terminal itself goes on in the next one. So it knows that both are one line,
      // which matters when somebody copies it.
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

  /// Terminals differ in how many cells a joined emoji takes. So the cursor is set to a known place after
  /// each.
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
  /// How many scalars two rows have in common at their start. The number ends at a cell's end, because a mark
  /// is drawn together with the character before it.
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
