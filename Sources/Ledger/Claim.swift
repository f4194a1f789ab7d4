import JSON
import Machine

/// A key that this process has: what it writes down of it.
///
/// `Once` asks for one with `Ledger.claim`, notes each write in it, and ends it with `done`, `failed`, `free` or
/// `in_doubt`.
package final class Claim {
  package let key: Text
  private let ledger: Ledger
  private let origin: Origin?
  private var revision: Int64
  /// The messages that its lines so far tell of.
  private var messageIDs: Set<Value> = []

  fileprivate init(_ key: Text, _ origin: Origin?, _ revision: Int64, in ledger: Ledger) {
    (self.key, self.origin, self.revision, self.ledger) = (key, origin, revision, ledger)
    ledger.claims += 1
  }

  deinit { ledger.claims -= 1 }

  /// - Parameter mayWait: whether the line tells only more of what is noted already.
  /// - Throws: where another process has taken the key meanwhile, or where the line cannot be written.
  package func note(
    _ state: LineState, at time: Double, _ members: [(Text, Value)] = [], messages: [Value] = [],
    mayWait: Bool = false
  ) async throws(Failure) {
    var addition = try addition(state, at: time, members)
    (addition.messages, addition.mayWait) = (messages, mayWait)
    guard let revisions = try await ledger.add([addition]), let new = revisions.first else {
      if state == .done, try await isDone { return }
      throw taken
    }
    revision = new
  }

  /// Another process that took this one for gone may have found its message, and noted that.
  private var isDone: Bool {
    get async throws(Failure) { try await ledger.store?.lines(of: key).lines.last?.lineState == .done }
  }

  /// Sees to it that keys are this run's own for certain while a request leaves now.
  ///
  /// - Throws: where another process has taken one of them, or where that cannot be known: nothing may leave then.
  package static func confirm(_ claims: [Claim]) async throws(Failure) {
    guard let first = claims.first, let store = first.ledger.store else { return }
    guard try await store.confirm(claims.map(\.key)) else { throw first.taken }
  }

  /// Notes one line in each of several keys, all or none.
  ///
  /// - Throws: where another process has taken one of them meanwhile, or where the lines cannot be written.
  package static func note(
    _ notes: [(claim: Claim, state: LineState, members: [(Text, Value)])], at time: Double
  ) async throws(Failure) {
    guard let first = notes.first?.claim else { return }
    var additions: [Addition] = []
    for note in notes { additions.append(try note.claim.addition(note.state, at: time, note.members)) }
    guard let revisions = try await first.ledger.add(additions) else { throw first.taken }
    for (note, revision) in zip(notes, revisions) { note.claim.revision = revision }
  }

  private func addition(
    _ state: LineState, at time: Double, _ members: [(Text, Value)]
  ) throws(Failure) -> Addition {
    messageIDs.formUnion((Value.object(Object(members))).messageIDs)
    // The last line of a key stands for all: it tells where the key came from too, and which messages are its own.
    var all = state.ends ? (origin?.members ?? []) + members : members
    if state.ends, !messageIDs.isSubset(of: Value.object(Object(members)).messageIDs) {
      all.append(("ids", .array(messageIDs.sorted { $0.json < $1.json })))
    }
    return Addition(key: key, lines: [try ledger.line(state, key, at: time, all)], revision: revision)
  }

  private var taken: Failure {
    Failure(
      .inDoubt, "the key '\(key.string)' must be this run's own, but another run has taken it meanwhile",
      hint: "nothing more was sent under it; \(ledger.listing) shows who has it")
  }
}

extension Ledger {
  /// What is claimed: a key, and what goes out at once under it.
  package struct Wanted {
    package var key: Text
    package var revision: Int64
    package var origin: Origin?
    /// Who had the key before, where it was left open.
    package var former: Holder?
    /// The members of the line that notes its write, where that is known.
    package var write: [(Text, Value)]?

    package init(
      _ key: Text, after state: KeyState, origin: Origin? = nil, write: [(Text, Value)]? = nil
    ) {
      (self.key, self.origin, self.write) = (key, origin, write)
      (revision, former) = (state.revision, state.holder)
    }
  }

  /// Claims keys, all or none; nil where another process came first. They are on the disk when this comes back.
  package func claim(_ wanted: [Wanted], at time: Double) async throws(Failure) -> [Claim]? {
    try await open()
    var additions: [Addition] = []
    for item in wanted {
      var members: [(Text, Value)] = [("holder", holder.value)] + (item.origin?.members ?? [])
      // Who takes the key over from another machine waits for so long until nothing can be on its way.
      if isShared { members.append(("timeout", .double(timeout))) }
      var lines = [try line(.claimed, item.key, at: time, members)]
      if let write = item.write { lines.append(try line(.writing, item.key, at: time, write)) }
      additions.append(Addition(key: item.key, lines: lines, revision: item.revision, former: item.former))
    }
    guard let revisions = try await add(additions) else { return nil }
    try await sync()
    keepClaims()
    return zip(wanted, revisions).map { Claim($0.key, $0.origin, $1, in: self) }
  }

  /// Notes what was found out of a key that nobody holds.
  ///
  /// - Parameter messages: those that were found to be its own.
  /// - Returns: whether it could be noted: another process may have come first.
  package func settle(
    _ key: Text, as state: LineState, after revision: Int64, origin: Origin?, at time: Double,
    _ members: [(Text, Value)], messages: [Value] = []
  ) async throws(Failure) -> Bool {
    let line = try line(state, key, at: time, (origin?.members ?? []) + members)
    let addition = Addition(key: key, lines: [line], revision: revision, messages: messages)
    return try await add([addition]) != nil
  }
}
