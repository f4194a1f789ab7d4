import Commands
import Files
import HTTP
import Ledger
import Machine
import Money
import Recording
import Rendering
import Scripts
import Service
import Source
import Stage
import Syntax
import SystemCalls

extension Session {
  /// Parses a program. Where it has faults of syntax, these and all others are shown on standard error, and
  /// it returns nil.
  public func read(_ file: SourceFile, interactive: Bool = false) -> (Program, [Diagnostic])? {
    let id = workspace.sources.add(file)
    let (program, faults) = parse(file, id: id, vocabulary: commands, interactive: interactive)
    guard faults.contains(where: { $0.severity == .error }) else { return (program, faults) }
    _ = check(program, faults, interactive: interactive)
    return nil
  }

  /// Whether a program, or a file that it uses, reads the arguments of the command line.
  package func readsArguments(_ program: Program) -> Bool {
    let libraries = Libraries(of: program, sources: workspace.sources, commands: commands, files: access)
    return ([program] + libraries.programs).contains { Mentions(of: $0).variables.contains("args") }
  }

  /// Checks a program and the files that it uses, and shows their faults.
  ///
  /// - Returns: the program with the defs of other files and of earlier inputs; nil where it has a fault.
  public func check(_ program: Program, _ faults: [Diagnostic] = [], interactive: Bool) -> ResolvedProgram? {
    let files = access
    let libraries = Libraries(of: program, sources: workspace.sources, commands: commands, files: files)
    workspace.sources = libraries.sources
    var program = program
    let used = libraries.definitions
    let declared = Set((program.statements + used).compactMap(\.definedName))
    program.statements =
      workspace.definitions.filter { !declared.contains($0.definedName ?? "") } + program.statements
    if !libraries.faults.isEmpty {
      program.unread = program.unread ?? Unread()
      program.unread?.defs = true
    }
    let known = interactive ? Set(variables) : []
    var commands = commands
    commands.rules.defaults = account.defaults
    commands.rules.defaults = program.defaults(commands)
    var resolved = ResolvedProgram(program, libraries: libraries.programs, given: known, commands: commands)
    let found = Checker.check(
      resolved, libraries: libraries.programs, commands: commands,
      options: Checker.Options(
        interactive: interactive, variables: known, given: Set(variables),
        refusal: { files.refusal(of: $0) }))
    var all = faults + libraries.faults + found
    // Whatever is doubtful in a program that sends may cost money.
    if console.isQuiet, !resolved.program.writes(commands),
      !libraries.programs.contains(where: { $0.writes(commands) })
    {
      all.removeAll { $0.severity == .warning }
    }
    report(proven(all.sortedByPosition(), of: program, libraries.programs, commands, known, interactive))
    guard !all.contains(where: { $0.severity == .error }) else { return nil }
    resolved.program.statements = used + program.statements
    return resolved
  }

  /// The diagnostics, with only those proposals that pass the check in their place.
  private func proven(
    _ diagnostics: [Diagnostic], of program: Program, _ libraries: [Program], _ commands: ShellCommands,
    _ known: Set<String>, _ interactive: Bool
  ) -> [Diagnostic] {
    guard !diagnostics.isEmpty, let file = workspace.sources[program.span] else { return diagnostics }
    let (definitions, files, given) = (workspace.definitions, access, Set(variables))
    func faults(of program: Program) -> [Diagnostic] {
      let options = Checker.Options(
        interactive: interactive, variables: known, given: given, refusal: { files.refusal(of: $0) })
      return Checker.check(program, libraries: libraries, commands: commands, options: options)
    }
    let proposals = Proposals(
      in: file, id: program.span.file, known: diagnostics, variables: known, commands: commands
    ) { text in
      var (program, found) = parse(
        text, id: program.span.file, vocabulary: commands, interactive: interactive)
      let declared = Set(program.statements.compactMap(\.definedName))
      program.statements =
        definitions.filter { !declared.contains($0.definedName ?? "") } + program.statements
      return found + faults(of: program)
    }
    let query = Span(file: DirectQuery.file, start: 0, end: 0)
    guard program.span.file == 0, let stages = workspace.sources[query], stages.name == DirectQuery.name
    else {
      return proposals.proven()
    }
    let ofQuery = Proposals(in: stages, id: query.file, known: diagnostics, commands: commands) { text in
      let (program, found) = DirectQuery.replaced(in: program, by: text, commands)
      return found + faults(of: program)
    }
    return zip(proposals.proven(), ofQuery.proven()).map { $0.span.file == query.file ? $1 : $0 }
  }

  /// Checks and compiles a program that was built and not parsed. Nil where it has a fault.
  public func compile(_ program: Program, _ faults: [Diagnostic] = [], interactive: Bool) -> Code? {
    guard let checked = check(program, faults, interactive: interactive) else { return nil }
    if let failure = lackOfLedger(for: checked.program) {
      report(failure)
      return nil
    }
    if interactive || checked.program.mentions(commands, \.traits.needsRecord) { record.recorder.start() }
    display.isChosen = program.choosesMembers(commands)
    display.hidesEmpty = program.statements.count == 1
    return code(of: checked, interactive: interactive)
  }

