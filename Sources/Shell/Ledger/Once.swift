import Catalog
import HTTP
import JSON
import Journal
import Machine
import Profiles
import Rendering
import Stage

/// `once KEY { }` while its block runs: the journal says what it does before it does it.
final class Once: Bracket {
  private let key: String
  private let session: Session
  /// The one that it began with, also where the session takes another account meanwhile.
  private let journal: Journal
  /// Whether a write was, or may have been, accepted.
  private var mayHaveActed = false
  /// A write whose answer is not known, which the block may have caught.
  private var unknown: Failure?
  private var hasShown = false
  /// A write within certainly did nothing.
  private var wasRefused = false
  /// In how many calls a write is sent.
  private var calls = 1

  override var holds: Set<Turns.Name> { [.key(key)] }

  private init(_ key: String, _ session: Session) {
    self.key = key
    self.session = session
    journal = session.journal
  }

  /// The recorded value where the key is done; else the bracket for its block, its intent on the disk.
  static func open(_ call: WorldCall, in session: Session) async throws(Failure) -> Reply {
    guard let key = call.operand(0)?.asString, !key.isEmpty else {
      throw .argument("once", "a key: text that is not empty", call.operand(0) ?? .null)
    }
    if Redaction.holdsToken(key) {
      throw Failure(.usage, "a key of 'once' must hold no API key, since it is written down, but this does")
    }
    _ = try call.duration("for")
    if session.settings.dryRun { return try dryRun(key, call, in: session) }
    let once = Once(key, session)
    try await once.hold()
    do throws(Failure) {
      if let value = try await once.recorded(call) {
        session.rehearsal?.skips(key)
        once.release()
        return .value(value)
      }
      session.rehearsal?.begins(key)
      try once.note("intent", session.takeSentBefore())
      try await once.journal.sync()
      return .group(once)
    } catch {
      once.release()
      throw error
    }
  }

  private static func isOver(_ time: Double, _ call: WorldCall, in session: Session) -> Bool {
    call.flag("for")?.asDouble.map { session.world.surroundings.date() - time > $0 } ?? false
  }

  /// A dry run notes nothing, and skips what a run would skip.
  private static func dryRun(_ key: String, _ call: WorldCall, in session: Session) throws(Failure) -> Reply {
    let now = session.world.surroundings.date()
    if case .done(let value, let time) = try session.journal.state(of: key, at: now),
      !isOver(time, call, in: session)
    {
      return .value(value)
    }
    return .group(Bracket())
  }

  /// A key's block runs once at a time: another fiber with the same key waits, and then finds it done.
  private func hold() async throws(Failure) {
    if session.heldKeys.contains(.key(key)) {
      throw Failure(
        .script, "a key must be used once, but '\(Escaping.line(key))' is used within its own block")
    }
    try await journal.turns.take(.key(key), holding: session.heldKeys)
  }

  private func release() { journal.turns.release(.key(key)) }

  private func note(_ state: String, _ members: (Text, Value)...) throws(Failure) { try note(state, members) }

  private func note(_ state: String, _ members: [(Text, Value)]) throws(Failure) {
    try journal.add(state, key, at: session.world.surroundings.date(), members)
  }

  // MARK: What was done before

  /// The value of a key that is done; nil where its block is to run.
  private func recorded(_ call: WorldCall) async throws(Failure) -> Value? {
    switch try journal.state(of: key, at: session.world.surroundings.date()) {
    case .free: return nil
    case .done(let value, let time):
      return Self.isOver(time, call, in: session) ? nil : value
    case .open(var trace):
      // Written down before it is sent: what is not there was not sent.
      if trace.writes.isEmpty, trace.isComplete { return nil }
      trace.writesOften = call.writesOften
      let rule = session.inDoubtRule(call)
      // Noted before another key looks: two would take one message for theirs.
      let search = try await journal.traffic.settling { () async throws(Failure) in
        let search = try await session.settled([trace], under: rule)[0]
        if case .found(let answer) = search {
          try note("done", ("value", answer), ("settled", true))
          try await journal.sync()
        }
        return search
      }
      guard case .found(let answer) = search else { return try await decide(search, trace, rule) }
      tell(answer, trace)
      return answer
    }
  }

  /// Says how what is taken as done ended, where it did not end well.
  private func tell(_ answer: Value, _ trace: Journal.Trace) {
    let status = answer["status"]?.asString.flatMap { ["failed", "refunded"].contains($0) ? $0 : nil }
    guard let end = status.map({ "the message is \($0)" }) ?? trace.error else { return }
    session.say(Escaping.line("once '\(key)' was done before, and is not done again; then: \(end)"))
  }

