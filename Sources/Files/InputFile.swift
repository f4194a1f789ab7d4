import Glibc

/// A file that is read from its beginning to its end, or standard input.
package final class InputFile {
  private let descriptor: Int32
  private let path: String

  /// Opens the file of that path, or standard input where there is none.
  package init(_ path: String?) throws(FileError) {
    self.path = path ?? "standard input"
    guard let path else {
      descriptor = STDIN_FILENO
      return
    }
    if Files.isOwnDescriptor(path) { throw FileError(path: path, action: .open, code: EBADF) }
    descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: path, action: .open, code: errno) }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      close(descriptor)
      throw FileError(path: path, action: .read, code: EISDIR)
    }
  }

  /// In bytes, where it is a file that has a size.
  package var size: Int? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

  /// Up to so many bytes; none at the end.
  ///
  /// - Parameter isInterrupted: asked where a signal came while it waited: whether to give up, with EINTR.
  package func read(_ count: Int, isInterrupted: () -> Bool = { false }) throws(FileError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var got = Glibc.read(descriptor, &bytes, count)
    while got < 0, [EINTR, EAGAIN].contains(errno), !isInterrupted() {
      // Who shares the descriptor may have set it not to wait.
      if errno == EAGAIN { waitFor(descriptor, POLLIN) }
      got = Glibc.read(descriptor, &bytes, count)
    }
    if got < 0 { throw FileError(path: path, action: .read, code: errno) }
    bytes.removeLast(count - got)
    return bytes
  }

  /// The whole of a file; nil where it has more than so many bytes.
  package static func bytes(of path: String?, most: Int = .max) throws(FileError) -> [UInt8]? {
    let file = try InputFile(path)
    var bytes: [UInt8] = []
    while true {
      let more = try file.read(1 << 16)
      if more.isEmpty { return bytes }
      bytes += more
      if bytes.count > most { return nil }
    }
  }
}
