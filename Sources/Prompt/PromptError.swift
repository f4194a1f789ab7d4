import Glibc

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
