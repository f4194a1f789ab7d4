import Glibc
import Machine
import Synchronization

/// SIGINT, SIGTERM and SIGHUP: the run is interrupted, at a place where it can say how far it came.
enum Signals {
  // A signal handler is a C function and can reach nothing but what is global; so these are.
  private static let lastSignal = Atomic<Int32>(0)
  private static let staysOnInterrupt = Atomic<Bool>(false)
  nonisolated(unsafe) private static var handlerFlag: Interruption?

  /// The signal that came last, or 0.
  static var received: Int32 { lastSignal.load(ordering: .relaxed) }

  /// The exit status where the process was asked to end: 143, or 129 where its terminal is gone.
  static var endingStatus: Int32? {
    let signal = received
    return signal == SIGTERM || signal == SIGHUP ? 128 + signal : nil
  }

  /// Makes the signals set the flag. A second one while the first is still unheard ends the process,
  /// but for SIGINT where Ctrl-C `stops` only what runs. Who started the program with a signal ignored, as nohup(1)
  /// and `trap '' INT` do, means that; save for Ctrl-C at a prompt.
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
    for signal in [SIGINT, SIGTERM, SIGHUP] where isDefault(signal) || (stops && signal == SIGINT) {
      sigaction(signal, &action, nil)
    }
  }

  /// Whether nothing was said of the signal: it is neither ignored nor heard.
  static func isDefault(_ signal: Int32) -> Bool {
    var action = sigaction()
    sigaction(signal, nil, &action)
    // SIG_DFL is no function; SIG_IGN, and what was set here before, are one.
    return action.__sigaction_handler.sa_handler == nil
  }
}
