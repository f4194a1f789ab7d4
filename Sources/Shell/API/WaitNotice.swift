import HTTP
import Rendering
import Stage
import Synchronization

/// Says on standard error that a call waits before it is tried again, where that takes long enough to wonder. Calls
/// side by side that wait for the same say it once.
final class WaitNotice: Sendable {
  private let errors: @Sendable ([UInt8]) -> Void
  private let now: @Sendable () -> Double
  /// Until when nothing more is said.
  private let until = Mutex(-Double.infinity)

  /// In seconds.
  private static let shortest = 2.0

  init(_ world: World) {
    errors = world.errors
    now = world.surroundings.now
  }

  @Sendable func tell(_ retry: Retry) {
    guard retry.delay >= Self.shortest else { return }
    let now = now()
    let isNew = until.withLock { until in
      guard now >= until else { return false }
      until = now + retry.delay
      return true
    }
    if isNew { errors(Array("\(Self.reason(retry)): going on in \(Figures.duration(retry.delay))\n".utf8)) }
  }

  private static func reason(_ retry: Retry) -> String {
    switch retry.result {
    case .success(let response) where response.status == 429: "the rate limit is reached"
    case .success(let response): "the server answered \(response.status)"
    case .failure: "no answer came"
    }
  }
}
