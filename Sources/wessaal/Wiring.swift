import Commands
import Files
import HTTP
import InputHistory
import JSON
import Ledger
import Machine
import Profiles
import Prompt
import Rehearsing
import Rendering
import Shell
import Stage
import SystemCalls

/// What a session needs of the world. It has a name of its own because the sandbox also has a type `World`.
typealias ShellWorld = World

/// Puts a session together, according to the command line and the environment.
struct Wiring {
  let options: RunOptions
  let profile: Profile
  let environment: [String: String]
  let commands: ShellCommands
  let streams: StandardStreams
  let interruption = Signals.interruption
  var folders: Folders { Folders(environment) }
  let loop: EventLoop
  /// The transport of the loop.
  let transport: CurlTransport
  /// The terminal for questions; nil where nobody can answer.
  private let dialog: Terminal?

  init(
    _ options: RunOptions, _ profile: Profile = Profile(), _ environment: [String: String] = Environment.all,
    _ commands: ShellCommands = ShellCommands()
  ) {
    self.options = options
    self.profile = profile
    self.environment = environment
    self.commands = commands
    let interruption = interruption
    interruption.setZone(Text(options.zone))
    streams = StandardStreams(isInterrupted: { interruption.isSet })
    loop = EventLoop(isInterrupted: { interruption.isSet })
    var settings = CurlTransport.Options()
    if let timeout = options.timeout { settings.timeout = timeout }
    transport = CurlTransport(on: loop, options: settings)
    dialog = Terminal.dialog(Descriptor.standardError.number).flatMap {
      // A script in the background whose messages go to a file runs as without a terminal.
      $0.descriptor == Descriptor.standardError.number || $0.isOurs ? $0 : nil
    }
  }

  func client(base: BaseURL, key: APIKey?) -> Client {
    client(base: base, key: key, in: .real(on: loop))
  }

  /// A client whose retries and rate use the clock of the run.
  ///
  /// - Parameter shared: the rate that this client shares with other processes.
  func client(
    base: BaseURL, key: APIKey?, in surroundings: Surroundings, shared: SharedRate? = nil
  ) -> Client {
    Client(
      transport: transport, base: base, key: key, surroundings: surroundings, retry: retryPolicy,
      limiter: RateLimiter(perHour: options.perHour, shared: shared))
  }

  /// The client of an account. Runs on this machine that use one ledger share the rate of its key, through a
  /// file in the ledger's folder.
  ///
  /// - Parameter isLookedAt: whether the run must leave no trace.
  func client(base: BaseURL, key: APIKey, _ profile: Profile, isLookedAt: Bool) -> Client {
    // All runs together cannot reach this rate. A user who sets it means that there is no limit.
    if options.perHour > 1e6 { return client(base: base, key: key) }
    let named = (options.journal ?? profile.journal).flatMap { EtcdAddress.isMeant($0) ? nil : $0 }
    let folder =
      named.map { Files.folder(of: Files.target($0) ?? $0) } ?? (folders.lack == nil ? folders.ledgers : nil)
    let making: SharedRate.Making =
      isLookedAt || options.dryRun ? .nothing : named == nil ? .fileAndFolder : .file
    let shared = folder.map {
      SharedRate(in: $0, making: making, identity: base.identity, key: key, perHour: options.perHour)
    }
    return client(base: base, key: key, in: .real(on: loop), shared: shared)
  }

  private var retryPolicy: RetryPolicy {
    guard let count = options.retry else { return RetryPolicy() }
    var policy = RetryPolicy(attempts: count + 1)
    policy.countsLimited = true
    return policy
  }

  func session(_ connection: Connection, of source: ProgramSource = .prompt) -> Session {
    session(account(connection, profile, of: source), of: source)
  }

  /// Makes a session. Every way of running makes its session here, so that each has all limits: what it may
  /// read, write and spend.
  func session(
    _ account: Account, of source: ProgramSource, in world: World? = nil, settings: Settings? = nil,
    rehearsal: Rehearsal? = nil
  ) -> Session {
    var settings = settings ?? self.settings
    (settings.money.script, settings.money.source) = (source.path, source.name)
    return Session(
      world: world ?? self.world, account: account, settings: settings, commands: commands,
      interruption: interruption, rehearsal: rehearsal)
  }

  /// The account of a connection, with the settings of a profile.
  func account(_ connection: Connection, _ profile: Profile, of source: ProgramSource) -> Account {
    let ledger = ledger(of: source, connection, profile)
    return Account(
      connection.client, keyless: connection.base.map { client(base: $0, key: nil) }, label: connection.label,
      realName: connection.account,
      // A dry run reads the ledger, and notes nothing in it.
      ledger: options.dryRun ? ledger.copied() : ledger, defaults: profile.defaults,
      isReadOnly: options.mustRead || profile.readOnly)
  }

  /// The ledger of the account. That of a sandbox stands beside the sandbox's state; without a saved state it
  /// ends with the run.
  func ledger(of source: ProgramSource, _ connection: Connection, _ profile: Profile) -> Ledger {
    let base = connection.base
    var owner = Ledger.Owner(base: base?.identity ?? "sandbox", needsUser: base != nil)
    let older = base.map { "\($0)" + (connection.profile.map { " \($0)" } ?? "") } ?? "sandbox"
    if let folder = folders.state {
      owner.older = OlderJournal(in: folder, of: source.journal, account: older)
    }
    return Ledger(
      place(connection, profile), of: owner, transport: transport, surroundings: .real(on: loop),
      background: { [loop] body in _ = Task(executorPreference: loop) { await body() } },
      timeout: options.timeout ?? 30, etcdUser: Self.etcdUser(profile.journalCommand))
  }

