import HTTP
import Rendering
import Stage
import Synchronization

/// Tells the user on standard error that a call waits before it is repeated, where the wait is long enough to be
/// noticed. Where several calls wait at the same time, it is told once.
package final class WaitNotice: CallObserver {
  private let errors: @Sendable ([UInt8]) -> Void
  private let now: @Sendable () -> Double
  private let progress: ProgressLine
  /// Until this time nothing more is said.
  private let until = Mutex(-Double.infinity)

  /// The shortest wait that is told, in seconds.
  private static let shortest = 2.0

  package init(_ world: World, _ progress: ProgressLine) {
    self.progress = progress
    errors = world.errors
    now = world.surroundings.now
  }

  package var watchesExchanges: Bool { false }

  package func note(_ retry: Retry) { tell(retry.delay, Self.reason(retry)) }

  package func note(pause: Double) { tell(pause, "the rate limit is reached") }

  private func tell(_ seconds: Double, _ reason: String) {
    progress.tell(reason, for: seconds)
    guard seconds >= Self.shortest else { return }
    let now = now()
    let isNew = until.withLock { until in
      guard now >= until else { return false }
      until = now + seconds
      return true
    }
    if isNew { errors(Array("\(reason): going on in \(Figures.duration(seconds))\n".utf8)) }
  }

  private static func reason(_ retry: Retry) -> String {
    switch retry.result {
    case .success(let response) where response.status == 429: "the rate limit is reached (429)"
    case .success(let response): "the server answered \(response.status)"
    case .failure: "no answer came"
    }
  }
}
