import Files
import JSON
import Machine
import Rendering
import SystemCalls

/// The file of a ledger, with mode 0600. Several processes add lines to it.
///
/// The lock is held only while lines are added, not for a whole run. A kill or a loss of power can tear the last line.
/// The process that adds next cuts the torn line off. That loses nothing, because a process goes on only after its line
/// is complete.
final class LedgerFile {
  let path: String
  private let descriptor: Descriptor

  /// Opens the file, and makes the file and its folders where they are missing.
  ///
  /// - Throws: `usage` where the path is not a file; otherwise why it cannot be opened.
  init(_ path: String) throws(Failure) {
    self.path = path
    // Where the folders cannot be made, opening the file fails and tells why.
    if path.utf8.first == UInt8(ascii: "/") {
      try? FileSystem.makeFolders(Files.folder(of: path), mode: 0o700)
    }
    descriptor = try Self.opened(path, [.readingAndWriting, .create], .write)
    try? descriptor.setMode(0o600)
    try syncFolder()
  }

  /// Opens the file for reading only.
  init(reading path: String) throws(Failure) {
    self.path = path
    descriptor = try Self.opened(path, [.reading], .read)
  }

  deinit { descriptor.close() }

  private static func opened(
    _ path: String, _ opening: Descriptor.Opening, _ action: FileError.Action
  ) throws(Failure) -> Descriptor {
    let descriptor: Descriptor
    do throws(SystemError) {
      // Without this, opening a named pipe would wait for its other end.
      descriptor = try Descriptor.open(path, opening.union(.nonBlocking), mode: 0o600)
    } catch {
      let error = FileError(path: path, action: action, cause: error)
      throw action == .write ? Self.unopened(error) : Failure(error)
    }
    if let status = try? descriptor.status(), status.kind != .file {
      descriptor.close()
      throw notAFile(path)
    }
    return descriptor
  }

  static func notAFile(_ path: String) -> Failure {
    Failure(.usage, "a ledger must be a file, but \(Escaping.line(path)) is not one")
  }

  /// The failure of opening a ledger to write. A ledger that is made anew is empty, so its hint leads to none.
  static func unopened(_ error: FileError) -> Failure {
    var failure = Failure(error)
    let user = error.cause == .permissionDenied ? failure.hint : nil
    failure.hint =
      (user ?? "is the path right, and its disk mounted?")
      + " A new ledger does not know what is done, so all of that is sent again"
    return failure
  }

  /// Whether the path still leads to the file that is open.
  var isInPlace: Bool {
    guard let mine = try? descriptor.status(), let named = try? FileStatus(of: path) else { return false }
    return mine.identity == named.identity
  }

  /// The size in bytes.
  var size: Int { (try? descriptor.status().size) ?? 0 }

  /// A file's name is in its folder: without this a loss of power could take the whole file.
  private func syncFolder() throws(Failure) {
    let folder = Files.lastSlash(in: path).map { String(path[...$0]) } ?? "."
    guard let descriptor = try? Descriptor.open(folder, [.reading, .folder]) else { return }
    defer { descriptor.close() }
    do throws(SystemError) { try descriptor.sync() } catch {
      // Some file systems cannot sync a folder, and say so.
      if error != .invalidArgument { throw failure(error, .write) }
    }
  }

  func sync() throws(Failure) {
    do throws(SystemError) { try descriptor.syncData() } catch { throw failure(error, .write) }
  }

  /// Runs `body` while no other process adds lines.
  ///
  /// - Throws: where another process has held the lock for longer than an addition can take; or what `body` throws.
  func alone<T>(_ body: () throws(Failure) -> T) throws(Failure) -> T {
    try lock()
    defer { descriptor.unlock() }
    return try body()
  }

  /// How many seconds to wait for the lock. An addition takes milliseconds, so a process that holds the lock for longer
  /// was stopped (SIGSTOP), or is not this program.
  private static let patience = 10.0

  private func lock() throws(Failure) {
    let deadline = SystemClock.monotonic() + Self.patience
    while try !tryLock() {
      guard SystemClock.monotonic() < deadline else {
        throw Failure(
          .script,
          "the lock of the ledger must be free within \(Int(Self.patience)) s, but another process holds it",
          hint: "fuser \(Escaping.line(path)) names the process; nothing was sent under a new key")
      }
      SystemClock.pause(milliseconds: 1)
    }
  }

  private func tryLock() throws(Failure) -> Bool {
    do throws(SystemError) { return try descriptor.tryLock() } catch { throw failure(error, .write) }
  }

  /// Adds whole lines at the end of the file, which is `start`. Where they cannot all be written, none stays.
  func write(_ lines: [UInt8], at start: Int) throws(Failure) {
    do throws(SystemError) { try descriptor.writeAll(lines, at: start) } catch {
      // Otherwise the part of a line would stay until the next process adds lines.
      try? descriptor.truncate(to: start)
      throw failure(error, .write)
    }
  }

