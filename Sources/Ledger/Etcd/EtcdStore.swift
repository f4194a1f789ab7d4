import Catalog
import HTTP
import JSON
import Machine
import Stage

/// A ledger in etcd, which several machines share.
///
/// The name `PREFIX/ACCOUNT/once/KEY` holds the lines of a key. `…/open/KEY` exists while the key is not done.
/// `…/sent/ID` exists for each message that the ledger knows of. `…/holder/TOKEN` stands under the lease of each
/// process that has claimed a key, and vanishes with that lease.
package final class EtcdStore: LedgerStore {
  let client: EtcdClient
  let lease: EtcdLease
  private let account: String
  let holder: Holder
  /// The keys that this process has claimed.
  var own: [Text: OwnKey] = [:]
  /// The keys of which a line is being written at the moment.
  private var busy: Set<Text> = []
  /// What a failed transaction has found under its key, so that the next look at this key needs no call.
  var found: (key: Text, lines: KeyLines)?
  private let list = WaitList()

  /// A key that this process has claimed.
  struct OwnKey {
    /// The lines that stand in etcd.
    var lines: [Value]
    /// The lines that were kept back and are not in etcd yet.
    var late: [Value] = []
    var revision: Int64
    /// The lease under which the key was claimed last.
    var lease: String?
  }

  init(_ client: EtcdClient, account: String, holder: Holder) {
    self.client = client
    self.account = account
    self.holder = holder
    lease = EtcdLease(client)
  }

  // MARK: Names

  private func name(_ kind: String) -> [UInt8] { Array("\(client.address.prefix)/\(account)/\(kind)/".utf8) }

  func name(_ kind: String, _ key: Text) -> [UInt8] { name(kind) + Self.named(key) }

  func name(sent message: Value) -> [UInt8] { name("sent") + Array(message.recordKey.utf8) }

  func name(holder token: String) -> [UInt8] { name("holder") + Array(token.utf8) }

  /// The part of the name that stands for the key: its bytes, or its SHA-256 where the key is longer than 1,024 bytes.
  /// The lines themselves hold the whole key.
  private static func named(_ key: Text) -> [UInt8] {
    let bytes = Array(key.string.utf8)
    return bytes.count <= 1024 ? bytes : Array(bytes.sha256.utf8)
  }

  // MARK: Lines

  package func lines(of key: Text) async throws(Failure) -> KeyLines {
    if let mine = own[key], !mine.late.isEmpty {
      return KeyLines(lines: mine.lines + mine.late, revision: mine.revision)
    }
    if let found, found.key == key {
      self.found = nil
      return found.lines
    }
    let answer = try await client.call("/v3/kv/range", ["key": .base64(name("once", key))])
    return try known(in: answer["kvs"]?.asArray?.first, of: key)
  }

  package func lines(of keys: [Text]) async throws(Failure) -> [KeyLines] {
    self.found = nil
    let records = try await records(keys.map { name("once", $0) }, withValues: true)
    var found: [KeyLines] = []
    for (key, record) in zip(keys, records) {
      if let mine = own[key], !mine.late.isEmpty {
        found.append(KeyLines(lines: mine.lines + mine.late, revision: mine.revision))
      } else {
        found.append(try known(in: record, of: key))
      }
    }
    return found
  }

  /// Reads the values of these names, many in one call. Where etcd refuses an answer of that size, half as many are
  /// asked for.
  ///
  /// - Returns: one record for each name, in the order of the names; nil for a name that does not exist.
  private func records(_ names: [[UInt8]], withValues: Bool) async throws(Failure) -> [Value?] {
    var records: [Value?] = []
    var most = EtcdTransaction.most
    while records.count < names.count {
      let part = names[records.count..<min(records.count + most, names.count)]
      var transaction = EtcdTransaction()
      for name in part { transaction.look(at: name, withValue: withValues) }
      guard let answer = try await client.call("/v3/kv/txn", transaction.body, isLong: most > 1) else {
        most = (most + 1) / 2
        continue
      }
      let found = answer["responses"]?.asArray ?? []
      guard found.count == part.count else { throw unreadable(nil) }
      for response in found { records.append(response["response_range"]?["kvs"]?.asArray?.first) }
    }
    return records
  }

  /// Reads the lines from a key's record; `.none` where the key does not exist.
  ///
  /// - Throws: where the record cannot be read, or belongs to another key.
  func known(in record: Value?, of key: Text?) throws(Failure) -> KeyLines {
    guard let record else { return .none }
    guard let bytes = record["value"]?.asEtcdBytes, let revision = record["mod_revision"]?.asEtcdNumber,
      let lines = (try? Value(own: bytes))?.asArray, let first = lines.first
    else { throw unreadable(key) }
    if let key, first["key"]?.asText != key { throw unreadable(key) }
    return KeyLines(lines: lines, revision: revision)
  }

  private func unreadable(_ key: Text?) -> Failure {
    Failure(
      .usage, "the key \(key.map { "'\($0.string)'" } ?? "") in etcd must hold lines of 'once', but does not",
      hint: "nothing was sent under this key; 'etcdctl get --prefix \(client.address.prefix)/' shows it")
  }

  package func add(_ additions: [Addition]) async throws(Failure) -> [Int64]? {
    if additions.allSatisfy(\.mayWait) { return keepBack(additions) }
    return try await alone(with: Set(additions.map(\.key))) { () async throws(Failure) in
      try await put(additions)
    }
  }

  /// Keeps lines back that only add details to earlier ones. They are written together with the next line of the key,
  /// or by `keepAlive` after a moment.
  ///
  /// - Returns: nil where this process has not claimed all of the keys, so that nothing can be kept back.
  private func keepBack(_ additions: [Addition]) -> [Int64]? {
    guard additions.allSatisfy({ own[$0.key] != nil }) else { return nil }
    for addition in additions { own[addition.key]?.late += addition.lines }
    return additions.compactMap { own[$0.key]?.revision }
  }

  /// Runs `body` while nothing else writes to these keys. Lines that were kept back are written in the background, and
  /// must not come between the lines of a block.
  func alone<T>(
    with keys: Set<Text>, _ body: () async throws(Failure) -> T
  ) async throws(Failure) -> T {
    while !busy.isDisjoint(with: keys) { await list.wait { !busy.isDisjoint(with: keys) } }
    busy.formUnion(keys)
    defer {
      busy.subtract(keys)
      list.wake()
    }
    return try await body()
  }

  // MARK: Who runs

  package var mustBeKept: Bool { !own.isEmpty }

  package func keepAlive() async throws(Failure) {
    if own.isEmpty { return }
    try await lease.keep()
    // A key whose lease has run out is claimed again. The comparison of revisions then tells whether another process
    // has taken it meanwhile.
    let due = own.filter { !$0.value.late.isEmpty || $0.value.lease != lease.id }
    for key in due.keys.sorted(by: { $0.string < $1.string }) { _ = try await renew([key]) }
  }

  package func confirm(_ keys: [Text]) async throws(Failure) -> Bool {
    if !lease.isCertain { try await lease.keep() }
    let late = keys.filter { own[$0] == nil || own[$0]?.lease != lease.id }
    return late.isEmpty ? true : try await renew(late)
  }

  /// Claims keys again, and writes the lines that were kept back.
  ///
  /// - Returns: false where another process has taken one of them.
  private func renew(_ keys: [Text]) async throws(Failure) -> Bool {
    try await alone(with: Set(keys)) { () async throws(Failure) in
      let additions = keys.map { Addition(key: $0, lines: [], revision: own[$0]?.revision ?? 0) }
      guard additions.allSatisfy({ own[$0.key] != nil }) else { return false }
      return try await put(additions) != nil
    }
  }

  package func isRunning(_ other: Holder) async throws(Failure) -> Bool? {
    if other.token == holder.token { return true }
    // Whether a process on this machine runs is known without a call.
    if let hasEnded = other.hasEnded { return !hasEnded }
    let answer = try await client.call(
      "/v3/kv/range", ["key": .base64(name(holder: other.token)), "keys_only": true])
    return answer["kvs"]?.asArray?.isEmpty == false
  }

  package func claimed(among messages: [Value]) async throws(Failure) -> Set<Value> {
    let records = try await records(messages.map(name(sent:)), withValues: false)
    return Set(zip(messages, records).compactMap { $1 == nil ? nil : $0 })
  }

  package func note(sent messages: [Value], at time: Double) async throws(Failure) {
    for start in stride(from: 0, to: messages.count, by: EtcdTransaction.most) {
      var transaction = EtcdTransaction()
      for message in messages[start..<min(start + EtcdTransaction.most, messages.count)] {
        transaction.put(name(sent: message), [])
      }
      _ = try await client.call("/v3/kv/txn", transaction.body)
    }
  }

  package func eachKey(_ body: (Text, KeyLines) throws(Failure) -> Void) async throws(Failure) {
    try await eachRecord(below: name("once")) { (record) throws(Failure) in
      let known = try known(in: record, of: nil)
      if let key = known.lines.first?["key"]?.asText { try body(key, known) }
    }
  }

  package func eachOpenKey(_ body: (Text, KeyLines) throws(Failure) -> Void) async throws(Failure) {
    let beginning = name("open")
    var names: [[UInt8]] = []
    try await eachRecord(below: beginning, withValues: false) { (record) throws(Failure) in
      if let name = record["key"]?.asEtcdBytes { names.append(Array(name.dropFirst(beginning.count))) }
    }
    for record in try await records(names.map { self.name("once") + $0 }, withValues: true) {
      // The key may have ended between the two calls.
      let known = try known(in: record, of: nil)
      if let key = known.lines.first?["key"]?.asText, known.lines.last?.lineState?.ends != true {
        try body(key, known)
      }
    }
  }

  /// Gives all records whose names begin with `name`, page by page.
  private func eachRecord(
    below name: [UInt8], withValues: Bool = true, _ body: (Value) throws(Failure) -> Void
  ) async throws(Failure) {
    var start = name
    var page = Self.page
    while true {
      let range: Value = [
        "key": .base64(start), "range_end": .base64(Self.end(of: name)), "limit": Value("\(page)"),
        "keys_only": .bool(!withValues),
      ]
      guard let answer = try await client.call("/v3/kv/range", range, isLong: page > 1) else {
        page = (page + 1) / 2
        continue
      }
      let records = answer["kvs"]?.asArray ?? []
      for record in records { try body(record) }
      guard answer["more"] == true, let last = records.last?["key"]?.asEtcdBytes else { return }
      start = last + [0]
    }
  }

  private static let page = 500

  /// The first name after all those that begin with `prefix` (etcd 3.4, "Key ranges").
  private static func end(of prefix: [UInt8]) -> [UInt8] { prefix.dropLast() + [(prefix.last ?? 0) + 1] }

  package func nodes() async -> [LedgerHealth.Node] { await client.nodes() }

  /// etcd already keeps the lines of a key in one value. The former values go when etcd compacts itself.
  package func compact() throws(Failure) {
    throw Failure(
      .usage, "a ledger must be a file to be compacted, but this one is in etcd",
      hint: "etcd does it by itself with --auto-compaction-retention")
  }
}
