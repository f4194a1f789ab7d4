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

  /// The pager gets what the prompt shows, but uncut, and `$` is the value that was looked at.
  @Test func thePagerShowsAllOfAValue() throws {
    let shell = try ShellSession(environment: ["PAGER": "cat; sleep 1"])
    let list = shell.answer("contacts list | less")
    #expect(list.joined().contains("updated_at") && !list.contains { $0.hasPrefix("not shown") })
    // The time in the pager is none of the calls'.
    #expect(list.last?.hasSuffix(" ms") == true, "\(list)")
    #expect(shell.answer("$ | count") == ["3"])
    #expect(shell.text("out -2 | count").hasPrefix("3"))
    #expect(shell.text("me | less").contains("\n  \"api_key\": {\n"))
    #expect(shell.text("$ | keys").contains("api_key"))
    #expect(shell.text("help messages send | more").hasPrefix("messages send"))
    #expect(shell.text("explain 402 | less").hasPrefix("402 Payment Required\n\nmeans"))
    #expect(shell.text("$.reason") == "\"Payment Required\"")
    let fault = shell.answer("contacts get 1doctor | less")
    #expect(fault.contains("  contacts get 1doctor | less"), "\(fault)")
  }

  /// Half a command is of no use.
  @Test func theFootOfACutListFitsANarrowScreen() throws {
    let shell = try ShellSession(["--sandbox", "--messages", "300"], columns: 40, rows: 12)
    let shown = shell.answer("messages list")
    #expect(shown.contains { $0.hasPrefix("… 29") && $0.hasSuffix(" more: Enter") }, "\(shown)")
    #expect(!shown.contains { $0.hasSuffix("…") && !$0.contains("  ") }, "\(shown)")
  }

  /// A value that is not there is not the same as a command that gives none.
  @Test func aNullIsShownWhereItIsAskedFor() throws {
    let shell = try ShellSession()
    _ = shell.answer("let x = {a: null}")
    #expect(shell.answer("$x.a") == ["null"])
    #expect(shell.answer("$x.b?") == ["null"])
    #expect(shell.answer("null | ignore") == [])
    #expect(shell.answer("[1, 2] | each { print @ }") == ["1", "2"])
    #expect(shell.answer("[1, 2] | where @ > 2") == ["[]"])
    let screens = shell.text("[402, 403] | each { explain @ }")
    #expect(screens.contains("\n\n403 ") && !screens.contains("[]"), "\(screens)")
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
