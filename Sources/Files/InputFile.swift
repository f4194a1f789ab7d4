import SystemCalls

/// A file that is read from its beginning to its end, or standard input.
package final class InputFile {
  private let descriptor: Descriptor
  private let path: String
  /// What the terminal was like before its typing was shown for this file.
  private var modes: Descriptor.Modes?

  /// Opens the file at a path, or standard input where the path is nil.
  ///
  /// - Parameter isOwn: whether the program keeps this file for itself. Then a pipe in its place is refused,
  ///   unless the program was started with it (`<(…)`).
  package init(_ path: String?, isOwn: Bool = false) throws(FileError) {
    self.path = path ?? "standard input"
    guard let path else {
      descriptor = .standardInput
      // A prompt hides what is typed while an input runs; but here the text is typed for the input itself.
      modes = descriptor.showTyping()
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

  /// Whether it is being typed at a prompt's terminal.
  var isTyped: Bool { modes != nil }

  /// The size in bytes; nil where it is not a file with a size.
  package var size: Int? {
    guard let status = try? descriptor.status(), status.kind == .file else { return nil }
    return status.size
  }

  deinit {
    hideTyping()
    if descriptor != .standardInput { descriptor.close() }
  }

  private func hideTyping() {
    if let modes { descriptor.restore(modes) }
    modes = nil
  }

  /// At most so many bytes; none at the end of the file.
  ///
  /// - Parameter isInterrupted: is asked where a signal came during the wait. Where it says yes,
  ///   `interrupted` is thrown.
  package func read(_ count: Int, isInterrupted: () -> Bool = { false }) throws(FileError) -> [UInt8] {
    // Between two reads, what is typed would stand in the middle of the output.
    if modes != nil { descriptor.setEcho(true) }
    defer { if modes != nil { descriptor.setEcho(false) } }
    do throws(SystemError) {
      let bytes = try descriptor.read(count, isInterrupted: isInterrupted)
      // What is typed after the end is for the next prompt.
      if bytes.isEmpty { hideTyping() }
      return bytes
    } catch {
      throw FileError(path: path, action: .read, cause: error)
    }
  }

  /// All bytes of a file; nil where it has more than so many.
  package static func bytes(
    of path: String?, most: Int = .max, isOwn: Bool = false
  ) throws(FileError) -> [UInt8]? {
    let file = try InputFile(path, isOwn: isOwn)
    do throws(SystemError) { return try file.descriptor.readAll(most: most) } catch {
      throw FileError(path: file.path, action: .read, cause: error)
    }
  }
}
