import CEdit

extension LineReader {
  func paint(_ text: [Unicode.Scalar], cursor: Int) {
    let size = size
    func laid(_ cursor: Int) -> LineFrame {
      LineFrame(
        prompt: (prompt.text, prompt.visible.cellCount), text: text, cursor: cursor, columns: size.columns)
    }
    var frame = laid(cursor)
    // Of what is taller than the window the pattern that finds it is in sight.
    if search != nil, frame.rows.count > size.rows { frame = laid(0) }
    emit(painter.draw(frame, size: size))
  }

  /// Goes to the start of the row under the line.
  func leave(_ text: [Unicode.Scalar]) {
    if paints { paint(text, cursor: text.count) }
    emit("\n")
    painter.reset()
  }

  /// Has the line drawn where the terminal's cursor now is.
  func drawAnew() {
    painter.reset()
    // Where it draws nowhere too: in a narrower window it would put the next character beside its own memory.
    edit_refresh(edit)
  }

  /// Clears the window but for the line.
  func clearWindow() {
    clearAll()
    drawAnew()
  }

  /// Clears the window between two lines.
  func clearAll() { if obeysEscapes { emit("\u{1B}[H\u{1B}[2J") } }

  func beep() -> UInt8 {
    if paints { ring() }
    return Reply.beep
  }

  func ring() { emit("\u{7}") }
}
