import Files
import Glibc
import JSON
import Machine
import Rendering
import Stage

/// What `once` has done, so that it is done once only: lines of JSON that are only ever added.
///
/// A key's lines: `intent` before its block runs, `write` before each request that may change something, after it
/// `answer`, `refused` where it certainly did nothing, or `unknown`; then `done` with the block's value, `free`
/// where nothing was written, or `in_doubt`. `sent` tells of messages that were sent under no key.
/// Intents and ends are synced; a write's lines need not be: without them a write is in doubt after a loss of
/// power, and a process that is killed loses nothing that it has written.
///
/// Used by one thread, as the session.
public final class Journal {
  public enum Place: Sendable {
    case file(String)
    case memory
    /// What the file holds, taken into memory: nothing is written to it.
    case copy(of: String)
    /// There is no folder for it: who needs it fails.
    case nowhere
  }

  /// Whose keys a journal has.
  public enum Owner: Sendable {
    case prompt
    /// `-c`, and what comes from standard input.
    case commandLine
    /// A script, by its path.
    case script(String)
  }

  /// What is known of a key.
  package enum State {
    /// It was never begun, or nothing was written then.
    case free
    case done(Value, at: Double)
    /// It was begun, and how that ended is not known.
    case open(Trace)
  }

  /// Where the lines of a key stand that is not done.
  private struct Lines {
    var intent: Int
    var writes: [Int] = []
  }

  private let place: Place
  private let account: String
  private var store: (any JournalStore)?
  /// Where the last lines of the keys that are done stand, and not their texts and values: a campaign has 100,000.
  private var done: [Int: Int] = [:]
  private var begun: [Int: Lines] = [:]
  private var boot = ""
  /// When the journal was this process's alone, in seconds since 1970: when it was asked first.
  private var opened: Double?
  /// The keys whose blocks run now.
  package let turns = Turns()
  package let traffic = Traffic()
  private var unsynced = 0
  private var isServing = false
  /// How often the disk was asked, and what came of it last.
  private var syncs = 0
  private var lastSync: Result<Void, Failure> = .success(())
  private let waiting = WaitList()

  /// Where a journal stands in the shell's state folder: wherever the working folder is, the same text has the same.
  public static func path(of owner: Owner, in folder: String) -> String {
    let name =
      switch owner {
      case .prompt: "prompt"
      case .commandLine: "command-line"
      case .script(let path):
        KeepFile.name(Files.target(path) ?? path, Value(Files.target(path) ?? path))
      }
    return "\(folder)/journal/\(name).jsonl"
  }

  /// - Parameter account: whose keys these are: base URL and profile.
  public init(_ place: Place, account: String) {
    self.place = place
    self.account = account
  }

  /// Another one in memory, which begins with what this one holds.
  public func copied() -> Journal {
    switch place {
    case .file(let path): Journal(.copy(of: path), account: account)
    case .nowhere: Journal(.memory, account: account)
    case .memory, .copy: self
    }
  }

  package var isOpen: Bool { store != nil }

  /// What only looks at it: without the lock, so that it can be seen how far a run has come.
  package var view: Journal { store == nil ? copied() : self }

  /// Reads what is there. Throws where the file cannot be used: nothing was sent then.
  package func open() throws(Failure) {
    guard store == nil else { return }
    let store: any JournalStore =
      switch place {
      case .memory: JournalMemory()
      case .file(let path): try JournalFile(path)
      case .copy(let path): try JournalMemory(copyOf: path)
      case .nowhere:
        throw Failure(
          .usage, "a journal must have a folder, but neither HOME nor XDG_STATE_HOME names one",
          hint: "nothing was sent; name a file for it: --journal FILE")
      }
    boot = Self.bootIdentity
    var number = 0
    try store.eachLine { (offset, bytes) throws(Failure) in
      number += 1
      guard let record = try? Value(parsing: Array(bytes), options: .own), let key = record["key"]?.asString
      else {
        throw unreadable(number)
      }
      note(record, key, at: offset)
    }
    self.store = store
  }

