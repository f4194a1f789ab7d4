import Catalog
import JSON
import Machine

/// Where it is noted that messages were sent under no key: what a key looks for may be like one of them. It is written
/// without asking the service whose they are, by runs that use no `once` too.
///
/// It is the ledger itself, where the user has named a file, or a file beside the ledgers of a host. Lines of it are as
/// those of a ledger, of the state `sent`. The file beside the ledgers is bounded: where it is full, its older half goes,
/// and a line says up to when nothing is known any more. A message that was sent by then is nobody's for certain.
final class SentFile {
  private let path: String
  private let base: String
  private let most: Int
  private var file: LedgerFile?
  private var known: Set<String> = []
  private var seen = 0
  /// Notes of messages that were sent until then are gone, in seconds since 1970.
  private(set) var forgotten = -Double.infinity

  /// In bytes: 170,000 sends, or many more in bulks. It is read in half a second.
  private static let bound = 1 << 24

  /// - Parameters:
  ///   - base: scheme, host and port of the API.
  ///   - isBounded: whether older notes may go.
  init(_ path: String, base: String, isBounded: Bool) {
    self.path = path
    self.base = base
    most = isBounded ? Self.bound : .max
  }

  func note(_ messages: [Value], at time: Double) throws(Failure) {
    let line = Value.line(.sent, of: base, "", at: time, [("ids", .array(messages))])
    while try !add(line, to: opened()) {}
  }

  /// - Returns: false where another file stands in its place: it was compacted, or cut, while this waited for its lock.
  private func add(_ line: Value, to file: LedgerFile) throws(Failure) -> Bool {
    try file.alone { () throws(Failure) in
      guard file.isInPlace else { return false }
      let end = try file.wholeEnd()
      // Where there is no room for a shorter file beside it, there may be for a line.
      if end > most, (try? file.replace(with: newerHalf(of: file))) != nil { return false }
      try file.write(line.jsonBytes() + [UInt8(ascii: "\n")], at: end)
      return true
    }
  }

  /// The lines of the file's end, behind one that says until when the others told of messages.
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
    // What the user has named may be any file, which a ledger that is opened refuses.
    guard try new.isLedger else {
      throw Failure(.usage, "a ledger must hold lines of 'once', but the file that was named does not")
    }
    (file, seen) = (new, 0)
    return new
  }

  /// Those of the messages that it tells of. What others have added is read.
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
  /// Of messages that were sent under no key until then nothing is known, in seconds since 1970 by this machine's clock.
  package var forgotten: Double { sentFile?.forgotten ?? -.infinity }

  /// Notes messages that were sent under no key, so that no key takes them for its own.
  ///
  /// - Throws: why they cannot be noted. They are sent all the same.
  package func note(sent messages: [Value], at time: Double) async throws(Failure) {
    if isCopy { return }
    if let store { return try await store.note(sent: messages, at: time) }
    switch place {
    case .nowhere: return
    case .folder where !notesFreeSends: return
    case .file, .folder: try sentFile?.note(messages, at: time)
    case .memory, .etcd:
      try await open()
      try await store?.note(sent: messages, at: time)
    }
  }
}
