import Catalog
import Files
import JSON
import Ledger
import Machine
import Rendering
import Service
import Stage

/// `--once KEY` on a bulk. The ledger knows each message by its recipient and its content. A list that was cut short or
/// edited can therefore be sent again, and only its new messages go out.
package struct BatchOnce {
  /// One message of the list.
  private struct Item {
    var key: Text
    /// The key that older releases gave to the message.
    var olderKey: Text
    /// The body of a call that would send only this message.
    var body: Value
    /// The row of the answer for this message; nil until it is known.
    var result: Value?
    /// What the ledger knew about the key at the last look. A claim is made on this state.
    var state = KeyState.unknown
  }

  private let operation: Operation
  private let batch: Operation.Batch
  private let arguments: Object
  private let name: String
  private let rule: InDoubtRule
  private let desk: LedgerDesk
  private var items: [Item]
  /// The places in the list at which each key stands. A message that is in the list twice is sent once.
  private var places: [Text: [Int]] = [:]
  private let ledger: Ledger
  /// The ids of the messages that the answers so far have named.
  private var ids: Set<String> = []

  /// - Parameter name: the key that the user gave. The keys of the messages begin with it.
  package init(
    _ operation: Operation, _ batch: Operation.Batch, _ arguments: Object, name: String, rule: InDoubtRule,
    at desk: LedgerDesk
  ) {
    self.operation = operation
    self.batch = batch
    self.arguments = arguments
    self.name = name
    self.rule = rule
    self.desk = desk
    ledger = desk.ledger
    var shared = arguments
    shared[batch.parameter] = nil
    items = (arguments[batch.parameter]?.asArray ?? []).map { message in
      let body = Self.body(of: message, shared: shared)
      let (beginning, content) = Self.identity(name, body, batch.identity)
      return Item(
        key: Text(beginning + content.sha256), olderKey: Text(beginning + content.digest), body: .object(body)
      )
    }
    for (index, item) in items.enumerated() { places[item.key, default: []].append(index) }
  }

  /// The body of a call that sends one message of a bulk. The template that the messages share is for messages without
  /// content. A message's own variables take precedence over the shared ones (documentation, "Send Bulk Messages").
  static func body(of message: Value, shared: Object) -> Object {
    let message = message.asObject ?? Object()
    var body = shared
    for member in message.members {
      if let own = member.value.asObject, let common = shared[member.name]?.asObject {
        body[member.name] = .object(common.merging(own))
      } else {
        body[member.name] = member.value
      }
    }
    if message.given("content") != nil, message.given("template_id") == nil {
      body["template_id"] = nil
      body["template_variables"] = nil
    }
    return body
  }

  /// The beginning of a message's key, and the bytes that stand for its content.
  private static func identity(_ name: String, _ body: Object, _ identity: [String]) -> (String, [UInt8]) {
    let recipient = body.given("recipient")?.asString ?? body["contact_id"].map { "contact \($0.json)" } ?? ""
    let what = identity.map { body[$0]?.sorted ?? .null }
    return ("\(name) \(recipient) ", Value.array(what).jsonBytes())
  }

  /// Sends those messages that the ledger does not know as sent.
  ///
  /// - Returns: an answer for the whole list. For messages that were sent before, it holds the rows of those earlier
  ///   answers.
  /// - Throws: the failure of a call, whose `results` hold the rows so far; `in_doubt`; why the ledger cannot be used.
  package mutating func send() async throws(Failure) -> Value {
    try await ledger.open()
    try await ledger.turns.take(.batch(name), holding: desk.heldKeys)
    defer { ledger.turns.release(.batch(name)) }
    repeat { try await recall() } while try await !sendRest()
    return answer
  }

  /// - Returns: false where another process came first with some of the messages, so that the caller looks again.
  private mutating func sendRest() async throws(Failure) -> Bool {
    let pending = distinct.filter { items[$0].result == nil }
    desk.many.announce(bulk: pending.count)
    for start in stride(from: 0, to: pending.count, by: batch.most) {
      let part = Array(pending[start..<min(start + batch.most, pending.count)])
      desk.console.progress.show(Progress(operation.name, done: start, total: pending.count))
      do throws(Failure) { if try await !send(part) { return false } } catch {
        var failure = error.renumbered(batch.parameter) { part.indices.contains($0) ? part[$0] : $0 }
        failure.results = .array(results)
        let sent = items.count { $0.result?["success"] == true }
        failure.message += " (\(sent) of \(items.count) are known to be sent)"
        throw failure
      }
    }
    return true
  }
}

// MARK: - What was sent before

extension BatchOnce {
  private typealias Open = (index: Int, trace: KeyTrace, state: KeyState)

  /// Takes the results that the ledger has, waits for another process that is about to send some of the messages, and
  /// finds out what became of messages in doubt.
  private mutating func recall() async throws(Failure) {
    var wait = HolderWait(Text(name), desk)
    while true {
      let (open, holder) = try await look()
      if let holder {
        try await wait.pause(for: holder)
      } else if open.isEmpty {
        return
      } else if try await settle(open) {
        return
      }
    }
  }

