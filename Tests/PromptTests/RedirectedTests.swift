import Glibc
import Testing

/// Somebody sits at the terminal, and the output or the messages go elsewhere.
@Suite(.atTerminals) struct RedirectedTests {
  private let home = ShellSession.folder()

  /// - Parameter line: a line for the system's shell, in which `$W` is the program.
  private func session(_ line: String) throws -> PTY {
    let terminal = try PTY.spawn(
      "/bin/sh", ["-c", line],
      environment: [
        "HOME": home, "TERM": "xterm-256color", "PATH": "/usr/bin:/bin",
        "W": ShellSession.binary + " --sandbox",
      ])
    #expect(terminal.waitUntil { $0.cursorLine == "sandbox>" }, "\(terminal.screen.lines)")
    return terminal
  }

  private func remove() {
    for name in ["log", "err", "s.wsl", "editor"] { unlink("\(home)/\(name)") }
    ShellSession.remove(home)
  }

  private func enter(_ input: String, in terminal: PTY) {
    let before = terminal.screen.text
    terminal.type(input + "\r")
    #expect(
      terminal.waitUntil { $0.cursorLine == "sandbox>" && $0.text != before }, "\(terminal.screen.lines)")
  }

  @Test(arguments: [" | tee log", " | cat > log", " > log", " >> log", " 2> err | tee log", " > log 2>&1"])
  func thePromptIsAtTheTerminalAndTheDataIsNot(redirection: String) throws {
    defer { remove() }
    let terminal = try session("$W\(redirection)")
    terminal.type("[{a: 1")
    #expect(terminal.waitFor("sandbox> [{a: 1"))
    terminal.type("2\u{8}3}]")
    #expect(terminal.waitFor("sandbox> [{a: 13}]"))
    enter("", in: terminal)
    terminal.type("nonsense\u{3}")
    #expect(terminal.waitUntil { $0.cursorLine == "sandbox>" && $0.text.contains("nonsense^C") })
    enter("40 + 2", in: terminal)
    terminal.type("\u{4}")
    #expect(terminal.waitForExit() == 0)
    let log = ShellSession.read(home + "/log")
    #expect(log.hasPrefix("{\"a\":13}\n42\n"), "\(log)")
    #expect(!log.contains("\u{1B}") && !log.contains(">"), "\(log)")
  }

  @Test func whatGoesThroughAPipeToTheTerminalStandsAboveTheNextPrompt() throws {
    defer { remove() }
    let terminal = try session("$W | tee log")
    enter("1 + 1", in: terminal)
    enter("\"two\"", in: terminal)
    #expect(terminal.screen.lines == ["sandbox> 1 + 1", "2", "sandbox> \"two\"", "\"two\"", "sandbox>"])
  }

  @Test func faultsLeadToTheirFileAndThePromptToTheTerminal() throws {
    defer { remove() }
    let terminal = try session("$W 2> err")
    enter("1 + 1", in: terminal)
    enter("contacts get 99", in: terminal)
    terminal.type("\u{4}")
    #expect(terminal.waitForExit() == 0)
    #expect(terminal.screen.lines == ["sandbox> 1 + 1", "2", "sandbox> contacts get 99", "sandbox>"])
    #expect(ShellSession.read(home + "/err").contains("error: "))
  }

  @Test(arguments: [" 2> err", " 2> err > log", " 2>&1 | tee log"])
  func aQuestionIsAskedAtTheTerminal(redirection: String) throws {
    defer { remove() }
    let terminal = try session("$W\(redirection)")
    terminal.type("contacts delete 11\r")
    #expect(terminal.waitFor("[y/N]"), "\(terminal.screen.lines)")
    terminal.type("n")
    #expect(terminal.waitFor("[y/N] n"))
    enter("", in: terminal)
    enter("contacts list | count | save log", in: terminal)
    terminal.type("contacts delete 11\r")
    #expect(terminal.waitUntil { $0.text.ranges(of: "[y/N]").count == 2 })
    enter("y", in: terminal)
    terminal.type("\u{4}")
    #expect(terminal.waitForExit() == 0)
  }

  /// This also holds where the parent process ignored the signal.
  @Test(arguments: ["exec $W 2> err > log", "trap '' INT; $W > log"])
  func whatRunsIsStoppedByCtrlC(line: String) throws {
    defer { remove() }
    let terminal = try session(line)
    terminal.type("sleep 100s\r")
    #expect(terminal.waitFor(editing: false))
    #expect(terminal.waitUntil { $0.text.contains("sleep 100s") && $0.cursorLine != "sandbox> sleep 100s" })
    // A key that is pressed before the input runs has no effect, so it is pressed again.
    for _ in 0..<50 where terminal.screen.cursorLine != "sandbox>" {
      terminal.type("\u{3}")
      _ = terminal.becomes(within: 0.4) { $0.cursorLine == "sandbox>" }
    }
    #expect(
      terminal.waitUntil { $0.cursorLine == "sandbox>" && $0.text.contains("^C") }, "\(terminal.screen.lines)"
    )
    enter("40 + 2", in: terminal)
    #expect(ShellSession.read(home + "/log") == "42\n")
  }

  @Test func theEditorIsShownOnTheTerminal() throws {
    defer { remove() }
    ShellSession.write(
      "#!/bin/sh\n[ -t 1 ] && echo on the terminal\necho '6 * 7' > \"$1\"\n", to: home + "/editor")
    chmod(home + "/editor", 0o755)
    let terminal = try session("VISUAL=$HOME/editor $W > log")
    terminal.type("edit\r")
    #expect(terminal.waitFor("on the terminal"), "\(terminal.screen.lines)")
    #expect(terminal.waitUntil { $0.cursorLine == "sandbox> 6 * 7" })
    enter("", in: terminal)
    #expect(ShellSession.read(home + "/log") == "42\n")
  }

  @Test func aReaderThatIsGoneIsToldAtEachInputAndEndsNothing() throws {
    defer { remove() }
    let terminal = try session("$W | true")
    enter("1 + 1", in: terminal)
    enter("2 + 2", in: terminal)
    #expect(
      terminal.screen.lines.count { $0.hasPrefix("error: standard output must be open") } == 2,
      "\(terminal.screen.lines)")
    terminal.type("\u{4}")
    #expect(terminal.waitForExit() == 0)
  }

  @Test func whereTheWorkingFolderIsGoneThePromptGoesOn() throws {
    defer { remove() }
    let terminal = try session("mkdir gone; cd gone; rmdir ../gone; exec $W")
    enter("[1] | save x.json", in: terminal)
    #expect(terminal.screen.text.contains("error: x.json must be written, but the working folder is gone"))
    enter("[1] | save \"\(home)/log\" --as json", in: terminal)
    #expect(ShellSession.read(home + "/log") == "[\n1\n]\n")
    enter("1 + 1", in: terminal)
  }
}
