import HTTP
import Machine
import Profiles
import Scripts
import Shell
import Source
import Stage
import SystemCalls

/// `wessaal check FILE…`: finds what is wrong with scripts. It does not run them.
struct CheckCommand {
  static let outline = CommandOutline(
    name: "wessaal check", summary: "Checks scripts offline, and runs nothing.",
    usage: [("wessaal check FILE…", "")],
    operand: .init(name: "file", meaning: "Scripts; - is standard input.", repeats: true))

  func start(_ words: [String], _ options: GivenOptions) throws -> Int32 {
    let files = try GivenOptions(words, of: Self.outline, behind: .ofChecks).words
    try options.refuseAllBut(.ofChecks, for: "wessaal check")
    // The profile's defaults count here as they do in a run.
    let wiring = try Run(options).wiring
    var status = ExitStatus.done
    for file in files {
      let session = wiring.session(Connection(client: .failure(.interrupted), label: ""))
      session.access = wiring.files(named: [])
      let source = try file == "-" ? SourceFile.standardInput() : .file(file)
      guard let (program, faults) = session.read(source),
        let checked = session.check(program, faults, interactive: false),
        // Only a program that may be too large for the machine's instructions is compiled.
        checked.surelyFits || session.code(of: checked, interactive: false) != nil
      else {
        status = ExitStatus.usage
        continue
      }
      try wiring.streams.write(
        Array(
          Survey(checked, commands: session.commands, sources: session.sources).text(name: source.name).utf8))
      // Then the process ends: freeing a long script bit by bit would take a fifth of the time that parsing it took.
      if file == files.last {
        CurrentProcess.keep(session)
        CurrentProcess.keep(checked)
      }
    }
    try wiring.streams.flush()
    return status
  }
}
