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

  package func ignore() { _ = Glibc.signal(number, SIG_IGN) }

  package func restore() { _ = Glibc.signal(number, SIG_DFL) }

  /// Sends it to this process.
  package func raise() { _ = Glibc.raise(number) }

  /// Whether the process has not set how it is handled: it is neither ignored nor heard.
  package var isDefault: Bool {
    var action = sigaction()
    sigaction(number, nil, &action)
    // SIG_DFL is not a function; SIG_IGN, and what was set here before, are one.
    return action.__sigaction_handler.sa_handler == nil
  }

  /// Has a function called, on any thread and in the middle of anything: it may touch atomics, and little else.
  package func handle(_ handler: @escaping @convention(c) (Int32) -> Void) {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = handler
    sigaction(number, &action, nil)
  }

  /// Holds signals back from this thread and those that it starts, for `wait(for:)`.
  package static func block(_ signals: [Signal]) {
    var set = sigset_t(signals)
    pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  /// Waits until one of those that were blocked has come.
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
