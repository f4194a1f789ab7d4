import Files
import HTTP
import JSON
import Journal
import Machine
import Profiles
import Recording
import Rendering
import Source
import Stage
import Syntax

/// How an input ended.
public enum Ending: Sendable {
  case done
  /// It does not check: nothing ran.
  case refused
  case failed(Failure)
}

extension Session {
  /// Reads a program; where it has faults of syntax, they and all others go to standard error, and there is
  /// none.
  public func read(_ file: SourceFile, interactive: Bool = false) -> (Program, [Diagnostic])? {
    let id = sources.add(file)
    let (program, faults) = parse(file, id: id, vocabulary: commands, interactive: interactive)
    guard faults.contains(where: { $0.severity == .error }) else { return (program, faults) }
    _ = check(program, faults, interactive: interactive)
    return nil
  }

  /// Checks a program and what it uses, and tells what is wrong with them.
  ///
  /// - Returns: the program with the defs of other files and earlier inputs; nil where it has a fault.
  public func check(_ program: Program, _ faults: [Diagnostic] = [], interactive: Bool) -> Program? {
    let files = settings.files
    let libraries = Libraries(of: program, sources: sources, commands: commands, files: files)
    sources = libraries.sources
    var program = program
    let used = libraries.definitions
    let declared = Set((program.statements + used).compactMap(\.definedName))
    program.statements = definitions.filter { !declared.contains($0.definedName ?? "") } + program.statements
    if !libraries.faults.isEmpty {
      program.unread = program.unread ?? Unread()
      program.unread?.defs = true
    }
    let known = interactive ? Set(variables) : []
    var commands = commands
    commands.defaults = settings.defaults
    commands.defaults = program.defaults(commands)
    let found = Checker.check(
      program, libraries: libraries.programs, commands: commands,
      options: Checker.Options(
        interactive: interactive, variables: known, given: Set(variables),
        refusal: { files.refusal(of: $0) }))
    let all = faults + libraries.faults + found
    report(all.sortedByPosition())
    guard !all.contains(where: { $0.severity == .error }) else { return nil }
    program.statements = used + program.statements
    return program
  }

  /// Compiles a program that was made and not read.
  public func compile(_ program: Program, _ faults: [Diagnostic] = [], interactive: Bool) -> Code? {
    guard let program = check(program, faults, interactive: interactive) else { return nil }
    if interactive || program.mentions("record") { recorder.start() }
    return code(of: program, interactive: interactive)
  }

  /// Compiles a program that was checked.
  ///
  /// - Parameter test: the test that is to run in place of the program.
  public func code(of program: Program, interactive: Bool, test: Span? = nil) -> Code? {
    do throws(Diagnostic) {
      let code = try Compiler.compile(
        program, commands: commands,
        options: Compiler.Options(
          interactive: interactive, globals: globalNames, test: test, goesOn: rehearsal != nil))
      globalNames = code.globals
      globals.grow(to: globalNames.count)
      if interactive { definitions = program.statements.filter { $0.definedName != nil } }
      return code
    } catch {
      report([error])
      return nil
    }
  }

  /// Checks and compiles one command given as words of the command line.
  public func prepare(_ call: DirectCall) -> Code? {
    // The spans of the call count from the first file.
    guard sources.add(call.source) == 0 else { return nil }
    return compile(call.program, interactive: false)
  }

  /// Runs a compiled program to its end and reports how it failed, if it did.
  ///
  /// - Parameter isLast: whether the process ends then. What the program holds then goes with the process: to
  ///   give back 400,000 texts one by one was a tenth of the run that made them.
  public func run(_ code: Code, isLast: Bool = false) async -> Ending {
    display.reset()
    glimpse = []
    shown = nil
    passedOver = 0
    passedInDoubt = 0
    unsent = 0
    progress.begin()
    defer { progress.clear() }
    let fiber = Fiber(code, globals: globals, interruption: interruption)
    let result = await drive(fiber)
    switch result {
    case .success:
      if isLast { _ = Unmanaged.passRetained(fiber) }
      return .done
    case .failure(let failure): return .failed(failure)
    }
  }

  /// An input at the prompt.
  public func evaluate(_ text: String) async -> Ending { await evaluate(SourceFile(name: "", text: text)) }

  /// What it declares stays.
  public func evaluate(_ file: SourceFile) async -> Ending {
    calls = CallSummary()
    many = ManySends()
    let start = world.surroundings.now()
    defer { calls.end(after: world.surroundings.now() - start) }
    guard let (program, faults) = read(file, interactive: true),
      let code = compile(program, faults, interactive: true)
    else { return .refused }
    if code.usesLast {
      if let failure = await unpark() { return .failed(failure) }
    } else {
      parked = nil
    }
    return await run(code)
  }

