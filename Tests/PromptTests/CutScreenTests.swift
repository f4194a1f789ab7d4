import Testing

/// Output that is longer than the screen: how much is left, and how Enter shows it.
@Suite(.atTerminals) struct CutScreenTests {
  private let note = "`$ | save all.json` keeps it all"

  /// Presses Enter until everything was shown.
  private func showAll(_ shell: ShellSession, mostScreens: Int = 20) {
    for _ in 0..<mostScreens {
      guard shell.terminal.screen.lines.suffix(3).contains(where: { $0.hasPrefix("… ") }) else { return }
      _ = shell.answer("")
    }
  }

  @Test func theRestOfAListIsCountedWhereTheServiceTellsIt() throws {
    let shell = try ShellSession(["--sandbox", "--messages", "300"], rows: 12)
    #expect(shell.answer("messages list").contains("… 292 more: Enter; \(note)"))
    #expect(shell.answer("").last == "… 284 more: Enter; \(note)")
    #expect(shell.answer("").last == "… 276 more: Enter; \(note)")
    #expect(shell.answer("$ | count").first == "300")
  }

  /// A stage may drop any of the items, so their number is not known.
  @Test func whatAStageLeavesOfAListIsNotCounted() throws {
    let shell = try ShellSession(["--sandbox", "--messages", "300"], rows: 12)
    #expect(shell.answer("messages list | where @.id > 12400").contains("… more: Enter; \(note)"))
    #expect(shell.answer("").last == "… more: Enter; \(note)")
  }

  @Test(arguments: [
    "{text: LONG}", "{a: 1, text: LONG, b: [2, 3]}", "LONG", "[LONG]", "[1, LONG, 2]", "[[LONG], 2]",
  ])
  func whatIsTallerThanTheScreenIsShownWhole(input: String) throws {
    let shell = try ShellSession(columns: 40, rows: 12)
    // This letter occurs nowhere else.
    _ = shell.answer("let long = (1..900 | map \"q\" | join \"\")")
    _ = shell.answer(input.replacing("LONG", with: "$long"))
    showAll(shell)
    let shown = shell.terminal.screen.text.split(separator: "\n").filter { !$0.hasPrefix("sandbox>") }
    #expect(shown.joined().count { $0 == "q" } == 900, "\(shell.terminal.screen.text)")
    if input.contains("2]") { #expect(shown.last { $0.contains("2") } != nil, "\(shown)") }
    #expect(shell.answer("1 + 1") == ["2"])
  }

  @Test func anItemBehindATallOneIsShownByTheNextEnter() throws {
    let shell = try ShellSession(columns: 40, rows: 12)
    _ = shell.answer("let long = (1..900 | map \"q\" | join \"\")")
    _ = shell.answer("[$long, \"the second\", $long, \"the last\"]")
    showAll(shell)
    #expect(shell.terminal.waitFor("\"the second\""))
    #expect(shell.terminal.waitFor("\"the last\""))
    #expect(shell.terminal.screen.text.count { $0 == "q" } == 2 * 900 + 1)
  }

  @Test func lessIsThePager() throws {
    let shell = try ShellSession(environment: ["PAGER": "wc -l"], columns: 200)
    #expect(shell.answer("contacts list | less").first == "4")
    #expect(shell.answer("1..100 | map {n: @} | more") == ["101"])
  }

  /// This also holds without a prompt.
  @Test func whatIsWaitedForIsToldAtEachTerminal() throws {
    let terminal = try PTY.spawn(
      ShellSession.binary, ["--sandbox", "--latency", "900ms", "-c", "ping | get @.message"],
      environment: ["TERM": "xterm-256color"])
    #expect(terminal.waitForShown("waiting for ping"))
    #expect(terminal.waitForExit() == 0)
    #expect(terminal.screen.lines == ["\"pong\""])
    let dumb = try PTY.spawn(
      ShellSession.binary, ["--sandbox", "--latency", "900ms", "-c", "ping | get @.message"],
      environment: ["TERM": "dumb"])
    #expect(dumb.waitForExit() == 0)
    #expect(!String(decoding: dumb.transcript, as: UTF8.self).contains("waiting"))
  }
}
