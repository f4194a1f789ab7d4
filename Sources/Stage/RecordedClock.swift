import HTTP
import Synchronization

/// The clock of a replay. It stands at the end of the exchange that was replayed last, so that ages and `--since`
/// mean the same as when it was recorded. Without a replay it shows the world's time.
package final class RecordedClock: Sendable {
  /// Seconds since 1970; nil: the world's time.
  private let moment = Mutex<Double?>(nil)
  /// When the exchanges began that the input made which was typed last; nil where that is not recorded.
  private let turn = Mutex<Range<Double>?>(nil)

  package init() {}

  /// - Parameter moment: in seconds since 1970; nil: the world's clock again. A recording may say anything; the clock stays
  ///   between 1970 and the year 5138.
  package func stand(at moment: Double?) {
    self.moment.withLock { $0 = moment.map { $0.isNaN ? 0 : min(max($0, 0), 1e11) } }
  }

  /// The clock stands where an input was recorded.
  ///
  /// - Parameter end: when the next input was typed; nil for the last one.
  package func stand(atInput start: Double, until end: Double?) {
    stand(at: start)
    let end = end ?? .infinity
    turn.withLock { $0 = start <= end ? start..<end : nil }
  }

  /// An input is replayed that was not recorded.
  package func leaveInput() { turn.withLock { $0 = nil } }

  /// Whether the exchange belongs to the input that was typed last.
  package func isOfInput(_ start: Double) -> Bool { turn.withLock { $0?.contains(start) == true } }

  fileprivate var now: Double? { moment.withLock { $0 } }
}

extension World {
  /// The world with a date that a replay may set.
  package func dated(by clock: RecordedClock) -> World {
    var world = self
    let date = surroundings.date
    world.surroundings.date = { clock.now ?? date() }
    return world
  }
}
