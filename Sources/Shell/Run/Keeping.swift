import Files
import JSON
import Journal
import Machine
import Profiles
import Syntax

extension Session {
  /// Gives a script's `keep` variables what its last run left in them, once no other run of it goes on. A dry run
  /// and a rehearsal, which leave nothing, wait for nobody.
  public func recall(_ program: Program, from file: KeepFile) throws(Failure) {
    guard program.keeps else { return }
    if !settings.dryRun, rehearsal == nil {
      try file.prepare()
      try file.hold(tell: { if !settings.quiet { say($0) } }, isInterrupted: { interruption.isSet })
    }
    let values = try file.load()
    for name in program.keptNames { if let value = values[Text(name)] { set(name, value) } }
  }

  /// Keeps them for the next run, whatever status this one ended with, also where a signal ended it; not after one
  /// that failed, which is said. A dry run keeps nothing.
  public func keep(_ program: Program, in file: KeepFile, after ending: Ending) throws(Failure) {
    guard program.keeps, !settings.dryRun, rehearsal == nil else { return }
    guard leavesValues(ending) else {
      return say("the run failed, so that what the script keeps is as it was before")
    }
    var values = Object()
    for name in program.keptNames {
      guard let slot = globalNames.firstIndex(of: name), let value = globals.values[slot] else { continue }
      values[Text(name)] = value.keepable
      if !value.isKeepable { say("keep $\(name): \(Value.isCutWhenKept)") }
    }
    try file.store(values)
  }

  /// Whether a run came to an end of its own (`exit N` too), or was ended from outside: by a signal, or as nobody
  /// reads any more what it shows.
  private func leavesValues(_ ending: Ending) -> Bool {
    switch ending {
    case .done: true
    case .refused: false
    // What a signal cut off may be in doubt; that is not why the run ended.
    case .failed(let failure) where failure.ending == .outputLost: false
    case .failed(let failure): failure.kind == .interrupted || interruption.isSet
    }
  }
}
