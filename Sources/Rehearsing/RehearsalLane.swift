import JSON
import SystemCalls

/// What a rehearsal knows of each of the fibers that run side by side.
final class RehearsalLane {
  /// The items that loops are at: those around the lane, and its own.
  let outer: [Value]
  var inner: [Value] = []
  /// The faults that a call of the lane has just raised.
  var raised: Range<Int>?

  init(within items: [Value] = []) { outer = items }

  @TaskLocal private static var current: ThreadBound<RehearsalLane>?

  /// The one of the task that runs; nil for the script itself.
  static var running: RehearsalLane? { current?.value }

  func run<T>(_ body: () async -> T) async -> T {
    await Self.$current.withValue(ThreadBound(self)) { await body() }
  }
}
