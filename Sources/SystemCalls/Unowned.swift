extension TaskExecutor {
  /// Runs a job of this executor on the calling thread.
  package func run(_ job: UnownedJob) { job.runSynchronously(on: asUnownedTaskExecutor()) }
}

extension CurrentProcess {
  /// Keeps a value until the process ends, so that no time is spent on freeing memory that the system takes
  /// back anyway.
  package static func keep<Value>(_ value: Value) { _ = Unmanaged.passRetained(Kept(value)) }
}

private final class Kept<Value> {
  private let value: Value

  init(_ value: Value) { self.value = value }
}
