import Glibc
import Testing

/// Keys and profiles at the prompt, with the servers of two accounts.
@Suite(.atTerminals) struct AccountSessionTests {
  /// A server in its own process, which knows one key.
  private final class Server {
    let url: String
    private let terminal: PTY

    init(key: String, credits: Int) throws {
      terminal = try PTY.spawn(
        ShellSession.binary, ["sandbox", "--key", key, "--credits", "\(credits)"], columns: 200)
      terminal.waitUntil { $0.text.contains("listening on http") && $0.text.contains(" key ") }
      url = terminal.screen.text.split(separator: " ").first { $0.hasPrefix("http") }.map(String.init) ?? ""
    }
  }

  private let first: Server
  private let second: Server
  private let home = ShellSession.folder()
  private let keys = (first: "sk_live_firstaccount1111", second: "sk_live_secondaccount2222")

  init() throws {
    first = try Server(key: keys.first, credits: 111)
    second = try Server(key: keys.second, credits: 222)
  }

  private var configuration: String { ShellSession.read(home + "/.config/wessaal/config.toml") }

  /// Runs `wessaal … login`, answers its question with a key, and returns all that was shown.
  private func login(_ arguments: [String], key: String) throws -> String {
    let terminal = try PTY.spawn(
      ShellSession.binary, arguments, environment: ["HOME": home, "TERM": "xterm-256color"], columns: 200)
    terminal.waitUntil { $0.text.contains("API key:") }
    terminal.type(key + "\r")
    terminal.waitUntil {
      $0.text.contains("kept in") || $0.text.contains("error") || $0.text.contains("[y/N]")
    }
    if terminal.screen.text.contains("[y/N]") {
      terminal.type("y\r")
      terminal.waitUntil { $0.text.contains("kept in") || $0.text.contains("error") }
    }
    return terminal.screen.text
  }

  private func loginBoth() throws {
    _ = try login(["--base-url", first.url, "login", "--profile", "one"], key: keys.first)
    _ = try login(["--base-url", second.url, "login", "--profile", "two"], key: keys.second)
  }

  private func shell(_ arguments: [String], label: String, _ environment: [String: String] = [:]) throws
    -> ShellSession
  {
    try ShellSession(arguments, label: label, environment: environment, home: home, columns: 200, rows: 60)
  }

  @Test func whatWasCopiedFromAnotherAccountCostsNothingHere() throws {
    defer { ShellSession.remove(home) }
    try loginBoth()
    let shell = try shell(["--profile", "one"], label: "one")
    let send = "messages send instance=my-instance recipient=+966501234567 content=Hi | ignore"
    #expect(shell.text("two> \(send)").contains("nothing was run"))
    #expect(shell.text("one> \(send)").contains("202 Accepted"))
    #expect(shell.text("two> ping").contains("pong"))
  }

