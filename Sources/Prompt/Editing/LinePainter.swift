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
  /// The line's first rows, which a terminal has pushed out of its window when it wrapped them again.
  private var hidden: [LineFrame.Row] = []
  private var output = ""

  /// Notes that the cursor now stands at the start of an empty row.
  mutating func reset() { self = LinePainter() }

  /// The text that makes the terminal show a frame.
  ///
  /// - Parameter below: rows under the frame, fewer than the window has.
  mutating func draw(_ whole: LineFrame, below: [LineFrame.Row] = [], size: Terminal.Size) -> String {
    var frame: LineFrame
    let seen = whole.without(first: hidden.count)
    hidden = Array(whole.rows.prefix(whole.rows.count - seen.rows.count))
    (frame, start) = seen.window(from: start, height: size.rows - below.count)
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

  /// Whether a part of what `erase` clears stands above the cursor.
  func isAbove(columns: Int) -> Bool {
    shown.cursor.row > 0 || shown.cursor(columns: columns, below: hidden).row > 0
  }

  /// The text that clears the frame after the window's width has changed.
  ///
  /// - Parameter place: where the terminal says that its cursor is; nil where it does not.
  mutating func erase(columns: Int, place: LineFrame.Place? = nil) -> String {
    let wrapped = shown.cursor(columns: columns, below: hidden)
    var rows = wrapped.row
    let cut = Swift.min(shown.cursor.column, columns - 1)
    // Some terminals cut the rows and do not wrap them.
    if let place, place.column != wrapped.column, place.column == cut { rows = shown.cursor.row }
    // Others, such as tmux, push rows out of the window, and show them again when it grows. These must stay as they are.
    let gone = place.map { $0.column == wrapped.column ? Swift.max(rows - $0.row, 0) : 0 } ?? 0
    reset()
    hidden = Array(repeating: LineFrame.Row(), count: gone)
    rows -= gone
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
    let column = hasPrompt ? row.promptWidth + row.scalars.cellCount(before: same) : 0
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
    if !hasPrompt {
      output += row.prompt
      let scalars = Array(row.prompt.unicodeScalars)
      if scalars.indices.contains(where: scalars.isJoined) { settle(row.promptWidth) }
    }
    write(row, from: same, at: hasPrompt ? column : row.promptWidth, columns)
    place.column = row.width
    if before.width > row.width { output += "\u{1B}[K" }
  }

  private mutating func write(_ row: LineFrame.Row, from start: Int, at column: Int, _ columns: Int) {
    var (ink, column, isJoined) = (Ink.plain, column, false)
    for index in start..<row.scalars.count {
      if row.inks[index] != ink {
        ink = row.inks[index]
        output += ink.start
      }
      output.unicodeScalars.append(row.scalars[index])
      if row.scalars.isJoined(index) { isJoined = true } else { column += row.scalars[index].cellCount }
      if isJoined, !row.continuesCell(index + 1) {
        isJoined = false
        if column < columns { settle(column) }
      }
    }
    if ink != .plain { output += Ink.plain.start }
  }

  /// Terminals differ in how many cells a joined emoji takes. So after each, the cursor is set to a known place, and
  /// what stands behind it is removed.
  private mutating func settle(_ column: Int) { output += "\r\u{1B}[\(column)C\u{1B}[K" }

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
    return scalars[index].cellCount == 0 || scalars.isJoined(index)
  }
}
