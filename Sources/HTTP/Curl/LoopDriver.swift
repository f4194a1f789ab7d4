/// What the event loop waits for besides jobs and timers: something with file descriptors of its own.
/// Called on the loop's thread, between jobs.
protocol LoopDriver: AnyObject, Sendable {
  /// Does what can be done without waiting.
  func advance()

  /// Waits at most so many milliseconds for its own descriptors or for that of the wakeup. True where
  /// the latter can be read.
  func wait(milliseconds: Int32, wakeup: Int32) -> Bool
}
