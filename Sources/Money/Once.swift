import Catalog
import HTTP
import JSON
import Ledger
import Machine
import Rendering
import Service
import Stage

/// `once KEY { }` while its block runs. Each step is noted in the ledger before it is taken.
final class Once: Bracket {
  private let key: Text
  private let desk: LedgerDesk
  /// The ledger with which the block began. It stays the same where the session changes to another account meanwhile.
  private let ledger: Ledger
  private let claim: Claim
  /// After how many seconds the key is forgotten; nil: never.
  private let lifetime: Double?
  /// Whether a write was accepted, or may have been.
  private var mayHaveActed = false
  /// The failure of a write whose outcome is not known. The block may have caught it.
  private var unknown: Failure?
  private var hasShown = false
  /// Whether a write in the block was certainly refused.
  private var wasRefused = false
  /// The rows of messages that a service refused while it accepted others.
  private var leftOut: [Value] = []
  /// In how many calls the next write is sent.
  private var calls = 1

  private init(_ claim: Claim, _ lifetime: Double?, _ desk: LedgerDesk) {
    key = claim.key
    self.claim = claim
    self.lifetime = lifetime
    self.desk = desk
    ledger = desk.ledger
    super.init(holding: [.key(key.string)])
  }

  /// Claims the key of a call of `once`.
  ///
  /// - Returns: the recorded value where the key is done; otherwise the bracket for the block. The claim is then on the
  ///   disk.
  /// - Throws: the recorded failure; `usage` where the key stands for something else; `in_doubt`; or why the key cannot
  ///   be claimed.
  static func open(_ call: WorldCall, at desk: LedgerDesk) async throws(Failure) -> Reply {
    guard let key = call.operand(0)?.asText, key.utf8Count > 0 else {
      throw .argument("once", "a key: text that is not empty", call.operand(0) ?? .null)
    }
    if Redaction.holdsToken(key.string) {
      throw Failure(
        .usage, "a key of 'once' is written down, so it must not hold an API key, but this one does")
    }
    if key.string.utf8.contains(0) {
      throw .argument("once", "a key: text without U+0000", call.operand(0) ?? .null)
    }
    let lifetime = try call.duration("for")
    let record = OnceRecord(key, call, desk)
    if desk.console.mode.isDry { return try await dryRun(record) }
    if desk.service.isReadOnly {
      // The key would count as done by whatever block asks for it here.
      guard let value = try await record.doneValue() else {
        throw .readOnly("once '\(Escaping.line(key.string))'")
      }
      return .value(value)
    }
    try await hold(key, desk)
    do throws(Failure) {
      // In a shared ledger a look costs a call, so a new key is claimed without one.
      if desk.ledger.isShared, let claim = try await record.claim(after: .unknown) {
        return begun(claim, lifetime, desk)
      }
      while true {
        switch try await record.standing() {
        case .value(let value):
          desk.console.mode.observer?.skips(key.string)
          release(key, desk)
          return .value(value)
        case .free(let state):
          guard let claim = try await record.claim(after: state) else { continue }
          return begun(claim, lifetime, desk)
        }
      }
    } catch {
      release(key, desk)
      throw error
    }
  }

  private static func begun(_ claim: Claim, _ lifetime: Double?, _ desk: LedgerDesk) -> Reply {
    desk.console.mode.observer?.begins(claim.key.string)
    return .group(Once(claim, lifetime, desk))
  }

  /// A dry run notes nothing. It skips the blocks that a real run would skip.
  private static func dryRun(_ record: OnceRecord) async throws(Failure) -> Reply {
    if let value = try await record.doneValue() { return .value(value) }
    return .group(Bracket())
  }

  /// Lets one fiber at a time run the block of a key. Another fiber with the same key waits here, and then finds the
  /// key done.
  private static func hold(_ key: Text, _ desk: LedgerDesk) async throws(Failure) {
    let name = Turns.Name.key(key.string)
    if desk.heldKeys.contains(name) {
      throw Failure(
        .script, "a key must be used once, but '\(Escaping.line(key.string))' is used within its own block")
    }
    try await desk.ledger.turns.take(name, holding: desk.heldKeys)
  }

  private static func release(_ key: Text, _ desk: LedgerDesk) { desk.ledger.turns.release(.key(key.string)) }

  private func release() { ledger.turns.release(.key(key.string)) }

  private func note(
    _ state: LineState, _ members: [(Text, Value)] = [], mayWait: Bool = false
  ) async throws(Failure) {
    try await claim.note(state, at: desk.date, members, mayWait: mayWait)
  }

