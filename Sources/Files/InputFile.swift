import SystemCalls

/// A file that is read from its beginning to its end, or standard input.
package final class InputFile {
  private let descriptor: Descriptor
  private let path: String

  /// Opens the file of that path, or standard input where there is none.
  ///
  /// - Parameter isOwn: whether it is one that the program keeps for itself: a pipe that somebody has put in its place is
  ///   refused. One that the program was started with (`<(…)`) is read.
  package init(_ path: String?, isOwn: Bool = false) throws(FileError) {
    self.path = path ?? "standard input"
    guard let path else {
      descriptor = .standardInput
      return
    }
    if Files.isOwnDescriptor(path) { throw FileError(path: path, action: .open, cause: .badFileDescriptor) }
    do throws(SystemError) {
      descriptor =
        isOwn && Files.descriptor(path) == nil
        ? try Descriptor.openOwn(path, .reading) : try Descriptor.open(path, .reading)
    } catch {
      throw FileError(path: path, action: .open, cause: error)
    }
    if (try? descriptor.status())?.kind == .folder {
      descriptor.close()
      throw FileError(path: path, action: .read, cause: .isFolder)
    }
  }

  /// In bytes, where it is a file that has a size.
  package var size: Int? {
    guard let status = try? descriptor.status(), status.kind == .file else { return nil }
    return status.size
  }

  deinit { if descriptor != .standardInput { descriptor.close() } }

  /// Up to so many bytes; none at the end.
  ///
  /// - Parameter isInterrupted: asked where a signal came while it waited: whether to give up, with `interrupted`.
  package func read(_ count: Int, isInterrupted: () -> Bool = { false }) throws(FileError) -> [UInt8] {
    do throws(SystemError) { return try descriptor.read(count, isInterrupted: isInterrupted) } catch {
      throw FileError(path: path, action: .read, cause: error)
    }
  }

  /// The whole of a file; nil where it has more than so many bytes.
  package static func bytes(
    of path: String?, most: Int = .max, isOwn: Bool = false
  ) throws(FileError) -> [UInt8]? {
    let file = try InputFile(path, isOwn: isOwn)
    do throws(SystemError) { return try file.descriptor.readAll(most: most) } catch {
      throw FileError(path: file.path, action: .read, cause: error)
    }
  }
}
