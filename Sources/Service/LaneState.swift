import SystemCalls

/// What each of the fibers that run side by side has for itself; it ends with its lane.
///
/// Bound to the fiber's task, since effects are carried out far below the fiber that asked for them.
package final class LaneState {
  /// The last exchange with the API, for `$response`.
  package var lastExchange: LastExchange?
  /// What is told of the lane's writes, the innermost last.
  package var guards: [any WriteGuard] = []

  /// The innermost guard that has a key of the ledger.
  package var guardian: (any WriteGuard)? { guards.last { $0.isKeyed } }

  @TaskLocal fileprivate static var current: ThreadBound<LaneState>?
}

extension Service {
  /// The lane that is running: that of the program itself, where no other was begun.
  package var lane: LaneState { LaneState.current?.value ?? mainLane }

  /// Runs something in a lane of its own.
  package func inNewLane<T>(_ body: () async -> T) async -> T {
    await LaneState.$current.withValue(ThreadBound(LaneState())) { await body() }
  }
}
