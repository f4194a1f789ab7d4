import SystemCalls

/// A file that is being written; for a symbolic link, the file to which the link leads. Until `finish`,
/// readers see the old file, and without `finish` the old file stays. `/dev/stdout` and other descriptors are
/// written at their present place.
final class OutputFile {
  enum Manner {
    /// Writes a new file beside the old one, which it then replaces. A device or a pipe is written itself.
    case replace
    /// Adds bytes at the end at once. Without `finish` they are removed again, unless somebody else has also
    /// added bytes.
    case append
  }

  /// The path as the user wrote it.
  private let name: String
  /// The path of the file that is written before it replaces the other; else the path of the file itself.
  private let written: String
  private let descriptor: Descriptor
  private let end: End
  private var count = 0
  private var isFinished = false
  /// Whether it adds to a file that is not empty.
  let addsLines: Bool
  /// Whether the last line of that file has a line end.
  let hadLastLineEnd: Bool

  /// What happens to it at `finish`, or without it.
  private enum End {
    case rename(to: String)
    case cut(to: Int)
    case remove
    case nothing
  }

  /// - Parameters:
  ///   - mode: the mode of a new file, less the umask(2).
  ///   - keepsMode: whether an existing file keeps its mode and owner.
  init(_ path: String, _ manner: Manner, mode: UInt32 = 0o666, keepsMode: Bool = true)
    throws(FileError)
  {
    name = path
    if Files.isOwnDescriptor(path) { throw FileError(path: path, action: .write, cause: .badFileDescriptor) }
    if let given = Files.descriptor(path) {
      (addsLines, hadLastLineEnd, written, end) = (false, true, path, .nothing)
      do throws(SystemError) { descriptor = try given.duplicated() } catch {
        throw FileError(path: path, action: .write, cause: error)
      }
      return
    }
    let old = try Self.status(of: path)
    if old?.kind == .folder { throw FileError(path: path, action: .write, cause: .isFolder) }
    addsLines = manner == .append && old?.kind == .file && old?.size != 0
    hadLastLineEnd = !addsLines || Self.endsLine(path, old?.size ?? 0)
    let target = try Files.followed(path)
    do throws(SystemError) {
      switch manner {
      case _ where old != nil && old?.kind != .file:
        (written, end) = (path, .nothing)
        descriptor = try Descriptor.open(path, .writing)
      case .append:
        (written, end) = (target, old.map { .cut(to: $0.size) } ?? .remove)
        descriptor = try Descriptor.open(target, [.writing, .create, .append], mode: mode)
      case .replace:
        (written, descriptor) = try TemporaryFile.open(beside: target, mode: mode)
        end = .rename(to: target)
      }
    } catch { throw FileError(path: path, action: .write, cause: error) }
    if case .rename = end, let old, keepsMode { keep(old) }
  }

  /// Nil where there is no file, or its status cannot be read.
  private static func status(of path: String) throws(FileError) -> FileStatus? {
    do throws(SystemError) { return try FileStatus(of: path) } catch {
      // Links that lead in a circle have no end, so that no file can be made there.
      if error == .tooManyLinks { throw FileError(path: path, action: .write, cause: error) }
      return nil
    }
  }

  /// Whether the last line of a file of this length has a line end. Where the file cannot be read, it counts
  /// as ended.
  private static func endsLine(_ path: String, _ length: Int) -> Bool {
    guard let file = try? Descriptor.open(path, .reading) else { return true }
    defer { file.close() }
    let last = (try? file.read(1, at: length - 1))?.first
    return last ?? UInt8(ascii: "\n") == UInt8(ascii: "\n")
  }

  /// Gives the new file the old one's mode, and its owner where the system allows it.
  private func keep(_ old: FileStatus) {
    try? descriptor.setOwner(old.owner, group: old.group)
    try? descriptor.setMode(old.mode)
  }

  /// Makes the file readable only by its user. A device or a pipe is not changed.
  func makePrivate() {
    if case .nothing = end { return }
    try? descriptor.setMode(0o600)
  }

  func write(_ bytes: [UInt8]) throws(FileError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written: Int
      do throws(SystemError) { written = try descriptor.write(rest) } catch { throw failure(error) }
      rest = rest.dropFirst(written)
      count += written
    }
  }

  /// Syncs the file to the disk, and then puts it in its place. After a loss of power it is the old file or
  /// the new one.
  func finish() throws(FileError) {
    if case .rename(let target) = end {
      do throws(SystemError) {
        try descriptor.sync()
        try FileSystem.rename(written, to: target)
      } catch { throw failure(error) }
    }
    isFinished = true
  }

  deinit {
    if !isFinished {
      switch end {
      case .rename: FileSystem.remove(written)
      case .remove: if isOurs(from: 0) { FileSystem.remove(written) }
      case .cut(let length): if isOurs(from: length) { try? descriptor.truncate(to: length) }
      case .nothing: break
      }
    }
    descriptor.close()
  }

  /// Whether the file only grew by the bytes that were added here.
  private func isOurs(from length: Int) -> Bool { (try? descriptor.status())?.size == length + count }

  private func failure(_ cause: SystemError) -> FileError {
    FileError(path: name, action: .write, cause: cause)
  }
}
