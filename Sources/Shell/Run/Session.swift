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

/// One shell. It is put together from its parts; it runs programs by `read`, `compile` and `run`, or inputs by
/// `evaluate`, and `finish` gives the exit status.
///
/// Used by one task of one thread only; so it needs no locks and is not `Sendable`.
public final class Session {
  /// Speaks and asks.
  package let console: Console
  package private(set) var account: Account
  /// Calls.
  package let service: Service
  /// `once`, budgets, and the question before many.
  package let ledger: LedgerDesk
  /// What `open` and `save` may touch.
  package var access: FileAccess
  /// What the next input sees.
  var workspace = Workspace()
  /// What this run has done.
  var tally = Tally()
  public internal(set) var commands: ShellCommands
  var display: Display
  /// The record of what was done.
  var record: RecordDesk
  /// The profiles there are, where the program has them.
  package var accounts: (any Accounts)?
  /// The prompt that inputs are typed at, if one is.
  package weak var face: (any PromptFace)? {
    didSet {
      service.isAtPrompt = face != nil
      display.goesOn = face != nil
    }
  }

  /// - Parameter rehearsal: what is told of all that the run does, where it is one.
  package init(
    world: World, account: Account, settings: Settings = Settings(),
    commands: ShellCommands = ShellCommands(),
    interruption: Interruption = Interruption(), rehearsal: Rehearsal? = nil
  ) {
    let progress = ProgressLine(world, isInterrupted: { interruption.isSet })
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
    record = RecordDesk(recorder, clock, traces: settings.trace, WaitNotice(world))
    service.guards = [ledger.many]
    if let most = settings.maxCredits { service.guards.append(Budget("--max-credits \(most)", limit: most)) }
    if let rehearsal { service.guards.append(rehearsal) }
    ledger.digest = { [unowned self] span in BlockDigest.of(span, in: workspace) }
    ledger.access = { [unowned self] in access }
    observe()
    setReadOnly(account.isReadOnly)
    set("args", [])
    set("env", .object(world.visibleEnvironment(hiding: account.key)))
    set(Compiler.last, .null)
  }

  /// Speaks to another account from now on.
  package func use(_ account: Account) {
    self.account = account
    service.use(account.client, keyless: account.keyless)
    ledger.ledger = account.ledger
    setReadOnly(account.isReadOnly)
  }

  /// Refuses writes from now on, or no longer. A dry run shows them.
  package func setReadOnly(_ isReadOnly: Bool) {
    account.isReadOnly = isReadOnly
    service.isReadOnly = isReadOnly
    commands.rules.isReadOnly = isReadOnly && !console.mode.isDry
  }

  /// What calls take from now on where they leave a parameter out.
  func setDefaults(_ defaults: Object) { account.defaults = defaults }

  /// Sets a variable of the top level before a program runs.
  public func set(_ name: String, _ value: Value) { workspace.set(name, value) }

  /// The variables that an input at the prompt may read.
  public var variables: [String] { workspace.variables }

  /// What the input that ran last gave, where that is `$` now.
  public var given: GivenParts? { workspace.given }

  /// The `exit` that was asked for.
  public var exitCode: Int32? { tally.exitCode }

  /// The zone in which days begin, and in which times without a zone are read and written.
  var zone: Zone { (try? Zone(named: console.interruption.zone)) ?? .utc }

  /// The files that spans refer to.
  package var sources: SourceMap { workspace.sources }

  /// Text of the program itself on standard output: help and the like.
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
      write: { (bytes) throws(Failure) in try self.display.write(bytes) },
      show: { (value) throws(Failure) in try self.display.show(value) },
      read: { (path) throws(Failure) in try self.bytes(of: path) },
      keep: { self.set(Compiler.last, $0) })
  }

  /// Of a file that the program may read, or of standard input.
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
