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

  /// Where to speak with who sits at the terminal of standard input, though what is shown leads elsewhere
  /// (`wessaal | tee log`).
  ///
  /// - Parameter preferred: taken where it is a terminal; else the process's own is opened, for as long as it runs.
  /// - Returns: nil where standard input is no terminal, or none can be written to.
  public static func dialog(_ preferred: Int32) -> Terminal? {
    guard isatty(STDIN_FILENO) == 1 else { return nil }
    if isatty(preferred) == 1 { return Terminal(preferred) }
    let own = open("/dev/tty", O_RDWR | O_CLOEXEC)
    if own >= 0 { return Terminal(own) }
    // A terminal that is not the process's own, as in some containers: it is mostly open for both.
    return [STDOUT_FILENO, STDERR_FILENO, STDIN_FILENO]
      .first { isatty($0) == 1 && fcntl($0, F_GETFL) & O_ACCMODE != O_RDONLY }.map(Terminal.init)
  }

  /// Whether the process may use it: one in the background is stopped when it tries.
  public var isOurs: Bool { tcgetpgrp(descriptor) == getpgrp() }

  public var isTerminal: Bool { isatty(descriptor) == 1 }

  /// How large the window is now; 80 by 24 where it does not say.
  public var size: Size {
    var window = winsize()
    let known = ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0
    return Size(
      columns: known && window.ws_col > 0 ? Int(window.ws_col) : 80,
      rows: known && window.ws_row > 0 ? Int(window.ws_row) : 24)
  }

  /// Where what is shown goes through a pipe, and so perhaps to this terminal too (`| tee log`), its reader has a
  /// moment for it: the next prompt is to stand below.
  func letReaderShow() {
    var (status, unread) = (stat(), CInt(0))
    guard descriptor != STDOUT_FILENO, fstat(STDOUT_FILENO, &status) == 0, status.st_mode & S_IFMT == S_IFIFO
    else { return }
    for _ in 0..<100 where ioctl(STDOUT_FILENO, UInt(FIONREAD), &unread) == 0 && unread > 0 { usleep(1000) }
    // From its reading to its writing.
    usleep(5000)
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
