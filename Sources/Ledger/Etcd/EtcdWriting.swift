import JSON
import Machine

extension EtcdStore {
  /// An addition, and what etcd is to store for it.
  fileprivate struct Put {
    var addition: Addition
    var lines: [Value]
    var bytes: [UInt8]
    /// How many of `lines` had been kept back before.
    var lateCount: Int
    /// The messages that these lines name.
    var messages: [Value]
    /// Whether this process has the key, or claims it now.
    var isOurs: Bool
    var isClaim: Bool
    /// The lease under which this process has the key after the write.
    var lease: String?

    /// The largest number of comparisons or operations that this adds to a transaction. The name of the holder is not
    /// counted: it is put once for all additions.
    var count: Int { 2 + max(messages.count, addition.messages.count) }
  }

  /// How many bytes of lines one transaction may carry. etcd accepts requests of up to 1.5 MiB (`--max-request-bytes`),
  /// and base64 makes the lines a third longer.
  private static let mostBytes = 1 << 19
  /// How many messages a transaction may note for one key. Where a key has more, they are noted before, in transactions
  /// of their own.
  private static let mostMessages = 100

  /// Writes the additions in as few transactions as possible.
  ///
  /// - Returns: the new revisions; nil where another process came first with one of the keys.
  func put(_ additions: [Addition]) async throws(Failure) -> [Int64]? {
    var puts = additions.map(prepared)
    if puts.contains(where: \.isOurs) { try await lease.keep() }
    // While `keep` waited, another fiber may have got a new lease.
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
    // When a key ends, its earlier lines are of no use any more.
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

  /// - Returns: the new revision; nil where another process came first with one of the keys.
  private func commit(_ part: [Put]) async throws(Failure) -> Int64? {
    var transaction = EtcdTransaction()
    for put in part { try await write(put, in: &transaction) }
    let answer = try await client.call("/v3/kv/txn", transaction.body)
    if answer["succeeded"] == true { return answer["header"]?["revision"]?.asEtcdNumber ?? 0 }
    // The answer to the first try may have been lost, so that this one is a repetition. Then the values that stand
    // there are those that the first try put.
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
    // The former holder is on another machine. It is gone once its lease has run out, and with it the name of the
    // holder.
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
    // Lines that were kept back during the call still wait to be written.
    let late = put.isClaim ? [] : Array((own[put.addition.key]?.late ?? []).dropFirst(put.lateCount))
    own[put.addition.key] = OwnKey(lines: put.lines, late: late, revision: revision, lease: put.lease)
  }

  /// Frees those keys that were claimed before another one of the same request could not be.
  private func giveBack(_ puts: ArraySlice<Put>) async {
    for put in puts where put.isClaim {
      guard let mine = own[put.addition.key] else { continue }
      let line = Value.line(
        .free, of: put.lines.first?["of"]?.asString ?? "", put.addition.key,
        at: put.lines.first?["at"]?.asDouble ?? 0)
      // Where this fails, the key is in doubt later on, and nothing is sent on a guess.
      _ = try? await self.put([Addition(key: put.addition.key, lines: [line], revision: mine.revision)])
      own[put.addition.key] = nil
    }
  }
}

extension EtcdStore.Put {
  /// Whether the record holds exactly what this would put.
  fileprivate func isDone(in record: Value?) -> Bool {
    guard let record else { return lines.last?.lineState == .free }
    return record["value"]?.asEtcdBytes == bytes
  }
}
