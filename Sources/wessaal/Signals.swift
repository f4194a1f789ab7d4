import Machine
import Synchronization
import SystemCalls

/// SIGINT, SIGTERM and SIGHUP interrupt the run, at a place where it can say how far it came.
enum Signals {
  // A signal handler is a C function and can use only globals, so these are global. The handler must not
  // initialise them, so `interrupt` touches each of them first.
  private static let lastSignal = Atomic<Int32>(0)
  private static let staysOnInterrupt = Atomic<Bool>(false)
  /// The interruption of the run. A process has one run.
  static let interruption = Interruption()

  static let ending: [Signal] = [.interrupt, .terminate, .hangUp]

  /// The number of the last signal; 0 where none came.
  static var received: Int32 { lastSignal.load(ordering: .relaxed) }

  /// The exit status where the process was asked to end: 143, or 129 where its terminal has gone. Nil where
  /// it was not.
  static var endingStatus: Int32? {
    let signal = Signal(received)
    return signal == .terminate || signal == .hangUp ? 128 + signal.number : nil
  }

  /// Makes the signals set the flag of the interruption. A second signal ends the process while the flag is
  /// still set, and says where a write is in doubt then. With `stops`, Ctrl-C stops only the input that runs, and
  /// its second signal ends nothing. Where a signal was ignored at the program's start, as by nohup(1) and
  /// `trap '' INT`, it stays ignored, except for Ctrl-C at a prompt.
  static func interrupt(stops: Bool = false) {
    _ = (interruption.isSet, received)
    LastWords.prepare()
    staysOnInterrupt.store(stops, ordering: .relaxed)
    for signal in ending where signal.isDefault || (stops && signal == .interrupt) {
      signal.handle { number in
        let stays = Signal(number) == .interrupt && Signals.staysOnInterrupt.load(ordering: .relaxed)
        if Signals.interruption.isSet, !stays {
          LastWords.say()
          CurrentProcess.exitAtOnce(128 + number)
        }
        Signals.lastSignal.store(number, ordering: .relaxed)
        Signals.interruption.set()
      }
    }
  }
}
