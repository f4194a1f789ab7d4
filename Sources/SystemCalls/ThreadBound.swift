/// Carries a value that is not made for several threads through a task that runs on the value's own thread.
/// Only here does the program claim this to the compiler, and it checks the claim.
package struct ThreadBound<Wrapped>: @unchecked Sendable {
  private let wrapped: Wrapped
  private let thread = CurrentProcess.thread

  /// - Parameter wrapped: must stay on the thread that calls this.
  package init(_ wrapped: Wrapped) { self.wrapped = wrapped }

  /// - Precondition: it is called on that thread.
  package var value: Wrapped {
    precondition(thread == CurrentProcess.thread, "this belongs to another thread")
    return wrapped
  }
}
