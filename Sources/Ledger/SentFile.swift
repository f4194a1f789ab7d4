import Catalog
import JSON
import Machine

/// A file that names messages which were sent under no key. A key in doubt that looks for its message must not take one
/// of these. The file is written without asking the service for the account, and also by runs that do not use `once`.
///
/// Where the user has named a file for the ledger, it is that file. Otherwise it stands beside the ledgers of all
/// accounts at the same host. Its lines are those of a ledger, in the state `sent`. The file beside the ledgers has a
/// limited size. When it is full, its older half is removed, and a line says up to when nothing is known any more. A
/// key must not take a message that was sent before that time.
final class SentFile {
  private let path: String
  private let base: String
  private let most: Int
  private var file: LedgerFile?
  private var known: Set<String> = []
  private var seen = 0
  /// The notes about messages that were sent before this time are gone, in seconds since 1970.
  private(set) var forgotten = -Double.infinity

  /// The limit in bytes. It holds 170,000 single sends, or many more in bulks, and is read in half a second.
  private static let bound = 1 << 24

  /// - Parameters:
  ///   - base: the scheme, host and port of the API.
  ///   - isBounded: whether the older notes are removed when the file is full.
  init(_ path: String, base: String, isBounded: Bool) {
    self.path = path
    self.base = base
    most = isBounded ? Self.bound : .max
  }

  func note(_ messages: [Value], at time: Double) throws(Failure) {
    let line = Value.line(.sent, of: base, "", at: time, [("ids", .array(messages))])
    while try !add(line, to: opened()) {}
  }

  /// - Returns: false where another process has replaced the file while this one waited for the lock, or where the file
  ///   was shortened. The caller then opens it again.
  private func add(_ line: Value, to file: LedgerFile) throws(Failure) -> Bool {
    try file.alone { () throws(Failure) in
      guard file.isInPlace else { return false }
      let end = try file.wholeEnd()
      // On a full disk there may be no room for a shorter copy, but still for one line.
      if end > most, (try? file.replace(with: newerHalf(of: file))) != nil { return false }
      try file.write(line.jsonBytes() + [UInt8(ascii: "\n")], at: end)
      return true
    }
  }

  /// The lines in the newer half of the file. Before them stands a line that gives the time of the newest note that was
  /// removed.
  private func newerHalf(of file: LedgerFile) throws(Failure) -> [UInt8] {
    let start = file.size - most / 2
    var until = forgotten
    var kept: [UInt8] = []
    try file.eachLine { (offset, line) throws(Failure) in
      if offset >= start {
        kept += line + [UInt8(ascii: "\n")]
      } else if let line = try? Value(own: Array(line)) {
        until = max(until, line["at"]?.asDouble ?? until)
      }
    }
    let mark = Value.line(.sent, of: base, "", at: until, [("ids", []), ("forgotten", true)])
    return mark.jsonBytes() + [UInt8(ascii: "\n")] + kept
  }

  private func opened() throws(Failure) -> LedgerFile {
    if let file, file.isInPlace { return file }
    let new = try LedgerFile(path)
    // The user may have named any file. Opening a ledger refuses a file that is not one, and so must this.
    guard try new.isLedger else {
      throw Failure(.usage, "a ledger must hold lines of 'once', but the file that was named does not")
    }
    (file, seen) = (new, 0)
    return new
  }

  /// Those of the messages that the file names. Lines that other processes have added are read first.
  func claimed(among messages: [Value]) -> Set<Value> {
    if file?.isInPlace == false { (file, seen) = (nil, 0) }
    if file == nil, LedgerFile.exists(path) { file = try? LedgerFile(reading: path) }
    guard let file else { return [] }
    seen =
      (try? file.eachLine(from: seen) { (_, bytes) throws(Failure) in
        guard let line = try? Value(own: Array(bytes)) else { return }
        if line["forgotten"] == true { forgotten = max(forgotten, line["at"]?.asDouble ?? .infinity) }
        for id in line.messageIDs { known.insert(id.recordKey) }
      }) ?? seen
    return Set(messages.filter { known.contains($0.recordKey) })
  }
}

extension Ledger {
  /// Before this time, in seconds since 1970 on this machine's clock, nothing is known about messages that were sent
  /// under no key.
  package var forgotten: Double { sentFile?.forgotten ?? -.infinity }

  /// Notes messages that were sent under no key, so that no key takes them for its own.
  ///
  /// - Throws: why they cannot be noted. The messages have been sent all the same.
  package func note(sent messages: [Value], at time: Double) async throws(Failure) {
    if isCopy { return }
    if let store { return try await store.note(sent: messages, at: time) }
    switch place {
    case .nowhere: return
    case .file, .folder: if unusable == nil { try sentFile?.note(messages, at: time) }
    case .memory, .etcd:
      try await open()
      try await store?.note(sent: messages, at: time)
    }
  }
}
