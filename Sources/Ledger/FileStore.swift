import Catalog
import JSON
import Machine
import Rendering
import SystemCalls

/// A ledger in a file of lines of JSON that are only ever added, which several processes of one machine share.
package final class FileStore: LedgerStore {
  private var file: LedgerFile
  private let account: String
  /// What older releases called the account.
  private let aliases: Set<String>
  private let holder: Holder
  private var index = LedgerIndex()
  /// Up to where the file was read.
  private var end = 0
  private var holds: Bool
  private var lineNumber = 0
  private var memory = LineHead.Memory()
  /// The messages that lines tell of, by their `recordKey`, and up to where they were looked for.
  private var claimedIDs: Set<String> = []
  private var seen = 0
  /// What is noted beside it of messages that were sent under no key.
  private let sentFile: SentFile?

  /// Opens the file and reads what is there.
  ///
  /// - Throws: `usage`, where it is none of a ledger; why it cannot be used.
  ///
  /// - Parameter mayWrite: else it only looks, and what stands there is not healed.
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
    // A compaction that had not seen the token has come to its end now.
    while try !file.alone({ () throws(Failure) in try healInPlace() }) {
      file = try LedgerFile(path)
      holds = file.hold(holder.token)
      startAnew()
    }
  }

  /// - Returns: false where another file stands in its place.
  private func healInPlace() throws(Failure) -> Bool {
    guard file.isInPlace else { return false }
    try heal()
    return true
  }

  private func startAnew() { (index, end, lineNumber, seen) = (LedgerIndex(), 0, 0, 0) }

  package var counts: (done: Int, open: Int)? { (index.done.count, index.open.count) }

  package static func exists(_ path: String) -> Bool { FileSystem.exists(path) }

  /// Reads what others have added.
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
      .usage, "line \(line) of the ledger \(path) must be one of 'once', but is not",
      hint: "nothing was sent; 'sed -n \(line)p \(path)' shows it: mend it, or put back a copy of the file. "
        + "A key whose line is taken out, or that a new ledger does not have, is sent again")
  }

  /// What stands behind the last whole line was torn, since nobody adds anything now. Nothing but its end may be missing.
  private func heal() throws(Failure) {
    try readOn()
    let size = file.size
    guard size > end else { return }
    let torn = try file.read(size - end, at: end)
    if case .object? = try? Value(own: torn) {
      try file.write([UInt8(ascii: "\n")], at: size)
      try readOn()
    } else {
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

  /// Two keys of one number: of 100,000 keys one pair in four billion ledgers. Nothing is guessed then.
  private func match(_ line: Value, _ key: Text) throws(Failure) {
    let owner = line["of"]?.asString ?? ""
    if line["key"]?.asText == key, owner == account || aliases.contains(owner) { return }
    throw Failure(.script, "the ledger cannot tell the key '\(Escaping.line(key.string))' from another one")
  }

  /// Who put another file there, or took it away, has taken with it what was done: nothing more may be sent.
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

  /// A claim is this process's own until it ends, as long as the file is there.
  package func confirm(_ keys: [Text]) throws(Failure) -> Bool {
    try checkPlace()
    return true
  }

  package func isRunning(_ other: Holder) throws(Failure) -> Bool? {
    if other.token == holder.token { return true }
    if holds, let isHeld = file.isHeld(other.token) { return isHeld }
    return other.hasEnded.map { !$0 }
  }

  /// The whole file is read when it is asked for first: where a key is in doubt.
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

  /// The account's keys among those whose first lines stand there.
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
          .usage, "a ledger must be this run's alone to be compacted, but another run uses it",
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
