extension TaskExecutor {
  /// Runs a job that this executor was given, on the thread that is here.
  package func run(_ job: UnownedJob) { job.runSynchronously(on: asUnownedTaskExecutor()) }
}

extension CurrentProcess {
  /// Keeps an object until the process ends, so that nothing is spent on taking apart what the system takes back anyway.
  package static func keep(_ object: AnyObject) { _ = Unmanaged.passRetained(object) }
}
