import JSON
import Machine

extension EtcdStore {
  /// An addition, and what is put for it.
  fileprivate struct Put {
    var addition: Addition
    var lines: [Value]
    var bytes: [UInt8]
    /// How many of the lines that were kept back are among them.
    var lateCount: Int
    /// Messages that these lines tell of.
    var messages: [Value]
    var isOurs: Bool
    var isClaim: Bool
    /// The lease that it is ours under, where that is not written yet.
    var lease: String?

    /// How many comparisons, or operations, of a transaction it takes at most; the holder comes once for all.
    var count: Int { 2 + max(messages.count, addition.messages.count) }
  }

  /// etcd takes requests of 1.5 MiB (`--max-request-bytes`), and these stand there in base64.
  private static let mostBytes = 1 << 19
  /// So many messages of one key go into its own transaction; those of more go before it.
  private static let mostMessages = 100

  /// Writes additions, in as few transactions as can be; nil where another process came first with one of the keys.
  func put(_ additions: [Addition]) async throws(Failure) -> [Int64]? {
    var puts = additions.map(prepared)
    if puts.contains(where: \.isOurs) { try await lease.keep() }
    // Another fiber may get a new lease meanwhile.
    let id = lease.id
    for place in puts.indices where puts[place].isOurs { puts[place].lease = id }
    var revisions: [Int64] = []
    var rest = puts[...]
    while !rest.isEmpty {
      let part = Self.part(of: &rest)
      let revision: Int64?
      do throws(Failure) { revision = try await commit(part) } catch {
        await giveBack(puts.prefix(revisions.count))
        throw error
      }
      guard let revision else {
        await giveBack(puts.prefix(revisions.count))
        return nil
      }
      for put in part {
        note(put, revision)
        revisions.append(put.lines.last?.lineState == .free ? 0 : revision)
      }
    }
    return revisions
  }

  private func prepared(_ addition: Addition) -> Put {
    let isClaim =
      addition.lines.first?.lineState == .claimed
      && Holder(addition.lines.first?["holder"])?.token == holder.token
    let mine = isClaim ? nil : own[addition.key]
    let new = (mine?.late ?? []) + addition.lines
    // What a key said before it ended is of no use then.
    let lines = new.last?.lineState?.ends == true ? Array(new.suffix(1)) : (mine?.lines ?? []) + new
    let messages = new.reduce(into: Set<Value>()) { $0.formUnion($1.messageIDs) }
    var addition = addition
    if let mine { addition.revision = mine.revision }
    return Put(
      addition: addition, lines: lines, bytes: Value.array(lines).jsonBytes(),
      lateCount: mine?.late.count ?? 0, messages: Array(messages), isOurs: isClaim || mine != nil,
      isClaim: isClaim)
  }

  private static func part(of rest: inout ArraySlice<Put>) -> [Put] {
    var part: [Put] = []
    var (count, bytes) = (1, 0)
    while let next = rest.first,
      part.isEmpty
        || count + next.count < EtcdTransaction.most && bytes + next.bytes.count < mostBytes
    {
      rest.removeFirst()
      count += next.count
      bytes += next.bytes.count
      part.append(next)
    }
    return part
  }

  /// - Returns: the new revision; nil where another process came first.
  private func commit(_ part: [Put]) async throws(Failure) -> Int64? {
    var transaction = EtcdTransaction()
    for put in part { try await write(put, in: &transaction) }
    let answer = try await client.call("/v3/kv/txn", transaction.body)
    if answer["succeeded"] == true { return answer["header"]?["revision"]?.asEtcdNumber ?? 0 }
    // A call whose answer was lost is repeated: what stands there then is what it put.
    let found = (answer["responses"]?.asArray ?? []).map { $0["response_range"]?["kvs"]?.asArray?.first }
    guard found.count == part.count, zip(found, part).allSatisfy({ $1.isDone(in: $0) }) else {
      for (record, put) in zip(found, part)
      where record?["mod_revision"]?.asEtcdNumber != put.addition.revision {
        own[put.addition.key] = nil
      }
      if part.count == 1, found.count == 1 {
        let key = part[0].addition.key
        self.found = (key, try known(in: found[0], of: key))
      }
      return nil
    }
    return found.compactMap { $0?["mod_revision"]?.asEtcdNumber }.max()
      ?? answer["header"]?["revision"]?.asEtcdNumber
  }

  private func write(_ put: Put, in transaction: inout EtcdTransaction) async throws(Failure) {
    let key = name("once", put.addition.key)
    let open = name("open", put.addition.key)
    transaction.compare(key, revision: put.addition.revision)
    transaction.otherwise(lookAt: key)
    for message in put.addition.messages { transaction.compare(name(sent: message), revision: 0) }
    // Who is of another machine is gone when its lease is.
    if let former = put.addition.former, former.token != holder.token, former.hasEnded == nil {
      transaction.compare(name(holder: former.token), revision: 0)
    }
    let end = put.lines.last
    if end?.lineState == .free {
      transaction.delete(key)
    } else {
      var expiry: String?
      if end?.lineState == .done, let seconds = end?["for"]?.asDouble {
        expiry = try await lease.granted(seconds)
      }
      transaction.put(key, put.bytes, lease: expiry)
    }
    if end?.lineState?.ends == true { transaction.delete(open) } else { transaction.put(open, []) }
    if put.isClaim || put.isOurs && own[put.addition.key]?.lease != put.lease {
      transaction.put(name(holder: holder.token), holder.value.jsonBytes(), lease: put.lease)
    }
    var messages = put.messages
    if messages.count > Self.mostMessages {
      try await note(sent: messages, at: 0)
      messages = []
    }
    for message in messages { transaction.put(name(sent: message), []) }
  }

  private func note(_ put: Put, _ revision: Int64) {
    let end = put.lines.last?.lineState
    guard put.isOurs, end != .inDoubt, end?.ends != true else {
      own[put.addition.key] = nil
      return
    }
    // What was kept back meanwhile still waits.
    let late = put.isClaim ? [] : Array((own[put.addition.key]?.late ?? []).dropFirst(put.lateCount))
    own[put.addition.key] = OwnKey(lines: put.lines, late: late, revision: revision, lease: put.lease)
  }

  /// Frees claims of which the others could not be had.
  private func giveBack(_ puts: ArraySlice<Put>) async {
    for put in puts where put.isClaim {
      guard let mine = own[put.addition.key] else { continue }
      let line = Value.line(
        .free, of: put.lines.first?["of"]?.asString ?? "", put.addition.key,
        at: put.lines.first?["at"]?.asDouble ?? 0)
      // Where that fails, the key is in doubt: nobody sends it on a guess.
      _ = try? await self.put([Addition(key: put.addition.key, lines: [line], revision: mine.revision)])
      own[put.addition.key] = nil
    }
  }
}

extension EtcdStore.Put {
  /// Whether it is what stands there.
  fileprivate func isDone(in record: Value?) -> Bool {
    guard let record else { return lines.last?.lineState == .free }
    return record["value"]?.asEtcdBytes == bytes
  }
}
