import Glibc
import Testing

/// Earlier inputs at the prompt of the real program.
@Suite(.atTerminals) struct HistorySessionTests {
  private let up = "\u{1B}[A"
  private let down = "\u{1B}[B"

  // MARK: Walking back

  @Test func theArrowsFindWhatBeginsAsTheLineDoes() throws {
    let shell = try ShellSession(config: "suggest = false")
    for input in ["print 1", "let a = 2", "print 3", "let b = 4"] { _ = shell.answer(input) }
    shell.terminal.type("print" + up)
    #expect(shell.shows("print 3"))
    shell.terminal.type(up)
    #expect(shell.shows("print 1"))
    shell.terminal.type(up)
    #expect(shell.shows("print 1"))
    shell.terminal.type(down + down)
    #expect(shell.shows("print"))
    shell.terminal.type("\u{15}" + up)
    #expect(shell.shows("let b = 4"))
  }

  @Test func anInputIsFoundOnceHoweverOftenItWasTyped() throws {
    let shell = try ShellSession()
    for input in ["print 1", "print 2", "print 1", "print 2"] { _ = shell.answer(input) }
    shell.terminal.type(up + up)
    #expect(shell.shows("print 1"))
    shell.terminal.type(up)
    #expect(shell.shows("print 1"))
    shell.terminal.type("\u{3}")
    shell.terminal.waitUntil { $0.cursorLine == "sandbox>" }
    shell.terminal.type("\u{12}print")
    #expect(shell.terminal.waitFor("1 of 2"))
  }

  @Test func anInputOfSeveralLinesIsEditedAsAWhole() throws {
    let shell = try ShellSession()
    shell.terminal.type("[1,\r")
    shell.terminal.waitUntil { $0.cursorLine == "·······>" }
    shell.terminal.type("2]\r")
    shell.terminal.waitUntil { $0.cursorLine == "sandbox>" }
    shell.terminal.type(up)
    #expect(shell.terminal.waitUntil { $0.lines.suffix(2) == ["sandbox> [1,", "·······>   2]"] })
    // Up moves to its first line.
    shell.terminal.type("\(up)\u{1B}[D7\r")
    #expect(shell.terminal.waitFor("[17, 2]"))
  }

  // MARK: The list

