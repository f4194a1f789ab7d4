import Glibc

/// One end of a terminal, by its file descriptor, which stays the caller's to close.
public struct Terminal: Sendable {
  public struct Size: Hashable, Sendable {
    /// In cells.
    public var columns: Int
    public var rows: Int

    public init(columns: Int, rows: Int) {
      self.columns = columns
      self.rows = rows
    }
  }

  public let descriptor: Int32

  public init(_ descriptor: Int32) { self.descriptor = descriptor }

  public var isTerminal: Bool { isatty(descriptor) == 1 }

  /// How large the window is now; 80 by 24 where it does not say.
  public var size: Size {
    var window = winsize()
    let known = ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0
    return Size(
      columns: known && window.ws_col > 0 ? Int(window.ws_col) : 80,
      rows: known && window.ws_row > 0 ? Int(window.ws_row) : 24)
  }

  /// Writes all of the text, waiting where the terminal is slow. False where it cannot be written.
  @discardableResult public func write(_ text: String) -> Bool {
    writeAll(Array(text.utf8), to: descriptor) == nil
  }
}

/// Writes all bytes, however often it is interrupted; the `errno` where it fails.
func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    if count >= 0 {
      rest = rest.dropFirst(count)
    } else if errno == EAGAIN {
      waitUntilWritable(descriptor)
    } else if errno != EINTR {
      return errno
    }
  }
  return nil
}

private func waitUntilWritable(_ descriptor: Int32) {
  var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
  poll(&request, 1, -1)
}
