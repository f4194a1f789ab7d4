import Commands
import Files
import JSON
import Library
import Machine
import Money
import Profiles
import Recording
import Rehearsing
import Rendering
import Scripts
import Service
import Source
import Stage
import Support

/// One shell, put together from its parts. Programs run by `read`, `compile` and `run`, and inputs by
/// `evaluate`; then `finish` gives the exit status.
///
/// Only one task on one thread may use it. So it needs no locks and is not `Sendable`.
public final class Session {
  /// Shows messages and asks questions.
  package let console: Console
  package private(set) var account: Account
  /// Makes the calls.
  package let service: Service
  /// `once`, budgets, and the question before many messages.
  package let ledger: LedgerDesk
  /// The files that `open` and `save` may touch.
  package var access: FileAccess
  /// What earlier inputs have left for the next one.
  var workspace = Workspace()
  var tally = Tally()
  public internal(set) var commands: ShellCommands
  var display: Display
  /// The record of what was done.
  var record: RecordDesk
  /// The profiles of the configuration; nil where the session has none.
  package var accounts: (any Accounts)?
  /// The prompt of the session; nil where there is none.
  package weak var face: (any PromptFace)? {
    didSet {
      service.isAtPrompt = face != nil
      display.goesOn = face != nil
    }
  }

  /// - Parameter rehearsal: observes all that the run does; nil where the run is not a rehearsal.
  package init(
    world: World, account: Account, settings: Settings = Settings(),
    commands: ShellCommands = ShellCommands(),
    interruption: Interruption = Interruption(), rehearsal: Rehearsal? = nil
  ) {
    let progress = ProgressLine(world)
    let recorder = Recorder()
    let clock = RecordedClock()
    let world = world.clearing(progress).telling(recorder).dated(by: clock)
    console = Console(
      world, progress: progress, interruption: interruption, answersYes: settings.yes, isQuiet: settings.quiet
    )
    console.mode = rehearsal.map(Mode.rehearsed) ?? (settings.dryRun ? .dry : .real)
    self.account = account
    self.commands = commands
    service = Service(
      account.client, keyless: account.keyless, console: console, catalog: commands.catalog,
      waitTimeout: settings.waitTimeout)
    ledger = LedgerDesk(service, ledger: account.ledger, rules: settings.money)
    access = settings.files
    display = Display(
      world: world, format: settings.output, interruption: interruption, recorder: recorder)
    record = RecordDesk(recorder, clock, traces: settings.trace, WaitNotice(world, progress))
    service.guards = [ledger.many]
    if let most = settings.maxCredits { service.guards.append(Budget("--max-credits \(most)", limit: most)) }
    if let rehearsal { service.guards.append(rehearsal) }
    ledger.digest = { [unowned self] span in BlockDigest.of(span, in: workspace) }
    ledger.access = { [unowned self] in access }
    console.beforeMessage = { [unowned self] in display.besideTurn($0) }
    observe()
    setReadOnly(account.isReadOnly)
    set("args", [])
    set("env", .object(world.visibleEnvironment(hiding: account.key)))
    set(Compiler.last, .null)
  }

  /// Uses another account from now on.
  package func use(_ account: Account) {
    self.account = account
    service.use(account.client, keyless: account.keyless)
    ledger.ledger = account.ledger
    setReadOnly(account.isReadOnly)
  }

  /// Refuses writes from now on, or allows them again. A dry run still shows them.
  package func setReadOnly(_ isReadOnly: Bool) {
    account.isReadOnly = isReadOnly
    service.isReadOnly = isReadOnly
    commands.rules.isReadOnly = isReadOnly && !console.mode.isDry
  }

  /// Sets the values that calls use for parameters that they leave out.
  func setDefaults(_ defaults: Object) { account.defaults = defaults }

  /// Sets a global variable before a program runs.
  public func set(_ name: String, _ value: Value) { workspace.set(name, value) }

  /// The variables that an input at the prompt may read.
  public var variables: [String] { workspace.variables + ["response"] }

  /// What gave `$` the value that it had when the last input began.
  public var lastBefore: PastInput.LastValue { workspace.lastBefore }

  /// Parts of the value of the last input; nil where that is not `$` now.
  public var given: GivenParts? { workspace.given }

  /// The code of the `exit` that the run asked for; nil where it asked for none.
  public var exitCode: Int32? { tally.exitCode }

  /// The zone in which days begin. Times without a zone are read and written in it.
  package var zone: Zone { (try? Zone(named: console.interruption.zone)) ?? .utc }

  /// The files to which spans refer.
  package var sources: SourceMap { workspace.sources }

  /// Writes a text of the program itself to standard output, such as help.
  public func show(_ text: String) throws(Failure) { try display.write(Array(text.utf8)) }
}

// MARK: What the builtins of other rooms are given

extension Session {
  var files: FileDesk {
    FileDesk(console, access) { (bytes) throws(Failure) in try self.display.write(bytes) }
  }

  var support: SupportDesk {
    SupportDesk(
      service, ledger: ledger.ledger, showsText: display.isAutomatic && console.world.outputScreen.isTerminal,
      write: { (text, whole) throws(Failure) in
        try self.display.screen(text) { Array($0.text(whole).utf8) }
      },
      show: { (value) throws(Failure) in try self.display.show(value) },
      read: { (path) throws(Failure) in try self.bytes(of: path) },
      keep: { value in
        self.set(Compiler.last, value)
        self.workspace.hasShown = true
      })
  }

  /// The bytes of a file that the program may read, or of standard input.
  func bytes(of path: String?) throws(Failure) -> [UInt8] {
    if let path { try access.check(path) }
    let bytes: [UInt8]?
    do throws(FileError) { bytes = try InputFile.bytes(of: path, most: 64 << 20) } catch {
      throw Failure(error)
    }
    guard let bytes else { throw Failure(.usage, "what is imported must have at most 64 MiB, but has more") }
    return bytes
  }
}
