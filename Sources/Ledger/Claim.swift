import JSON
import Machine

/// A key of the ledger that this process has claimed. The process writes down in it what happens to the key.
///
/// `Once` gets a claim from `Ledger.claim`, notes each write in it, and ends it with a line whose state is `done`,
/// `failed`, `free` or `in_doubt`.
package final class Claim {
  package let key: Text
  private let ledger: Ledger
  private let origin: Origin?
  private var revision: Int64
  /// The messages that the lines of this claim have named so far.
  private var messageIDs: Set<Value> = []

  fileprivate init(_ key: Text, _ origin: Origin?, _ revision: Int64, in ledger: Ledger) {
    (self.key, self.origin, self.revision, self.ledger) = (key, origin, revision, ledger)
    ledger.claims += 1
  }

  deinit { ledger.claims -= 1 }

  /// Adds one line to the key.
  ///
  /// - Parameter mayWait: whether the store may keep the line back for a moment, since it only adds details to an
  ///   earlier line.
  /// - Throws: `inDoubt` where another process has taken the key meanwhile; or why the line cannot be written.
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

  /// Another process may have thought that this one was gone, found the message in the account, and noted the key as
  /// done. Then there is nothing left to note.
  private var isDone: Bool {
    get async throws(Failure) { try await ledger.store?.lines(of: key).lines.last?.lineState == .done }
  }

  /// Makes certain that the keys still belong to this run at the moment when a request leaves.
  ///
  /// - Throws: `inDoubt` where another process has taken one of them; or why that cannot be known. In both cases the
  ///   request must not leave.
  package static func confirm(_ claims: [Claim]) async throws(Failure) {
    guard let first = claims.first, let store = first.ledger.store else { return }
    guard try await store.confirm(claims.map(\.key)) else { throw first.taken }
  }

  /// Adds one line to each of several keys. Either all lines are added or none.
  ///
  /// - Throws: `inDoubt` where another process has taken one of the keys meanwhile; or why the lines cannot be written.
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
    // Only the last line of a key is kept in the end, so that line also says where the key came from, and which
    // messages belong to it.
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
  /// A key that is to be claimed, and the write that is about to leave under it.
  package struct Wanted {
    package var key: Text
    /// The revision of the key that the caller has seen. The claim fails where the key has changed since.
    package var revision: Int64
    package var origin: Origin?
    /// The process that had the key before and left it open.
    package var former: Holder?
    /// The members of the `writing` line, where the write is known before the claim.
    package var write: [(Text, Value)]?

    package init(
      _ key: Text, after state: KeyState, origin: Origin? = nil, write: [(Text, Value)]? = nil
    ) {
      (self.key, self.origin, self.write) = (key, origin, write)
      (revision, former) = (state.revision, state.holder)
    }
  }

  /// Claims keys. Either all of them are claimed or none. When this returns, the claims are on the disk.
  ///
  /// - Returns: nil where another process has come first with one of the keys.
  /// - Throws: why the ledger cannot be opened or written. Then nothing may be sent.
  package func claim(_ wanted: [Wanted], at time: Double) async throws(Failure) -> [Claim]? {
    try await open()
    var additions: [Addition] = []
    for item in wanted {
      var members: [(Text, Value)] = [("holder", holder.value)] + (item.origin?.members ?? [])
      // A process on another machine that takes the key over must first wait for as long as a call of this one may
      // take, so that no write of this process can still be on its way.
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

  /// Notes what was found out about a key that no process holds.
  ///
  /// - Parameter messages: the messages that were found to belong to the key.
  /// - Returns: false where another process came first, so that nothing was noted.
  package func settle(
    _ key: Text, as state: LineState, after revision: Int64, origin: Origin?, at time: Double,
    _ members: [(Text, Value)], messages: [Value] = []
  ) async throws(Failure) -> Bool {
    let line = try line(state, key, at: time, (origin?.members ?? []) + members)
    let addition = Addition(key: key, lines: [line], revision: revision, messages: messages)
    return try await add([addition]) != nil
  }
}
