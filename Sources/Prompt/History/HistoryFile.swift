import Glibc
import HTTP
import JSON
import Shell

/// The file of a history: one entry a line, as a JSON string, so that an entry may have lines itself; and
/// `{"failed": entry}` behind one that failed.
/// Several shells may have it open: each locks it for as long as it writes, and only ever appends.
struct HistoryFile {
  let path: String
  /// How many entries are read; with a quarter more in the file, it is written anew.
  let limit: Int

  /// No more is read from the end of the file, in bytes: it is read whole at each start.
  private static let sizeLimit = 1 << 24

  /// The newest entries, oldest first; none where there is no file. A line of another form is passed over.
  func load() throws(PromptError) -> [PastInput] {
    let lines = try allLines()
    let kept = lines.filter(HistoryFile.mayBeKept)
    // Where it cannot be made shorter, the next entry tells that it cannot be written.
    if lines.count > limit + limit / 4 || kept.count < lines.count { try? compact() }
    return HistoryFile.inputs(kept).suffix(limit)
  }

  /// What holds a key was written by somebody who did not know it for one, and goes.
  private static func mayBeKept(_ line: ArraySlice<UInt8>) -> Bool {
    !Redaction.holdsToken(String(decoding: line, as: UTF8.self))
  }

  /// Another shell may have written between an entry and the word that it failed.
  private static func inputs(_ lines: [ArraySlice<UInt8>]) -> [PastInput] {
    var inputs: [PastInput] = []
    for line in lines {
      guard let value = try? Value(parsing: Array(line)) else { continue }
      if let text = value.asString {
        inputs.append(PastInput(text))
      } else if let text = value["failed"]?.asString,
        let place = inputs.lastIndex(of: PastInput(text))
      {
        inputs[place].failed = true
      }
    }
    return inputs
  }

  private func allLines() throws(PromptError) -> [ArraySlice<UInt8>] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return [] }
      throw .historyUnreadable(path: path, errno: errno)
    }
    defer { close(descriptor) }
    lock(descriptor, LOCK_SH)
    return try lines(of: descriptor)
  }

  /// Adds an entry at the end.
  func append(_ entry: String) throws(PromptError) { try append(Value(entry)) }

  func append(failed entry: String) throws(PromptError) { try append(["failed": Value(entry)]) }

  private func append(_ line: Value) throws(PromptError) {
    try prepareFolder()
    let descriptor = try openLocked()
    defer { close(descriptor) }
    try write(line.jsonBytes() + [UInt8(ascii: "\n")], to: descriptor)
  }

  /// Leaves only the newest entries, in a new file that takes the name of the old.
  private func compact() throws(PromptError) {
    let old = try openLocked()
    defer { close(old) }
    let kept = try lines(of: old).filter(HistoryFile.mayBeKept).suffix(limit)
    let temporary = path + ".new"
    let new = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard new >= 0 else { throw unwritable() }
    defer { close(new) }
    try write(kept.flatMap { $0 + [UInt8(ascii: "\n")] }, to: new)
    if rename(temporary, path) != 0 { throw unwritable() }
  }

  /// The file, locked. Another shell may have put a new file in its place while this one waited for
  /// the lock; then it is opened again.
  private func openLocked() throws(PromptError) -> Int32 {
    while true {
      let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw unwritable() }
      lock(descriptor, LOCK_EX)
      var opened = stat()
      var named = stat()
      guard fstat(descriptor, &opened) == 0 else { return descriptor }
      if stat(path, &named) == 0, opened.st_ino == named.st_ino, opened.st_dev == named.st_dev {
        if opened.st_mode & 0o077 != 0 { fchmod(descriptor, 0o600) }
        return descriptor
      }
      close(descriptor)
    }
  }

  /// A file system without locks is used without them.
  private func lock(_ descriptor: Int32, _ kind: Int32) {
    while flock(descriptor, kind) != 0 && errno == EINTR {}
  }

  private func lines(of descriptor: Int32) throws(PromptError) -> [ArraySlice<UInt8>] {
    let size = Int(lseek(descriptor, 0, SEEK_END))
    let start = Swift.max(size - HistoryFile.sizeLimit, 0)
    lseek(descriptor, off_t(start), SEEK_SET)
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count == 0 { break }
      if count < 0 && errno != EINTR { throw .historyUnreadable(path: path, errno: errno) }
      bytes += chunk.prefix(Swift.max(count, 0))
    }
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    return start > 0 ? Array(lines.dropFirst()) : lines
  }

  private func write(_ bytes: [UInt8], to descriptor: Int32) throws(PromptError) {
    if let code = writeAll(bytes, to: descriptor) { throw .historyUnwritable(path: path, errno: code) }
  }

  private func unwritable() -> PromptError { .historyUnwritable(path: path, errno: errno) }

  /// Makes the folders that are missing.
  private func prepareFolder() throws(PromptError) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    for last in parts.indices where !parts[last].isEmpty {
      let folder = parts[...last].joined(separator: "/")
      if mkdir(folder, 0o700) != 0, errno != EEXIST, last == parts.indices.last { throw unwritable() }
    }
  }
}