  func report(_ diagnostics: [Diagnostic]) {
    var shown: Span?
    for diagnostic in diagnostics {
      if diagnostic.severity == .warning { saidWarnings.insert(diagnostic.message) }
      let isRepeated = diagnostic.span == shown && sources[diagnostic.span]?.name.isEmpty == true
      say(rendered(diagnostic, showsLine: !isRepeated))
      shown = diagnostic.span
    }
  }

  /// Says how a run ended, where there is something to say, and gives the program's exit status.
  public func finish(_ ending: Ending) -> Int32 {
    switch ending {
    case .done:
      if passedOver > 0 {
        let doubts = passedInDoubt > 0 ? ", \(passedInDoubt) of them in doubt" : ""
        say("\(Figures.counted(passedOver, "item")) failed\(doubts), and the run went on: --keep-going")
      }
      if interruption.isSet, let standing { say(standing) }
      if unsent > 0 { say("\(Figures.counted(unsent, "message")) of a bulk not sent") }
      return passedOver + unsent > 0 ? ExitStatus.partly : ExitStatus.done
    case .refused: return ExitStatus.usage
    case .failed(let failure):
      if let exitCode, failure.kind == .interrupted, failure.ending == nil { return exitCode }
      // Who reads no further wants no word of it; of a run that was to change something it must be said.
      if failure.ending == .outputClosed, calls.writes + calls.doubts == 0, !interruption.isSet {
        return ExitStatus.failed
      }
      report(failure)
      switch failure.ending {
      case .dryRun, .rehearsal: return ExitStatus.done
      case .outputClosed, .outputLost:
        if interruption.isSet { break }
        if calls.writes + calls.doubts > 0, let standing { say(standing) }
        return ExitStatus.failed
      case nil: break
      }
      // A write that was cut off is in doubt, but that is not why the run ended.
      if interruption.isSet {
        if let standing { say(standing) }
        return ExitStatus.interrupted
      }
      if calls.credits > 0 || calls.doubts > 0, let standing { say(standing) }
      // 2 says that nothing ran: who reads that may run it again.
      let status = ExitStatus.of(failure)
      return status == ExitStatus.usage && calls.isAny ? ExitStatus.failed : status
    }
  }

  /// How far a run had come that was stopped; nil where it had called nothing.
  private var standing: String? {
    guard calls.isAny else {
      return journal.standing.isEmpty ? nil : "stopped before any call\(journal.standing)"
    }
    // What a rehearsal counts is its copy's.
    if rehearsal != nil { return nil }
    let credits = calls.credits > 0 ? ", \(Figures.counted(Int(calls.credits), "credit")) used" : ""
    let doubts = calls.doubtWords.map { ", " + $0 }.joined()
    return "stopped after \(Figures.counted(calls.count, "call"))\(credits)\(doubts)\(journal.standing)"
  }

  /// Says on standard error how a run failed.
  public func report(_ failure: Failure) {
    if failure.ending == .rehearsal { return }
    if failure.ending == .dryRun, let span = failure.span {
      return say(rendered(.warning(failure.message, at: span)))
    }
    let message = "error: \(Escaping.lines(failure.message))"
    // At the prompt it is known what was stopped.
    let isAtPrompt = failure.span.flatMap { sources[$0] }?.name.isEmpty != false
    let isStopped = failure.kind == .interrupted && isAtPrompt
    guard let span = failure.span, sources[span] != nil, !isStopped else {
      say(message + (failure.hint.map { "\n  hint: \(Escaping.lines($0))" } ?? ""))
      return
    }
    if let diagnostics = diagnostics(of: failure, at: span) { return report(diagnostics) }
    let diagnostic = Diagnostic.error(
      Escaping.lines(failure.message), at: span, hint: failure.hint.map(Escaping.lines))
    say(rendered(diagnostic))
  }

  private func rendered(_ diagnostic: Diagnostic, showsLine: Bool = true) -> String {
    let screen = world.errorScreen
    return diagnostic.rendered(
      in: sources, color: screen.color, showsLine: showsLine,
      columns: screen.isTerminal ? screen.columns : .max)
  }
}

extension Program {
  /// Whether a command of that name stands anywhere in it.
  fileprivate func mentions(_ name: String) -> Bool {
    statements.contains { Mentions(of: $0).commands.contains { $0.name.text == name } }
  }
}
