import Files
import HTTP
import JSON
import Machine
import Profiles
import Prompt
import Rendering
import Sandbox
import Shell
import Source
import Stage
import Syntax
import SystemCalls

/// The shell for the Wessaal WhatsApp Integration API.
@main
struct Wessaal {
  static let version = "1.0.0"

  /// The options before the script or the command.
  private let options: GivenOptions
  /// The script or the command, and the words after it.
  private var words: [String] { options.words }

  static func main() {
    CurrentProcess.fillStandardStreams()
    Heap.prepare()
    // With these signals ignored, write(2) reports a closed pipe and a file at its limit, and the program can
    // say so.
    Signal.brokenPipe.ignore()
    Signal.fileTooLarge.ignore()
    // Where SIGCHLD was ignored at the program's start, the system would not keep the exit statuses of its
    // children.
    Signal.child.restore()
    CurrentProcess.exit(run())
  }

  private static func run() -> Int32 {
    do {
      do {
        let arguments = try Arguments.read()
        return try Wessaal(options: GivenOptions(leading: arguments)).start(arguments)
      } catch let answer as Answer {
        let streams = StandardStreams()
        // A shell would take an empty line for a completion: the empty word.
        try streams.write(Array((answer.text.isEmpty ? "" : answer.text + "\n").utf8))
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

  /// The exit status where the output could not be written completely.
  private static func status(of error: OutputError) -> Int32 {
    switch error {
    // A reader that has gone needs no message.
    case .closed: break
    case .failed: complain("\(error)")
    case .interrupted: return Signals.endingStatus ?? ExitStatus.interrupted
    }
    return ExitStatus.failed
  }

  private static func complain(_ message: String, hint: String? = nil) {
    let text = Escaping.lines("error: \(message)" + (hint.map { "\n  hint: \($0)" } ?? ""))
    let size = Terminal(Descriptor.standardError.number)
    // A message about the configuration may quote a value that stands in the wrong place, such as a key.
    let shown = Redaction.withoutTokens(text)
    StandardStreams().writeError(
      Array(((size.isTerminal ? wrapped(message: shown, columns: size.size.columns) : shown) + "\n").utf8))
  }

  /// - Parameter arguments: the whole command line.
  private func start(_ arguments: [String]) throws -> Int32 {
    if options.has(.help) { throw Answer(text: Self.fullHelp) }
    if options.has(.version) { throw Answer(text: Self.version) }
    if let code = options[.code] {
      try options.refuseAllBut(.ofRuns, for: "wessaal -c")
      return try Run(options).script(.code(code), words)
    }
    guard let first = words.first else {
      try options.refuseAllBut(.ofRuns, for: "wessaal")
      guard Descriptor.standardInput.isTerminal else {
        return try Run(options).script(.input(.standardInput()), [])
      }
      return try Run(options, needsProfile: true).prompt()
    }
    let rest = Array(words.dropFirst())
    if first.hasPrefix("-"), first != "-" {
      throw try unknown(first)
    }
    if first == "-" || first.contains("/") || first.hasSuffix(".wsl") {
      try options.refuseAllBut(.ofRuns, for: "wessaal \(first)")
      let script = first == "-" ? Script.input(try .standardInput()) : try Script(path: first)
      return try Run(options).script(script, rest)
    }
    if let status = try subcommand(first, rest) { return status }
    return try direct(arguments)
  }

  /// The fault of a word that is no option of the program. The one before it may have taken the script for its value,
  /// or the script comes from standard input and the word is its own.
  private func unknown(_ word: String) throws -> StartFailure {
    _ = try RunOptions(options, Profile())
    _ = try Options(options)
    var fault = GivenOptions.unknown(word, among: ProgramOption.all, of: "wessaal")
    if [.pipe, .file].contains((try? Descriptor.standardInput.status())?.kind),
      !words.contains(where: Self.isScript)
    {
      fault.hint =
        "options of a script from standard input stand behind '-': "
        + (GivenOptions.line(["wessaal", "-"] + words) ?? "wessaal - …")
    }
    return fault
  }

  private static func isScript(_ word: String) -> Bool { word == "-" || word.hasSuffix(".wsl") }

  /// Runs a subcommand; nil where the word is not one.
  private func subcommand(_ first: String, _ rest: [String]) throws -> Int32? {
    switch first {
    case "sandbox": return try SandboxCommand().start(rest, options)
    case "test": return try TestCommand().start(rest, options)
    case "rehearse": return try RehearseCommand().start(rest, options)
    case "fmt": return try FmtCommand().start(rest, options)
    case "check": return try CheckCommand().start(rest, options)
    case "__complete": throw Answer(text: CommandLineCompletion(rest).text)
    case "completions": throw try CompletionsCommand().answer(rest, options)
    case "man": throw try ManCommand().answer(rest, options)
    case "openapi": throw try OpenAPICommand().answer(rest, options)
    case "help" where rest.isEmpty:
      try options.refuseAllBut([], for: "wessaal help")
      throw Answer(text: Self.fullHelp)
    default: return nil
    }
  }

  /// Runs one command of the language. Options of the program may also stand after the command.
  private func direct(_ arguments: [String]) throws -> Int32 {
    let typed = DirectWords(words)
    var whole = options
    if !typed.options.isEmpty {
      whole = try GivenOptions(leading: arguments.dropLast(words.count) + typed.options)
    }
    return try Run(whole, command: typed.command[0]).direct(typed.command, query: whole[.query])
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
