import SystemCalls

/// A file that is being written; of a symbolic link, the file that it points at. Until `finish`, whoever reads it sees
/// the old file. Where nobody calls `finish`, the old file stays. `/dev/stdout` and other descriptors are written into,
/// from where they are.
final class OutputFile {
  enum Manner {
    /// A new file beside the old one is written, and then takes its place. A device or a pipe is written to.
    case replace
    /// Bytes are added at the end at once. Where the file is not finished they are cut off again, unless somebody else
    /// has added to it meanwhile.
    case append
  }

  /// What the user calls it.
  private let name: String
  /// Where the bytes go meanwhile; the file itself where it is not replaced.
  private let written: String
  private let descriptor: Descriptor
  private let end: End
  private var count = 0
  private var isFinished = false
  /// Whether it adds to a file that is not empty.
  let addsLines: Bool
  /// Whether that file's last line is at its end.
  let hadLastLineEnd: Bool

  /// What happens to it at the end, or where it is not finished.
  private enum End {
    case rename(to: String)
    case cut(to: Int)
    case remove
    case nothing
  }

  /// - Parameters:
  ///   - mode: of a file that was not there before, less the umask(2).
  ///   - keepsMode: whether a file that was there keeps the mode and owner that it had.
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

  /// Nil where there is no file, or none that may be looked at.
  private static func status(of path: String) throws(FileError) -> FileStatus? {
    do throws(SystemError) { return try FileStatus(of: path) } catch {
      // Links that lead in a circle end nowhere, so no file can be made there.
      if error == .tooManyLinks { throw FileError(path: path, action: .write, cause: error) }
      return nil
    }
  }

  /// Whether the last line of a file of that length is ended. It counts as ended where the file may not be read.
  private static func endsLine(_ path: String, _ length: Int) -> Bool {
    guard let file = try? Descriptor.open(path, .reading) else { return true }
    defer { file.close() }
    let last = (try? file.read(1, at: length - 1))?.first
    return last ?? UInt8(ascii: "\n") == UInt8(ascii: "\n")
  }

  /// The file has the old one's mode, and its owner where that may be given away.
  private func keep(_ old: FileStatus) {
    try? descriptor.setOwner(old.owner, group: old.group)
    try? descriptor.setMode(old.mode)
  }

  /// Only its user may read it from now on. Of a device or a pipe nothing changes.
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

  /// Puts it in its place, synced to the disk before: where the power fails, it is the old one or the new.
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

  /// Whether only bytes that were added here stand behind that length.
  private func isOurs(from length: Int) -> Bool { (try? descriptor.status())?.size == length + count }

  private func failure(_ cause: SystemError) -> FileError {
    FileError(path: name, action: .write, cause: cause)
  }
}
