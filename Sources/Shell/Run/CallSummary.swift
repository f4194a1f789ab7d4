import HTTP
import JSON

/// What the calls of one input came to: the line that is shown after it at a prompt.
public struct CallSummary: Sendable {
  private var count = 0
  private var status = 0
  private var reason = ""
  /// In seconds.
  private var time = 0.0
  private var credits = 0

  /// Whether anything was called.
  var isAny: Bool { count > 0 }

  mutating func add(_ response: Response) {
    count += 1
    (status, reason) = (response.status, response.reason)
    time += response.timings.total
  }

  /// Adds the `credits_charged` of an answer, where it says so.
  mutating func add(creditsOf answer: Value) {
    credits += answer["data"]?["credits_charged"]?.asInt.flatMap { Int(exactly: $0) } ?? 0
  }

  /// `202 Accepted · 12 ms · 1 credit used`, or `3 calls · 40 ms`; nil where nothing was called.
  public var line: String? {
    guard count > 0 else { return nil }
    let what =
      count > 1 ? Figures.counted(count, "call") : reason.isEmpty ? "\(status)" : "\(status) \(reason)"
    let used = credits > 0 ? [Figures.counted(credits, "credit") + " used"] : []
    return ([Escaping.line(what), Figures.duration(time)] + used).joined(separator: " · ")
  }
}
