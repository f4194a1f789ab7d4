import SystemCalls

/// A failure of the file that keeps the history. It holds data; `description` has the words.
public enum HistoryError: Error, Hashable, Sendable {
  case unreadable(path: String, SystemError)
  case unwritable(path: String, SystemError)
}

extension HistoryError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(let path, let cause):
      "the history in \(path) must be readable, but \(cause); older input is not recalled"
    case .unwritable(let path, let cause):
      "the history in \(path) must be writable, but \(cause); input is remembered only in this session"
    }
  }
}
