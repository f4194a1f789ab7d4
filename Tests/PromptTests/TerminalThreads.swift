import Glibc
import Testing

/// Threads on which tests wait for programs at terminals. On those of Swift's own pool, of which there are as many as
/// processors, they would keep every other test from running while they only wait.
///
/// Its state is used under its mutex alone, which the compiler cannot know.
final class TerminalThreads: TaskExecutor, @unchecked Sendable {
  static let shared = TerminalThreads(count: 4)

  private var jobs: [UnownedJob] = []
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let hasJobs = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  /// - Parameter count: as many programs run at once; their tests measure times, so they may not be many more than
  ///   the processors.
  private init(count: Int) {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(hasJobs, nil)
    for _ in 0..<count {
      var thread: pthread_t = 0
      pthread_create(
        &thread, nil,
        { argument in
          // The pointer is `self` from below, which is never freed.
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
  /// The tests wait for programs at terminals of their own, several beside each other.
  static var atTerminals: Self { AtTerminals() }
}
