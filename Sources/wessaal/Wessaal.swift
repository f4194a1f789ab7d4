import ArgumentParser
import Glibc
import HTTP
import JSON
import Machine
import Prompt
import Shell
import Source
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
      wessaal sandbox …                        the local API server alone
      """,
    version: version)

  @OptionGroup var options: GlobalOptions

  @Option(name: .customShort("c"), help: ArgumentHelp("Run this code.", valueName: "code"))
  var code: String?

  @ArgumentParser.Argument(parsing: .captureForPassthrough, help: .hidden)
  var words: [String] = []

  static func main() {
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try parse()
      Glibc.exit(try command.start())
    } catch let failure as StartFailure {
      complain("error: \(failure.message)" + (failure.hint.map { "\n  hint: \($0)" } ?? ""))
      Glibc.exit(ExitStatus.usage)
    } catch {
      let isAnswer = exitCode(for: error).isSuccess
      let text = fullMessage(for: error)
      if isAnswer { print(text) } else { complain(text) }
      Glibc.exit(isAnswer ? ExitStatus.done : ExitStatus.usage)
    }
  }

  private static func complain(_ text: String) {
    StandardStreams().writeError(Array((text + "\n").utf8))
  }

  mutating func start() throws -> Int32 {
    if let code {
      let file = SourceFile(name: "-c", text: code)
      return try Run(options).script(file, words)
    }
    guard let first = words.first else {
      return try isatty(STDIN_FILENO) == 1 ? Run(options).prompt() : Run(options).script(.standardInput(), [])
    }
    let rest = Array(words.dropFirst())
    switch first {
    case "-": return try Run(options).script(.standardInput(), rest)
    case "sandbox": return try SandboxCommand.parse(rest).start()
    case "check": return try CheckCommand.parse(rest).start(options)
    case "help" where rest.isEmpty: throw CleanExit.helpRequest(Self.self)
    default:
      if first.contains("/") || first.hasSuffix(".wsl") {
        return try Run(options).script(.file(first), rest)
      }
      return try Run(options).direct(words)
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
