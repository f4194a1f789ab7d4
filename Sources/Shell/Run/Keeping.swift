import Files
import JSON
import Ledger
import Machine
import Stage
import Syntax

extension Session {
  /// Waits until no other run of the script goes on, and gives its `keep` variables the values that its last run left.
  /// A dry run and a rehearsal leave nothing, so they do not wait.
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

  /// Keeps them for the next run, whatever this run's exit status, and also where a signal ended it. After a run that
  /// failed they are not kept, which is said. A dry run keeps nothing.
  public func keep(_ program: Program, in file: KeepFile, after ending: Ending) throws(Failure) {
    guard program.keeps, case .real = console.mode else { return }
    guard leavesValues(ending) else {
      return console.say("the run failed, so that what the script keeps is as it was before")
    }
    var values = Object()
    for name in program.keptNames {
      guard let slot = workspace.names.firstIndex(of: name), let value = workspace.globals.values[slot] else {
        continue
      }
      values[Text(name)] = value.keepable
      if !value.isKeepable { console.say("keep $\(name): \(Value.isCutWhenKept)") }
    }
    try file.store(values)
  }

  /// Whether a run ended by itself (`exit N` too) or was ended from outside: by a signal, or because nobody reads its
  /// output any more.
  private func leavesValues(_ ending: Ending) -> Bool {
    switch ending {
    case .done: true
    case .refused: false
    // A write that a signal cut off may be in doubt, but that is not why the run ended.
    case .failed(let failure) where failure.ending == .outputLost: false
    case .failed(let failure): failure.kind == .interrupted || console.interruption.isSet
    }
  }
}
