import Glibc
import Testing

/// The prompt of the real program, as a person uses it.
@Suite(.atTerminals) struct ShellSessionTests {
  // MARK: Start and end

  @Test func withoutAKeyItOpensOnTheSandboxAndSaysSo() throws {
    let shell = try ShellSession([])
    #expect(
      shell.terminal.screen.lines == [
        "No key in WESSAAL_API_KEY, so this is the sandbox: nothing is sent or paid for.",
        "'help' tells what there is; Ctrl-D leaves.", "sandbox>",
      ])
  }

  @Test func withAKeyThePromptIsThatOfTheService() throws {
    let shell = try ShellSession(
      ["--base-url", "http://127.0.0.1:9"], label: "wessaal",
      environment: ["WESSAAL_API_KEY": "sk_test_1234567890"])
    #expect(shell.terminal.screen.lines == ["wessaal>"])
    #expect(shell.text("1 + 1") == "2")
  }

  @Test(
    arguments: [("exit\r", 0), ("exit 3\r", 3), ("\u{4}", 0), ("if true { exit 7 }\r", 7)]
      as [(String, Int32)])
  func itEndsWithTheStatusThatWasAskedFor(keys: String, status: Int32) throws {
    let shell = try ShellSession()
    shell.terminal.type(keys)
    #expect(shell.terminal.waitForExit() == status)
  }

  @Test(arguments: [false, true]) func sigtermEndsItAlsoWhileSomethingRuns(runs: Bool) throws {
    let shell = try ShellSession()
    if runs {
      shell.terminal.type("sleep 100s\r")
      shell.terminal.waitFor(editing: false)
      shell.terminal.settle()
    }
    shell.terminal.signal(SIGTERM)
    #expect(shell.terminal.waitForExit() == 143)
  }

  @Test func aFailureLeavesThePromptUsable() throws {
    let shell = try ShellSession()
    for input in [#"fail "no""#, "contacts get 99", "nonsense", "1 / 0", "exit 999"] {
      #expect(shell.text(input).hasPrefix("error: "), "\(input)")
    }
    #expect(shell.text("1 + 1") == "2")
  }

  @Test func anIdlePromptCostsNothing() throws {
    for (arguments, limit) in [(["--sandbox"], 40_000), (["--base-url", "http://127.0.0.1:9"], 30_000)] {
      let label = arguments.count > 1 ? "wessaal" : "sandbox"
      let shell = try ShellSession(
        arguments, label: label, environment: ["WESSAAL_API_KEY": "sk_test_1234567890"])
      // The start may take a while.
      let end = PTY.now() + 20
      var before: [String] = []
      while shell.ticks != before, PTY.now() < end {
        before = shell.ticks
        shell.terminal.settle(milliseconds: 300)
      }
      #expect(shell.ticks == before)
      let resident = try #require(shell.status("VmRSS").flatMap { Int($0.prefix { $0.isNumber }) })
      if !ShellSession.binary.contains("debug") { #expect(resident < limit, "kB with \(arguments)") }
    }
  }

  // MARK: Inputs

  @Test func whatWasDeclaredStaysAndMayBeDeclaredAgain() throws {
    let shell = try ShellSession()
    #expect(shell.answer("let x = 5") == [])
    #expect(shell.answer("let x = 6") == [])
    #expect(shell.text("$x") == "6")
    #expect(shell.answer("def twice(n) { $n * 2 }") == [])
    #expect(shell.text("twice $x") == "12")
    #expect(shell.answer("def twice(n) { $n + 2 }") == [])
    #expect(shell.text("twice $x") == "8")
  }

  @Test(arguments: [
    (["(1 +", "2)"], "3"), (["[1,", "2", "] | sum"], "3"), (["if true {", "print 5", "}"], "5"),
    (["let t = \"\"\"", "two", "\"\"\"; print $t"], "two"), (["1..3 |", "count"], "3"),
  ]) func anUnfinishedInputGoesOn(lines: [String], answer: String) throws {
    let shell = try ShellSession()
    for line in lines.dropLast() {
      shell.terminal.type(line + "\r")
      #expect(shell.terminal.waitUntil { $0.cursorLine == "·······>" })
    }
    shell.terminal.type((lines.last ?? "") + "\r")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox>" })
    #expect(shell.terminal.screen.lines.suffix(2).first == answer)
  }

  @Test func theLastValueIsADollar() throws {
    let shell = try ShellSession()
    #expect(shell.text("20 + 1") == "21")
    #expect(shell.text("$ * 2") == "42")
    #expect(shell.answer("let y = $") == [])
    #expect(shell.text("$y") == "42")
    #expect(shell.text("contacts list | count").hasPrefix("3\n"))
    #expect(shell.text("$") == "3")
  }

  // MARK: Ctrl-C

  @Test func controlCClearsTheLine() throws {
    let shell = try ShellSession()
    shell.terminal.type("print 1")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox> print 1" })
    shell.terminal.type("\u{3}")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox>" })
    #expect(shell.text("2") == "2")
  }

  @Test(arguments: [
    "sleep 100s", "while true { }", "1..1000000000 | where false", "1..1000000000 | count", "[1..100000000]",
    "1..100000000 | sort-by @", "for i in 1..1000000000 { ping }", "def f() { while true { } }; f",
  ]) func controlCStopsWhatRunsAtOnce(input: String) throws {
    let shell = try ShellSession()
    #expect(shell.quickestStop(input, within: 0.1) < 0.1)
    #expect(shell.lastAnswer().contains("error: interrupted"))
    #expect(shell.text("1 + 1") == "2")
  }

  @Test func controlCStopsASlowCallAndTellsOfAWriteInDoubt() throws {
    let shell = try ShellSession(["--sandbox", "--latency", "100s", "--timeout", "200s"])
    // This is far less than the answer takes, even on a busy machine.
    #expect(shell.timeToStop("ping") < 5)
    #expect(shell.lastAnswer().contains("error: interrupted"))
    #expect(shell.timeToStop("contacts create phone=+966551234567") < 5)
    let told = shell.lastAnswer().joined(separator: " ").split(separator: " ").joined(separator: " ")
    #expect(told.contains("it is not known whether the server acted"), "\(told)")
    #expect(shell.text("1 + 1") == "2")
  }

  @Test func controlCPressedManyTimesNeverEndsTheShell() throws {
    let shell = try ShellSession()
    shell.terminal.type("[1..300000] | sort-by 0 - @ | sort-by @ | sort-by 0 - @ | count\r")
    shell.terminal.waitFor(editing: false)
    for _ in 0..<5 { shell.terminal.type("\u{3}") }
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox>" })
    shell.terminal.settle()
    #expect(shell.text("1 + 1") == "2")
  }

  // MARK: Lists

  @Test func aLongListIsCutToTheScreenAndItsRestReadWhenAskedFor() throws {
    let shell = try ShellSession(["--sandbox", "--messages", "300"], rows: 12)
    let shown = shell.answer("messages list")
    try #require(shown.count == 11)
    #expect(shown[9] == "… 292 more: Enter; `$ | save all.json` keeps it all")
    #expect(shown[10].hasPrefix("200 OK · "))
    let counted = shell.answer("$ | count")
    #expect(counted.first == "300")
    #expect(counted.last?.hasPrefix("2 calls · ") == true)
    #expect(shell.answer("$") == ["300"])
  }

  @Test func theRestOfAListCanBeNamed() throws {
    let shell = try ShellSession(["--sandbox", "--messages", "300"], rows: 12)
    _ = shell.answer("messages list")
    #expect(shell.answer("let all = $").count == 1)
    #expect(shell.answer("$all | count") == ["300"])
  }

  @Test func controlCWhileTheRestIsReadLeavesThePromptUsable() throws {
    let shell = try ShellSession(["--sandbox", "--messages", "10000", "--latency", "1s"], rows: 12)
    _ = shell.answer("messages list")
    // The whole list takes 100 s.
    #expect(shell.timeToStop("$ | count") < 5)
    #expect(shell.answer("1 + 1") == ["2"])
    #expect(shell.answer("$") == ["2"])
  }

  @Test func sendingGoesOnToTheEndThoughTheScreenIsFull() throws {
    let shell = try ShellSession(rows: 10)
    let shown = shell.answer(
      #"1..20 | each { messages send instance=my-instance recipient="+966501234567" content="no. $@" }"#)
    #expect(shown.last?.hasPrefix("20 calls · ") == true)
    #expect(shown.last?.hasSuffix(" · 20 credits used, 980 left") == true)
    #expect(shell.answer("$ | count") == ["20"])
    #expect(shell.answer("messages list | count").first == "20")
  }

  // MARK: What is shown

  @Test func oneLineTellsOfTheCallsOfAnInput() throws {
    let shell = try ShellSession()
    let sent = shell.answer("messages send instance=my-instance recipient=+966501234567 content=hi")
    #expect(sent.last?.wholeMatch(of: /202 Accepted · \d+ ms · 1 credit used, 999 left/) != nil)
    #expect(shell.answer("for i in 1..3 { ping }").first?.wholeMatch(of: /3 calls · \d+ ms/) != nil)
    #expect(shell.answer("1 + 1") == ["2"])
  }

  @Test func whatTheLedgerGaveIsToldAsNotSent() throws {
    let shell = try ShellSession()
    let once = #"once k { messages send instance=my-instance recipient="+966501234567" content=hi }"#
    let bulk =
      #"messages send-bulk instance=my-instance messages=[{recipient: "+966501234567", content: a}] --once b"#
    for input in [once, bulk] {
      #expect(shell.answer(input).last?.contains("1 credit used") == true)
      let again = shell.answer(input)
      #expect(again.last?.wholeMatch(of: /recorded \d\d:\d\d, nothing sent/) != nil, "\(again)")
    }
    #expect(shell.answer("messages list | count").first == "2")
    let other = shell.answer(once.replacing("=hi", with: "=bye")).joined(separator: " ").split(separator: " ")
      .joined(separator: " ")
    #expect(other.contains("was done by another block") && !other.contains("--same-as"), "\(other)")
    #expect(shell.text("explain b").contains("1 message of a bulk"))
  }

  @Test func aResizedWindowIsFilled() throws {
    let shell = try ShellSession(columns: 80)
    let wide = shell.answer("contacts list")
    shell.terminal.resize(columns: 120, rows: 30)
    shell.terminal.settle()
    let wider = shell.answer("contacts list")
    #expect(try #require(wide.first).count <= 80)
    #expect(try #require(wider.first).count > 90)
    shell.terminal.resize(columns: 40, rows: 30)
    shell.terminal.settle()
    #expect(shell.answer("contacts list").dropLast(2).allSatisfy { $0.count <= 40 })
  }

  @Test(arguments: [
    ([:], true), (["NO_COLOR": "1"], false), (["TERM": "dumb"], false),
    (["NO_COLOR": "1", "CLICOLOR_FORCE": "1"], false),
  ]) func coloursAreShownWhereTheyAreWanted(environment: [String: String], colours: Bool) throws {
    let shell = try ShellSession(environment: environment)
    #expect(shell.answer("ping").last?.hasPrefix("200 OK · ") == true)
    #expect(shell.text("nonsense 1").hasPrefix("error: "))
    let bytes = String(decoding: shell.terminal.transcript, as: UTF8.self)
    #expect(bytes.contains(/\u{1B}\[[0-9;]+m/) == colours)
    if environment["TERM"] == "dumb" { #expect(!bytes.contains("\u{1B}")) }
  }

  @Test func arabicNamesStandInTheirColumns() throws {
    let shell = try ShellSession()
    _ = shell.answer(#"contacts create phone=+966551234567 label="محمد العلي""#)
    let rows = shell.answer("contacts list | select label phone").dropLast()
    let starts = rows.dropFirst().compactMap { row in
      row.firstIndex(of: "+").map { row.distance(from: row.startIndex, to: $0) }
    }
    #expect(rows.last?.hasPrefix("محمد العلي ") == true)
    #expect(Set(starts).count == 1 && starts.count == 4)
  }

  @Test func controlCharactersFromTheAPIAreShownAndNotObeyed() throws {
    let shell = try ShellSession()
    let shown = shell.text(#"contacts create phone=+966551234567 notes="a\u001b[2Jb\u0007""#)
    #expect(shown.contains(#""notes": "a\u001b[2Jb\u0007""#))
    #expect(shell.text("contacts list | last | select phone notes").contains(#"a\u001b[2Jb\u0007"#))
    #expect(shell.text("contacts list | where @.id == 14 | select notes").contains(#"a\u{1b}[2Jb\u{07}"#))
  }

  @Test func traceShowsTheExchangeWithoutTheKey() throws {
    let shell = try ShellSession()
    #expect(shell.answer("trace on") == [])
    let traced = shell.answer("ping")
    #expect(traced.first?.hasPrefix("> GET http://127.0.0.1:") == true)
    #expect(traced.contains { $0.hasPrefix("< 200 OK  name ") })
    #expect(traced.contains("> X-API-Key: sk_…dbox"))
    #expect(shell.answer("trace off") == [])
    #expect(shell.answer("ping").allSatisfy { !$0.hasPrefix(">") })
  }

  @Test func aDryRunSendsNothing() throws {
    let shell = try ShellSession(["--sandbox", "--dry-run"], label: "sandbox (dry run)")
    let shown = shell.answer("messages send instance=my-instance recipient=+966501234567 content=hi")
    #expect(shown.first == "dry run, not sent: POST /messages/send")
    #expect(shown.last == "}")
    #expect(shell.answer("messages list | count").first == "0")
  }

  @Test func deletingAsks() throws {
    let shell = try ShellSession()
    for (reply, left) in [("n", "3"), ("", "3"), ("y", "2")] {
      shell.terminal.type("contacts delete 12\r")
      #expect(
        shell.terminal.waitUntil { $0.cursorLine == "contacts delete 12 cannot be undone. Go on? [y/N]" })
      shell.terminal.type(reply + "\r")
      #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox>" })
      #expect(shell.answer("contacts list | count").first == left)
    }
    #expect(shell.answer("contacts delete 13 --yes").last?.hasPrefix("200 OK") == true)
  }
}
