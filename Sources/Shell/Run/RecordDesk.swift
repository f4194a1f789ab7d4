import Commands
import JSON
import Recording
import Service
import Stage

/// The record of what a session did, and the state of a replay.
struct RecordDesk {
  let recorder: Recorder
  /// Stands still during a replay.
  let clock: RecordedClock
  /// The inputs of the recording that is replayed, without those before the last one that was typed
  /// again.
  var inputs: ArraySlice<RecordedSession.Input> = []
  /// The run's own zone, while a recording has replaced it; else nil.
  var zone: Text?
  /// Whether each request and answer is shown.
  var traces: Bool
  /// How much of a customer's data the trace hides; nil: nothing.
  var traceMask: MaskExtent?
  let waitNotice: WaitNotice
  /// The real account while a recording takes its place; nil where no replay goes on.
  var outside: Account?
  private var memory: MaskMemory?

  init(_ recorder: Recorder, _ clock: RecordedClock, traces: Bool, _ waitNotice: WaitNotice) {
    self.recorder = recorder
    self.clock = clock
    self.traces = traces
    self.waitNotice = waitNotice
  }

  /// The tokens of saved data, which are the same in every file.
  ///
  /// - Parameter now: in seconds since 1970.
  mutating func maskMemory(_ commands: ShellCommands, now: Double) -> MaskMemory {
    let memory =
      memory
      ?? MaskMemory(
        own: commands.ownWords, counting: commands.countingWords, naming: commands.namingWords, now: now)
    self.memory = memory
    return memory
  }
}
