import Catalog
import JSON
import Machine
import Rendering
import SystemCalls

/// A ledger in a file that several processes of one machine share. The file consists of lines of JSON, and lines are
/// only ever added.
package final class FileStore: LedgerStore {
  private var file: LedgerFile
  private let account: String
  /// The names that older releases used for the account.
  private let aliases: Set<String>
  private let holder: Holder
  private var index = LedgerIndex()
  /// The offset up to which the file has been read.
  private var end = 0
  /// Whether this process holds the lock that shows others that it runs.
  private var holds: Bool
  private var lineNumber = 0
  private var memory = LineHead.Memory()
  /// The messages that the lines name, by their `recordKey`. `seen` is the offset up to which the file has been
  /// searched for them.
  private var claimedIDs: Set<String> = []
  private var seen = 0
  /// The file beside the ledger that names messages which were sent under no key.
  private let sentFile: SentFile?

  /// Opens the file and reads its lines.
  ///
  /// - Parameter mayWrite: where this is false, the file is only read, and a torn last line is left as it is.
  /// - Throws: `usage` where the file is not a ledger; otherwise why the file cannot be used.
  init(
    _ path: String, account: String, aliases: Set<String>, holder: Holder, sentFile: SentFile? = nil,
    mayWrite: Bool = true
  ) throws(Failure) {
    self.account = account
    self.aliases = aliases
    self.holder = holder
    self.sentFile = sentFile
    if !mayWrite {
      file = try LedgerFile(reading: path)
      holds = true
      try readOn()
      return
    }
    file = try LedgerFile(path)
    holds = file.hold(holder.token)
    try readOn()
    // A compaction that began before the token was held may have replaced the file. It is over now, so the new file is
    // opened where there is one.
    while try !file.alone({ () throws(Failure) in try healInPlace() }) {
      file = try LedgerFile(path)
      holds = file.hold(holder.token)
      startAnew()
    }
  }

  /// - Returns: false where another file has taken the place of the one that is open.
  private func healInPlace() throws(Failure) -> Bool {
    guard file.isInPlace else { return false }
    try heal()
    return true
  }

  private func startAnew() { (index, end, lineNumber, seen) = (LedgerIndex(), 0, 0, 0) }

  package var counts: (done: Int, open: Int)? { (index.done.count, index.open.count) }

  /// Whether there is a file at this path.
  package static func exists(_ path: String) -> Bool { FileSystem.exists(path) }

  /// Reads the lines that other processes have added.
  private func readOn() throws(Failure) {
    end = try file.eachLine(from: end) { (offset, bytes) throws(Failure) in
      lineNumber += 1
      guard let head = LineHead(bytes, &memory) ?? wholeHead(bytes) else { throw unreadable(lineNumber) }
      index.note(head, at: offset)
    }
  }

  private func wholeHead(_ bytes: ArraySlice<UInt8>) -> LineHead? {
    (try? Value(own: Array(bytes))).flatMap {
      LineHead($0, aliases: aliases, account: account)
    }
  }

  private func unreadable(_ line: Int) -> Failure {
    let path = Escaping.line(file.path)
    return Failure(
      .usage, "line \(line) of the ledger \(path) must be a line that 'once' has written, but is not",
      hint:
        "nothing was sent under this key; 'sed -n \(line)p \(path)' shows it: mend it, or put back a copy of the file. "
        + "A key whose line is taken out, or that a new ledger does not have, is sent again")
  }

  /// Repairs the end of the file. No other process is adding lines now, so an incomplete last line was torn by a kill
  /// or a loss of power. Where only the newline is missing, it is added; otherwise the line is cut off.
  private func heal() throws(Failure) {
    try readOn()
    let size = file.size
    guard size > end else { return }
    let torn = try file.read(size - end, at: end)
    if case .object? = try? Value(own: torn) {
      try file.write([UInt8(ascii: "\n")], at: size)
      try readOn()
    } else {
      guard LedgerFile.isTorn(torn, afterLines: end > 0) else { throw unreadable(lineNumber + 1) }
      try file.cut(at: end)
    }
  }

  package func lines(of key: Text) throws(Failure) -> KeyLines {
    try checkPlace()
    if file.size != end { try readOn() }
    return try known(key)
  }

  private func known(_ key: Text) throws(Failure) -> KeyLines {
    let offsets = index.offsets(of: LineHead.number(of: key, account))
    guard let last = offsets.last else { return .none }
    var lines: [Value] = []
    for offset in offsets {
      let line = (try? Value(own: try file.line(at: offset))) ?? .null
      try match(line, key)
      lines.append(line)
    }
    return KeyLines(lines: lines, revision: Int64(last) + 1)
  }

  /// Two different keys may have the same number. Among 100,000 keys that happens in about one of four billion ledgers.
  /// Then this throws rather than guess.
  private func match(_ line: Value, _ key: Text) throws(Failure) {
    let owner = line["of"]?.asString ?? ""
    if line["key"]?.asText == key, owner == account || aliases.contains(owner) { return }
    throw Failure(.script, "the ledger cannot tell the key '\(Escaping.line(key.string))' from another one")
  }

  /// Where somebody has removed or replaced the file, the record of what is done is gone with it, so that nothing more
  /// may be sent.
  private func checkPlace() throws(Failure) {
    guard !file.isInPlace else { return }
    throw Failure(
      .script,
      "the ledger must stay where it is while it is used, but \(Escaping.line(file.path)) was removed or replaced",
      hint: "nothing more was sent; put the file back before you run this again, since what it says is done "
        + "would be sent again")
  }

  package func add(_ additions: [Addition]) throws(Failure) -> [Int64]? {
    try checkPlace()
    return try file.alone { () throws(Failure) in
      try heal()
      for addition in additions {
        let last =
          index.offsets(of: LineHead.number(of: addition.key, account)).last.map { Int64($0) + 1 } ?? 0
        if last != addition.revision { return nil }
      }
      let messages = additions.flatMap(\.messages)
      if !messages.isEmpty, try !claimed(among: messages).isEmpty { return nil }
      return try append(additions)
    }
  }

  private func append(_ additions: [Addition]) throws(Failure) -> [Int64] {
    var bytes: [UInt8] = []
    var revisions: [Int64] = []
    for addition in additions {
      var revision = addition.revision
      for line in addition.lines {
        let head = LineHead(line, aliases: aliases, account: account)
        revision = head?.state == .free ? 0 : Int64(end + bytes.count) + 1
        bytes += line.jsonBytes()
        bytes.append(UInt8(ascii: "\n"))
      }
      revisions.append(revision)
    }
    try file.write(bytes, at: end)
    try readOn()
    return revisions
  }

  package func sync() throws(Failure) { try file.sync() }

  /// No other process takes a claim from a running process, so the claim is certain as long as the file is still in its
  /// place.
  package func confirm(_ keys: [Text]) throws(Failure) -> Bool {
    try checkPlace()
    return true
  }

  package func isRunning(_ other: Holder) throws(Failure) -> Bool? {
    if other.token == holder.token { return true }
    if holds, let isHeld = file.isHeld(other.token) { return isHeld }
    return other.hasEnded.map { !$0 }
  }

  /// The whole file is read on the first call only, which happens where a key is in doubt.
  package func claimed(among messages: [Value]) throws(Failure) -> Set<Value> {
    if messages.isEmpty { return [] }
    seen = try file.eachLine(from: seen) { (_, bytes) throws(Failure) in
      guard let line = try? Value(own: Array(bytes)) else { return }
      for id in line.messageIDs { claimedIDs.insert(id.recordKey) }
    }
    let own = Set(messages.filter { claimedIDs.contains($0.recordKey) })
    return own.union(sentFile?.claimed(among: messages) ?? [])
  }

  package func note(sent messages: [Value], at time: Double) throws(Failure) {
    let line = Value.line(.sent, of: account, "", at: time, [("ids", .array(messages))])
    try file.alone { () throws(Failure) in
      try heal()
      try file.write(line.jsonBytes() + [UInt8(ascii: "\n")], at: end)
      try readOn()
    }
  }

  package func eachKey(_ body: (Text, KeyLines) throws(Failure) -> Void) throws(Failure) {
    if file.size != end { try readOn() }
    try each(of: index.begins, body)
  }

  package func eachOpenKey(_ body: (Text, KeyLines) throws(Failure) -> Void) throws(Failure) {
    if file.size != end { try readOn() }
    try each(of: index.open.values.compactMap(\.first).sorted(), body)
  }

  /// Gives those keys of the account whose first lines stand at these offsets.
  private func each(
    of begins: [Int], _ body: (Text, KeyLines) throws(Failure) -> Void
  ) throws(Failure) {
    for offset in begins {
      let line = (try? Value(own: try file.line(at: offset))) ?? .null
      let owner = line["of"]?.asString ?? ""
      guard owner == account || aliases.contains(owner), let key = line["key"]?.asText else { continue }
      try body(key, try known(key))
    }
  }

  package func compact() throws(Failure) {
    try checkPlace()
    try file.alone { () throws(Failure) in
      if file.isHeldByOthers {
        throw Failure(
          .usage, "a ledger must be used by this run alone while it is compacted, but another run uses it",
          hint: "'journal compact' again when that one has ended")
      }
      try heal()
      try file.replace(with: Compaction(index, aliases: aliases, account: account).lines(of: file))
    }
    file = try LedgerFile(file.path)
    holds = file.hold(holder.token)
    startAnew()
    try readOn()
  }
}
