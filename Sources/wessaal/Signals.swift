import Glibc
import Machine
import Synchronization

/// SIGINT and SIGTERM: the run is interrupted, at a place where it can say how far it came.
enum Signals {
  // A signal handler is a C function and can reach nothing but what is global; so these two are.
  private static let lastSignal = Atomic<Int32>(0)
  nonisolated(unsafe) private static var handlerFlag: Interruption?

  /// The signal that came last, or 0.
  static var received: Int32 { lastSignal.load(ordering: .relaxed) }

  /// Makes both signals set the flag. A second one while the first is still unheard ends the process.
  static func interrupt(_ flag: Interruption) {
    handlerFlag = flag
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { signal in
      if Signals.handlerFlag?.isSet == true { _exit(128 + signal) }
      Signals.lastSignal.store(signal, ordering: .relaxed)
      Signals.handlerFlag?.set()
    }
    sigaction(SIGINT, &action, nil)
    sigaction(SIGTERM, &action, nil)
  }
}
