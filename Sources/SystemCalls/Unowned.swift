extension TaskExecutor {
  /// Runs a job of this executor on the calling thread.
  package func run(_ job: UnownedJob) { job.runSynchronously(on: asUnownedTaskExecutor()) }
}

extension CurrentProcess {
  /// Keeps an object until the process ends, so that no time is spent on freeing memory that the system takes
  /// back anyway.
  package static func keep(_ object: AnyObject) { _ = Unmanaged.passRetained(object) }
}
