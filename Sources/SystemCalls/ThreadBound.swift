/// Carries a value that is not made for several threads through a task that runs on the value's own thread. This is the
/// one place where the program claims that, and it checks the claim.
package struct ThreadBound<Wrapped>: @unchecked Sendable {
  private let wrapped: Wrapped
  private let thread = CurrentProcess.thread

  /// - Parameter wrapped: stays on the thread that this is called on.
  package init(_ wrapped: Wrapped) { self.wrapped = wrapped }

  /// - Precondition: it is asked for on its thread.
  package var value: Wrapped {
    precondition(thread == CurrentProcess.thread, "this belongs to another thread")
    return wrapped
  }
}
