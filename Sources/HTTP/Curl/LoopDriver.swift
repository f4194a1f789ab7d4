/// Something with its own file descriptors that the event loop waits for, besides jobs and timers. It
/// is an actor on the loop, and is called between jobs.
protocol LoopDriver: Actor {
  /// Does what can be done without waiting.
  func advance()

  /// Waits at most so many milliseconds for its own descriptors or for that of the wakeup. True where
  /// the latter can be read.
  func wait(milliseconds: Int32, wakeup: Int32) -> Bool
}
