import HTTP
import JSON
import Library
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
  /// How many values the ledger gave, for which nothing was sent; and when the last of them was noted, in
  /// seconds since 1970.
  private var (recalled, recalledFrom) = (0, 0.0)
  /// The ids of the messages that were sent last, and how many were sent.
  private var (lastSent, sent): ([Value], Int) = ([], 0)
  /// How many ids are told.
  private static let told = 5
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

  /// Adds the messages that the answer to a write names.
  package mutating func send(_ answer: Value) {
    let data = answer["data"] ?? answer
    let ids = ([data] + (data["results"]?.asArray ?? [])).compactMap { $0["message_id"] }
    let messages = ids.filter { !$0.isNull }
    sent += messages.count
    lastSent = (lastSent + messages).suffix(Self.told)
  }

  /// Adds a write in doubt.
  package mutating func doubt() { doubts += 1 }

  /// Adds values that the ledger gave, for which nothing was sent.
  ///
  /// - Parameter time: when they were noted, in seconds since 1970.
  package mutating func recall(_ count: Int, of time: Double) {
    recalled += count
    recalledFrom = max(recalledFrom, time)
  }

  /// `recorded 15:02, nothing sent`; empty where the ledger gave nothing.
  private func recalledWords(now: Double, _ zone: Zone) -> [String] {
    if recalled == 0 { return [] }
    let (today, minute) = (Library.minute(now, in: zone), Library.minute(recalledFrom, in: zone))
    let time = minute.prefix(10) == today.prefix(10) ? String(minute.dropFirst(11)) : minute
    let count = recalled == 1 ? "" : "\(Figures.grouped(recalled)) "
    return ["\(count)recorded \(time)\(writes + doubts == 0 ? ", nothing sent" : "")"]
  }

  /// How many writes are in doubt, in words; empty where there are none.
  package var doubtWords: [String] { doubts > 0 ? ["\(Figures.counted(doubts, "write")) in doubt"] : [] }

  /// ` (message 12345 sent)`, so that nobody sends it again; empty where none was sent.
  package var sentWords: String {
    let ids = Escaping.line(lastSent.map(\.json).joined(separator: ", "))
    switch sent {
    case 0: return ""
    case 1: return " (message \(ids) sent)"
    case lastSent.count: return " (messages \(ids) sent)"
    default: return " (\(Figures.counted(sent, "message")) sent, the last are \(ids))"
    }
  }

  /// The line `202 Accepted · 12 ms · 1 credit used, 249 left`, or `3 calls · 40 ms`; nil where there was no call.
  ///
  /// - Parameters:
  ///   - left: the credits that are left, where they are known.
  ///   - now: in seconds since 1970.
  public func line(left: Int64?, now: Double, in zone: Zone) -> String? {
    let others = recalledWords(now: now, zone) + doubtWords
    guard count > 0 else { return others.isEmpty ? nil : others.joined(separator: " · ") }
    let what =
      count > 1 ? Figures.counted(count, "call") : reason.isEmpty ? "\(status)" : "\(status) \(reason)"
    let rest = left.map { ", \(Figures.grouped(Int($0))) left" } ?? ""
    let used = credits > 0 ? [Figures.counted(Int(clamping: credits), "credit") + " used" + rest] : []
    return ([Escaping.line(what), Figures.duration(time)] + used + others).joined(separator: " · ")
  }
}
