import Rendering
import Shell
import SystemCalls

/// A failure of the prompt. It holds data; `description` has the words.
public enum PromptError: Error, Hashable, Sendable {
  /// There is no memory or no descriptor left for a line editor.
  case noEditor(SystemError)
  /// Reading from the terminal failed.
  case unreadable(SystemError)
  /// The file for the user's editor cannot be made or read.
  case noEditorFile(SystemError)
  case editorFailed(command: String, status: Int32)
  /// The text from the editor is longer than an input may be.
  case editedTooMuch
  /// The text from the editor is not UTF-8.
  case editedNoUTF8
}

extension PromptError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noEditor(let cause): "the terminal must allow line editing, but \(cause)"
    case .unreadable(let cause): "the terminal must be readable, but \(cause)"
    case .noEditorFile(let cause): "the editor needs a file in $TMPDIR, but \(cause)"
    case .editorFailed(let command, let status):
      "the editor must end with 0, but '\(Escaping.line(command))' ended with \(status): the input is as it was"
    case .editedTooMuch: "an input must be at most 1 MiB, but the editor left more: it is as it was"
    case .editedNoUTF8: "an input must be valid UTF-8, but the editor left something else: it is as it was"
    }
  }
}
