import Catalog
import Files
import HTTP
import JSON
import Journal
import Machine
import Rendering
import Stage

/// `--once KEY` on a bulk: the journal knows each message by its recipient and content, so that a list that was
/// cut short, or edited, can be sent again, and only what is new in it goes out.
struct BatchOnce {
  /// One message of the list.
  private struct Item {
    var key: String
    /// What one call with this message alone would send.
    var body: Value
    /// Nil until it is known.
    var result: Value?
  }

  private let operation: Operation
  private let batch: Operation.Batch
  private let arguments: Object
  private let name: String
  private let rule: InDoubtRule
  private let session: Session
  private var items: [Item]
  /// Where in the list each key stands: more than once where a message is there twice. It is sent once.
  private var places: [String: [Int]] = [:]
  private let journal: Journal

  /// - Parameter name: the key that was given; the messages' own begin with it.
  init(
    _ operation: Operation, _ batch: Operation.Batch, _ arguments: Object, name: String, rule: InDoubtRule,
    in session: Session
  ) {
    self.operation = operation
    self.batch = batch
    self.arguments = arguments
    self.name = name
    self.rule = rule
    self.session = session
    journal = session.journal
    var shared = arguments
    shared[batch.parameter] = nil
    items = (arguments[batch.parameter]?.asArray ?? []).map { message in
      let body = Self.body(of: message, shared: shared)
      return Item(key: Self.key(name, body, batch.identity), body: .object(body), result: nil)
    }
    for (index, item) in items.enumerated() { places[item.key, default: []].append(index) }
  }

  /// The shared template is for messages without content; their own variables go before the shared ones
  /// (documentation, "Send Bulk Messages").
  private static func body(of message: Value, shared: Object) -> Object {
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

  /// Of a digest two contents to one recipient share one in 2^64.
  private static func key(_ name: String, _ body: Object, _ identity: [String]) -> String {
    let recipient = body.given("recipient")?.asString ?? body["contact_id"].map { "contact \($0.json)" } ?? ""
    let what = identity.map { body[$0]?.sorted ?? .null }
    return "\(name) \(recipient) \(Value.array(what).jsonBytes().digest)"
  }

  /// The answer of the whole list: what was sent before stands in it as it was answered then.
  mutating func send() async throws(Failure) -> Value {
    try journal.open()
    try await journal.turns.take(.batch(name), holding: session.heldKeys)
    defer { journal.turns.release(.batch(name)) }
    try await recall()
    let pending = distinct.filter { items[$0].result == nil }
    session.many.bulk = pending.count
    for start in stride(from: 0, to: pending.count, by: batch.most) {
      let part = Array(pending[start..<min(start + batch.most, pending.count)])
      session.progress.show(Progress(operation.name, done: start, total: pending.count))
      do throws(Failure) { try await send(part) } catch {
        var failure = error.renumbered(batch.parameter) { part.indices.contains($0) ? part[$0] : $0 }
        failure.results = .array(results)
        let sent = items.count { $0.result?["success"] == true }
        failure.message += " (\(sent) of \(items.count) are known to be sent)"
        throw failure
      }
    }
    return answer
  }

  private func note(_ state: String, _ key: String, _ members: (Text, Value)...) throws(Failure) {
    try note(state, key, members)
  }

  private func note(_ state: String, _ key: String, _ members: [(Text, Value)]) throws(Failure) {
    try journal.add(state, key, at: session.world.surroundings.date(), members)
  }

  private func sync() async throws(Failure) { try await journal.sync() }
}

// MARK: - What was sent before

extension BatchOnce {
  /// Finds the results of what the journal knows, and settles what it is in doubt of.
  private mutating func recall() async throws(Failure) {
    var open: [(index: Int, trace: Journal.Trace)] = []
    for index in distinct {
      switch try journal.state(of: items[index].key, at: session.world.surroundings.date()) {
      case .free: break
      case .done(let value, _):
        session.rehearsal?.skips(items[index].key)
        take(value, for: items[index].key)
      case .open(let trace): if !trace.writes.isEmpty || !trace.isComplete { open.append((index, trace)) }
      }
    }
    if open.isEmpty { return }
    // Noted before another key looks: two would take one message for theirs.
    let found = try await journal.traffic.settling { () async throws(Failure) in
      let found = try await session.settled(open.map(\.trace), under: rule)
      for (place, result) in found.enumerated() {
        guard case .found(let row) = result else { continue }
        let item = items[open[place].index]
        try note("done", item.key, ("value", Self.row(of: row, to: item.body)), ("settled", true))
      }
      try await sync()
      return found
    }
    var doubtful: [(index: Int, search: Search.Result)] = []
    for (place, result) in found.enumerated() {
      let index = open[place].index
      guard case .found(let row) = result else {
        doubtful.append((index, result))
        continue
      }
      take(Self.row(of: row, to: items[index].body), for: items[index].key)
    }
    if !doubtful.isEmpty { try await decide(doubtful) }
  }

