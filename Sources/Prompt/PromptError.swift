import Glibc
import Rendering
import Shell

/// What went wrong at the prompt: data; `description` has the words.
public enum PromptError: Error, Hashable, Sendable {
  /// There is no memory, or no descriptor is left, for a line editor.
  case noEditor(errno: Int32)
  /// Reading from the terminal failed.
  case unreadable(errno: Int32)
  /// The history cannot be read from its file.
  case historyUnreadable(path: String, errno: Int32)
  /// The history cannot be written to its file.
  case historyUnwritable(path: String, errno: Int32)
  /// The file that the user's editor is to edit cannot be made or read.
  case noEditorFile(errno: Int32)
  case editorFailed(command: String, status: Int32)
  /// What came from the editor is longer than an input may be.
  case editedTooMuch
  /// What came from the editor is no text.
  case editedNoUTF8
}

extension PromptError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noEditor(let code): "the terminal must allow line editing, but \(reason(code))"
    case .unreadable(let code): "the terminal must be readable, but \(reason(code))"
    case .historyUnreadable(let path, let code):
      "the history in \(path) must be readable, but \(reason(code)); older input is not recalled"
    case .historyUnwritable(let path, let code):
      "the history in \(path) must be writable, but \(reason(code)); input is remembered only in this session"
    case .noEditorFile(let code): "the editor needs a file in $TMPDIR, but \(reason(code))"
    case .editorFailed(let command, let status):
      "the editor must end with 0, but '\(Escaping.line(command))' ended with \(status): the input is as it was"
    case .editedTooMuch: "an input must be at most 1 MiB, but the editor left more: it is as it was"
    case .editedNoUTF8: "an input must be valid UTF-8, but the editor left something else: it is as it was"
    }
  }

  private func reason(_ code: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 128)
    // The POSIX function fills the buffer; on failure it stays empty.
    return strerror_r(code, &buffer, buffer.count) == 0
      ? String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      : "error \(code)"
  }
}