  /// - Returns: the messages in doubt, and a process that has one of the messages now.
  private mutating func look() async throws(Failure) -> (open: [Open], holder: Holder?) {
    var open: [Open] = []
    var holder: Holder?
    let wanted = distinct.filter { items[$0].result == nil }
    var states = try await ledger.states(of: wanted.map { items[$0].key }, at: desk.date)
    for (index, state) in zip(wanted, states) { items[index].state = state }
    let unknown = wanted.indices.filter {
      if case .free = states[$0].standing { states[$0].revision == 0 } else { false }
    }
    let older = try await ledger.states(of: unknown.map { items[wanted[$0]].olderKey }, at: desk.date)
    for (place, state) in zip(unknown, older) {
      switch state.standing {
      case .done, .open: states[place] = state
      case .free, .failed, .held: break
      }
    }
    for (index, state) in zip(wanted, states) {
      switch state.standing {
      case .free: break
      case .done(let value, _), .failed(let value):
        desk.console.mode.observer?.skips(items[index].key.string)
        desk.service.calls.recall(1, of: state.time)
        take(value, for: items[index].key)
      case .held(let other): holder = other
      case .open(let trace):
        if !trace.writes.isEmpty || !trace.isComplete { open.append((index, trace, state)) }
      }
    }
    return (open, holder)
  }

  /// - Returns: false where another process came first.
  private mutating func settle(_ open: [Open]) async throws(Failure) -> Bool {
    // The result is noted before another key may look. Otherwise two keys could take the same message for their own.
    let found = try await ledger.traffic.settling { () async throws(Failure) -> [Search.Result]? in
      let found = try await desk.settled(open.map(\.trace), under: rule)
      for (place, result) in found.enumerated() {
        guard case .found(let row) = result else { continue }
        let item = items[open[place].index]
        if try await !note(.done, Self.row(of: row, to: item.body), open[place]) { return nil }
      }
      try await ledger.sync()
      return found
    }
    guard let found else { return false }
    var doubtful: [(open: Open, search: Search.Result)] = []
    for (place, result) in found.enumerated() {
      let index = open[place].index
      guard case .found(let row) = result else {
        doubtful.append((open[place], result))
        continue
      }
      take(Self.row(of: row, to: items[index].body), for: items[index].key)
    }
    return doubtful.isEmpty ? true : try await decide(doubtful)
  }

  private func note(
    _ end: LineState, _ value: Value, _ open: Open, isSkipped: Bool = false
  ) async throws(Failure) -> Bool {
    let item = items[open.index]
    let isKnown = open.trace.writes.contains { $0.answer != nil }
    let messages = isKnown ? [] : value["message_id"].map { $0.isNull ? [] : [$0] } ?? []
    return try await ledger.settle(
      item.key, as: end, after: item.state.revision, origin: desk.bulkOrigin, at: desk.date,
      [("value", value), isSkipped ? ("skipped", true) : ("settled", true)], messages: messages)
  }

  private mutating func decide(
    _ doubtful: [(open: Open, search: Search.Result)]
  ) async throws(Failure) -> Bool {
    let question = doubt(doubtful)
    let mayBeRepeated = doubtful.allSatisfy(\.search.mayBeRepeated)
    switch rule {
    case .skip: return try await skip(doubtful.map(\.open))
    case .retry where mayBeRepeated: return true
    case .ask where mayBeRepeated:
      if try await desk.console.askWhenQuiet("\(question.message). Send them again?") == true { return true }
    case .ask, .retry, .fail: break
    }
    throw question
  }

  private mutating func skip(_ open: [Open]) async throws(Failure) -> Bool {
    for open in open {
      let item = items[open.index]
      let value: Value = [
        "recipient": item.body["recipient"] ?? .null, "success": .null, "status": "in_doubt",
      ]
      if try await !note(.done, value, open, isSkipped: true) { return false }
      take(value, for: item.key)
    }
    try await ledger.sync()
    return true
  }

  private func doubt(_ doubtful: [(open: Open, search: Search.Result)]) -> Failure {
    let named = doubtful.prefix(5).map { found, _ in
      items[found.index].body["recipient"]?.asString ?? "item [\(found.index)]"
    }
    let more = doubtful.count > 5 ? " and \(doubtful.count - 5) more" : ""
    return Failure(
      .inDoubt,
      "\(Figures.counted(doubtful.count, "message")) of --once '\(Escaping.line(name))' were begun before, and "
        + "it is not known whether they were sent: " + Escaping.line(named.joined(separator: ", ")) + more,
      hint:
        "look at '\(Advice.messages(since: doubtful.map(\.open.trace.start).min() ?? 0))'; then --in-doubt skip takes them as done, --in-doubt retry "
        + "sends those of which no message is there; \(ledger.listing) lists them", results: .array(results))
  }

  private mutating func take(_ value: Value, for key: Text) {
    for index in places[key] ?? [] { items[index].result = value }
  }

  /// The first place of each key in the list.
  private var distinct: [Int] { items.indices.filter { places[items[$0].key]?.first == $0 } }

