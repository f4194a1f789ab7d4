import Glibc

/// A file that is being written; through a symbolic link, what that points at. Until `finish` whoever
/// reads it sees the old one; let go before that, it leaves things as they were. `/dev/stdout` and other descriptors
/// are written into, from where they are.
package final class OutputFile {
  package enum Manner {
    /// In the place of the old one, by way of a new file beside it. A device or a pipe is written to.
    case replace
    /// Behind what is there, at once; what was added is cut off again where it is not finished, unless
    /// somebody else has added to it meanwhile.
    case append
  }

  /// What the user calls it.
  private let name: String
  /// Where the bytes go meanwhile; the file itself where it is not replaced.
  private let written: String
  private let descriptor: Int32
  private let end: End
  private var count: off_t = 0
  private var isFinished = false
  /// Whether it adds to a file that is not empty.
  package let addsLines: Bool
  /// Whether that file's last line is at its end.
  package let hadLastLineEnd: Bool

  /// What becomes of it at the end, or where there is none.
  private enum End {
    case rename(to: String)
    case cut(to: off_t)
    case remove
    case nothing
  }

  /// - Parameters:
  ///   - mode: of a file that was not there before, less the umask(2).
  ///   - keepsMode: whether a file that was there keeps the mode and owner that it had.
  package init(_ path: String, _ manner: Manner, mode: mode_t = 0o666, keepsMode: Bool = true)
    throws(FileError)
  {
    name = path
    if Files.isOwnDescriptor(path) { throw FileError(path: path, action: .write, code: EBADF) }
    if let given = Files.descriptor(path) {
      (addsLines, hadLastLineEnd, written, end) = (false, true, path, .nothing)
      descriptor = fcntl(given, F_DUPFD_CLOEXEC, 3)
      guard descriptor >= 0 else { throw FileError(path: path, action: .write, code: errno) }
      return
    }
    var status = stat()
    let exists = stat(path, &status) == 0
    // Links that lead in a circle lead to no place where a file could be made.
    if !exists, errno == ELOOP { throw FileError(path: path, action: .write, code: ELOOP) }
    let kind = status.st_mode & S_IFMT
    if exists, kind == S_IFDIR { throw FileError(path: path, action: .write, code: EISDIR) }
    addsLines = manner == .append && exists && kind == S_IFREG && status.st_size > 0
    hadLastLineEnd = !addsLines || Self.endsLine(path, status.st_size)
    let target = try Files.followed(path)
    var made: Int32?
    switch manner {
    case _ where exists && kind != S_IFREG: (written, end) = (path, .nothing)
    case .append: (written, end) = (target, exists ? .cut(to: status.st_size) : .remove)
    case .replace:
      do throws(TemporaryFile.SystemCode) {
        let new = try TemporaryFile.open(beside: target, mode: mode)
        (written, end, made) = (new.name, .rename(to: target), new.descriptor)
      } catch { throw FileError(path: path, action: .write, code: error.code) }
    }
    let flags: Int32 =
      switch end {
      case .cut, .remove: O_CREAT | O_APPEND
      case .rename, .nothing: 0
      }
    descriptor = made ?? Glibc.open(written, O_WRONLY | O_CLOEXEC | flags, mode)
    guard descriptor >= 0 else { throw FileError(path: path, action: .write, code: errno) }
    if case .rename = end, exists, keepsMode { keep(status) }
  }

  /// Whether a file of that length ends its last line; so it is taken where nobody may look.
  private static func endsLine(_ path: String, _ length: off_t) -> Bool {
    let file = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return true }
    defer { close(file) }
    var last = UInt8(ascii: "\n")
    _ = pread(file, &last, 1, length - 1)
    return last == UInt8(ascii: "\n")
  }

  /// The file has the old one's mode, and its owner where that may be given away.
  private func keep(_ old: stat) {
    _ = fchown(descriptor, old.st_uid, old.st_gid)
    fchmod(descriptor, old.st_mode & 0o7777)
  }

  package func write(_ bytes: [UInt8]) throws(FileError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = Glibc.write(descriptor, Array(rest), rest.count)
      if written < 0, errno == EAGAIN {
        waitFor(descriptor, POLLOUT)
      } else if written < 0, errno != EINTR {
        throw failure()
      }
      rest = rest.dropFirst(max(0, written))
      count += off_t(max(0, written))
    }
  }

  /// Puts it in its place, synced to the disk before: where the power fails, it is the old one or the new.
  package func finish() throws(FileError) {
    if case .rename(let target) = end {
      guard fsync(descriptor) == 0, rename(written, target) == 0 else { throw failure() }
    }
    isFinished = true
  }

  deinit {
    if !isFinished {
      switch end {
      case .rename: unlink(written)
      case .remove: if isOurs(from: 0) { unlink(written) }
      case .cut(let length): if isOurs(from: length) { _ = ftruncate(descriptor, length) }
      case .nothing: break
      }
    }
    close(descriptor)
  }

  /// Whether nothing stands behind that length but what was added here.
  private func isOurs(from length: off_t) -> Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_size == length + count
  }

  private func failure() -> FileError { FileError(path: name, action: .write, code: errno) }
}
