import Glibc
import Testing

/// Inputs at the prompt of the real program: kept, completed, and edited by the user's own keys.
@Suite(.atTerminals) struct TypingSessionTests {
  @Test func inputsAreKeptForTheNextSessionButForKeys() throws {
    let home = ShellSession.folder()
    defer { ShellSession.remove(home) }
    let state = ["XDG_STATE_HOME": home + "/state"]
    do {
      let shell = try ShellSession(environment: state, home: home)
      _ = shell.answer("print first")
      _ = shell.answer(#"print "sk_live_abcdefghijklmnop""#)
      _ = shell.answer(" print unkept")
      shell.terminal.type("\u{4}")
      #expect(shell.terminal.waitForExit() == 0)
    }
    let path = home + "/state/wessaal/history"
    let kept = ShellSession.read(path)
    #expect(
      kept.contains("{\"input\":\"print first\",\"time\":") && kept.contains("\"account\":\"sandbox\"}\n"))
    #expect(
      kept.contains("{\"ended\":\"print first\",\"outcome\":\"ok\",") && !kept.contains("abcdef")
        && !kept.contains("unkept"))
    var file = stat()
    #expect(stat(path, &file) == 0 && file.st_mode & 0o777 == 0o600)
    let shell = try ShellSession(environment: state, home: home)
    shell.terminal.type("\u{1B}[A")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox> print first" })
  }

  @Test func whenAndHowLongIsKnownInTheNextSession() throws {
    let home = ShellSession.folder()
    defer { ShellSession.remove(home) }
    let before: [String]
    let columns = "history print | map {time: @.time, duration: @.duration, outcome: @.outcome}"
    do {
      let shell = try ShellSession(home: home, columns: 160)
      _ = shell.answer("print 71")
      before = shell.answer(columns + " | last")
      shell.terminal.type("\u{4}")
      #expect(shell.terminal.waitForExit() == 0)
    }
    #expect(!before.isEmpty && !before.joined().contains("null"), "\(before)")
    let shell = try ShellSession(home: home, columns: 160)
    #expect(shell.answer(columns + " | last") == before)
    shell.terminal.type("\u{12}71")
    #expect(shell.terminal.waitUntil { $0.text.contains(/> \d+ (s|min) +sandbox  ok  print 71/) })
  }

  @Test func noHistoryKeepsNone() throws {
    let shell = try ShellSession(["--sandbox", "--no-history"])
    _ = shell.answer("print first")
    #expect(access(shell.home + "/.local/state/wessaal/history", F_OK) != 0)
  }

  @Test(arguments: [
    ("mess\t", "messages "), ("contacts list | wh\t", "where "),
    ("messages list status=d\t", "status=delivered "),
    ("messages send inst\t", "instance="), ("trac\tof\t", "trace off "), ("print $en\t", "$env"),
    ("messages send --dr\t", "--dry-run "), ("open /etc/hostn\t", "/etc/hostname"),
    ("help temp\t", "templates"),
  ]) func tabCompletes(keys: String, result: String) throws {
    let shell = try ShellSession(config: "suggest = false")
    shell.terminal.type(keys)
    #expect(shell.terminal.waitUntil { ($0.cursorLine + " ").contains(result) })
  }

  @Test func tabShowsParametersTheRequiredOnesFirst() throws {
    let shell = try ShellSession(config: "menu = false", rows: 40)
    shell.terminal.type("messages send \t")
    #expect(shell.terminal.waitFor("--dry-run"))
    let names = shell.terminal.screen.lines.compactMap { $0.split(separator: " ").first }
    #expect(names.first { $0.hasSuffix("=") } == "instance=")
    #expect(names.contains("content=") && names.contains("--dry-run"))
  }

  @Test func theUsersEditrcIsHeeded() throws {
    let home = ShellSession.folder()
    defer { ShellSession.remove(home) }
    ShellSession.write("bind -v\n", to: home + "/.editrc")
    let shell = try ShellSession(home: home)
    shell.terminal.type("print twoX\u{1B}")
    shell.terminal.settle()
    shell.terminal.type("x")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox> print two" })
    shell.terminal.type("\r")
    #expect(shell.terminal.waitFor("\ntwo\n"))
  }
}
