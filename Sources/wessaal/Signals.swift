import Machine
import Synchronization
import SystemCalls

/// SIGINT, SIGTERM and SIGHUP: the run is interrupted, at a place where it can say how far it came.
enum Signals {
  // A signal handler is a C function and can reach nothing but what is global; so these are. None is made by the
  // handler: `interrupt` has touched each before.
  private static let lastSignal = Atomic<Int32>(0)
  private static let staysOnInterrupt = Atomic<Bool>(false)
  /// That of the run: a process has one.
  static let interruption = Interruption()

  static let ending: [Signal] = [.interrupt, .terminate, .hangUp]

  /// The signal that came last, or 0.
  static var received: Int32 { lastSignal.load(ordering: .relaxed) }

  /// The exit status where the process was asked to end: 143, or 129 where its terminal is gone.
  static var endingStatus: Int32? {
    let signal = Signal(received)
    return signal == .terminate || signal == .hangUp ? 128 + signal.number : nil
  }

  /// Makes the signals set the flag. A second one while the first is still unheard ends the process, but for SIGINT
  /// where Ctrl-C `stops` only what runs. Where a signal was ignored when the program was started, as by nohup(1) and
  /// `trap '' INT`, it stays ignored, except for Ctrl-C at a prompt.
  static func interrupt(stops: Bool = false) {
    _ = (interruption.isSet, received)
    staysOnInterrupt.store(stops, ordering: .relaxed)
    for signal in ending where signal.isDefault || (stops && signal == .interrupt) {
      signal.handle { number in
        let stays = Signal(number) == .interrupt && Signals.staysOnInterrupt.load(ordering: .relaxed)
        if Signals.interruption.isSet, !stays { CurrentProcess.exitAtOnce(128 + number) }
        Signals.lastSignal.store(number, ordering: .relaxed)
        Signals.interruption.set()
      }
    }
  }
}
