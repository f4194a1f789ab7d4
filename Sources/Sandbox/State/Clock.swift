import JSON
import SystemCalls

/// The sandbox's time.
struct Clock: Sendable {
  let mode: ClockMode
  /// The first moment of a manual clock.
  let beginning: Timestamp

  init(mode: ClockMode, beginning: Double? = nil) {
    self.mode = mode
    self.beginning = beginning.map { Timestamp(microseconds: Int64(clamping: $0 * 1e6)) } ?? Self.documented
  }

  /// The moment of the documentation's examples, 2025-01-15T10:30:00Z.
  private static let documented = Timestamp(microseconds: 1_736_937_000_000_000)

  /// How many microseconds one second of a message's steps takes.
  var pace: Int64 { mode == .fast ? 1_000 : 1_000_000 }

  /// The time at the start.
  var start: Timestamp { mode == .manual ? beginning : Timestamp.wall }

  /// The present time, after `last`, the time of the last call. It never goes back.
  func now(after last: Timestamp) -> Timestamp { mode == .manual ? last : max(last, Timestamp.wall) }
}
