import HTTP
import JSON
import Machine

/// What is done where nobody knows whether a key's block was carried out.
public enum InDoubtRule: String, CaseIterable, Sendable {
  /// Asks at the terminal.
  case ask
  /// Runs the block again, if no message is found that it may have sent.
  case retry
  /// Takes it as done.
  case skip
  /// Fails with `in_doubt`.
  case fail
}

extension Search.Result {
  /// Whether who says so may send again. Where several messages fit it was sent, and only its number is not known.
  var mayBeRepeated: Bool {
    switch self {
    case .nothing, .unknown: true
    case .found, .several: false
    }
  }
}

extension Journal.Trace {
  /// The answer of its write, where it is the only one.
  fileprivate var onlyAnswer: Value? { writes.count == 1 ? writes[0].answer : nil }
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
    if rehearsal != nil { return traces.map { $0.onlyAnswer.map(Search.Result.found) ?? .unknown } }
    let results = try await Search(in: self).results(of: traces)
    guard rule == .retry || rule == .ask && world.ask != nil else { return results }
    let lastWrite = zip(traces, results).filter { $0.1.mayBeRepeated }.map(\.0.lastWrite).max()
    let rest = (lastWrite ?? -.infinity) + Self.longestOnItsWay - world.surroundings.date()
    guard rest > 0 else { return results }
    try await pause(min(rest, Self.longestOnItsWay))
    return try await Search(in: self).results(of: traces)
  }

  /// A request that a process left behind when it was killed arrives within so many seconds, or not at all.
  private static let longestOnItsWay = 5.0
}
