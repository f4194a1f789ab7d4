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
  /// How many rows of the window are left under the frame, and the window's height; nil where it is not known.
  private var free: (rows: Int, height: Int)?
  /// How many of the rows that `erase` clears stand above the terminal's cursor, and how many are out of the window.
  private var found: (above: Int, gone: Int)?
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
    var isCleared = false
    for index in frame.rows.indices {
      isCleared = draw(&frame, index, size.columns, belowCleared: isCleared)
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

  /// Notes where the terminal's cursor is after the window's size has changed.
  ///
  /// - Parameter size: the size of the window that the terminal has now, though it may not have told it yet.
  mutating func locate(_ place: LineFrame.Place, in size: Terminal.Size) {
    let new = shown.wrapped(columns: size.columns, below: hidden)
    // It may wait behind the last column.
    let column = place.column < size.columns ? place.column : 0
    let row = place.row + (place.column < size.columns ? 0 : 1)
    var top = row - new.cursor.row
    if column == new.cursor.column {
      free = (size.rows - top - new.height, size.rows)
    } else if column == Swift.min(shown.cursor.column, size.columns - 1) {
      // Some terminals cut the rows and do not wrap them.
      (top, free) = (row - shown.cursor.row, nil)
    } else if let free, free.height == size.rows {
      // tmux has pushed the cursor's row out of the window, and has set the cursor to another one.
      top = size.rows - free.rows - new.height
    }
    // Rows that tmux has pushed out stay as they are. But where the cursor's own is one, all of the line is drawn again.
    let gone = top + new.cursor.row < 0 ? 0 : Swift.max(-top, 0)
    found = (above: Swift.max(place.row - Swift.max(top, 0), 0), gone: gone)
  }

  /// The text that clears the frame after the window's size has changed; see `locate`.
  mutating func erase(columns: Int) -> String {
    let (rows, gone) = found ?? (shown.wrapped(columns: columns, below: hidden).cursor.row, 0)
    reset()
    hidden = Array(repeating: LineFrame.Row(), count: gone)
    // The first row is cleared separately. When a whole window is cleared at once, some terminals keep its
    // text above the window, and show it again when the window grows. Where it is cleared from its first cell on, tmux
    // takes it for the start of a line.
    return "\r" + (rows > 0 ? "\u{1B}[\(rows)A" : "") + "\u{1B}7\u{1B}[B\u{1B}[J\u{1B}8"
      + (gone > 0 ? " \u{1B}[K\r" : "\u{1B}[2K")
  }

  /// The text that makes the terminal show all rows of a frame, where the window has no room for them.
  mutating func drawWhole(_ frame: LineFrame, columns: Int) -> String {
    let above = hidden
    let cleared = erase(columns: columns)
    hidden = above
    return cleared + draw(frame, size: .init(columns: columns, rows: .max))
  }

  /// Draws a row where it differs from the one that is shown. Returns whether it was cleared as a whole.
  private mutating func draw(
    _ frame: inout LineFrame, _ index: Int, _ columns: Int, belowCleared: Bool
  ) -> Bool {
    let row = frame.rows[index]
    let isNew = index >= shown.rows.count
    var before = isNew ? LineFrame.Row() : shown.rows[index]
    let flows = frame.flows(into: index)
    // Only a row that is cleared as a whole is as narrow as its text to tmux.
    let clears =
      !isNew
      && (flows != shown.flows(into: index) || flows && belowCleared
        || index != frame.cursor.row && before.used > row.width)
    frame.rows[index].used = clears ? row.width : Swift.max(before.used, row.width)
    if !isNew, !clears, row.prompt == before.prompt, row.scalars == before.scalars, row.inks == before.inks {
      return false
    }
    if clears {
      // A row stays the end of a line only where its last cell was cleared.
      let ends = shown.flows(into: index) && !flows && frame.rows[index - 1].width >= columns
      if ends { finish(frame.rows[index - 1], index - 1, columns, clearing: true) }
      go(to: .init(row: index, column: 0), columns)
      output += "\u{1B}[2K"
      before = LineFrame.Row()
    }
    // A mark at the start is drawn into the prompt's last cell.
    let isMarked = [row, before].contains { $0.scalars.first?.cellCount == 0 }
    let hasPrompt = row.prompt == before.prompt && !isMarked
    let same = hasPrompt ? row.sharedStart(with: before) : 0
    let column = hasPrompt ? row.promptWidth + row.scalars.cellCount(before: same) : 0
    if flows, isNew || clears {
      finish(frame.rows[index - 1], index - 1, columns)
      place = .init(row: index, column: 0)
    } else if isNew {
      go(to: .init(row: index - 1, column: 0), columns)
      output += "\r\n"
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
    return clears
  }

  /// Makes the cursor wait behind a full row, so that the terminal itself goes on in the next one. So it knows that both
  /// are one line, which matters when the window is resized, and when somebody copies the line.
  private mutating func finish(_ row: LineFrame.Row, _ index: Int, _ columns: Int, clearing: Bool = false) {
    if place == .init(row: index, column: columns), !clearing { return }
    guard let last = row.scalars.indices.last(where: { !row.continuesCell($0) }) else {
      go(to: .init(row: index, column: 0), columns)
      output += "\r\n"
      return
    }
    let column = row.promptWidth + row.scalars.cellCount(before: last)
    go(to: .init(row: index, column: column), columns)
    if clearing { output += "\u{1B}[K" }
    write(row, from: last, at: column, columns)
    place.column = columns
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