  private func unreadable(_ line: Int) -> Failure {
    let path: String
    switch place {
    case .file(let name), .copy(let name): path = name
    case .memory, .nowhere: return Failure(.script, "line \(line) of the journal")
    }
    return Failure(
      .usage, "line \(line) of the journal \(Escaping.line(path)) must be one of 'once', but is not",
      hint:
        "nothing was sent; 'sed -n \(line)p \(Escaping.line(path))' shows it: mend it, or put back a copy of the file. "
        + "A key whose line is taken out, or that a new journal does not have, is sent again")
  }

  private static var bootIdentity: String {
    let bytes = (try? InputFile.bytes(of: "/proc/sys/kernel/random/boot_id", most: 100)) ?? nil
    return String(decoding: (bytes ?? []).prefix { $0 > 0x20 }, as: UTF8.self)
  }
}

// MARK: - Lines

extension Journal {
  /// Adds a line; it is synced by `sync`. Of a value that nests too deep to be read again the deepest parts are
  /// left out; a write with such a body is not begun.
  package func add(_ state: String, _ key: String, at time: Double, _ members: [(Text, Value)] = [])
    throws(Failure)
  {
    try open()
    var record: Value = ["key": Value(key), "state": Value(state), "at": .double(time), "of": Value(account)]
    if case .object(var object) = record {
      for (name, value) in members {
        if state == "write", !value.isKeepable { throw .nestedTooDeep }
        object[name] = value.keepable
      }
      if state == "intent" { object["boot"] = Value(boot) }
      record = .object(object)
    }
    let offset = try store?.append(record.jsonBytes() + [UInt8(ascii: "\n")]) ?? 0
    unsynced += 1
    note(record, key, at: offset)
  }

  private func note(_ record: Value, _ key: String, at offset: Int) {
    let number = number(of: key, record["of"]?.asString ?? "")
    switch record["state"]?.asString {
    case "intent": (done[number], begun[number]) = (nil, Lines(intent: offset))
    case "done": (done[number], begun[number]) = (offset, nil)
    case "free": (done[number], begun[number]) = (nil, nil)
    default: begun[number]?.writes.append(offset)
    }
  }

  private func number(of key: String, _ account: String) -> Int {
    var hasher = Hasher()
    // By their bytes: two keys that Unicode takes for equivalent are two.
    hasher.combine(Text(key))
    hasher.combine(account)
    return hasher.finalize()
  }

  private func record(at offset: Int) throws(Failure) -> Value {
    (try? Value(parsing: try store?.line(at: offset) ?? [], options: .own)) ?? .null
  }

  package func state(of key: String, at time: Double) throws(Failure) -> State {
    try open()
    opened = opened ?? time
    let number = number(of: key, account)
    if let done = done[number] {
      let record = try record(at: done)
      try match(record, key)
      return .done(record["value"] ?? .null, at: record["at"]?.asDouble ?? 0)
    }
    guard let lines = begun[number] else { return .free }
    let record = try record(at: lines.intent)
    try match(record, key)
    let isComplete = !boot.isEmpty && record["boot"]?.asString == boot
    var trace = Trace(start: record["at"]?.asDouble ?? 0, opened: opened ?? time, isComplete: isComplete)
    for offset in lines.writes { trace.add(try self.record(at: offset)) }
    return .open(trace)
  }

  /// Two keys of one number: of 100,000 keys one pair in four billion journals. Nothing is guessed then.
  private func match(_ record: Value, _ key: String) throws(Failure) {
    if record["key"]?.asText == Text(key), record["of"]?.asString == account { return }
    throw Failure(.script, "the journal cannot tell the key '\(Escaping.line(key))' from another one")
  }

  /// Comes back when all lines so far would survive the loss of power. Fibers that ask together are served by
  /// one sync of the disk: the first of them waits for those that are ready to ask too.
  package func sync() async throws(Failure) {
    if unsynced == 0 { return }
    if isServing {
      let before = syncs
      await waiting.wait { syncs == before }
    } else {
      isServing = true
      await Task.yield()
      isServing = false
      do throws(Failure) {
        try store?.sync()
        unsynced = 0
        lastSync = .success(())
      } catch { lastSync = .failure(error) }
      syncs += 1
      waiting.wake()
    }
    try lastSync.get()
  }
}