  func cut(at end: Int) throws(Failure) {
    do throws(SystemError) { try descriptor.truncate(to: end) } catch { throw failure(error, .write) }
  }

  func read(_ count: Int, at offset: Int) throws(Failure) -> [UInt8] {
    do throws(SystemError) { return try descriptor.read(count, at: offset) } catch {
      throw failure(error, .read)
    }
  }

  /// The line that begins at this offset, without its newline.
  func line(at offset: Int) throws(Failure) -> [UInt8] {
    var line: [UInt8] = []
    while true {
      let more = try read(1 << 11, at: offset + line.count)
      let part = more.prefix { $0 != UInt8(ascii: "\n") }
      line += part
      if more.isEmpty || part.count < more.count { return line }
    }
  }

  /// Gives each complete line from `start` on, and the offset where it begins.
  ///
  /// - Returns: the offset where the last complete line ends.
  @discardableResult
  func eachLine(
    from start: Int = 0, _ body: (Int, ArraySlice<UInt8>) throws(Failure) -> Void
  ) throws(Failure) -> Int {
    var offset = start
    var rest: [UInt8] = []
    while true {
      let more = try read(1 << 18, at: offset + rest.count)
      if more.isEmpty { return offset }
      var (begin, searched) = (0, rest.count)
      rest += more
      while let stop = rest.firstIndex(of: UInt8(ascii: "\n"), from: searched) {
        try body(offset + begin, rest[begin..<stop])
        (begin, searched) = (stop + 1, stop + 1)
      }
      rest.removeFirst(begin)
      offset += begin
    }
  }

  static func exists(_ path: String) -> Bool { FileSystem.exists(path) }

  /// Whether the file is empty or begins as a ledger does.
  var isLedger: Bool {
    get throws(Failure) {
      let found = try read(Self.beginning.count, at: 0)
      return found.isEmpty || found == Self.beginning
    }
  }

  private static let beginning = Array(#"{"key":"#.utf8)

  /// Whether bytes at the end of the file, without a newline, can be a line that a kill or a loss of power has torn. A
  /// loss of power can also leave zeros behind whole lines. Any other bytes are not the ledger's, so nobody may cut them
  /// off.
  static func isTorn(_ bytes: [UInt8], afterLines: Bool) -> Bool {
    let written = bytes.prefix((bytes.lastIndex { $0 != 0 } ?? -1) + 1)
    if written.isEmpty { return afterLines }
    return written.starts(with: beginning) || beginning.starts(with: written)
  }

  /// The offset where the last complete line ends, for a process that adds lines without having read the file. A torn
  /// line is cut off; where only its newline is missing, that is added.
  func wholeEnd() throws(Failure) -> Int {
    let size = size
    var start = size
    while start > 0 {
      let block = try read(min(start, 1 << 16), at: start - min(start, 1 << 16))
      guard let place = block.lastIndex(of: UInt8(ascii: "\n")) else {
        start -= block.count
        if block.isEmpty { return start }
        continue
      }
      start -= block.count - place - 1
      break
    }
    if start == size { return size }
    if case .object? = try? Value(own: try read(size - start, at: start)) {
      try write([UInt8(ascii: "\n")], at: size)
      return size + 1
    }
    guard Self.isTorn(try read(size - start, at: start), afterLines: start > 0) else {
      throw Failure(.usage, "a ledger must end in a line of 'once', but \(Escaping.line(path)) does not")
    }
    try cut(at: start)
    return start
  }

  // MARK: Which processes run

  /// Shows other processes that this one runs, until it ends. The sign is a lock on a byte far behind the end of the
  /// file; the token tells which byte.
  ///
  /// - Returns: false where the file system has no such locks.
  func hold(_ token: String) -> Bool { (try? descriptor.hold(byte: Self.byte(of: token))) == true }

  /// Whether another process holds the lock of this token; nil where that cannot be found out.
  func isHeld(_ token: String) -> Bool? { try? descriptor.isHeld(byte: Self.byte(of: token)) }

  /// Whether another process holds the lock of any token.
  var isHeldByOthers: Bool { (try? descriptor.isHeld(byte: Self.firstByte, count: Self.bytes)) == true }

  private static func byte(of token: String) -> Int {
    firstByte + Int((UInt64(token, radix: 16) ?? 0) % UInt64(bytes))
  }

  private static let (firstByte, bytes) = (1 << 61, 1 << 60)

  // MARK: Replacing the file

  /// Replaces the whole file by these lines. A new file is written beside it and then renamed.
  func replace(with lines: [UInt8]) throws(Failure) {
    do throws(FileError) { try Files.replace(path, with: lines, mode: 0o600) } catch { throw Failure(error) }
    try syncFolder()
  }

  private func failure(_ error: SystemError, _ action: FileError.Action) -> Failure {
    var failure = Failure(FileError(path: path, action: action, cause: error))
    if [.noSpace, .diskQuotaExceeded].contains(error) {
      failure.hint = "nothing is sent under a new key until its disk has room"
    }
    return failure
  }
}
