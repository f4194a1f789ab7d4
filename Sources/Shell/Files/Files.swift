import Glibc

public enum Files {
  /// Puts bytes in a file's place, by way of a new file beside it: whoever reads sees the old one or the
  /// new one, whole; and where the disk is full the old one stays.
  ///
  /// - Parameters:
  ///   - mode: of a file that was not there before, less the umask(2).
  ///   - keepsMode: whether a file that was there keeps the mode and owner that it had.
  static func replace(
    _ path: String, with bytes: [UInt8], mode: mode_t = 0o666, keepsMode: Bool = true
  ) throws(FileError) {
    let file = try OutputFile(path, .replace, mode: mode, keepsMode: keepsMode)
    try file.write(bytes)
    try file.finish()
  }
}
