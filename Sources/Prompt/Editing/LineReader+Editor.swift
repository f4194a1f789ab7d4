import CEdit
import Completion

extension LineReader {
  /// Ctrl-X Ctrl-E, or `v` with vi's keys: the line in the user's own editor. What it makes of it stands in the
  /// line, and runs on Enter.
  func editInEditor() -> UInt8 {
    let text = String(scalars: line.scalars)
    leave(line.scalars)
    edit_prepare_terminal(edit, false)
    let edited = editText(text)
    edit_prepare_terminal(edit, true)
    if let edited { replace(with: Array(edited.unicodeScalars)) }
    drawAnew()
    return Reply.nothing
  }
}
