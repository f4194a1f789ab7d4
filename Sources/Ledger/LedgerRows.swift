import JSON
import Machine
import Rendering

extension Ledger {
  /// One row for each key, in the order in which the keys were begun.
  package func rows() async throws(Failure) -> [Value] {
    try await open()
    var keys: [(Text, KeyLines)] = []
    try await store?.eachKey { (key, known) throws(Failure) in
      if !key.string.hasPrefix("\u{0}"), !known.lines.isEmpty { keys.append((key, known)) }
    }
    var rows: [Value] = []
    for (key, known) in keys { rows.append(try await row(key, known)) }
    return rows
  }

  /// The row of one key; nil where the ledger does not know it.
  package func row(of key: Text) async throws(Failure) -> Value? {
    try await open()
    guard let known = try await store?.lines(of: key), !known.lines.isEmpty else { return nil }
    return try await row(key, known)
  }

  /// The members of a row.
  package static let rowMembers = [
    "key", "state", "at", "recipient", "content", "message_ids", "value", "error", "account", "origin",
    "holder",
  ]

  /// The state of each message of a bulk, whose keys begin with that of `--once`: `KEY RECIPIENT SHA-256`.
  package func statesOfBulk(_ name: Text) async throws(Failure) -> [String] {
    try await open()
    var found: [(Text, KeyLines)] = []
    let beginning = name.string + " "
    try await store?.eachKey { (key, known) throws(Failure) in
      let text = key.string
      let digest = text.utf8.reversed().prefix { $0 != UInt8(ascii: " ") }.count
      if text.hasPrefix(beginning), digest == 64, !known.lines.isEmpty { found.append((key, known)) }
    }
    var states: [String] = []
    for (key, known) in found {
      if let state = try await row(key, known)["state"]?.asString, state != "free" { states.append(state) }
    }
    return states
  }

  private func row(_ key: Text, _ known: KeyLines) async throws(Failure) -> Value {
    let (first, last) = (known.lines.first ?? .null, known.lines.last ?? .null)
    let state = try await state(known.lines)
    let isSkipped = state == .done && last["skipped"] == true
    let body = known.lines.last { $0.lineState == .writing }?["body"]
    let ids = known.lines.reduce(into: Set<Value>()) { $0.formUnion($1.messageIDs) }
    var holder = Value.null
    if let claimed = Holder(first["holder"]), last.lineState?.ends != true { holder = Value(claimed.words) }
    return [
      "key": .string(key), "state": Value(isSkipped ? "skipped" : state.rawValue),
      "at": last["at"] ?? .null, "recipient": body?["recipient"] ?? last["value"]?["recipient"] ?? .null,
      "content": body?["content"] ?? .null,
      "message_ids": .array(ids.sorted { $0.json.utf8.lexicographicallyPrecedes($1.json.utf8) }),
      "value": last["value"] ?? .null, "error": last["error"] ?? .null,
      "account": last["of"] ?? .null, "origin": last["origin"] ?? first["origin"] ?? .null, "holder": holder,
    ]
  }

  /// The present state of a key, according to its lines.
  func state(_ lines: [Value]) async throws(Failure) -> LineState {
    guard let first = lines.first, let last = lines.last?.lineState else { return .free }
    if last.ends { return last }
    if last != .inDoubt, let holder = Holder(first["holder"]) {
      var isRunning = holder.token == self.holder.token
      if !isRunning { isRunning = try await store?.isRunning(holder) == true }
      if isRunning {
        return lines.contains { $0.lineState == .writing } ? .writing : .claimed
      }
    }
    return .inDoubt
  }

  /// How many keys are done and open, in words; empty where the store would have to be asked.
  package var standing: String {
    guard let counts = store?.counts else { return "" }
    return "; the ledger has \(Figures.counted(counts.done, "key")) done"
      + (counts.open == 0 ? "" : ", \(counts.open) open")
  }
}
