import Commands
import Files
import HTTP
import JSON
import Ledger
import Machine
import Money
import Profiles
import Prompt
import Rendering
import Sandbox
import Scripts
import Shell
import Source
import Stage
import Syntax
import SystemCalls

/// The text of a script, by where it comes from.
enum Script {
  case stored(SourceFile)
  /// Standard input, or a pipe that the program was given: a text without a file of its own.
  case input(SourceFile)
  /// Code on the command line.
  case code(String)

  init(path: String) throws(StartFailure) {
    let file = try SourceFile.file(path)
    self = Files.isPassing(path) ? .input(file) : .stored(file)
  }

  var file: SourceFile {
    switch self {
    case .stored(let file), .input(let file): file
    case .code(let text): SourceFile(name: "-c", text: text)
    }
  }

  /// The source of the text, for the ledger.
  var source: ProgramSource {
    switch self {
    case .stored(let file): .script(file.name)
    case .input(let file): .standardInput(file)
    case .code(let text): .commandLine(text)
    }
  }

  /// Whether the user typed it for this run.
  var isByUser: Bool { if case .code = self { true } else { false } }
}

/// Runs a script, one command or the prompt. Each way returns the exit status of the program.
struct Run {
  let options: RunOptions
  let wiring: Wiring

  /// - Parameters:
  ///   - needsProfile: whether the configuration matters even for a sandbox.
  ///   - command: the first word of the command, where one is run. The configuration may be missing for a command that
  ///     makes it.
  /// - Throws: where an option, the environment or the profile has a fault.
  init(
    _ typed: GivenOptions, needsProfile: Bool = false, command: String? = nil
  ) throws(StartFailure) {
    let commands = ShellCommands()
    let makesFile = command.flatMap { commands.builtin($0, verb: nil) }?.traits.makesConfiguration == true
    let environment = try Environment.checked()
    if !typed.has(.sandbox), !makesFile { try Folders(environment).checkFile() }
    let name = typed[.profile] ?? environment["WESSAAL_PROFILE"].flatMap { $0.isEmpty ? nil : $0 }
    var profile = Profile()
    if !typed.has(.sandbox) || needsProfile || name != nil {
      profile = try Self.profile(name, environment, orNew: makesFile)
    } else if typed[.zone] == nil {
      // A day begins in the user's zone, even on the sandbox, which uses nothing else of a profile.
      profile.zone = (try? Self.profile(nil, environment, orNew: false))?.zone
    }
    options = try RunOptions(typed, profile)
    wiring = Wiring(options, profile, environment, commands)
  }

  private static func profile(
    _ name: String?, _ environment: [String: String], orNew isNew: Bool
  ) throws(StartFailure) -> Profile {
    guard let file = Folders(environment).configurationFile else { return Profile() }
    do throws(Failure) {
      let contents = try file.load()
      if isNew, let name, !contents.profiles.contains(where: { $0.name == name }) {
        return Profile(name: name)
      }
      return try contents.profile(name)
    } catch { throw StartFailure(error) }
  }

  func script(_ script: Script, _ words: [String]) throws(StartFailure) -> Int32 {
    let connection = try Connection(wiring, interactive: false)
    let session = wiring.session(connection, of: script.source)
    session.ledger.many.rule = script.isByUser ? .all : .bulks
    if script.isByUser {
      session.accounts = AccountDesk(
        wiring, session, connection, of: script.source)
    }
    say(connection.notice, in: session)
    switch try load(script, words, in: session) {
    case .refused: return ExitStatus.usage
    case .help(let text):
      do throws(Failure) {
        try session.show(text)
        return finish(.done, session)
      } catch { return finish(.failed(error), session) }
    case .ready(let program, let code):
      do throws(Failure) {
        guard let store = try keepFile(script, program, connection) else {
          return saved(run(code, session), connection)
        }
        return run(code, of: program, keepingIn: store, session)
      } catch { throw StartFailure(error) }
    }
  }

  /// What reading a script and its arguments led to.
  enum Loaded {
    /// The script has faults, which were told.
    case refused
    /// The arguments ask for its help.
    case help(String)
    case ready(Program, Code)
  }

  /// Reads and checks a script for a session, and gives the session its arguments.
  func load(_ script: Script, _ words: [String], in session: Session) throws(StartFailure) -> Loaded {
    guard let (program, _) = session.read(script.file) else { return .refused }
    let arguments: ScriptArguments
    let readsArguments = { session.readsArguments(program) }
    do throws(ScriptArguments.Fault) {
      arguments = try ScriptArguments(
        words, for: program,
        in: ScriptArguments.Surroundings(
          name: script.file.name, readsArguments: readsArguments,
          programOptions: { Set(ProgramOption.all.map(\.name)) }))
    } catch { throw StartFailure(message: error.message, hint: error.hint) }
    if arguments.wantsHelp {
      return .help(ScriptHelp(program, script.file, readsArguments: readsArguments()).text)
    }
    session.set("args", .array(arguments.rest.map { Value($0) }))
    for (name, value) in arguments.parameters { session.set(name, value) }
    if !script.isByUser { session.access = wiring.files(named: arguments.paths) }
    guard let code = session.compile(program, interactive: false) else { return .refused }
    return .ready(program, code)
  }

  private func say(_ notice: String?, in session: Session) {
    if let notice, !options.quiet { session.console.say(notice) }
  }

  /// Saves a sandbox that is kept, with what the run did.
  private func saved(_ status: Int32, _ connection: Connection) -> Int32 {
    do throws(SandboxError) { try connection.sandbox?.save() } catch {
      wiring.streams.writeError(Array("error: \(Escaping.line("\(error)"))\n".utf8))
      return status == ExitStatus.done ? ExitStatus.failed : status
    }
    return status
  }

