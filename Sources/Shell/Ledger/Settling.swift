import HTTP
import JSON
import Journal
import Machine
import Profiles
import Stage

extension Search.Result {
  /// Whether who says so may send again. Where messages are there, it was sent, at least in part.
  var mayBeRepeated: Bool {
    switch self {
    case .nothing, .unknown: true
    case .found, .several, .partly, .clock: false
    }
  }
}

extension Session {
  /// The rule of a call, or of the run.
  func inDoubtRule(_ call: WorldCall) -> InDoubtRule {
    call.flag("in-doubt")?.asString.flatMap(InDoubtRule.init) ?? settings.inDoubt
  }

  /// What the account's messages tell of writes whose answers are not known. Where a write may be sent again it is
  /// looked for once more when no request of then can be on its way any more.
  func settled(
    _ traces: [Journal.Trace], under rule: InDoubtRule
  ) async throws(Failure) -> [Search.Result] {
    // The messages of an account are no part of its copy.
    if rehearsal != nil { return traces.map { $0.onlyWrite?.answer.map(Search.Result.found) ?? .unknown } }
    // Who may not look can still take them as done.
    let mustLook = rule == .retry
    let results = try await Search(in: self, mustLook: mustLook).results(of: traces)
    guard rule == .retry || rule == .ask && world.ask != nil else { return results }
    let quiet = zip(traces, results).filter { $0.1.mayBeRepeated }.map(\.0.quietTime).max() ?? -.infinity
    // The journal's times may be any.
    let rest = min(quiet - world.surroundings.date(), Journal.Trace.longestWay)
    guard rest > 0 else { return results }
    if rest > 10 { say("waiting \(Int(rest)) s for what may still be on its way, before it is sent again") }
    try await pause(rest)
    return try await Search(in: self, mustLook: mustLook).results(of: traces)
  }
}
