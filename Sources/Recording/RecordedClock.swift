import HTTP
import Stage
import Synchronization

/// The clock of a replay: it stands where the exchange ended that answered last, so that ages and `--since` say what they
/// said when it was recorded. Without a replay it is the world's.
package final class RecordedClock: Sendable {
  /// In seconds since 1970.
  private let moment = Mutex<Double?>(nil)

  package init() {}

  /// - Parameter moment: in seconds since 1970; nil: the world's clock again.
  package func stand(at moment: Double?) { self.moment.withLock { $0 = moment } }

  fileprivate var now: Double? { moment.withLock { $0 } }
}

extension World {
  /// The world whose date a replay may set.
  package func dated(by clock: RecordedClock) -> World {
    var world = self
    let date = surroundings.date
    world.surroundings.date = { clock.now ?? date() }
    return world
  }
}
