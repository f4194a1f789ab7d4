import Glibc

/// Why a file could not be read or written, in the system's terms.
struct FileError: Error, Equatable {
  enum Action: String {
    case open = "opened"
    case read
    case write = "written"
  }

  var path: String
  var action: Action
  /// errno(3).
  var code: Int32

  var isMissing: Bool { code == ENOENT }
}

/// A file that is read from its beginning to its end, or standard input.
final class InputFile {
  private let descriptor: Int32
  private let path: String

  /// Opens the file of that path, or standard input where there is none.
  init(_ path: String?) throws(FileError) {
    self.path = path ?? "standard input"
    guard let path else {
      descriptor = STDIN_FILENO
      return
    }
    descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: path, action: .open, code: errno) }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      close(descriptor)
      throw FileError(path: path, action: .read, code: EISDIR)
    }
  }

  deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

  /// Up to so many bytes; none at the end.
  ///
  /// - Parameter isInterrupted: asked where a signal came while it waited: whether to give up, with EINTR.
  func read(_ count: Int, isInterrupted: () -> Bool = { false }) throws(FileError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var got = Glibc.read(descriptor, &bytes, count)
    while got < 0, errno == EINTR, !isInterrupted() { got = Glibc.read(descriptor, &bytes, count) }
    if got < 0 { throw FileError(path: path, action: .read, code: errno) }
    bytes.removeLast(count - got)
    return bytes
  }

  /// The whole of a file.
  static func bytes(of path: String?) throws(FileError) -> [UInt8] {
    let file = try InputFile(path)
    var bytes: [UInt8] = []
    while true {
      let more = try file.read(1 << 16)
      if more.isEmpty { return bytes }
      bytes += more
    }
  }
}

public enum Files {
  /// Writes a file beside the old one, syncs it and puts it in its place: whoever reads sees the one or
  /// the other, whole; and where the disk is full the old one stays.
  static func replace(_ path: String, with bytes: [UInt8]) throws(FileError) {
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT != S_IFREG {
      // A device or a pipe is written to, not replaced.
      if status.st_mode & S_IFMT == S_IFDIR { throw FileError(path: path, action: .write, code: EISDIR) }
      return try write(bytes, to: path, O_WRONLY | O_CLOEXEC)
    }
    let temporary = "\(path).\(getpid()).tmp"
    do throws(FileError) {
      try write(bytes, to: temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, sync: true)
    } catch {
      if error.code != EEXIST { unlink(temporary) }
      throw FileError(path: path, action: .write, code: error.code)
    }
    if exists { chmod(temporary, status.st_mode & 0o7777) }
    guard rename(temporary, path) == 0 else {
      let code = errno
      unlink(temporary)
      throw FileError(path: path, action: .write, code: code)
    }
  }

  /// Adds to a file: all of it, or where the disk is full nothing.
  static func append(_ bytes: [UInt8], to path: String) throws(FileError) {
    var status = stat()
    let length = stat(path, &status) == 0 ? status.st_size : nil
    do throws(FileError) {
      try write(bytes, to: path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC)
    } catch {
      if let length { _ = truncate(path, length) } else { unlink(path) }
      throw error
    }
  }

  private static func write(
    _ bytes: [UInt8], to path: String, _ flags: Int32, sync: Bool = false
  ) throws(FileError) {
    let descriptor = Glibc.open(path, flags, 0o666)
    guard descriptor >= 0 else { throw FileError(path: path, action: .write, code: errno) }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = Glibc.write(descriptor, Array(rest), rest.count)
      if written < 0 {
        if errno == EINTR { continue }
        throw FileError(path: path, action: .write, code: errno)
      }
      rest.removeFirst(written)
    }
    if sync, fsync(descriptor) != 0 { throw FileError(path: path, action: .write, code: errno) }
  }
}
