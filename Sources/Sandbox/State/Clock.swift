import JSON
import SystemCalls

/// The sandbox's time.
struct Clock: Sendable {
  let mode: ClockMode
  /// When a manual clock begins.
  let beginning: Timestamp

  init(mode: ClockMode, beginning: Double? = nil) {
    self.mode = mode
    self.beginning = beginning.map { Timestamp(microseconds: Int64(clamping: $0 * 1e6)) } ?? Self.documented
  }

  /// The moment of the documentation's examples, 2025-01-15T10:30:00Z.
  private static let documented = Timestamp(microseconds: 1_736_937_000_000_000)

  /// How many microseconds a second of a message's way lasts.
  var pace: Int64 { mode == .fast ? 1_000 : 1_000_000 }

  /// The time at the start.
  var start: Timestamp { mode == .manual ? beginning : Timestamp.wall }

  /// The time, where it was `last` when it was last asked for. It never goes back.
  func now(after last: Timestamp) -> Timestamp { mode == .manual ? last : max(last, Timestamp.wall) }
}