  private func decide(
    _ search: Search.Result, _ trace: Journal.Trace, _ rule: InDoubtRule
  ) async throws(Failure) -> Value? {
    let question = doubt(search, trace)
    switch rule {
    case .skip:
      try note("done", ("value", .null), ("skipped", true))
      try await journal.sync()
      return .null
    case .retry where search.mayBeRepeated: return nil
    case .ask where search.mayBeRepeated:
      if try await session.askWhenQuiet("\(question.message). Send it again?") == true { return nil }
    case .ask, .retry, .fail: break
    }
    throw question
  }

  private func doubt(_ search: Search.Result, _ trace: Journal.Trace) -> Failure {
    let what = trace.writes.last?.operation ?? "its block"
    let number = trace.writes.last?.body["recipient"]?.asString.map { " --to \($0)" } ?? ""
    let noun = session.commands.catalog.operations.first { $0.name == what }?.noun
    let place = noun.flatMap { $0 == "messages" ? nil : session.commands.operation($0, "list")?.name }
    return Failure(
      .inDoubt,
      "once '\(Escaping.line(key))' was begun before, and it is not known whether \(what) was done: "
        + search.words,
      hint:
        "look at '\(place ?? "messages list --since 2d\(number)")'; then --in-doubt skip takes it as done, "
        + (search.mayBeRepeated
          ? "--in-doubt retry does it again; " : "and what is missing needs a key of its own; ")
        + "\(journal.listing) lists such keys")
  }

  // MARK: What is done now

  override func foresee(_ calls: Int) { self.calls = calls }

  override func begin(_ write: Write) async throws(Failure) {
    guard write.guardian === self else { return }
    var members: [(Text, Value)] = [
      ("write", .int(Int64(write.number))), ("operation", Value(write.operation?.name ?? "request")),
      ("body", session.withoutKey(write.body ?? .null)),
    ]
    if calls > 1 { members.append(("calls", .int(Int64(calls)))) }
    try note("write", members)
  }

  override func drop(_ write: Write) {
    // Without the line it counts as one that may have been sent.
    if write.guardian === self { try? note("refused", [("write", .int(Int64(write.number)))]) }
  }

  override func end(_ write: Write, _ result: Result<Value, Failure>) async throws(Failure) {
    let isOwn = write.guardian === self
    let number: (Text, Value) = ("write", .int(Int64(write.number)))
    switch result {
    case .success(let answer):
      guard isOwn else { break }
      if answer.refusesAll {
        wasRefused = true
        return try note("refused", [number])
      }
      mayHaveActed = true
      try note("answer", [number, ("answer", answer["data"] ?? answer)])
    case .failure(let failure) where failure.kind == .inDoubt:
      unknown = failure
      guard isOwn else { break }
      mayHaveActed = true
      // What it is known to have sent is no other key's.
      let ids = Journal.ids(in: ["value": failure.results])
      try note("unknown", ids.isEmpty ? [number] : [number, ("ids", .array(Array(ids)))])
    case .failure:
      guard isOwn else { break }
      wasRefused = true
      try note("refused", [number])
    }
  }

  override func doubt(_ failure: Failure) { unknown = failure }

  override func show() { hasShown = true }

  override func leave(_ value: Value) async throws(Failure) -> Value {
    defer { release() }
    if let unknown {
      // That the block goes on with it does not make it known.
      try note("in_doubt", ("error", Value(unknown.message)))
      session.say(
        "once '\(Escaping.line(key))' is in doubt: a write within it is, also where the block catches that")
    } else if hasShown || wasRefused, !mayHaveActed {
      // What was only shown, or refused though the block goes on, is still to be done.
      try note("free")
    } else {
      try note("done", ("value", value))
      if !value.isKeepable { session.say("once '\(Escaping.line(key))' is done; \(Value.isCutWhenKept)") }
    }
    try await journal.sync()
    return value
  }

  override func abandon(_ failure: Failure?) async throws(Failure) {
    defer { release() }
    if mayHaveActed {
      try note("in_doubt", ("error", failure.map { Value($0.message) } ?? .null))
    } else {
      try note("free")
    }
    try await journal.sync()
  }
}

extension Value {
  /// Whether it answers a bulk of which no message was taken.
  fileprivate var refusesAll: Bool {
    guard let rows = (self["data"] ?? self)["results"]?.asArray, !rows.isEmpty else { return false }
    return rows.allSatisfy { $0["success"] == false }
  }
}
