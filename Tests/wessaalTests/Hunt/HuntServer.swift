import Catalog
import Glibc
import JSON
import Synchronization

/// Gives documented answers, with an extreme in the answer for the present case of a run. Each run has a path
/// of its own, and tells its present case.
final class HuntServer: Sendable {
  private struct Run {
    var number: Int?
    /// How many times it has told its case.
    var marks = 0
    /// Whether the answers are unchanged.
    var isBetween = false
    /// Whether all cases are over.
    var isAtEnding = false
    /// Whether writes fail, so that a key gets in doubt.
    var failsWrites = false
    /// Changes every answer, instead of a case.
    var change: (@Sendable (Value) -> String)?
  }

  private let cases: [HuntCase]
  private let answers: [String: DocumentedAnswer]
  private let runs = Mutex<[String: Run]>([:])
  private let port = Mutex<UInt16>(0)

  init(_ cases: [HuntCase]) {
    self.cases = cases
    let known = cases.compactMap { found in found.answer.operation.map { ($0, found.answer) } }
    answers = Dictionary(known, uniquingKeysWith: { first, _ in first })
    let server = RecordingServer(keepsLog: false, knowsAccount: false) { [self] seen, _ in answer(seen) }
    port.withLock { $0 = server.port }
  }

  /// The base URL of a run, before its first case.
  func begin(_ run: String, change: (@Sendable (Value) -> String)? = nil) -> String {
    runs.withLock { $0[run] = Run(change: change) }
    return "http://127.0.0.1:\(port.withLock { $0 })/\(run)/integration/v1"
  }

  /// The present case of a run; nil before the first one.
  func number(of run: String) -> Int? { runs.withLock { $0[run]?.number } }

  /// How many times a run has told its case.
  func marks(of run: String) -> Int { runs.withLock { $0[run]?.marks ?? 0 } }

  /// Whether a run has done all its cases.
  func isAtEnding(_ run: String) -> Bool { runs.withLock { $0[run]?.isAtEnding ?? false } }

  private func answer(_ seen: Seen) -> RecordingServer.Answer {
    let parts = seen.target.split(separator: "/", maxSplits: 3)
    guard parts.count == 4 else { return .close }
    let run = String(parts[0])
    let path = "/" + parts[3].prefix { $0 != "?" }
    if path.hasPrefix("/hunt/") {
      note(path.dropFirst("/hunt/".count), run)
      return .json("{}")
    }
    guard case .found(let operation, _) = Catalog.standard.match(method: seen.method, path: path) else {
      return .json("{}", status: 404)
    }
    return answer(operation, seen, runs.withLock { $0[run] ?? Run() })
  }

  private func note(_ word: Substring, _ run: String) {
    runs.withLock { runs in
      guard word != "doubt" else {
        runs[run]?.failsWrites = true
        return
      }
      runs[run]?.marks += 1
      runs[run]?.failsWrites = false
      runs[run]?.isBetween = word == "none"
      runs[run]?.isAtEnding = word == "ending"
      if let number = Int(word) { runs[run]?.number = number }
    }
  }

  private func answer(_ operation: Operation, _ seen: Seen, _ run: Run) -> RecordingServer.Answer {
    if run.failsWrites, seen.method == "POST" { return .json("{}", status: 500) }
    guard let usual = answers[operation.name] else { return .json("{}") }
    if let change = run.change { return .json(change(usual.body), status: usual.status) }
    if !run.isBetween, let number = run.number, cases.indices.contains(number) {
      let found = cases[number]
      if found.answer.operation == nil || found.answer.operation == operation.name {
        return .json(found.body, status: found.answer.status)
      }
    }
    return .json(usual.body.json, status: usual.status)
  }
}