  /// Compiles a program that was checked. Nil where it has a fault.
  ///
  /// - Parameter test: the test that runs instead of the program.
  public func code(of checked: ResolvedProgram, interactive: Bool, test: Span? = nil) -> Code? {
    let program = checked.program
    do throws(Diagnostic) {
      let code = try Compiler.compile(
        checked, commands: commands,
        options: Compiler.Options(
          interactive: interactive, globals: workspace.names, test: test, goesOn: console.mode.isRehearsed))
      workspace.replaceNames(with: code.globals)
      workspace.keep(program)
      if interactive { workspace.definitions = program.statements.filter { $0.definedName != nil } }
      return code
    } catch {
      report([error])
      return nil
    }
  }

  /// Checks and compiles one command that the words of the command line gave. Nil where it has a fault.
  public func prepare(_ call: DirectCall) -> Code? {
    // The spans of the call count from the first file.
    guard workspace.sources.add(call.source) == 0 else { return nil }
    if let query = call.query {
      guard workspace.sources.add(query.source) == DirectQuery.file else { return nil }
    }
    return compile(call.program, call.query?.faults ?? [], interactive: false)
  }

  /// Runs a compiled program to its end, and returns how it ended.
  ///
  /// - Parameter isLast: whether the process ends afterwards. Then the program's values are not freed:
  ///   freeing 400,000 texts one by one took a tenth of the run that made them.
  public func run(_ code: Code, isLast: Bool = false) async -> Ending {
    display.reset()
    workspace.glimpse = []
    workspace.shown = nil
    tally = Tally()
    (service.unsent, service.undelivered) = (0, 0)
    console.progress.begin()
    defer {
      console.progress.clear()
      display.endTurns()
    }
    let fiber = Fiber(code, globals: workspace.globals, interruption: console.interruption)
    let result = await ticking { await drive(fiber) }
    switch result {
    case .success:
      if isLast { CurrentProcess.keep(fiber) }
      return .done
    case .failure(let failure): return .failed(failure)
    }
  }

  /// Runs something while the progress shows the time. It does not with a clock that waiting itself moves,
  /// because the progress also waits.
  func ticking<Result>(_ body: () async -> Result) async -> Result {
    guard console.progress.isOn, console.world.surroundings.isReal else { return await body() }
    let (progress, sleep, bound) = (console.progress, console.world.surroundings.sleep, ThreadBound(self))
    return await withDiscardingTaskGroup { tasks in
      tasks.addTask {
        while (try? await sleep(0.1)) != nil {
          progress.tick()
          bound.value.face?.takeTyped()
        }
      }
      let result = await body()
      tasks.cancelAll()
      return result
    }
  }

  /// Runs an input of the prompt.
  ///
  /// - Parameter typed: the same with the pager at its end, as it was typed. What it writes is kept for the pager then.
  public func evaluate(_ text: String, typed: String? = nil) async -> Ending {
    workspace.typed = typed.map { (UInt32(workspace.sources.files.count), SourceFile(name: "", text: $0)) }
    display.pages = typed.map { _ in ([], false) }
    return await evaluate(SourceFile(name: "", text: text))
  }

  /// Runs a file as an input of the prompt. Its declarations stay.
  public func evaluate(_ file: SourceFile) async -> Ending {
    service.calls = CallSummary()
    ledger.many.begin()
    let start = console.world.surroundings.now()
    defer { service.calls.end(after: console.world.surroundings.now() - start) }
    guard let (program, faults) = read(file, interactive: true),
      let code = compile(program, faults, interactive: true)
    else { return .refused }
    if code.usesLast || program.mentions(commands, \.traits.needsShown) {
      if let failure = await unpark() { return .failed(failure) }
    } else {
      workspace.parked = nil
    }
    (workspace.hasShown, workspace.looked, workspace.lastBefore) = (false, nil, workspace.last)
    let isLook = program.statements.count == 1 && program.statements[0].isLook
    let before = isLook ? value(of: Compiler.last) : nil
    let ending = await run(code)
    if case .done = ending, !workspace.hasShown, program.isOnlyValue {
      do throws(Failure) { try display.null() } catch { return .failed(error) }
    }
    keepOutput(of: program, isLook: isLook)
    if let before { set(Compiler.last, before) }
    return ending
  }
}

extension Session {
  /// Why a program that has keys of `once` cannot run, as far as this is known before its first call. A read-only
  /// session only looks at keys.
  private func lackOfLedger(for program: Program) -> Failure? {
    guard !account.isReadOnly, var failure = account.ledger.unusable,
      let command = program.first(where: {
        $0.hasFlag("once") || commands.builtin(of: $0)?.traits.isKeyed == true
      })
    else { return nil }
    failure.span = command.nameSpan
    return failure
  }
}

extension Program {
  /// Whether it may write to the account.
  fileprivate func writes(_ commands: ShellCommands) -> Bool {
    statements.contains {
      Mentions(of: $0).commands.contains { commands.builtin(of: $0)?.traits.effect($0) == .writes(.account) }
    }
  }

  /// Whether a builtin with a certain property occurs anywhere in it.
  fileprivate func mentions(_ commands: ShellCommands, _ isSought: (Builtin) -> Bool) -> Bool {
    first { commands.builtin(of: $0).map(isSought) == true } != nil
  }

  /// The first command that is as sought, wherever it stands.
  fileprivate func first(where isSought: (Command) -> Bool) -> Command? {
    for statement in statements {
      if let found = Mentions(of: statement).commands.first(where: isSought) { return found }
    }
    return nil
  }
}
