import HTTP
import JSON
import Machine
import Rendering
import Service
import Stage
import SystemCalls

/// The fibers of one `each --parallel`. They start in the order of the items, and their results are given in
/// that order. Only one thread may use it, like the session.
final class Crew: FiberGroup {
  private struct Place {
    var item: Value
    /// Nil while the fiber runs.
    var result: Result<Value, Failure>?
  }

  private let session: Session
  private let rule: GroupRule
  /// The items whose results were not given yet, by their indexes in the input.
  private var places: [Int: Place] = [:]
  /// The index of the item whose result is given next.
  private var head = 0
  private var started = 0
  private var running = 0
  /// The index of the fiber that was started last, while it waits for its time.
  private var held: Int?
  /// Whether no further fiber is started.
  private var isStopped = false
  /// Whether `collect` has thrown the failure of the whole.
  private var hasFailed = false
  private let waiting = WaitList()
  private var changes = 0

  /// How many results may wait, as a multiple of the limit, while the one that is due next is missing.
  private static let ahead = 8

  init(_ rule: GroupRule, in session: Session) {
    self.rule = rule
    self.session = session
  }

  private var hasRoom: Bool {
    !isStopped && held == nil && running < rule.limit && places.count < rule.limit * Self.ahead
  }

  // MARK: Starting

  func start(_ fiber: Fiber, item: Value, _ tasks: inout DiscardingTaskGroup) {
    let index = started
    started += 1
    running += 1
    session.tally.fibers += 1
    places[index] = Place(item: item)
    let delay = rule.rhythm?.take(now: session.console.world.surroundings.now()) ?? 0
    if delay > 0 { held = index }
    // The task runs on the thread that starts it.
    let bound = ThreadBound((crew: self, fiber: fiber))
    let around = session.console.mode.observer?.items ?? []
    tasks.addTask {
      let (crew, fiber) = bound.value
      await crew.run(fiber, index, within: around, after: delay)
      crew.session.tally.fibers -= 1
    }
  }

  private func run(_ fiber: Fiber, _ index: Int, within items: [Value], after delay: Double) async {
    if delay > 0, await !isTurn(of: index, after: delay) { return }
    let result = await session.service.inNewLane {
      guard let observer = session.console.mode.observer else { return await session.drive(fiber) }
      return await observer.inLane(within: items) { await session.drive(fiber) }
    }
    places[index]?.result = result
    running -= 1
    if case .failure = result { stop() }
    ring()
  }

  /// Waits until the item's time; false where the item must not run any more.
  private func isTurn(of index: Int, after delay: Double) async -> Bool {
    do throws(Failure) { try await session.console.pause(delay) } catch { stop() }
    let isTurn = held == index
    if isTurn { held = nil }
    ring()
    return isTurn
  }

  private func stop() {
    isStopped = true
    guard let index = held else { return }
    held = nil
    places[index] = nil
    started -= 1
    running -= 1
  }

  // MARK: Results

  /// The next result. Nil where another fiber may be started, or where all results were given after the last
  /// item.
  ///
  /// - Throws: the worst failure, where the next result is one; before that, it waits until no fiber runs.
  func collect(isLast: Bool) async throws(Failure) -> Value? {
    while true {
      switch places[head]?.result {
      case .success(let value):
        places[head] = nil
        head += 1
        return value
      case .failure:
        await settle()
        hasFailed = true
        throw worst
      case nil where places.isEmpty && isStopped: throw interrupted
      case nil where isLast ? places.isEmpty : hasRoom: return nil
      case nil: await change()
      }
    }
  }

  /// Returns when none of the fibers runs. Nobody needs their results any more.
  ///
  /// - Throws: where one of them left a write in doubt.
  func disband(raising failure: Failure?) async throws(Failure) {
    await settle()
    if hasFailed { return }
    if failures.contains(where: { $0.failure.kind == .inDoubt }) { throw worst }
    if failure?.kind == .interrupted, session.console.interruption.isSet { throw interrupted }
  }

  private func settle() async {
    stop()
    while running > 0 { await change() }
  }

  /// Waits until a fiber starts or ends.
  private func change() async {
    let before = changes
    await waiting.wait { changes == before }
  }

  private func ring() {
    changes += 1
    waiting.wake()
  }
}

// MARK: - Failures

extension Crew {
  private var failures: [(index: Int, failure: Failure)] {
    places.keys.sorted().compactMap { index in
      if case .failure(let failure)? = places[index]?.result { (index, failure) } else { nil }
    }
  }

  /// The failure to throw: first one in doubt, then one that ends the run, then the first in the order of the
  /// items. Its message names its item, and the other items that failed.
  private var worst: Failure {
    let failures = failures
    let found =
      failures.first { $0.failure.kind == .inDoubt } ?? failures.first { $0.failure.kind == .interrupted }
      ?? failures.first
    guard let (index, failure) = found else { return interrupted }
    if failure.kind == .interrupted { return session.console.interruption.isSet ? interrupted : failure }
    let others = failures.filter { $0.index != index && $0.failure.kind != .interrupted }
    return failure.naming(index, places[index]?.item ?? .null, others)
  }

  /// The failure of a run that a signal stopped, with how far the run came.
  private var interrupted: Failure {
    let isDone = places.values.filter { if case .success? = $0.result { true } else { false } }
    let done = Figures.counted(head + isDone.count, "item")
    let cut = failures.isEmpty ? "" : ", \(failures.count) stopped before they were done"
    return Failure(.interrupted, "interrupted: \(done) done" + cut)
  }
}

extension Failure {
  /// The failure with its item and the other failed items at the end of the first line of its message.
  fileprivate func naming(
    _ index: Int, _ item: Value, _ others: [(index: Int, failure: Failure)]
  ) -> Failure {
    var note = " (item [\(index)]: \(item.brief)"
    if !others.isEmpty {
      let named = others.prefix(5).map { "[\($0.index)] \($0.failure.kind.rawValue)" }.joined(separator: ", ")
      note += "; failed too: \(named)" + (others.count > 5 ? " and \(others.count - 5) more" : "")
    }
    var lines = message.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    lines[0] += note + ")"
    var named = self
    named.message = lines.joined(separator: "\n")
    return named
  }
}

extension Value {
  /// The value as a text that is short enough for a message.
  fileprivate var brief: String {
    let text = json
    return text.count > 60 ? text.prefix(59) + "…" : text
  }
}

extension Failure {
  /// Blocks that start one another without end would fill the memory.
  static func tooManyBlocks(_ most: Int) -> Failure {
    Failure(
      .script, "at most \(most) blocks of each --parallel must run at once",
      hint: "does a block start itself without end?")
  }
}
