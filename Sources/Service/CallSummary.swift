import HTTP
import JSON
import Rendering

/// Sums up the calls of one input: the line that is shown after it at a prompt.
public struct CallSummary: Sendable {
  private var status = 0
  private var reason = ""
  /// In seconds: of the one call, or of the whole input.
  private var time = 0.0
  public private(set) var credits: Int64 = 0

  package private(set) var count = 0
  /// Of these, those that were to change something.
  package private(set) var writes = 0
  /// Writes whose answers are not known.
  package private(set) var doubts = 0
  package init() {}

  /// Whether anything was called.
  package var isAny: Bool { count + doubts > 0 }

  /// The input has ended. Calls that ran side by side took as long together as the input took.
  package mutating func end(after seconds: Double) {
    if count > 1 { time = seconds }
  }

  package mutating func add(_ response: Response, isWrite: Bool) {
    count += 1
    if isWrite { writes += 1 }
    (status, reason) = (response.status, response.reason)
    time = response.timings.total
  }

  /// Adds what an answer says that it cost.
  package mutating func charge(_ credits: Int64) { self.credits = self.credits.adding(credits) }

  package mutating func doubt() { doubts += 1 }

  /// How many are in doubt, in words; empty where none is.
  package var doubtWords: [String] { doubts > 0 ? ["\(Figures.counted(doubts, "write")) in doubt"] : [] }

  /// `202 Accepted · 12 ms · 1 credit used, 249 left`, or `3 calls · 40 ms`; nil where nothing was called.
  ///
  /// - Parameter left: the credits that are left, where that is known.
  public func line(left: Int64?) -> String? {
    guard count > 0 else { return doubtWords.first }
    let what =
      count > 1 ? Figures.counted(count, "call") : reason.isEmpty ? "\(status)" : "\(status) \(reason)"
    let rest = left.map { ", \(Figures.grouped(Int($0))) left" } ?? ""
    let used = credits > 0 ? [Figures.counted(Int(clamping: credits), "credit") + " used" + rest] : []
    return ([Escaping.line(what), Figures.duration(time)] + used + doubtWords).joined(separator: " · ")
  }
}
