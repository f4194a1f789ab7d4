import ArgumentParser
import Catalog
import Files
import Glibc
import HTTP
import JSON
import Machine
import Prompt
import Rendering
import Shell
import Source
import Stage
import Syntax

/// The shell for the Wessaal WhatsApp Integration API.
@main
struct Wessaal: ParsableCommand {
  static let version = "1.0.0"

  static let configuration = CommandConfiguration(
    commandName: "wessaal",
    abstract: "The shell for the Wessaal WhatsApp Integration API.",
    usage: """
      wessaal [options]                        the prompt; standard input as a script where it is no terminal
      wessaal [options] FILE.wsl [ARG…]        a script
      wessaal [options] -c CODE [ARG…]         code
      wessaal [options] - [ARG…]               standard input as a script
      wessaal [options] messages send …        one command; each argument is data
      wessaal check FILE…                      checks scripts, and runs nothing
      wessaal fmt [--check] FILE…              gives scripts the one layout
      wessaal test FILE…                       runs the tests of scripts
      wessaal rehearse FILE.wsl [ARG…]         what a script would send and cost, and what of it would fail
      wessaal sandbox …                        the local API server alone
      wessaal login                            asks for an API key, tries it and keeps it
      wessaal completions bash|zsh|fish        completion for a shell: source <(wessaal completions bash)
      wessaal man | openapi                    the manual page; the API as OpenAPI 3.1
      """,
    version: version)

  @OptionGroup var options: GlobalOptions

  @Option(
    name: .customShort("c"), parsing: .unconditional, help: ArgumentHelp("Run this code.", valueName: "code"))
  var code: String?

  @ArgumentParser.Argument(parsing: .captureForPassthrough, help: .hidden)
  var words: [String] = []

  static func main() {
    StandardDescriptors.fill()
    Heap.prepare()
    // A closed pipe and a file at its limit are told by write(2), and then by us.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    // Where who started the program ignores its own children, the system would not keep how ours ended.
    signal(SIGCHLD, SIG_DFL)
    Glibc.exit(run())
  }

  private static func run() -> Int32 {
    do {
      do {
        var command = try read(try Arguments.read())
        return try command.start()
      } catch let answer as Answer {
        let streams = StandardStreams()
        try streams.write(Array((answer.text + "\n").utf8))
        try streams.flush()
        return ExitStatus.done
      }
    } catch let error as OutputError {
      return status(of: error)
    } catch let failure as StartFailure {
      complain(failure.message, hint: failure.hint)
    } catch let failure as Failure {
      complain(failure.message, hint: failure.hint)
      return ExitStatus.of(failure)
    } catch {
      complain("\(error)")
    }
    return ExitStatus.usage
  }

  /// What was asked for was not seen, or not all of it.
  private static func status(of error: OutputError) -> Int32 {
    switch error {
    // Who reads no further wants no word of it.
    case .closed: break
    case .failed: complain("\(error)")
    case .interrupted: return Signals.endingStatus ?? ExitStatus.interrupted
    }
    return ExitStatus.failed
  }

  /// What stands behind `-c CODE` is for the code, also where it looks like an option of ours.
  private static func read(_ arguments: [String]) throws -> Wessaal {
    if let place = arguments.firstIndex(of: "-c"), place + 1 < arguments.count {
      var command = try read(Array(arguments[...(place + 1)]), as: "wessaal")
      if command.words.isEmpty {
        command.words = Array(arguments[(place + 2)...])
        return command
      }
    }
    return try read(arguments, as: "wessaal")
  }

  private static func complain(_ message: String, hint: String? = nil) {
    let text = "error: \(message)" + (hint.map { "\n  hint: \($0)" } ?? "")
    // A value that is in the wrong place of the configuration may be a key.
    StandardStreams().writeError(Array((Escaping.lines(Redaction.withoutTokens(text)) + "\n").utf8))
  }

  mutating func start() throws -> Int32 {
    if let code {
      return try Run(options).script(.code(code), words)
    }
    guard let first = words.first else {
      guard isatty(STDIN_FILENO) == 1 else {
        return try Run(options).script(.input(.standardInput()), [])
      }
      return try Run(options, needsProfile: true).prompt()
    }
    let rest = Array(words.dropFirst())
    if first.hasPrefix("-"), first != "-" { throw misplaced(first) }
    if ["sandbox", "completions", "man", "openapi", "help"].contains(first) {
      try options.refuseAllBut([], for: "wessaal \(first)")
    }
    switch first {
    case "-": return try Run(options).script(.input(.standardInput()), rest)
    case "sandbox": return try SandboxCommand.read(rest, as: "wessaal sandbox").start()
    case "test": return try TestCommand.start(rest, options)
    case "rehearse":
      return try RehearseCommand.read(Array(rest.prefix(1)), as: "wessaal rehearse")
        .start(options, Array(rest.dropFirst()))
    case "fmt": return try FmtCommand.read(rest, as: "wessaal fmt").start(options)
    case "check": return try CheckCommand.read(rest, as: "wessaal check").start(options)
    case "completions":
      throw Answer(text: try Completions().text(for: rest.count == 1 ? rest[0] : rest.joined(separator: " ")))
    case "man" where rest.isEmpty: throw Answer(text: ManPage().text)
    case "openapi" where rest.isEmpty: throw Answer(text: Catalog.standard.openAPI().json(indent: 2))
    case "help" where rest.isEmpty: throw Answer(text: Self.helpMessage())
    default:
      if first.contains("/") || first.hasSuffix(".wsl") {
        return try Run(options).script(Script(path: first), rest)
      }
      return try Run(options, makesFile: first == "login").direct(words)
    }
  }

  /// What to throw for a word that looks like an option and is none of those above.
  private func misplaced(_ word: String) -> any Error {
    switch word {
    case "--help", "-h": Answer(text: Self.helpMessage())
    case "--version": Answer(text: Self.version)
    default:
      StartFailure(
        message: "unknown option '\(Escaping.line(word))'", hint: "'wessaal --help' lists the options")
    }
  }
}

extension SourceFile {
  static func standardInput() throws(StartFailure) -> SourceFile { try read(nil) }
  static func file(_ path: String) throws(StartFailure) -> SourceFile { try read(path) }

  private static func read(_ path: String?) throws(StartFailure) -> SourceFile {
    do throws(Failure) { return try script(path) } catch {
      throw StartFailure(message: error.message, hint: error.hint)
    }
  }
}
