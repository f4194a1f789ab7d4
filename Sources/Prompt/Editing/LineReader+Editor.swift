import CEdit
import Completion

extension LineReader {
  /// Ctrl-X Ctrl-E, or `v` in vi's command mode: opens the line in the user's own editor. The edited text
  /// stands in the line, and Enter runs it.
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