// MARK: - All of it

extension Journal {
  /// A row a key, in the order in which they were begun.
  package func rows() throws(Failure) -> [Value] {
    try open()
    var rows: [Value] = []
    let offsets = (done.values + begun.values.map(\.intent)).sorted()
    for offset in offsets {
      let record = try record(at: offset)
      guard record["of"]?.asString == account else { continue }
      let isDone = record["state"] == "done"
      let done: Value = record["skipped"] == true ? "skipped" : "done"
      rows.append([
        "key": record["key"] ?? .null, "state": isDone ? done : "in_doubt",
        "at": record["at"] ?? .null, "value": record["value"] ?? .null,
      ])
    }
    return rows
  }

  /// The command that shows it, for a hint.
  package var listing: String {
    switch place {
    case .file(let path), .copy(let path): "'wessaal --journal \(Escaping.line(path)) journal'"
    case .memory, .nowhere: "'journal'"
    }
  }

  /// How many keys are done and in doubt, in words; empty where no journal is open.
  package var standing: String {
    guard store != nil else { return "" }
    return "; the journal has \(Figures.counted(done.count, "key")) done"
      + (begun.isEmpty ? "" : ", \(begun.count) in doubt")
  }

  /// Leaves the last line of each key that is done, and all lines of those that are not. What the lines that go
  /// tell of messages that were sent is kept: they stay claimed.
  package func compact() throws(Failure) {
    try open()
    let kept = Set(done.values + begun.values.flatMap { [$0.intent] + $0.writes })
    var bytes: [UInt8] = []
    var rest: [Int: (key: String, account: Value, ids: Set<Value>)] = [:]
    try store?.eachLine { (offset, line) throws(Failure) in
      guard let record = try? Value(parsing: Array(line), options: .own), let key = record["key"]?.asString
      else { return }
      let number = number(of: key, record["of"]?.asString ?? "")
      let known = Self.ids(in: record).union(rest.removeValue(forKey: number)?.ids ?? [])
      guard kept.contains(offset) else {
        if !known.isEmpty { rest[number] = (key, record["of"] ?? .null, known) }
        return
      }
      guard case .object(var members) = record, known != Self.ids(in: record) else {
        bytes += line + [UInt8(ascii: "\n")]
        return
      }
      members["ids"] = .array(Array(known))
      bytes += Value.object(members).jsonBytes() + [UInt8(ascii: "\n")]
    }
    // What is left is of keys that are free again: what they have sent stays claimed.
    for (key, account, ids) in rest.values.sorted(by: { $0.key < $1.key }) {
      let record: Value = ["key": Value(key), "state": "free", "of": account, "ids": .array(Array(ids))]
      bytes += record.jsonBytes() + [UInt8(ascii: "\n")]
    }
    try store?.replace(with: bytes)
    (done, begun) = ([:], [:])
    try store?.eachLine { (offset, bytes) throws(Failure) in
      guard let record = try? Value(parsing: Array(bytes), options: .own), let key = record["key"]?.asString
      else { return }
      note(record, key, at: offset)
    }
  }

  /// The ids of the messages that the keys have sent.
  package func claimed() throws(Failure) -> Set<Value> {
    try open()
    var ids: Set<Value> = []
    try store?.eachLine { (_, bytes) throws(Failure) in
      guard let record = try? Value(parsing: Array(bytes), options: .own) else { return }
      ids.formUnion(Self.ids(in: record))
    }
    return ids
  }

  /// The messages that a line tells of, wherever in an answer or a value they stand: a bulk's are in its results.
  package static func ids(in record: Value) -> Set<Value> {
    var ids = Set(record["ids"]?.asArray ?? [])
    var rest = [record["answer"], record["value"]].compactMap(\.self)
    while let value = rest.popLast() {
      switch value {
      case .array(let items): rest += items
      case .object(let members):
        if let id = members["message_id"] { ids.insert(id) }
        rest += members.members.map(\.value)
      default: break
      }
    }
    return ids
  }
}
