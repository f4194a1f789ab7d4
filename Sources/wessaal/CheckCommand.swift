import ArgumentParser
import HTTP
import Machine
import Profiles
import Shell
import Source
import Stage

/// `wessaal check FILE…`: finds what is wrong with scripts, and runs nothing.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wessaal check", abstract: "Checks scripts, offline, and runs nothing.")

  @Argument(help: ArgumentHelp("Scripts; - is standard input.", valueName: "file"))
  var files: [String]

  func start(_ options: GlobalOptions) throws -> Int32 {
    try options.refuseAllBut(.ofChecks, for: "wessaal check")
    // The profile's defaults count as they do in a run.
    let wiring = try Run(options).wiring
    var status = ExitStatus.done
    for file in files {
      let session = wiring.session(Connection(client: .failure(.interrupted), label: ""))
      session.settings.files = wiring.files(named: [])
      let source = try file == "-" ? SourceFile.standardInput() : .file(file)
      guard let (program, faults) = session.read(source),
        let checked = session.check(program, faults, interactive: false),
        session.code(of: checked, interactive: false) != nil
      else {
        status = ExitStatus.usage
        continue
      }
      try wiring.streams.write(Array(Survey(checked, in: session).text(name: source.name).utf8))
    }
    try wiring.streams.flush()
    return status
  }
}
