import HTTP
import JSON
import Rendering

/// Adds up the calls of one input, for the line that the prompt shows after it.
public struct CallSummary: Sendable {
  private var status = 0
  private var reason = ""
  /// How long the single call or the whole input took, in seconds.
  private var time = 0.0
  /// The credits that the calls have cost.
  public private(set) var credits: Int64 = 0

  /// How many answers have come.
  package private(set) var count = 0
  /// How many of these were answers to writes.
  package private(set) var writes = 0
  /// How many writes are in doubt.
  package private(set) var doubts = 0
  package init() {}

  /// Whether any call was made.
  package var isAny: Bool { count + doubts > 0 }

  /// The input has ended after this many seconds. That is the time of several calls together, since they may have run
  /// at the same time.
  package mutating func end(after seconds: Double) {
    if count > 1 { time = seconds }
  }

  /// Adds the answer to a call.
  package mutating func add(_ response: Response, isWrite: Bool) {
    count += 1
    if isWrite { writes += 1 }
    (status, reason) = (response.status, response.reason)
    time = response.timings.total
  }

  /// Adds the credits that an answer says it has cost.
  package mutating func charge(_ credits: Int64) { self.credits = self.credits.adding(credits) }

  /// Adds a write in doubt.
  package mutating func doubt() { doubts += 1 }

  /// How many writes are in doubt, in words; empty where there are none.
  package var doubtWords: [String] { doubts > 0 ? ["\(Figures.counted(doubts, "write")) in doubt"] : [] }

  /// The line `202 Accepted · 12 ms · 1 credit used, 249 left`, or `3 calls · 40 ms`; nil where there was no call.
  ///
  /// - Parameter left: the credits that are left, where they are known.
  public func line(left: Int64?) -> String? {
    guard count > 0 else { return doubtWords.first }
    let what =
      count > 1 ? Figures.counted(count, "call") : reason.isEmpty ? "\(status)" : "\(status) \(reason)"
    let rest = left.map { ", \(Figures.grouped(Int($0))) left" } ?? ""
    let used = credits > 0 ? [Figures.counted(Int(clamping: credits), "credit") + " used" + rest] : []
    return ([Escaping.line(what), Figures.duration(time)] + used + doubtWords).joined(separator: " · ")
  }
}
