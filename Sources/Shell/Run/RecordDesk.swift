import Commands
import JSON
import Recording
import Service

/// The record of what a session did, and the account whose place a replay takes.
struct RecordDesk {
  let recorder: Recorder
  /// Stands still in a replay.
  let clock: RecordedClock
  /// What was typed when the recording was made that answers now, as far as it was not typed again.
  var inputs: ArraySlice<RecordedSession.Input> = []
  /// The zone of the run, while a recording has set another one.
  var zone: Text?
  /// Each request and answer is shown.
  var traces: Bool
  /// How the trace hides what is a customer's; nil: it shows all.
  var traceMask: MaskExtent?
  let waitNotice: WaitNotice
  /// The account whose place a recording has taken, which answers now; nil: the service answers.
  var outside: Account?
  private var memory: MaskMemory?

  init(_ recorder: Recorder, _ clock: RecordedClock, traces: Bool, _ waitNotice: WaitNotice) {
    self.recorder = recorder
    self.clock = clock
    self.traces = traces
    self.waitNotice = waitNotice
  }

  /// The tokens of saved data, which are the same in each file.
  ///
  /// - Parameter now: in seconds since 1970.
  mutating func maskMemory(_ commands: ShellCommands, now: Double) -> MaskMemory {
    let memory = memory ?? MaskMemory(own: commands.ownWords, now: now)
    self.memory = memory
    return memory
  }
}
