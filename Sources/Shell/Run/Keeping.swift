import Files
import JSON
import Ledger
import Machine
import Stage
import Syntax

extension Session {
  /// Waits until no other run of the script goes on. Then gives the script's `keep` variables the values of
  /// its last run. A dry run and a rehearsal do not wait, because they save nothing.
  ///
  /// - Throws: where the file cannot be read or locked, or a signal ends the waiting.
  public func recall(_ program: Program, from file: KeepFile) throws(Failure) {
    guard program.keeps else { return }
    if case .real = console.mode {
      try file.prepare()
      try file.hold(
        tell: { if !console.isQuiet { console.say($0) } }, isInterrupted: { console.interruption.isSet })
    }
    let values = try file.load()
    for name in program.keptNames { if let value = values[Text(name)] { set(name, value) } }
  }

  /// Saves the `keep` variables for the next run, for any exit status of `exit`, and where a signal ended the
  /// run. Where the run failed, they are not saved, and a message says so. A dry run saves nothing.
  ///
  /// - Throws: where the file cannot be written.
  public func keep(_ program: Program, in file: KeepFile, after ending: Ending) throws(Failure) {
    guard program.keeps, case .real = console.mode else { return }
    guard leavesValues(ending) else {
      return console.say("the run failed, so its 'keep' variables are as they were before")
    }
    var values = Object()
    for name in program.keptNames {
      guard let slot = workspace.names.firstIndex(of: name), let value = workspace.globals[slot] else {
        continue
      }
      values[Text(name)] = value.keepable
      if !value.isKeepable { console.say("keep $\(name): \(Value.isCutWhenKept)") }
    }
    try file.store(values)
  }

  /// Whether a run came to its own end, as by `exit N`, or was ended from outside: by a signal, or because
  /// nobody reads its output any more.
  private func leavesValues(_ ending: Ending) -> Bool {
    switch ending {
    case .done: true
    case .refused: false
    // A signal may have left a write in doubt, but the signal is the reason why the run ended.
    case .failed(let failure) where failure.ending == .outputLost: false
    case .failed(let failure): failure.kind == .interrupted || console.interruption.isSet
    }
  }
}
