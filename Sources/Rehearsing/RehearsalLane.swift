import JSON
import SystemCalls

/// What a rehearsal knows about one of several fibers that run at the same time.
final class RehearsalLane {
  /// The items at which the loops are. `outer` belongs to the loops around the fiber, `inner` to its own loops.
  let outer: [Value]
  var inner: [Value] = []
  /// The faults that the last failed call of this fiber has caused.
  var raised: Range<Int>?

  init(within items: [Value] = []) { outer = items }

  @TaskLocal private static var current: ThreadBound<RehearsalLane>?

  /// The lane of the task that is running; nil for the script's own fiber.
  static var running: RehearsalLane? { current?.value }

  func run<T>(_ body: () async -> T) async -> T {
    await Self.$current.withValue(ThreadBound(self)) { await body() }
  }
}
