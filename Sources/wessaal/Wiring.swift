import Files
import Glibc
import HTTP
import Journal
import Machine
import Profiles
import Prompt
import Rendering
import Shell
import Stage

/// What a session needs of the world; the sandbox has a `World` of its own.
typealias ShellWorld = World

/// Puts a session together from what the command line and the environment say.
struct Wiring {
  let options: RunOptions
  let profile: Profile
  let environment: [String: String]
  let streams: StandardStreams
  let interruption = Interruption()
  var folders: Folders { Folders(environment) }
  let loop: EventLoop
  /// The loop's one.
  let transport: CurlTransport
  /// Where questions are asked; nil where nobody is there to answer.
  private let dialog: Terminal?

  init(
    _ options: RunOptions, _ profile: Profile = Profile(), _ environment: [String: String] = Environment.all
  ) {
    self.options = options
    self.profile = profile
    self.environment = environment
    let interruption = interruption
    streams = StandardStreams(isInterrupted: { interruption.isSet })
    loop = EventLoop(isInterrupted: { interruption.isSet })
    var settings = CurlTransport.Options()
    if let timeout = options.timeout { settings.timeout = timeout }
    transport = CurlTransport(on: loop, options: settings)
    dialog = Terminal.dialog(STDERR_FILENO).flatMap {
      // A script in the background, its messages in a file, goes on as where there is no terminal.
      $0.descriptor == STDERR_FILENO || $0.isOurs ? $0 : nil
    }
  }

  func client(base: BaseURL, key: APIKey?) -> Client {
    client(base: base, key: key, in: .real(on: loop))
  }

  /// Retries and rate are those of the run, whichever clock it lives by.
  func client(base: BaseURL, key: APIKey?, in surroundings: Surroundings) -> Client {
    Client(
      transport: transport, base: base, key: key, surroundings: surroundings, retry: retryPolicy,
      limiter: RateLimiter(perHour: options.perHour))
  }

  private var retryPolicy: RetryPolicy {
    guard let count = options.retry else { return RetryPolicy() }
    var policy = RetryPolicy(attempts: count + 1)
    policy.countsLimited = true
    return policy
  }

  func session(_ connection: Connection, journalOf owner: Journal.Owner = .prompt) -> Session {
    let session = session(client: connection.client, journal: journal(of: owner, connection))
    session.label = connection.label
    session.keyless = connection.base.map { client(base: $0, key: nil) }
    return session
  }

  /// Every way of running makes its session here, so that none of them lacks a wall: what it may read and write, and what
  /// it may spend.
  func session(
    client: Result<Client, Failure>, in world: World? = nil, settings: Settings? = nil, journal: Journal
  ) -> Session {
    let settings = settings ?? self.settings
    let session = Session(
      world: world ?? self.world, settings: settings, commands: ShellCommands(),
      interruption: interruption, client: client)
    // A dry run looks at what is done, and notes nothing.
    session.journal = options.dryRun ? journal.copied() : journal
    session.setReadOnly(settings.readOnly)
    if let most = options.maxCredits { session.runBudget = Budget("--max-credits \(most)", limit: most) }
    return session
  }

  /// A script's own; that of a sandbox stands beside its state, and ends with it where it has none.
  func journal(of owner: Journal.Owner, _ connection: Connection) -> Journal {
    let account = connection.base.map { "\($0)" + (connection.profile.map { " \($0)" } ?? "") } ?? "sandbox"
    if let path = options.journal { return Journal(.file(path), account: account) }
    guard connection.base != nil else {
      let state = options.sandboxOptions.state
      return Journal(state.map { .file($0 + ".journal") } ?? .memory, account: account)
    }
    guard let folder = folders.state else { return Journal(.nowhere, account: account) }
    return Journal(.file(Journal.path(of: owner, in: folder)), account: account)
  }

  var settings: Settings {
    var settings = Settings(output: options.output)
    settings.dryRun = options.dryRun
    settings.yes = options.yes
    settings.trace = options.trace
    settings.readOnly = options.readOnly
    settings.quiet = options.quiet
    settings.defaults = options.defaults
    settings.profileDefaults = options.defaults
    settings.inDoubt = options.inDoubt
    return settings
  }

  /// What a script may touch: beside the working folder what is named to it, but never what is the shell's.
  func files(named paths: [String]) -> FileAccess {
    var own = folders.own + [options.journal].compactMap { $0 }
    if let state = options.sandboxOptions.state { own += [state, state + ".journal"] }
    return FileAccess(named: paths + options.allow, closed: own)
  }

  var world: World {
    World(
      output: { [streams] (bytes) throws(OutputError) in try streams.write(bytes) },
      flush: { [streams] () throws(OutputError) in try streams.flush() },
      errors: { [streams] in streams.writeError($0) },
      outputScreen: screen(STDOUT_FILENO), errorScreen: screen(STDERR_FILENO), environment: environment,
      surroundings: .real(on: loop), ask: dialog.map(ask), askSecret: askSecret)
  }

  private func screen(_ descriptor: Int32) -> Screen {
    let terminal = Terminal(descriptor)
    let size = terminal.size
    return Screen(
      columns: size.columns, rows: size.rows, color: color(on: terminal), isTerminal: terminal.isTerminal)
  }

  /// `--color`, then NO_COLOR, CLICOLOR_FORCE and TERM (https://no-color.org, https://bixense.com/clicolors).
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

  /// Text typed without an echo, or a line of standard input where that is no terminal.
  private var askSecret: @Sendable (String) -> String? {
    { [streams, dialog] question in
      guard isatty(STDIN_FILENO) == 1 else { return readLine() }
      let screen = dialog?.descriptor ?? STDERR_FILENO
      defer { streams.say([UInt8(ascii: "\n")], on: screen) }
      return TerminalInput.line(isShown: false, on: screen) {
        streams.say(Array(Escaping.lines(question).utf8), on: screen)
      }
    }
  }

  private func ask(on terminal: Terminal) -> @Sendable (String) -> Bool {
    { [streams, interruption] question in
      let screen = terminal.descriptor
      let answer = TerminalInput.line(isShown: true, on: screen) {
        streams.say(Array("\(Escaping.lines(question)) [y/N] ".utf8), on: screen)
      }
      // Ctrl-C is more than a no: it stops the run, also where the signal is ignored. Another has done so already.
      guard let answer else {
        if !interruption.isSet { raise(SIGINT) }
        interruption.set()
        return false
      }
      streams.say([UInt8(ascii: "\n")], on: screen)
      return ["y", "yes"].contains(answer.lowercased())
    }
  }

  /// The user's history, where the XDG base directory specification puts it; a line that holds a key is
  /// not kept.
  func history(of connection: Connection, says: @escaping (String) -> Void) -> History {
    let key = try? connection.client.get().key
    return History(
      path: options.noHistory ? nil : folders.state.map { $0 + "/history" },
      isSecret: { line in
        // Who sets the variable here, as in another shell, gives a key, whatever it looks like.
        line.contains(Connection.keyVariable) || Redaction.holdsToken(line) || key?.isIn(line) == true
      },
      warn: { error in says("\(error)") })
  }
}
