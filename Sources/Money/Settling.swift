import JSON
import Ledger
import Machine
import Stage

extension Search.Result {
  /// Whether the user may have it sent again. Where messages were found, at least a part of it was sent.
  var mayBeRepeated: Bool {
    switch self {
    case .nothing, .unknown: true
    case .found, .several, .unclear, .unread, .partly, .clock: false
    }
  }

  /// Whether messages were found.
  var isDone: Bool {
    switch self {
    case .found, .several, .partly: true
    case .nothing, .unknown, .unclear, .unread, .clock: false
    }
  }
}

extension LedgerDesk {
  /// The rule that the call names, or else the rule of the run.
  package func rule(of call: WorldCall) -> InDoubtRule {
    call.flag("in-doubt")?.asString.flatMap(InDoubtRule.init) ?? rules.inDoubt
  }

  /// Finds out from the list of messages what became of writes with unknown outcome. Where a write may be sent again,
  /// this waits until no earlier request can still be on its way, and then looks once more.
  ///
  /// - Returns: one result for each trace.
  func settled(
    _ traces: [KeyTrace], under rule: InDoubtRule
  ) async throws(Failure) -> [Search.Result] {
    // A rehearsal's copy of the account does not contain its messages.
    if console.mode.isRehearsed {
      return traces.map { $0.onlyWrite?.answer.map(Search.Result.found) ?? .unknown }
    }
    // A user who may not read messages can still declare the key done.
    let mustLook = rule == .retry
    let results = try await Search(at: self, mustLook: mustLook).results(of: traces)
    guard rule == .retry || rule == .ask && console.world.ask != nil else { return results }
    let quiet = zip(traces, results).filter { $0.1.mayBeRepeated }.map(\.0.quietTime).max() ?? -.infinity
    // The times in the ledger may be wrong, so the wait is limited.
    let rest = min(quiet - date, KeyTrace.longestWay)
    guard rest > 0 else { return results }
    if rest > 10 {
      console.say(
        "waiting \(Int(rest)) s before the message is sent again, since an earlier one may still be on its way"
      )
    }
    try await console.pause(rest)
    return try await Search(at: self, mustLook: mustLook).results(of: traces)
  }
}
