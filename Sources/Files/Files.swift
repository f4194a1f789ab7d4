import SystemCalls

/// Reads and writes the user's files.
public enum Files {
  /// Whether a path names a pipe, or something similar, that the program was started with, such as `<(…)`.
  /// Such a path names no lasting file: it is another pipe in each run.
  public static func isPassing(_ path: String) -> Bool {
    guard let status = try? descriptor(path)?.status() else { return false }
    return status.kind != .file
  }

  /// Replaces a file by a new one with these bytes. Readers see either the whole old file or the whole new
  /// one. Where the disk is full, the old file stays.
  ///
  /// - Parameters:
  ///   - mode: the mode of a new file, less the umask(2).
  ///   - keepsMode: whether an existing file keeps its mode and owner.
  /// - Throws: where the file cannot be made, written or renamed.
  package static func replace(
    _ path: String, with bytes: [UInt8], mode: UInt32 = 0o666, keepsMode: Bool = true
  ) throws(FileError) {
    let file = try OutputFile(path, .replace, mode: mode, keepsMode: keepsMode)
    try file.write(bytes)
    try file.finish()
  }
}
