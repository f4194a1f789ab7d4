import Glibc

/// A signal (signal(7)).
package struct Signal: Hashable, Sendable {
  package let number: Int32

  package init(_ number: Int32) { self.number = number }

  package static let brokenPipe = Signal(SIGPIPE)
  package static let child = Signal(SIGCHLD)
  package static let fileTooLarge = Signal(SIGXFSZ)
  package static let hangUp = Signal(SIGHUP)
  package static let interrupt = Signal(SIGINT)
  package static let kill = Signal(SIGKILL)
  package static let terminate = Signal(SIGTERM)

  /// Makes this process ignore it.
  package func ignore() { _ = Glibc.signal(number, SIG_IGN) }

  /// Brings back the system's default action.
  package func restore() { _ = Glibc.signal(number, SIG_DFL) }

  /// Sends it to this process.
  package func raise() { _ = Glibc.raise(number) }

  /// Whether the system's default action holds: the signal is neither ignored nor handled.
  package var isDefault: Bool {
    var action = sigaction()
    sigaction(number, nil, &action)
    // SIG_DFL is a null pointer. SIG_IGN and a handler are not.
    return action.__sigaction_handler.sa_handler == nil
  }

  /// Sets a function as the handler. It is called on any thread, in the middle of anything, so it may use
  /// atomics and little else.
  package func handle(_ handler: @escaping @convention(c) (Int32) -> Void) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = handler
    sigaction(number, &action, nil)
  }

  /// Blocks signals for this thread and the threads that it starts, so that `wait(for:)` gets them.
  package static func block(_ signals: [Signal]) {
    var set = sigset_t(signals)
    pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  /// Waits until one of the blocked signals has come.
  package static func wait(for signals: [Signal]) {
    var set = sigset_t(signals)
    var number: Int32 = 0
    sigwait(&set, &number)
  }
}

extension sigset_t {
  init(_ signals: [Signal]) {
    self.init()
    sigemptyset(&self)
    for signal in signals { sigaddset(&self, signal.number) }
  }
}