  private mutating func decide(_ doubtful: [(index: Int, search: Search.Result)]) async throws(Failure) {
    let question = doubt(doubtful)
    let mayBeRepeated = doubtful.allSatisfy(\.search.mayBeRepeated)
    switch rule {
    case .skip: return try await skip(doubtful.map(\.index))
    case .retry where mayBeRepeated: return
    case .ask where mayBeRepeated:
      if try await session.askWhenQuiet("\(question.message). Send them again?") == true { return }
    case .ask, .retry, .fail: break
    }
    throw question
  }

  private mutating func skip(_ indices: [Int]) async throws(Failure) {
    for index in indices {
      let value: Value = [
        "recipient": items[index].body["recipient"] ?? .null, "success": .null, "status": "in_doubt",
      ]
      try note("done", items[index].key, ("value", value), ("skipped", true))
      take(value, for: items[index].key)
    }
    try await sync()
  }

  private func doubt(_ doubtful: [(index: Int, search: Search.Result)]) -> Failure {
    let named = doubtful.prefix(5).map { index, _ in
      items[index].body["recipient"]?.asString ?? "item [\(index)]"
    }
    let more = doubtful.count > 5 ? " and \(doubtful.count - 5) more" : ""
    return Failure(
      .inDoubt,
      "\(Figures.counted(doubtful.count, "message")) of --once '\(Escaping.line(name))' were begun before, and "
        + "it is not known whether they were sent: " + Escaping.line(named.joined(separator: ", ")) + more,
      hint: "look at 'messages list --since 2d'; then --in-doubt skip takes them as done, --in-doubt retry "
        + "sends those of which no message is there; \(journal.listing) lists them", results: .array(results))
  }

  private mutating func take(_ value: Value, for key: String) {
    for index in places[key] ?? [] { items[index].result = value }
  }

  /// The first place of each key.
  private var distinct: [Int] { items.indices.filter { places[items[$0].key]?.first == $0 } }

  /// A row of `messages list` as a result of a bulk.
  private static func row(of message: Value, to body: Value) -> Value {
    [
      "recipient": message["recipient"] ?? body["recipient"] ?? .null, "success": true,
      "message_id": message["message_id"] ?? .null, "status": message["status"] ?? "pending",
    ]
  }
}

// MARK: - What is sent now

extension BatchOnce {
  /// One call: the journal has it before, and what came of it after.
  private mutating func send(_ part: [Int]) async throws(Failure) {
    let before = session.takeSentBefore()
    for (place, index) in part.enumerated() {
      session.rehearsal?.begins(items[index].key)
      try note("intent", items[index].key, place == 0 ? before : [])
      try note(
        "write", items[index].key, ("operation", Value(operation.name)),
        ("body", session.withoutKey(items[index].body)))
    }
    try await sync()
    var arguments = arguments
    let list = arguments[batch.parameter]?.asArray ?? []
    arguments[batch.parameter] = .array(part.map { list[$0] })
    let witness = Witness(name)
    session.brackets.append(witness)
    defer { session.brackets.removeAll { $0 === witness } }
    let answer: Value
    do throws(Failure) { answer = try await session.exchange(operation, arguments) } catch {
      if error.kind == .inDoubt, let rows = error.results.asArray {
        // The answer tells of some of the messages; the others stay in doubt.
        try keep(rows, of: part)
      } else if let state = witness.state {
        for index in part { try note(state, items[index].key) }
      }
      // After an answer nothing is free again, whatever failed then: what is not noted stays in doubt.
      try await sync()
      throw error
    }
    try keep(answer["results"]?.asArray ?? [], of: part)
    try await sync()
  }

  /// Sees what came of the call before anything else that is told of it can fail.
  private final class Witness: Bracket {
    private let name: String
    /// What its messages are in the journal; nil where an answer tells.
    private(set) var state: String? = "free"

    init(_ name: String) { self.name = name }

    override var holds: Set<Turns.Name> { [.batch(name)] }

    override func end(_ write: Write, _ result: Result<Value, Failure>) async throws(Failure) {
      switch result {
      case .success: state = nil
      case .failure(let failure): state = failure.kind == .inDoubt ? "in_doubt" : "free"
      }
    }
  }

  private mutating func keep(_ rows: [Value], of part: [Int]) throws(Failure) {
    let receipt = BatchReceipt(rows, of: part.count)
    for (index, item) in zip(part, receipt.items) {
      switch item {
      case .queued(let row): try keep(row, of: index, as: "done")
      case .refused(let row): try keep(row, of: index, as: "free")
      case .untold: break
      }
    }
  }

  /// - Parameter state: `done`, with the row as its value, or `free`.
  private mutating func keep(_ row: Value, of index: Int, as state: String) throws(Failure) {
    var result = row.asObject ?? Object()
    result["index"] = nil
    let key = items[index].key
    try note(state, key, state == "done" ? [("value", .object(result))] : [])
    take(.object(result), for: key)
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
  /// Its members and the other's, whose values go before its own.
  fileprivate func merging(_ other: Object) -> Object {
    var merged = self
    for member in other.members { merged[member.name] = member.value }
    return merged
  }
}

extension Value {
  /// With the members of objects by name, so that their order says nothing.
  fileprivate var sorted: Value {
    guard case .object(let object) = self else { return self }
    return .object(
      Object(object.members.sorted { $0.name.string < $1.name.string }.map { ($0.name, $0.value.sorted) }))
  }
}
