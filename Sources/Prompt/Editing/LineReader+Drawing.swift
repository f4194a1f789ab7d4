import CEdit
import Completion
import Rendering

extension LineReader {
  func paint(_ text: [Unicode.Scalar], cursor: Int) {
    let size = size
    let rest = suggestion?.rest ?? []
    var inks = live.inks(text)
    if !rest.isEmpty {
      inks += Array(repeating: .plain, count: text.count - inks.count)
      inks += Array(repeating: Ink.faint, count: rest.count)
    }
    func laid(_ cursor: Int) -> LineFrame {
      LineFrame(
        prompt: (prompt.text, prompt.visible.cellCount),
        further: search == nil ? (further.text, further.visible.cellCount) : ("", 0), text: text + rest,
        inks: inks, cursor: cursor, columns: size.columns)
    }
    var frame = laid(cursor)
    // Where the line is taller than the window, the rows with the pattern of the search are shown.
    if search != nil, frame.rows.count > size.rows { frame = laid(0) }
    emit(painter.draw(frame, below: rowsBelow(size), size: size))
  }

  /// The rows under the line. At least one row of the window is left for the line itself.
  private func rowsBelow(_ size: Terminal.Size) -> [LineFrame.Row] {
    let most = Swift.max(size.rows - 1, 0)
    if let menu { return menu.rows(most: most, columns: size.columns, isColored: live.isColored) }
    guard let remark, most > 0 else { return [] }
    return [LineFrame.Row(remark.cut(to: size.columns - 1), live.isColored ? .faint : .plain)]
  }

  /// Goes to the row under the line. Of all that was drawn, only the line stays.
  func leave(_ text: [Unicode.Scalar]) {
    (menu, offer, suggestion, remark) = (nil, nil, nil, nil)
    var isBelow = false
    if paints {
      let size = size
      let frame = LineFrame(
        prompt: (prompt.text, prompt.visible.cellCount), further: (further.text, further.visible.cellCount),
        text: text, inks: live.inks(text), cursor: text.count, columns: size.columns)
      if frame.rows.count > size.rows {
        emit(painter.drawWhole(frame, columns: size.columns))
      } else {
        paint(text, cursor: text.count)
      }
      isBelow = frame.endsInFullRow
    }
    // The line is written as a whole, even over several rows, and so stands above what follows.
    let whole = prompt.visible + Escaping.line(String(scalars: text))
    if scrolls {
      if whole.cellCount < size.columns {
        paintRow(text, cursor: text.count)
      } else {
        emit(rowPainter.finish(whole))
      }
    }
    rowPainter.reset()
    emit(isBelow ? "\r" : "\n")
    painter.reset()
  }

  func paintRow(_ text: [Unicode.Scalar], cursor: Int) {
    emit(rowPainter.draw(prompt.visible, text, cursor: cursor, columns: size.columns))
  }

  /// Draws the line again where the terminal's cursor now is.
  func drawAnew() {
    painter.reset()
    redraw()
  }

  /// Draws the line again after `LinePainter.erase`.
  func redraw() {
    rowPainter.reset()
    // libedit must draw again even where it draws to nowhere. Else it would rely on old places when the
    // window is narrower.
    edit_refresh(edit)
  }

  /// Clears the window except for the line.
  func clearWindow() {
    clearAll()
    drawAnew()
  }

  /// Clears the window between two inputs.
  func clearAll() { if obeysEscapes { emit("\u{1B}[H\u{1B}[2J") } }

  func beep() -> UInt8 {
    if draws { ring() }
    return Reply.beep
  }

  func ring() { emit("\u{7}") }
}
