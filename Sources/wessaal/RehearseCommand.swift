import Catalog
import HTTP
import JSON
import Ledger
import Machine
import Profiles
import Rehearsing
import Rendering
import Sandbox
import Shell
import Source
import Stage
import Syntax
import SystemCalls

/// `wessaal rehearse FILE [ARG…]`: runs a script against a sandbox with a copy of the account, and reports
/// what the script would do.
struct RehearseCommand {
  static let outline = CommandOutline(
    name: "wessaal rehearse",
    summary: "Runs a script against a copy of the account: nothing is sent, and nothing is written.",
    usage: [("wessaal [options] rehearse FILE.wsl [ARG…]", "")],
    discussion: """
      Reads the account's instances, contacts, templates and balance, and nothing else of it is asked. Then the \
      script runs against a sandbox that holds them, on a clock that 'sleep' and '--wait' move on. Told is what \
      it would send and to how many, which rows of which file would fail and why, and what it would cost beside \
      the balance. A loop goes on after a row that fails, so that all of them are told; what the script shows \
      goes to standard error. --output json before 'rehearse' gives the report as JSON.

      Exit status: 0 where all of it would go, 10 where some would fail, 5 where credits or a budget fall \
      short, else the script's own.
      """,
    operand: .init(name: "file", meaning: "A script; - is standard input."))

  /// - Parameter words: the script, and after it the script's own arguments.
  func start(_ words: [String], _ options: GivenOptions) throws -> Int32 {
    // What stands behind the script is the script's own.
    let isOption = words.first.map { $0.hasPrefix("-") && $0 != "-" } ?? false
    let file = try GivenOptions(
      isOption ? words : Array(words.prefix(1)), of: Self.outline, behind: .ofRehearsals
    ).words[0]
    try options.refuseAllBut(.ofRehearsals.union(.dryRun), for: "wessaal rehearse")
    if options.has(.dryRun) {
      throw StartFailure(message: "a rehearsal sends nothing anyway: leave --dry-run out")
    }
    let script: Script = try file == "-" ? .input(.standardInput()) : Script(path: file)
    return try RehearsalRun(Run(options), script).start(Array(words.dropFirst()))
  }
}

/// A rehearsal, from the copy of the account to the report.
private struct RehearsalRun {
  private let run: Run
  private let script: Script
  private var wiring: Wiring { run.wiring }
  private var options: RunOptions { run.options }

  /// How long a script may wait by its clock, in seconds. A script that waits longer is taken for one that
  /// never ends.
  private static let mostWait = 7.0 * 86400

  init(_ run: Run, _ script: Script) {
    self.run = run
    self.script = script
  }

  func start(_ words: [String]) throws -> Int32 {
    Signals.interrupt()
    let connection = try Connection(wiring, interactive: false, isLookedAt: true)
    let account: AccountCopy
    switch copy(connection) {
    case .success(let copy): account = copy
    case .failure(let failure):
      let session = wiring.session(connection)
      return session.finish(.failed(failure))
    }
    let sandbox = try startSandbox(account)
    defer { try? sandbox.stop() }
    let rehearsal = Rehearsal()
    let session = try session(in: sandbox, connection, rehearsal)
    if options.readOnly, !options.mustRead {
      session.console.say("the profile only reads: a run with it would be refused its first write")
    }
    switch try run.load(script, words, in: session) {
    case .refused: return ExitStatus.usage
    case .help(let text): throw Answer(text: text)
    case .ready(let program, let code):
      let start = sandbox.now
      let ending = ending(of: code, keeping: program, session, on: sandbox, connection)
      let wait = sandbox.now - start
      // Moves the clock on until all queued messages have their last status.
      sandbox.advance(by: 1e9)
      return try show(
        RehearsalReport(
          rehearsal, of: script.file.name, session.sources, copy: account, messages: sandbox.messages,
          wait: wait,
          ending: ending))
    }
  }

  /// Copies the account. Only this function uses it, and the session that reads it ends here.
  private func copy(_ connection: Connection) -> Result<AccountCopy, Failure> {
    let session = ThreadBound(wiring.session(connection))
    return wiring.loop.run { () async -> Result<AccountCopy, Failure> in
      do throws(Failure) { return .success(try await session.value.service.copyAccount()) } catch {
        return .failure(error)
      }
    }
  }