  @Test func historyListsTheNewestFirstAndWhatFailed() throws {
    let shell = try ShellSession()
    for input in ["print 1", "nonsense", "contacts list | count"] { _ = shell.answer(input) }
    #expect(
      shell.answer("history | select n ok input") == [
        "n  ok     input", "4  true   history | select n ok input", "3  true   contacts list | count",
        "2  false  nonsense", "1  true   print 1",
      ])
    #expect(
      shell.answer("history PRINT | map @.input") == ["[\"history PRINT | map @.input\", \"print 1\"]"])
  }

  @Test func aLineThatHoldsAKeyIsNotKept() throws {
    let shell = try ShellSession()
    for input in [
      "export WESSAAL_API_KEY=topsecret1", "let WESSAAL_API_KEY = \"topsecret2\"", "print sk_live_topsecret3",
      "print key:sk_prod_topsecret6", " print topsecret4", "print 5",
    ] { _ = shell.answer(input) }
    #expect(shell.answer("history | map @.input") == ["[\"history | map @.input\", \"print 5\"]"])
    let kept = ShellSession.read(shell.home + "/.local/state/wessaal/history")
    #expect(kept.contains("print 5") && !kept.contains("topsecret"), "\(kept)")
  }

  @Test func twoShellsAtOnceLoseNothing() throws {
    let home = ShellSession.folder()
    defer { ShellSession.remove(home) }
    let (one, two) = (try ShellSession(home: home), try ShellSession(home: home))
    for number in 1...5 {
      _ = one.answer("print \"one \(number)\"")
      _ = two.answer("print \"two \(number)\"")
    }
    let third = try ShellSession(home: home)
    #expect(third.answer("history print | count").first == "11")
  }

  // MARK: The editor

  /// A shell whose editor turns the first 1 of each line into a 2, and adds a line. The function
  /// ends it.
  private func editing(adding line: String) throws -> (ShellSession, end: () -> Void) {
    let home = ShellSession.folder()
    let program = home + "/state.wsl"
    ShellSession.write("#!/bin/sh\nsed -i s/1/2/ \"$1\"; echo '\(line)' >> \"$1\"\n", to: program)
    chmod(program, 0o700)
    let shell = try ShellSession(environment: ["VISUAL": program], home: home)
    return (
      shell,
      {
        unlink(program)
        ShellSession.remove(home)
      }
    )
  }

  @Test func editOpensTheLastInputAndEnterRunsIt() throws {
    let (shell, end) = try editing(adding: "print 5")
    defer { end() }
    _ = shell.answer("print 1")
    shell.terminal.type("edit\r")
    #expect(shell.terminal.waitUntil { $0.lines.suffix(2) == ["sandbox> print 2", "·······> print 5"] })
    shell.terminal.type("\r")
    #expect(shell.terminal.waitFor("\n2\n5\n"))
    shell.terminal.type("print 81\u{18}\u{5}")
    #expect(shell.terminal.waitUntil { $0.lines.suffix(2) == ["sandbox> print 82", "·······> print 5"] })
  }

  @Test func theEditorHasTheWholeOfAnUnfinishedInput() throws {
    let (shell, end) = try editing(adding: "}")
    defer { end() }
    shell.terminal.type("if true {\r")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "·······>" })
    shell.terminal.type("print 81\u{18}\u{5}")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "·······> }" }, "\(shell.terminal.screen.text)")
    shell.terminal.type("\r")
    #expect(shell.terminal.waitFor("\n82\n"))
    #expect(
      shell.text("history | last").contains("if true {\\n") || shell.text("history").contains("print 82"))
  }

  @Test func anEditorThatFailsLeavesTheLineAsItWas() throws {
    let shell = try ShellSession(environment: ["EDITOR": "false"])
    shell.terminal.type("print 1\u{18}\u{5}")
    #expect(shell.terminal.waitFor("'false' ended with 1"))
    shell.terminal.type("\r")
    #expect(shell.terminal.waitFor("\n1\n"))
  }

  @Test func anEditorThatLeavesWhatIsNotUTF8LeavesTheLineAsItWas() throws {
    let shell = try ShellSession(environment: ["EDITOR": "printf 'print \"caf\\351\"' | tee"])
    shell.terminal.type("print 1\u{18}\u{5}")
    #expect(shell.terminal.waitFor("an input must be valid UTF-8"), "\(shell.terminal.screen.lines)")
    shell.terminal.type("\r")
    #expect(shell.terminal.waitFor("\n1\n"))
  }

  @Test func thePagerIsGivenAWholeTable() throws {
    let shell = try ShellSession(environment: ["PAGER": "wc -l"])
    #expect(shell.answer("1..100 | map {n: @} | table --page") == ["101"])
    #expect(shell.answer(#"print "a\nb" --page"#) == ["2"])
  }

  /// Colours are colours in less, which shows them as text where it is not told otherwise.
  @Test(arguments: [([:], "RS"), (["LESS": "FRX"], "FRX")] as [([String: String], String)])
  func lessShowsColours(environment: [String: String], flags: String) throws {
    let pager = ["PAGER": "cat > /dev/null; echo flags $LESS; cat"]
    let shell = try ShellSession(environment: pager.merging(environment) { $1 })
    #expect(shell.answer("1..100 | map {n: @} | table --page") == ["flags \(flags)"])
  }

  // MARK: After an input

  @Test func theMarkIsRedAfterAFailure() throws {
    let shell = try ShellSession()
    func mark() -> String { String(decoding: shell.terminal.transcript.suffix(20), as: UTF8.self) }
    _ = shell.answer("nonsense")
    #expect(shell.terminal.waitUntil { _ in mark().contains("\u{1B}[31m>") })
    _ = shell.answer("print 1")
    shell.terminal.settle()
    #expect(!mark().contains("\u{1B}[31m>"))
  }

  @Test func aWaitThatIsStoppedNamesWhatWasSent() throws {
    let shell = try ShellSession()
    #expect(
      shell.timeToStop(
        "messages send instance=my-instance recipient=+966501230001 content=Hi --wait",
        when: "waiting for 12345: pending") < 5)
    let shown = shell.lastAnswer().joined(separator: "\n")
    #expect(shown.contains("message 12345 was sent, and is pending"))
    #expect(shown.contains("'messages wait 12345' waits on"))
  }

  @Test func controlCCountsTheSendsThatAreInDoubt() throws {
    // Only the first four are answered.
    let faults = (5...9).flatMap { ["--fault", "slow:100s#\($0)"] }
    let shell = try ShellSession(["--sandbox"] + faults, columns: 120)
    let send = "messages send instance=my-instance recipient=+966501230001 content=Hi"
    let waiting = "waiting for messages send, 1 s"
    #expect(shell.timeToStop("1..8 | each --parallel 4 { \(send) }", when: waiting) < 5)
    let shown = shell.lastAnswer().joined(separator: "\n")
    #expect(shown.contains(" · 4 credits used") && shown.contains(" · 4 writes in doubt"), "\(shown)")
    #expect(shell.timeToStop(send, when: waiting) < 5)
    #expect(shell.lastAnswer().last == "1 write in doubt", "\(shell.lastAnswer())")
  }

  // MARK: Progress

  private func transcript(_ shell: ShellSession) -> String {
    String(decoding: shell.terminal.transcript, as: UTF8.self)
  }

  @Test(arguments: [
    ("for x in [...(1..60)] { sleep 20ms }", " of 60 ("),
    ("1..12 | each { sleep 50ms; ping } | ignore", " of 12 ("),
    ("let n = 0; while $n < 12 { sleep 50ms; ping | ignore; $n += 1 }", "calls  "),
    ("messages list | each { sleep 1ms; @.id } | count", "messages list  "),
  ]) func aLongRunShowsHowFarItIsAndThenNothing(input: String, part: String) throws {
    let shell = try ShellSession(["--sandbox", "--messages", "1000", "--latency", "10ms"])
    _ = shell.answer(input)
    #expect(transcript(shell).contains(part))
    #expect(!shell.terminal.screen.text.contains("█") && !shell.terminal.screen.text.contains("·/s"))
  }

  /// The whole file is read at once, but its rows are not done yet.
  @Test func theProgressOfAFileIsThatOfItsRows() throws {
    let shell = try ShellSession(prepare: { home in
      ShellSession.write("n\n1\n2\n3\n4\n", to: home + "/rows.csv")
    })
    _ = shell.answer("for r in open(\"\(shell.home)/rows.csv\") { sleep 400ms }")
    #expect(transcript(shell).contains("rows.csv  ") && transcript(shell).contains("(50%)"))
    #expect(!transcript(shell).contains("(100%)"), "\(transcript(shell))")
  }

  @Test func aRecordThatIsSavedShowsHowFarItIs() throws {
    let shell = try ShellSession(["--sandbox", "--messages", "3000"])
    _ = shell.answer("for n in 1..30 { messages list page=$n per_page=100 | ignore }")
    _ = shell.answer("record save \(shell.home)/r.jsonl --mask")
    #expect(transcript(shell).contains("record save  ") && transcript(shell).contains(" of 60 ("))
  }

  /// The file is a pipe that fills slowly, and the loop only waits for it.
  @Test(arguments: ["| count", "| map @.a | sum", "| where @.a > 1 | count", "| sort-by @.a | count"])
  func aFileThatTakesLongShowsHowFarItIs(rest: String) throws {
    let shell = try ShellSession()
    let path = shell.home + "/slow.ndjson"
    mkfifo(path, 0o600)
    defer { unlink(path) }
    shell.terminal.type("open \(path) --as ndjson \(rest)\r")
    shell.terminal.waitFor(editing: false)
    let pipe = fopen(path, "we")
    for _ in 1...12 {
      fputs(String(repeating: "{\"a\":2}\n", count: 2000), pipe)
      fflush(pipe)
      shell.terminal.settle(milliseconds: 100)
    }
    fclose(pipe)
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox>" })
    #expect(transcript(shell).contains("mslow.ndjson  "), "\(transcript(shell))")
    #expect(!shell.terminal.screen.text.contains("kB/s"), "\(shell.terminal.screen.text)")
  }

  @Test(arguments: [["TERM": "dumb"], ["TERM": ""]]) func aDumbTerminalShowsNoProgress(
    environment: [String: String]
  ) throws {
    let shell = try ShellSession(environment: environment)
    _ = shell.answer("for x in [...(1..40)] { sleep 20ms }")
    #expect(!transcript(shell).contains(" of 40 ("))
  }
}