  @Test func loginKeepsAKeyThatWorksAndShowsNone() throws {
    defer { ShellSession.remove(home) }
    let refused = try login(["--base-url", first.url, "login"], key: keys.second)
    #expect(refused.contains("invalid API key") && configuration == "", "\(refused)")
    let kept = try login(["--base-url", first.url, "login"], key: keys.first)
    #expect(kept.contains("the key works") && kept.contains("kept in"), "\(kept)")
    #expect(!refused.contains("sk_live") && !kept.contains("sk_live"))
    // The key belongs to that server, and goes to no other one.
    #expect(
      configuration.contains("key = \"\(keys.first)\"")
        && configuration.contains("base_url = \"\(first.url)\""))
    let session = try shell([], label: "wessaal")
    #expect(session.answer("(me).pockets.whatsapp.balance").first == "111", "\(session.terminal.screen.text)")
  }

  /// A prompt's terminal marks pasted text, and keys are usually pasted.
  @Test func aKeyThatIsPastedAtThePromptIsTheKey() throws {
    defer { ShellSession.remove(home) }
    let session = try shell([], label: "wessaal", ["WESSAAL_BASE_URL": first.url])
    session.terminal.type("login\r")
    #expect(session.terminal.waitFor("API key:"))
    session.terminal.type("\u{1B}[200~\(keys.first)\u{1B}[201~\r")
    #expect(session.terminal.waitFor("kept in"), "\(session.terminal.screen.text)")
    #expect(configuration.contains("key = \"\(keys.first)\""))
  }

  /// This follows the hint that is shown where there is no such profile.
  @Test func aProfileThatIsNamedBeforeIsMade() throws {
    defer { ShellSession.remove(home) }
    let kept = try login(["--base-url", first.url, "--profile", "one", "login"], key: keys.first)
    #expect(kept.contains("as one"), "\(kept)")
    #expect(configuration.contains("[profiles.one]"))
  }

  @Test func loginAgainReplacesKeyAndServerTogether() throws {
    defer { ShellSession.remove(home) }
    _ = try login(["--base-url", first.url, "login", "--profile", "one"], key: keys.first)
    let replaced = try login(["--base-url", second.url, "login", "--profile", "one"], key: keys.second)
    #expect(replaced.contains("There is a key for one already"), "\(replaced)")
    #expect(!configuration.contains(keys.first) && !configuration.contains(first.url))
    let session = try shell(["--profile", "one"], label: "one")
    #expect(session.answer("(me).pockets.whatsapp.balance").first == "222", "\(session.terminal.screen.text)")
  }

  @Test func profileSpeaksToTheOtherAccountFromThenOn() throws {
    defer { ShellSession.remove(home) }
    try loginBoth()
    let session = try shell(["--profile", "one"], label: "one")
    #expect(session.answer("(me).pockets.whatsapp.balance").first == "111", "\(session.terminal.screen.text)")
    let list = session.text("profile")
    for part in ["one", "two", first.url, second.url, "sk_…1111", "sk_…2222"] {
      #expect(list.contains(part), "\(list)")
    }
    session.terminal.type("profile \t")
    #expect(session.terminal.waitFor("two  \(second.url)"), "\(session.terminal.screen.text)")
    session.terminal.type("tw\t\r")
    #expect(session.terminal.waitUntil { $0.cursorLine == "two>" })
    session.terminal.type("(me).pockets.whatsapp.balance\r")
    #expect(session.terminal.waitUntil { $0.lines.contains("222") && $0.cursorLine == "two>" })
    session.terminal.type("profile three\r")
    #expect(session.terminal.waitFor("there is no profile 'three'"))
    #expect(session.terminal.waitUntil { $0.cursorLine == "two>" })
    #expect(!session.terminal.screen.text.contains("sk_live"))
  }

  /// A user who asked for the sandbox must not reach an account from the same prompt.
  @Test func aSandboxThatWasAskedForStaysOne() throws {
    defer { ShellSession.remove(home) }
    try loginBoth()
    let session = try shell(["--sandbox"], label: "sandbox")
    for command in ["profile one", "login", "login --profile one"] {
      #expect(session.text(command).contains("a session of --sandbox speaks to no account"), "\(command)")
    }
    #expect(session.answer("(me).pockets.whatsapp.balance").first == "1000")
  }

  /// A sandbox that opened because there was no key says when it is left.
  @Test func leavingTheSandboxIsTold() throws {
    defer { ShellSession.remove(home) }
    try loginBoth()
    let session = try shell([], label: "sandbox")
    session.terminal.type("profile one\r")
    #expect(session.terminal.waitUntil { $0.cursorLine == "one>" })
    #expect(session.terminal.screen.text.contains("this is the sandbox no more: what is sent is real"))
  }

  @Test func aReadOnlyProfileIsMarkedAndRefusesWrites() throws {
    defer { ShellSession.remove(home) }
    try loginBoth()
    let text = configuration.replacing("[profiles.two]\n", with: "[profiles.two]\nread_only = true\n")
    ShellSession.write(text, to: home + "/.config/wessaal/config.toml")
    let session = try shell(["--profile", "one"], label: "one")
    session.terminal.type("profile two\r")
    #expect(
      session.terminal.waitUntil { $0.cursorLine == "two (read-only)>" }, "\(session.terminal.screen.text)")
    session.terminal.type("messages send instance=my-instance recipient=+966501234567 content=x\r")
    #expect(session.terminal.waitFor("read-only"))
    session.terminal.type("profile one\r")
    #expect(session.terminal.waitUntil { $0.cursorLine == "one>" })
  }

  @Test func aStartFileThatOthersCanWriteIsNotRun() throws {
    defer { ShellSession.remove(home) }
    let folder = home + "/.config/wessaal"
    for name in ["/.config", "/.config/wessaal"] { mkdir(home + name, 0o755) }
    defer { unlink(folder + "/rc.wsl") }
    ShellSession.write("print \"it ran\"", to: folder + "/rc.wsl")
    let (file, place) = (folder + "/rc.wsl", folder)
    for (path, mode) in [(file, mode_t(0o666)), (place, 0o777)] {
      chmod(path, mode)
      let shown = try shell(["--sandbox"], label: "sandbox").terminal.screen.text
      #expect(shown.contains("must be written by its owner alone") && !shown.contains("it ran"), "\(shown)")
      chmod(path, path == file ? 0o644 : 0o755)
    }
    #expect(try shell(["--sandbox"], label: "sandbox").terminal.screen.text.contains("it ran"))
  }

  @Test func aProfileThatTheStartFileChoosesKeepsItsMark() throws {
    defer { ShellSession.remove(home) }
    try loginBoth()
    let folder = home + "/.config/wessaal"
    let text = configuration.replacing("[profiles.two]\n", with: "[profiles.two]\nread_only = true\n")
    ShellSession.write(text, to: folder + "/config.toml")
    defer { unlink(folder + "/rc.wsl") }
    ShellSession.write("profile two", to: folder + "/rc.wsl")
    let session = try shell(["--profile", "one"], label: "two (read-only)")
    session.terminal.type("messages send instance=my-instance recipient=+966501234567 content=x\r")
    #expect(session.terminal.waitFor("read-only session only reads"), "\(session.terminal.screen.text)")
    // The start file may only read, whichever profile it chooses.
    ShellSession.write(
      "profile one\nrequest POST /messages/send instance=my-instance recipient=\"+966501234567\" content=rc",
      to: folder + "/rc.wsl")
    let other = try shell(["--profile", "two"], label: "one")
    #expect(
      other.terminal.screen.text.contains("a read-only session only reads"), "\(other.terminal.screen.text)")
    #expect(other.answer("messages list | count").first == "0")
    #expect(
      other.answer("messages send instance=my-instance recipient=+966501234567 content=x").joined().contains(
        "202"))
  }

  @Test func whatGoesBeforeAProfilesOwnIsSaid() throws {
    defer { ShellSession.remove(home) }
    try loginBoth()
    let session = try shell(["--profile", "one"], label: "one", ["WESSAAL_API_KEY": keys.second])
    #expect(
      session.terminal.screen.text.contains(
        "WESSAAL_API_KEY is set and goes before the key of the profile 'one'"))
    session.terminal.type("profile two\r")
    #expect(session.terminal.waitFor("WESSAAL_API_KEY is set and goes before the key of the profile 'two'"))
  }
}
