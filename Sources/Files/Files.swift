import Glibc

/// Waits until a descriptor can be read or written, or a signal comes.
package func waitFor(_ descriptor: Int32, _ event: Int32) {
  var request = pollfd(fd: descriptor, events: Int16(event), revents: 0)
  poll(&request, 1, -1)
}

public enum Files {
  /// Whether a path is that of a pipe or the like which the program was started with, as `<(…)` gives one: it has no
  /// place of its own, and is another each time.
  public static func isPassing(_ path: String) -> Bool {
    var status = stat()
    guard let descriptor = descriptor(path), fstat(descriptor, &status) == 0 else { return false }
    return status.st_mode & S_IFMT != S_IFREG
  }

  /// Puts bytes in a file's place, by way of a new file beside it: whoever reads sees the old one or the
  /// new one, whole; and where the disk is full the old one stays.
  ///
  /// - Parameters:
  ///   - mode: of a file that was not there before, less the umask(2).
  ///   - keepsMode: whether a file that was there keeps the mode and owner that it had.
  package static func replace(
    _ path: String, with bytes: [UInt8], mode: mode_t = 0o666, keepsMode: Bool = true
  ) throws(FileError) {
    let file = try OutputFile(path, .replace, mode: mode, keepsMode: keepsMode)
    try file.write(bytes)
    try file.finish()
  }
}
