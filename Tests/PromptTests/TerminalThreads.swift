import Glibc
import Testing

/// Threads on which tests wait for programs at terminals. Swift's own pool has as many threads as there are
/// processors; on them, tests that only wait would keep all other tests from running.
///
/// Its state is used only under its mutex, which the compiler cannot know.
final class TerminalThreads: TaskExecutor, @unchecked Sendable {
  static let shared = TerminalThreads(count: 4)

  private var jobs: [UnownedJob] = []
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let hasJobs = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  /// - Parameter count: as many programs run at once. Their tests measure times, so there may not be many
  ///   more than processors.
  private init(count: Int) {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(hasJobs, nil)
    for _ in 0..<count {
      var thread: pthread_t = 0
      pthread_create(
        &thread, nil,
        { argument in
          // It is the pointer to `self` from below, which is never freed.
          if let argument { Unmanaged<TerminalThreads>.fromOpaque(argument).takeUnretainedValue().work() }
          return nil
        }, Unmanaged.passRetained(self).toOpaque())
      pthread_detach(thread)
    }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    pthread_mutex_lock(mutex)
    jobs.append(job)
    pthread_mutex_unlock(mutex)
    pthread_cond_signal(hasJobs)
  }

  private func work() {
    while true {
      pthread_mutex_lock(mutex)
      while jobs.isEmpty { pthread_cond_wait(hasJobs, mutex) }
      let job = jobs.removeFirst()
      pthread_mutex_unlock(mutex)
      job.runSynchronously(on: asUnownedTaskExecutor())
    }
  }
}

/// Runs the tests of a suite on `TerminalThreads`.
struct AtTerminals: SuiteTrait, TestTrait, TestScoping {
  let isRecursive = true

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(TerminalThreads.shared) { try await function() }
  }
}

extension Trait where Self == AtTerminals {
  /// The tests wait for programs, each at its own terminal, and several at the same time.
  static var atTerminals: Self { AtTerminals() }
}
