import JSON
import Ledger
import Machine
import Stage

extension Search.Result {
  /// Whether who says so may send again. Where messages are there, it was sent, at least in part.
  var mayBeRepeated: Bool {
    switch self {
    case .nothing, .unknown: true
    case .found, .several, .unclear, .unread, .partly, .clock: false
    }
  }

  /// Whether messages are there.
  var isDone: Bool {
    switch self {
    case .found, .several, .partly: true
    case .nothing, .unknown, .unclear, .unread, .clock: false
    }
  }
}

extension LedgerDesk {
  /// The rule of a call, or of the run.
  package func rule(of call: WorldCall) -> InDoubtRule {
    call.flag("in-doubt")?.asString.flatMap(InDoubtRule.init) ?? rules.inDoubt
  }

  /// What the account's messages tell of writes whose answers are not known. Where a write may be sent again it is
  /// looked for once more when no request of then can be on its way any more.
  func settled(
    _ traces: [KeyTrace], under rule: InDoubtRule
  ) async throws(Failure) -> [Search.Result] {
    // The messages of an account are no part of its copy.
    if console.mode.isRehearsed {
      return traces.map { $0.onlyWrite?.answer.map(Search.Result.found) ?? .unknown }
    }
    // Who may not look can still take them as done.
    let mustLook = rule == .retry
    let results = try await Search(at: self, mustLook: mustLook).results(of: traces)
    guard rule == .retry || rule == .ask && console.world.ask != nil else { return results }
    let quiet = zip(traces, results).filter { $0.1.mayBeRepeated }.map(\.0.quietTime).max() ?? -.infinity
    // The ledger's times may be any.
    let rest = min(quiet - date, KeyTrace.longestWay)
    guard rest > 0 else { return results }
    if rest > 10 {
      console.say("waiting \(Int(rest)) s for what may still be on its way, before it is sent again")
    }
    try await console.pause(rest)
    return try await Search(at: self, mustLook: mustLook).results(of: traces)
  }
}
