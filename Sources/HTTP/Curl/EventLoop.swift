import Synchronization
import SystemCalls

/// Runs Swift concurrency on the thread that calls `run`, and waits for the network and for timers
/// only when no job is ready. No other thread is ever started.
///
/// It is the task executor of `run`'s task and its children, and has no actors: a hop from one executor to another took
/// 1,300 instructions, nineteen times a call.
public final class EventLoop: TaskExecutor {
  private struct State {
    var jobs: [UnownedJob] = []
    var timers = Timers()
    var isAsleep = false
    var lastTimer: UInt64 = 0
    weak var driver: (any LoopDriver)?
  }

  private let state = Mutex(State())
  private let thread = Atomic<UInt>(0)
  private let wakeup = Wakeup()
  private let isInterrupted: (@Sendable () -> Bool)?

  /// - Parameter isInterrupted: is asked between jobs, and during a wait at least every 50 ms and
  ///   after each signal handler. Once it is true, the task of `run` is cancelled.
  public init(isInterrupted: (@Sendable () -> Bool)? = nil) {
    self.isInterrupted = isInterrupted
  }

  /// Runs a task to its end on this thread. It must not be called within itself.
  public func run<T: Sendable>(_ body: sending @escaping () async -> T) -> T {
    enter()
    defer { thread.store(0, ordering: .releasing) }
    let outcome = Shelf<T>()
    let task = Task(executorPreference: self) { outcome.put(await body()) }
    var isCancelled = false
    var batch: [UnownedJob] = []
    while true {
      // Jobs that never end must not keep timers and the network waiting.
      for _ in 0..<64 where runJobs(&batch) == 0 { break }
      if let value = outcome.take() { return value }
      if !isCancelled, let isInterrupted, isInterrupted() {
        isCancelled = true
        task.cancel()
      }
      serve()
    }
  }

  /// Waits for so many seconds; throws at once where the task is cancelled.
  public func sleep(_ seconds: Double) async throws(CancellationError) {
    let id = state.withLock { state in
      state.lastTimer += 1
      return state.lastTimer
    }
    let deadline = Self.now() + max(0, min(seconds, 1e9))
    let isDue = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        state.withLock { $0.timers.add(continuation, id: id, deadline: deadline) }
        // The timer is added first. A cancellation before that found no timer to cancel, and is
        // noticed here.
        if Task.isCancelled { cancelTimer(id) }
      }
    } onCancel: {
      cancelTimer(id)
    }
    if !isDue { throw CancellationError() }
  }

  /// Seconds on the monotonic clock.
  public static func now() -> Double { SystemClock.monotonic() }

  /// Makes `driver` the only thing that the loop serves besides jobs and timers. The loop does not
  /// keep it alive.
  func adopt(_ driver: any LoopDriver) {
    state.withLock { state in
      precondition(state.driver == nil, "one transport serves every URL of a loop")
      state.driver = driver
    }
  }
}

// MARK: - The executor

extension EventLoop {
  /// Called by the runtime, on any thread.
  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let mustWake = state.withLock { state in
      state.jobs.append(job)
      defer { state.isAsleep = false }
      return state.isAsleep
    }
    if mustWake { wakeup.signal() }
  }

  /// Whether this is the loop's thread.
  var isHere: Bool { thread.load(ordering: .acquiring) == CurrentProcess.thread }

  private func enter() {
    let exchange = thread.compareExchange(
      expected: 0, desired: CurrentProcess.thread, ordering: .acquiringAndReleasing)
    precondition(exchange.exchanged, "an event loop runs one task at a time")
  }

  /// Runs the jobs that are ready, without those that they make ready, and returns their number.
  private func runJobs(_ batch: inout [UnownedJob]) -> Int {
    state.withLock { swap(&$0.jobs, &batch) }
    defer { batch.removeAll(keepingCapacity: true) }
    for job in batch { job.runSynchronously(on: asUnownedTaskExecutor()) }
    return batch.count
  }
}

// MARK: - Waiting

extension EventLoop {
  /// Serves timers and the driver. Waits for them where no job is ready.
  private func serve() {
    fireTimers()
    let driver = state.withLock { $0.driver }
    driver?.advance()
    guard let timeout = fallAsleep() else { return }
    let isSignalled =
      driver?.wait(milliseconds: timeout, wakeup: wakeup.descriptor.number)
      ?? wakeup.wait(milliseconds: timeout)
    state.withLock { $0.isAsleep = false }
    if isSignalled { wakeup.clear() }
    driver?.advance()
  }

  private func fireTimers() {
    while let due = state.withLock({ state in
      state.timers.next() == nil ? nil : state.timers.takeDue(now: Self.now())
    }) {
      due.resume(returning: true)
    }
  }

  private func cancelTimer(_ id: UInt64) {
    state.withLock { $0.timers.cancel(id) }?.resume(returning: false)
  }

  /// How many milliseconds to wait; -1 for ever; nil where a job has become ready. From now on,
  /// `enqueue` ends the wait.
  private func fallAsleep() -> Int32? {
    state.withLock { state in
      guard state.jobs.isEmpty else { return nil }
      state.isAsleep = true
      let longest: Int32 = isInterrupted == nil ? -1 : 50
      guard let deadline = state.timers.next() else { return longest }
      let wait = Int32(min(3_600_000, max(0, ((deadline - Self.now()) * 1000).rounded(.up))))
      return longest < 0 ? wait : min(wait, longest)
    }
  }
}

/// Holds the value of a task for the thread that waits for it.
private final class Shelf<T: Sendable>: Sendable {
  private let value = Mutex<T?>(nil)

  func put(_ new: T) { value.withLock { $0 = new } }

  func take() -> T? { value.withLock { $0.take() } }
}

extension Surroundings {
  /// The real surroundings: the system's clocks and random numbers, and waits on the loop.
  public static func real(on loop: EventLoop) -> Surroundings {
    var surroundings = Surroundings(
      now: EventLoop.now,
      date: SystemClock.wall,
      random: { Double.random(in: 0..<1) },
      sleep: { (seconds: Double) async throws(CancellationError) in try await loop.sleep(seconds) })
    surroundings.isReal = true
    return surroundings
  }
}