  /// Turns a row of `messages list` into a row of a bulk's answer.
  private static func row(of message: Value, to body: Value) -> Value {
    [
      "recipient": message["recipient"] ?? body["recipient"] ?? .null, "success": true,
      "message_id": message["message_id"] ?? .null, "status": message["status"] ?? "pending",
    ]
  }
}

// MARK: - What is sent now

extension BatchOnce {
  /// Sends one call. The keys are claimed before, and the outcome is noted afterwards.
  ///
  /// - Returns: false where another process came first with one of the messages. Then none of them is sent.
  private mutating func send(_ part: [Int]) async throws(Failure) -> Bool {
    let wanted = part.map { index in
      let body = desk.service.withoutKey(items[index].body)
      return Ledger.Wanted(
        items[index].key, after: items[index].state, origin: desk.bulkOrigin,
        write: [("operation", Value(operation.name)), ("body", body)])
    }
    guard let claims = try await ledger.claim(wanted, at: desk.date) else { return false }
    for index in part { desk.console.mode.observer?.begins(items[index].key.string) }
    var arguments = arguments
    let list = arguments[batch.parameter]?.asArray ?? []
    arguments[batch.parameter] = .array(part.map { list[$0] })
    let witness = Witness(name, claims)
    let lane = desk.service.lane
    lane.guards.append(witness)
    defer { lane.guards.removeAll { $0 === witness } }
    let answer: Value
    do throws(Failure) { answer = try await desk.service.exchange(operation, arguments) } catch {
      if error.kind == .inDoubt, let rows = error.results.asArray {
        // The answer tells about some of the messages only; the others stay in doubt.
        _ = try await keep(rows, of: part, claims)
      } else if let state = witness.state {
        try await LedgerDesk.recording(wasSent: error.kind == .inDoubt) { () async throws(Failure) in
          try await Claim.note(claims.map { ($0, state, []) }, at: desk.date)
        }
      }
      // Once an answer has come, no key is freed, whatever failed after it. Messages that could not be noted stay in
      // doubt.
      try await ledger.sync()
      throw error
    }
    let untold = try await keep(answer["results"]?.asArray ?? [], of: part, claims)
    try await ledger.sync()
    if untold > 0 { throw desk.service.repeatedIDs(untold, in: operation, []) }
    return true
  }

  /// Hears the outcome of the call before any other guard. So a failure of those cannot hide the outcome.
  private final class Witness: Bracket {
    /// The state in which the keys are to be noted where the call failed; nil where an answer came.
    private(set) var state: LineState? = .free

    private let claims: [Claim]

    init(_ name: String, _ claims: [Claim]) {
      self.claims = claims
      super.init(holding: [.batch(name)])
    }

    override func leaves(_ write: Write) async throws(Failure) {
      if write.guardian === self { try await Claim.confirm(claims) }
    }

    override func end(_ write: Write, _ result: Result<Value, Failure>) async throws(Failure) {
      switch result {
      case .success: state = nil
      case .failure(let failure): state = failure.kind == .inDoubt ? .inDoubt : .free
      }
    }
  }

  /// Notes what the rows tell.
  ///
  /// - Returns: how many messages the rows leave in doubt.
  private mutating func keep(_ rows: [Value], of part: [Int], _ claims: [Claim]) async throws(Failure) -> Int
  {
    let receipt = BatchReceipt(rows, of: part.count, besides: ids)
    ids = receipt.ids
    var notes: [(Claim, LineState, [(Text, Value)])] = []
    for (place, item) in receipt.items.enumerated() where place < part.count {
      let (row, state): (Value, LineState)
      switch item {
      case .queued(let told): (row, state) = (told, .done)
      case .refused(let told): (row, state) = (told, .free)
      case .untold:
        notes.append((claims[place], .inDoubt, []))
        continue
      }
      var result = row.asObject ?? Object()
      result["index"] = nil
      notes.append((claims[place], state, state == .done ? [("value", .object(result))] : []))
      take(.object(result), for: items[part[place]].key)
    }
    let date = desk.date
    try await LedgerDesk.recording(wasSent: true) { () async throws(Failure) in
      try await Claim.note(notes, at: date)
    }
    return receipt.untold
  }

  private var results: [Value] {
    items.enumerated().compactMap { index, item in
      guard case .object(let result)? = item.result else { return nil }
      return .object(Object([("index", .int(Int64(index)))]).merging(result))
    }
  }

  private var answer: Value {
    let results = results
    let successes = results.count { $0["success"] == true }
    let failures = results.count { $0["success"] == false }
    return [
      "total": .int(Int64(items.count)), "success_count": .int(Int64(successes)),
      "failure_count": .int(Int64(failures)), "results": .array(results),
    ]
  }
}

extension Object {
  /// The members of both objects. Where both have a member, the other's value is taken.
  fileprivate func merging(_ other: Object) -> Object {
    var merged = self
    for member in other.members { merged[member.name] = member.value }
    return merged
  }
}

extension Value {
  /// The value with the members of all objects in the order of their names, so that the order makes no difference.
  fileprivate var sorted: Value {
    guard case .object(let object) = self else { return self }
    return .object(
      Object(object.members.sorted { $0.name.string < $1.name.string }.map { ($0.name, $0.value.sorted) }))
  }
}
