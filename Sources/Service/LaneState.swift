import SystemCalls

/// The state of one of several fibers that run at the same time. It ends with its fiber.
///
/// It is bound to the task of the fiber, because effects are carried out by functions far below that do not know the
/// fiber.
package final class LaneState {
  /// The last exchange with the API, for `$response`.
  package var lastExchange: LastExchange?
  /// The guards that hear of this fiber's writes, the innermost last.
  package var guards: [any WriteGuard] = []

  /// The innermost guard that has a key of the ledger.
  package var guardian: (any WriteGuard)? { guards.last { $0.isKeyed } }

  @TaskLocal fileprivate static var current: ThreadBound<LaneState>?
}

extension Service {
  /// The state of the fiber that is running. The program's first fiber uses `mainLane`.
  package var lane: LaneState { LaneState.current?.value ?? mainLane }

  /// Runs `body` with a state of its own.
  package func inNewLane<T>(_ body: () async -> T) async -> T {
    await LaneState.$current.withValue(ThreadBound(LaneState())) { await body() }
  }
}
