/// What the event loop waits for besides jobs and timers: something with file descriptors of its own.
/// An actor on the loop, called between jobs.
protocol LoopDriver: Actor {
  /// Does what can be done without waiting.
  func advance()

  /// Waits for its own descriptors or the wakeup's, so many milliseconds at most. True where the
  /// wakeup's descriptor can be read.
  func wait(milliseconds: Int32, wakeup: Int32) -> Bool
}