  private func ending(
    of code: Code, keeping program: Program, _ session: Session, on sandbox: RunningSandbox,
    _ connection: Connection
  ) -> (Ending, Int32) {
    let end = sandbox.now + Self.mostWait
    var ending: Ending
    do throws(Failure) {
      if let store = try run.keepFile(script, program, connection) {
        try session.recall(program, from: store)
      }
      let bound = ThreadBound(session)
      ending = wiring.loop.run { () async -> Ending in await bound.value.run(code) }
    } catch { ending = .failed(error) }
    if sandbox.now > end, Signals.received == 0 {
      wiring.interruption.clear()
      ending = .failed(
        Failure(.rehearsal, "a week has passed on the rehearsal's clock: it ended before the script did"))
    }
    let status = session.finish(ending)
    return (ending, Signals.endingStatus ?? status)
  }

  private func show(_ report: RehearsalReport) throws -> Int32 {
    let isJSON = [.json, .ndjson].contains(options.output)
    let text = isJSON ? report.jsonText(indent: options.output == .json ? 2 : 0) : report.text
    try wiring.streams.write(Array(text.utf8))
    try wiring.streams.flush()
    return report.exitStatus
  }

  // MARK: The stage

  private func startSandbox(_ account: AccountCopy) throws(StartFailure) -> RunningSandbox {
    let scopes = account.permissions.map { $0.compactMap(Scope.init(rawValue:)) } ?? Scope.allCases
    let options = Options(
      keys: [Key("sk_test_rehearsal", scopes: scopes)], hourlyRate: Int(options.perHour), clock: .manual,
      world: Sandbox.World(account), beginning: Surroundings.real(on: wiring.loop).date(),
      hasTestNumbers: false)
    do throws(SandboxError) { return try SandboxServer.startInBackground(options) } catch {
      throw StartFailure(message: "\(error)")
    }
  }

  /// The session of the script. It calls the sandbox, and its output stands beside the report.
  private func session(
    in sandbox: RunningSandbox, _ connection: Connection, _ rehearsal: Rehearsal
  ) throws -> Session {
    let surroundings = surroundings(sandbox)
    var settings = wiring.settings
    settings.output = .auto
    let client = wiring.client(
      base: try BaseURL(parsing: sandbox.address.url), key: try APIKey(parsing: sandbox.address.key),
      in: surroundings)
    // It writes only to its copy, whatever the profile allows.
    let account = Account(
      .success(client), ledger: wiring.ledger(of: script.source, connection, wiring.profile).copied(),
      defaults: options.defaults)
    return wiring.session(
      account, of: script.source, in: stage(surroundings), settings: settings, rehearsal: rehearsal)
  }

  private func stage(_ surroundings: Surroundings) -> ShellWorld {
    let (streams, world) = (wiring.streams, wiring.world)
    var stage = ShellWorld(
      output: { (bytes) throws(OutputError) in streams.writeError(bytes) },
      flush: { () throws(OutputError) in }, errors: { streams.writeError($0) },
      outputScreen: world.errorScreen, errorScreen: world.errorScreen, environment: wiring.environment,
      surroundings: surroundings)
    if world.ask != nil { stage.ask = { _ in true } }
    return stage
  }

  private func surroundings(_ sandbox: RunningSandbox) -> Surroundings {
    let interruption = wiring.interruption
    let end = sandbox.now + Self.mostWait
    return Surroundings(
      now: { sandbox.now }, date: { sandbox.now }, random: { 0 },
      sleep: { (seconds: Double) async throws(CancellationError) in
        sandbox.advance(by: seconds)
        if sandbox.now > end { interruption.set() }
      })
  }
}

extension Sandbox.World {
  /// A copied account as the sandbox's world. Where a kind of record could not be copied, the sandbox accepts
  /// any id of that kind.
  fileprivate init(_ account: AccountCopy) {
    self.init(
      user: account.user, workspaces: account.workspaces, instances: account.instances,
      contacts: account.contacts, templates: account.templates,
      // Where the balance is not known, nothing may fail because of it.
      credits: account.credits ?? 1_000_000_000)
    let kinds: [(String, Kind)] = [
      ("instances", .instances), ("contacts", .contacts), ("templates", .templates),
    ]
    unknown = Set(kinds.filter { account.lacks($0.0) }.map(\.1))
  }
}
