import Files
import Glibc
import JSON
import Machine
import Rendering

/// Where the lines of a journal stand: a file that only this process writes, or memory.
package protocol JournalStore: AnyObject {
  /// Adds whole lines, and gives where they begin. Where they cannot be added, none is.
  func append(_ lines: [UInt8]) throws(Failure) -> Int
  /// Comes back when what was added would survive the loss of power.
  func sync() throws(Failure)
  /// The line that begins there, without its end.
  func line(at offset: Int) throws(Failure) -> [UInt8]
  /// Gives each line and where it begins.
  func eachLine(_ body: (Int, ArraySlice<UInt8>) throws(Failure) -> Void) throws(Failure)
  /// Puts these lines in the place of all.
  func replace(with lines: [UInt8]) throws(Failure)
}

package final class JournalMemory: JournalStore {
  private var bytes: [UInt8] = []

  package init() {}

  /// Begins with the whole lines of a file; with nothing where there is no such file.
  package init(copyOf path: String) throws(Failure) {
    do throws(FileError) {
      bytes = try InputFile.bytes(of: path) ?? []
    } catch {
      if !error.isMissing { throw Failure(error) }
    }
    if let end = bytes.lastIndex(of: UInt8(ascii: "\n")) {
      bytes.removeSubrange((end + 1)...)
    } else {
      bytes = []
    }
  }

  package func append(_ lines: [UInt8]) -> Int {
    defer { bytes += lines }
    return bytes.count
  }

  package func sync() {}

  package func line(at offset: Int) -> [UInt8] { Array(bytes[offset...].prefix { $0 != UInt8(ascii: "\n") }) }

  package func eachLine(_ body: (Int, ArraySlice<UInt8>) throws(Failure) -> Void) throws(Failure) {
    for line in bytes.split(separator: UInt8(ascii: "\n")) { try body(line.startIndex, line) }
  }

  package func replace(with lines: [UInt8]) { bytes = lines }
}

/// A file of mode 0600, locked for as long as it is open. A line at its end that was torn, by a kill or the loss
/// of power, is cut off: whatever a line allows is done only after the line is whole.
package final class JournalFile: JournalStore {
  private let path: String
  private var descriptor: Int32 = -1
  private var end = 0

  package init(_ path: String) throws(Failure) {
    self.path = path
    // Another run may have put a new file in its place before this one had the lock.
    repeat {
      if descriptor >= 0 { close(descriptor) }
      descriptor = try Self.opened(path)
      try lock()
    } while !isInPlace
    try syncFolder()
    try heal()
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  private static func opened(_ path: String) throws(Failure) -> Int32 {
    let parts = path.split(separator: "/").dropLast()
    if path.hasPrefix("/"), !parts.isEmpty {
      for count in 1...parts.count { mkdir("/" + parts.prefix(count).joined(separator: "/"), 0o700) }
    }
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Failure(FileError(path: path, action: .write, code: errno)) }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      close(descriptor)
      throw Failure(.usage, "a journal must be a file, but \(Escaping.line(path)) is none")
    }
    fchmod(descriptor, 0o600)
    return descriptor
  }

  /// One process has a journal at a time: two would send twice.
  private func lock() throws(Failure) {
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      throw Failure(
        .usage,
        "the journal \(Escaping.line(path)) must be this run's alone, but another run has it open",
        hint:
          "nothing was sent; run it again when that one has ended, since a new journal would send all of it again"
      )
    }
  }

  /// Whether the file that is locked is the one of that name.
  private var isInPlace: Bool {
    var (mine, named) = (stat(), stat())
    guard fstat(descriptor, &mine) == 0, stat(path, &named) == 0 else { return false }
    return mine.st_dev == named.st_dev && mine.st_ino == named.st_ino
  }

  /// A file's name is in its folder: without this a loss of power could take the whole file.
  private func syncFolder() throws(Failure) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    // Some file systems cannot, and say so: EINVAL.
    if fsync(descriptor) != 0, errno != EINVAL { throw failure() }
  }

  private func heal() throws(Failure) {
    let size = Int(lseek(descriptor, 0, SEEK_END))
    var start = size
    var tail: [UInt8] = []
    // Back to the last end of a line.
    while start > 0, !tail.contains(UInt8(ascii: "\n")) {
      let count = min(start, 1 << 16)
      start -= count
      tail = try read(count, at: start) + tail
    }
    let torn = Array(tail.suffix(while: { $0 != UInt8(ascii: "\n") }))
    end = size - torn.count
    if torn.isEmpty { return }
    // Nothing but its end may be missing.
    if case .object? = try? Value(parsing: torn, options: .own) {
      end = size
      _ = try append([UInt8(ascii: "\n")])
    } else if ftruncate(descriptor, off_t(end)) != 0 {
      throw failure()
    }
  }

  package func append(_ lines: [UInt8]) throws(Failure) -> Int {
    let start = end
    var done = 0
    while done < lines.count {
      let count = pwrite(descriptor, Array(lines[done...]), lines.count - done, off_t(start + done))
      if count < 0, errno == EINTR { continue }
      if count < 0 {
        let failure = failure()
        // A part of a line would be healed, but only by the next run.
        ftruncate(descriptor, off_t(start))
        throw failure
      }
      done += count
    }
    end = start + lines.count
    return start
  }

  package func sync() throws(Failure) {
    while fdatasync(descriptor) != 0 { if errno != EINTR { throw failure() } }
  }

  package func line(at offset: Int) throws(Failure) -> [UInt8] {
    var line: [UInt8] = []
    while offset + line.count < end {
      let more = try read(min(1 << 12, end - offset - line.count), at: offset + line.count)
      if more.isEmpty { break }
      line += more.prefix { $0 != UInt8(ascii: "\n") }
      if more.contains(UInt8(ascii: "\n")) { break }
    }
    return line
  }

  package func eachLine(_ body: (Int, ArraySlice<UInt8>) throws(Failure) -> Void) throws(Failure) {
    var offset = 0
    var rest: [UInt8] = []
    while offset + rest.count < end {
      let more = try read(min(1 << 18, end - offset - rest.count), at: offset + rest.count)
      if more.isEmpty { break }
      rest += more
      var start = 0
      while let stop = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
        try body(offset + start, rest[start..<stop])
        start = stop + 1
      }
      rest.removeFirst(start)
      offset += start
    }
  }

  /// By way of a new file beside it, which is locked before it has the name.
  package func replace(with lines: [UInt8]) throws(Failure) {
    let new = try JournalFile("\(path).new")
    if ftruncate(new.descriptor, 0) != 0 { throw failure() }
    new.end = 0
    _ = try new.append(lines)
    try new.sync()
    if rename(new.path, path) != 0 { throw failure() }
    // From here on the new file is the journal, whatever else fails.
    close(descriptor)
    (descriptor, end) = (new.descriptor, new.end)
    new.descriptor = -1
    try syncFolder()
  }

  private func read(_ count: Int, at offset: Int) throws(Failure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var got = pread(descriptor, &bytes, count, off_t(offset))
    while got < 0, errno == EINTR { got = pread(descriptor, &bytes, count, off_t(offset)) }
    if got < 0 { throw Failure(FileError(path: path, action: .read, code: errno)) }
    return Array(bytes.prefix(got))
  }

  private func failure() -> Failure { Failure(FileError(path: path, action: .write, code: errno)) }
}

extension [UInt8] {
  /// The longest end of it whose bytes all fit.
  fileprivate func suffix(while fits: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    let start = lastIndex { !fits($0) }.map { $0 + 1 } ?? startIndex
    return self[start...]
  }
}