  /// Notes a line about something that was sent, or may have been.
  private func noteSent(
    _ state: LineState, _ members: [(Text, Value)] = [], mayWait: Bool = false
  ) async throws(Failure) {
    try await LedgerDesk.recording(wasSent: true) { () async throws(Failure) in
      try await note(state, members, mayWait: mayWait)
    }
  }

  // MARK: Writes in the block

  override func foresee(_ calls: Int) { self.calls = calls }

  override func begin(_ write: Write) async throws(Failure) {
    guard write.guardian === self else { return }
    var members: [(Text, Value)] = [
      ("write", .int(Int64(write.number))), ("operation", Value(write.operation?.name ?? "request")),
      ("body", desk.service.withoutKey(write.body ?? .null)),
    ]
    if calls > 1 { members.append(("calls", .int(Int64(calls)))) }
    try await note(.writing, members)
  }

  override func drop(_ write: Write) async {
    // Where the line cannot be written, the write counts as one that may have been sent.
    guard write.guardian === self else { return }
    do throws(Failure) {
      try await note(.refused, [("write", .int(Int64(write.number)))], mayWait: true)
    } catch {}
  }

  override func end(_ write: Write, _ result: Result<Value, Failure>) async throws(Failure) {
    let isOwn = write.guardian === self
    let number: (Text, Value) = ("write", .int(Int64(write.number)))
    switch result {
    case .success(let answer):
      guard isOwn else { break }
      if answer.refusesAll {
        wasRefused = true
        return try await note(.refused, [number], mayWait: true)
      }
      mayHaveActed = true
      try await noteSent(.accepted, [number, ("answer", answer["data"] ?? answer)], mayWait: true)
    case .failure(let failure) where failure.kind == .inDoubt:
      unknown = failure
      guard isOwn else { break }
      mayHaveActed = true
      // The messages that it has certainly sent must not be taken by another key.
      let ids = (["value": failure.results] as Value).messageIDs
      try await noteSent(.unknown, ids.isEmpty ? [number] : [number, ("ids", .array(Array(ids)))])
    case .failure:
      guard isOwn else { break }
      wasRefused = true
      try await note(.refused, [number], mayWait: true)
    }
  }

  override func leaves(_ write: Write) async throws(Failure) {
    if write.guardian === self { try await Claim.confirm([claim]) }
  }

  override func doubt(_ failure: Failure) { unknown = failure }

  override func leaveOut(_ rows: [Value]) { leftOut += rows }

  override func show() { hasShown = true }

  override func leave(_ value: Value) async throws(Failure) -> Value {
    defer { release() }
    if let unknown {
      // The block may have caught the failure and gone on. The outcome of the write is unknown all the same.
      try await noteSent(.inDoubt, [("error", Value(unknown.message))])
      desk.console.say(
        "once '\(Escaping.line(key.string))' is in doubt, because a write in its block is; catching the error does not change that"
      )
    } else if hasShown || wasRefused, !mayHaveActed {
      // A write that was only shown, or was refused while the block went on, is still to be done.
      try await note(.free)
    } else {
      try await noteDone(value)
    }
    try await ledger.sync()
    return value
  }

  private func noteDone(_ value: Value) async throws(Failure) {
    var members: [(Text, Value)] = [("value", value)]
    if !leftOut.isEmpty { members.append(("left_out", .array(leftOut.map(desk.service.withoutKey)))) }
    if let lifetime { members.append(("for", .double(lifetime))) }
    try await LedgerDesk.recording(wasSent: mayHaveActed) { () async throws(Failure) in
      try await note(.done, members)
    }
    if !value.isKeepable {
      desk.console.say("once '\(Escaping.line(key.string))' is done; \(Value.isCutWhenKept)")
    }
  }

  override func abandon(_ failure: Failure?) async throws(Failure) {
    defer { release() }
    if let failure, failure.kind == .undelivered, mayHaveActed, unknown == nil {
      // The message was sent, so it is not sent again. Each later run raises the same failure.
      try await noteSent(.failed, [("error", failure.value)])
    } else if mayHaveActed {
      try await noteSent(.inDoubt, [("error", failure.map { Value($0.message) } ?? .null)])
    } else {
      try await note(.free)
    }
    try await ledger.sync()
  }
}

extension Value {
  /// Whether this is the answer to a bulk that accepted none of its messages.
  fileprivate var refusesAll: Bool {
    guard let rows = (self["data"] ?? self)["results"]?.asArray, !rows.isEmpty else { return false }
    return rows.allSatisfy { $0["success"] == false }
  }
}
