import Glibc
import Machine
import Synchronization

/// SIGINT and SIGTERM: the run is interrupted, at a place where it can say how far it came.
enum Signals {
  // A signal handler is a C function and can reach nothing but what is global; so these are.
  private static let lastSignal = Atomic<Int32>(0)
  private static let staysOnInterrupt = Atomic<Bool>(false)
  nonisolated(unsafe) private static var handlerFlag: Interruption?

  /// The signal that came last, or 0.
  static var received: Int32 { lastSignal.load(ordering: .relaxed) }

  /// Makes both signals set the flag. A second one while the first is still unheard ends the process,
  /// but for SIGINT where Ctrl-C `stops` only what runs.
  static func interrupt(_ flag: Interruption, stops: Bool = false) {
    handlerFlag = flag
    staysOnInterrupt.store(stops, ordering: .relaxed)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { signal in
      let stays = signal == SIGINT && Signals.staysOnInterrupt.load(ordering: .relaxed)
      if Signals.handlerFlag?.isSet == true, !stays { _exit(128 + signal) }
      Signals.lastSignal.store(signal, ordering: .relaxed)
      Signals.handlerFlag?.set()
    }
    sigaction(SIGINT, &action, nil)
    sigaction(SIGTERM, &action, nil)
  }
}
