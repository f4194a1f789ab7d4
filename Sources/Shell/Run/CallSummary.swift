import HTTP
import JSON
import Rendering

/// What the calls of one input came to: the line that is shown after it at a prompt.
public struct CallSummary: Sendable {
  private var status = 0
  private var reason = ""
  /// In seconds: of the one call, or of the whole input.
  private var time = 0.0
  public private(set) var credits: Int64 = 0

  private(set) var count = 0
  /// Of these, those that were to change something.
  private(set) var writes = 0
  /// Writes whose answers are not known.
  private(set) var doubts = 0
  /// Whether anything was called.
  var isAny: Bool { count + doubts > 0 }

  /// The input has ended: calls side by side took together what it took.
  mutating func end(after seconds: Double) {
    if count > 1 { time = seconds }
  }

  mutating func add(_ response: Response, isWrite: Bool) {
    count += 1
    if isWrite { writes += 1 }
    (status, reason) = (response.status, response.reason)
    time = response.timings.total
  }

  /// Adds what an answer says that it cost.
  mutating func charge(_ credits: Int64) { self.credits = self.credits.adding(credits) }

  mutating func doubt() { doubts += 1 }

  /// How many are in doubt, in words; empty where none is.
  var doubtWords: [String] { doubts > 0 ? ["\(Figures.counted(doubts, "write")) in doubt"] : [] }

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
