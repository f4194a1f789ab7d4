import SystemCalls

public enum Files {
  /// Whether a path is that of a pipe or the like which the program was started with, as `<(…)` gives one: it has no
  /// place of its own, and is another pipe each time.
  public static func isPassing(_ path: String) -> Bool {
    guard let status = try? descriptor(path)?.status() else { return false }
    return status.kind != .file
  }

  /// Writes bytes to a new file beside a file, and puts that in the file's place. Whoever reads sees the whole old file
  /// or the whole new one, and where the disk is full the old one stays.
  ///
  /// - Parameters:
  ///   - mode: of a file that was not there before, less the umask(2).
  ///   - keepsMode: whether a file that was there keeps the mode and owner that it had.
  package static func replace(
    _ path: String, with bytes: [UInt8], mode: UInt32 = 0o666, keepsMode: Bool = true
  ) throws(FileError) {
    let file = try OutputFile(path, .replace, mode: mode, keepsMode: keepsMode)
    try file.write(bytes)
    try file.finish()
  }
}
