import Glibc
import Shell
import Synchronization

/// Standard output and standard error. What goes to a terminal is written at once; else it is gathered,
/// and written when there is much of it, or when something else is about to be seen or waited for.
final class StandardStreams: Sendable {
  private let gathered = Mutex<[UInt8]>([])
  private let isTerminal = isatty(STDOUT_FILENO) == 1
  private static let room = 1 << 15

  func write(_ bytes: [UInt8]) throws(OutputError) {
    let full = gathered.withLock { gathered in
      gathered += bytes
      return isTerminal || gathered.count >= Self.room
    }
    if full { try flush() }
  }

  func flush() throws(OutputError) {
    let bytes = gathered.withLock { gathered in
      defer { gathered.removeAll(keepingCapacity: true) }
      return gathered
    }
    if let code = Self.write(bytes, to: STDOUT_FILENO) {
      throw code == EPIPE ? .closed : .failed(String(cString: strerror(code)))
    }
  }

  func writeError(_ bytes: [UInt8]) {
    // So that what was shown before stands before.
    try? flush()
    _ = Self.write(bytes, to: STDERR_FILENO)
  }

  /// Writes all of it, or gives errno(3).
  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    var rest = bytes[...]
    while !rest.isEmpty {
      // In parts: where little is taken at a time, all the rest would be moved each time.
      let part = Array(rest.prefix(2 * room))
      let written = Glibc.write(descriptor, part, part.count)
      if written >= 0 {
        rest = rest.dropFirst(written)
      } else if errno == EAGAIN {
        var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&ready, 1, -1)
      } else if errno != EINTR {
        return errno
      }
    }
    return nil
  }
}