  /// The file of the script's `keep` variables. Nil in the sandbox of a run, and for code without a file,
  /// because no later run could read them.
  func keepFile(
    _ script: Script, _ program: Program, _ connection: Connection
  ) throws(Failure) -> KeepFile? {
    guard program.keeps, case .stored(let file) = script, let base = connection.base else { return nil }
    if let lack = wiring.folders.lack {
      throw Failure(
        .usage, "what a script keeps must have a folder, but \(lack)",
        hint:
          "nothing ran; set HOME as it is set where this is run otherwise: elsewhere the script begins anew")
    }
    guard let folder = wiring.folders.state else { return nil }
    return KeepFile(
      folder: folder, script: file.name, account: ["\(base)"] + (connection.profile.map { [$0] } ?? []))
  }

  private func run(
    _ code: Code, of program: Program, keepingIn store: KeepFile, _ session: Session
  ) -> Int32 {
    Signals.interrupt()
    do throws(Failure) { try session.recall(program, from: store) } catch {
      if error.kind == .interrupted { return finish(.failed(error), session) }
      session.report(error)
      return ExitStatus.usage
    }
    var ending = ending(of: code, session)
    // A run fails where its output cannot be written, even after its end.
    if case .done = ending {
      do throws(Failure) { try session.console.flush() } catch { ending = .failed(error) }
    }
    let status = finish(ending, session)
    do throws(Failure) {
      try session.keep(program, in: store, after: ending)
      return status
    } catch {
      session.report(error)
      return status == ExitStatus.done ? ExitStatus.of(error) : status
    }
  }

  /// - Parameter query: the stages of a pipeline for the command's value.
  func direct(_ words: [String], query: String?) throws(StartFailure) -> Int32 {
    let connection = try Connection(wiring, interactive: false)
    let session = wiring.session(connection, of: .commandLine(words.joined(separator: "\u{0}")))
    session.ledger.many.rule = .all
    session.accounts = AccountDesk(
      wiring, session, connection, of: .commandLine(words.joined(separator: "\u{0}")))
    say(connection.notice, in: session)
    let call: DirectCall
    do throws(DirectCall.Fault) {
      call = try DirectCall(
        words, query: query, commands: session.commands,
        others: CommandLineCompletion.subcommands.map(\.text))
    } catch { throw StartFailure(message: error.message, hint: error.hint) }
    guard let code = session.prepare(call) else { return ExitStatus.usage }
    return saved(run(code, session), connection)
  }

  func prompt() throws(StartFailure) -> Int32 {
    let connection = try Connection(wiring, interactive: true)
    let session = wiring.session(connection)
    let accounts = AccountDesk(wiring, session, connection, of: .prompt)
    session.accounts = accounts
    Signals.interrupt(stops: true)
    say(connection.notice, in: session)
    if !options.norc { runStartFile(session, accounts) }
    session.ledger.many.rule = .all
    let history = wiring.history(of: connection, says: session.console.say)
    let output = Descriptor.standardOutput.number
    let terminal = Terminal.dialog(output) ?? Terminal(output)
    do throws(PromptError) {
      let shell = try InteractiveShell(
        session, on: wiring.loop, terminal: terminal, isColored: wiring.color(on: terminal), history: history,
        keys: wiring.profile.keys == "vi" ? .vi : .emacs, look: look,
        isEnding: { Signals.endingStatus != nil })
      let status = saved(shell.run(), connection)
      return Signals.endingStatus ?? status
    } catch { throw StartFailure(message: "\(error)") }
  }

  private var look: InteractiveShell.Look {
    var look = InteractiveShell.Look()
    look.highlights = wiring.profile.highlight ?? true
    look.suggests = wiring.profile.suggest ?? true
    look.hasMenu = wiring.profile.menu ?? true
    return look
  }

  /// Runs `rc.wsl` of the configuration folder, whose declarations stay for the prompt. Nobody sees it run,
  /// so it may only read.
  private func runStartFile(_ session: Session, _ accounts: AccountDesk) {
    let file: SourceFile
    do throws(Failure) {
      guard let path = try wiring.folders.startFile() else { return }
      file = try SourceFile.ownScript(path)
    } catch { return session.report(error) }
    // It may only read even where it chooses another profile. After it has ended, the rule of that profile
    // holds.
    accounts.mustRead = true
    defer { accounts.mustRead = options.mustRead }
    let bound = ThreadBound(session)
    let ending = wiring.loop.run { () async -> Ending in await bound.value.evaluate(file) }
    if case .failed(let failure) = ending { session.report(failure) }
  }

  private func run(_ code: Code, _ session: Session) -> Int32 {
    Signals.interrupt()
    return finish(ending(of: code, session), session)
  }

  private func ending(of code: Code, _ session: Session) -> Ending {
    // The session stays on this thread, because `run` returns only when the task has ended.
    let bound = ThreadBound(session)
    return wiring.loop.run { () async -> Ending in await bound.value.run(code, isLast: true) }
  }

  private func finish(_ ending: Ending, _ session: Session) -> Int32 {
    var lost: Failure?
    do throws(Failure) { try session.console.flush() } catch { lost = error }
    var status = session.finish(ending)
    // Output is missing, however the run ended. A status other than success stays.
    if let lost {
      if status == ExitStatus.done {
        status = session.finish(.failed(lost))
      } else if lost.ending == .outputLost, !ending.tellsOfOutput {
        session.report(lost)
      }
    }
    return Signals.endingStatus ?? status
  }
}

extension Ending {
  /// Whether its message already says that output is missing.
  fileprivate var tellsOfOutput: Bool {
    if case .failed(let failure) = self { failure.ending == .outputLost } else { false }
  }
}