  /// The user that the environment names; else the one that the profile's program prints.
  private static func etcdUser(_ command: [String]) -> EtcdUser.Source {
    { () throws(Failure) in
      if let user = Ledger.environmentUser { return user }
      if command.isEmpty { return nil }
      guard let user = EtcdUser(parsing: try KeyCommand(command, "journal_command").line()) else {
        throw Failure(.auth, "the journal_command must print USER:PASSWORD, but printed something else")
      }
      return user
    }
  }

  private func place(_ connection: Connection, _ profile: Profile) -> Ledger.Place {
    if let place = options.journal ?? profile.journal {
      guard EtcdAddress.isMeant(place), let address = try? EtcdAddress(parsing: place) else {
        return .file(place)
      }
      return .etcd(address)
    }
    if connection.base == nil {
      return options.typed[SandboxOptions.state].map { .file($0 + ".journal") } ?? .memory
    }
    if let lack = folders.lack { return .nowhere(lack) }
    return folders.ledgers.map { .folder($0) } ?? .memory
  }

  var settings: Settings {
    var settings = Settings(output: options.output)
    settings.dryRun = options.dryRun
    settings.yes = options.yes
    settings.trace = options.trace
    settings.quiet = options.quiet
    settings.maxCredits = options.maxCredits
    settings.money.inDoubt = options.inDoubt
    settings.money.undelivered = options.undelivered
    settings.money.sameAs = options.sameAs
    return settings
  }

  /// The files that a script may touch: those in the working folder and those that the command line names,
  /// but never the shell's own.
  func files(named paths: [String]) -> FileAccess {
    var own =
      folders.own + [options.journal, profile.journal].compactMap { $0 }.filter { !EtcdAddress.isMeant($0) }
    if let state = options.typed[SandboxOptions.state] { own += [state, state + ".journal"] }
    return FileAccess(named: paths + options.allow, closed: own)
  }

  var world: World {
    World(
      output: { [streams] (bytes) throws(OutputError) in try streams.write(bytes) },
      flush: { [streams] () throws(OutputError) in try streams.flush() },
      errors: { [streams] in streams.writeError($0) },
      outputScreen: screen(.standardOutput), errorScreen: screen(.standardError), environment: environment,
      surroundings: .real(on: loop), ask: dialog.map(ask), askSecret: askSecret)
  }

  private func screen(_ descriptor: Descriptor) -> Screen {
    let terminal = Terminal(descriptor.number)
    let size = terminal.size
    return Screen(
      columns: size.columns, rows: size.rows, color: color(on: terminal), isTerminal: terminal.isTerminal)
  }

  /// Whether to use colours: `--color`, then NO_COLOR, CLICOLOR_FORCE and TERM decide (https://no-color.org,
  /// https://bixense.com/clicolors).
  func color(on terminal: Terminal) -> Bool {
    switch options.color {
    case .always: return true
    case .never: return false
    case .auto: break
    }
    if let none = environment["NO_COLOR"], !none.isEmpty { return false }
    if let force = environment["CLICOLOR_FORCE"], !force.isEmpty, force != "0" { return true }
    return terminal.isTerminal && environment["TERM"] != "dumb"
  }

  /// Asks for a secret, which is not shown. Where standard input is not a terminal, reads a line of it.
  private var askSecret: @Sendable (String) -> String? {
    { [streams, dialog] question in
      guard Descriptor.standardInput.isTerminal else { return readLine() }
      let screen = dialog.map { Descriptor($0.descriptor) } ?? .standardError
      let answer = TerminalInput.line(isShown: false, on: screen) {
        streams.say(Array(Escaping.lines(question).utf8), on: screen)
      }
      if case .line(let secret) = answer { return secret }
      return nil
    }
  }

  private func ask(on terminal: Terminal) -> @Sendable (String) -> Bool {
    { [streams, interruption] question in
      let screen = Descriptor(terminal.descriptor)
      terminal.letReaderShow()
      let answer = TerminalInput.line(isShown: true, on: screen) {
        streams.say(Array("\(Escaping.lines(question)) [y/N] ".utf8), on: screen)
      }
      switch answer {
      case .line(let line): return ["y", "yes"].contains(line.lowercased())
      case .end: return false
      // Ctrl-C is more than a no: it stops the run, even where the signal is ignored. After another signal
      // the run is stopped already.
      case .givenUp:
        if !interruption.isSet { Signal.interrupt.raise() }
        interruption.set()
        return false
      }
    }
  }

  /// The user's history, in the state folder. A line with a key is not kept.
  func history(of connection: Connection, says: @escaping (String) -> Void) -> History {
    let key = try? connection.client.get().key
    return History(
      path: options.noHistory ? nil : folders.state.map { $0 + "/history" },
      isSecret: { line in
        // A user who sets the variable here, as in another shell, gives a key, whatever it looks like.
        line.contains(Connection.keyVariable) || Redaction.holdsToken(line) || key?.isIn(line) == true
      },
      warn: { error in says("\(error)") })
  }
}
