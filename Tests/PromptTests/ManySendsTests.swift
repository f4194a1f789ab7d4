import Glibc
import SystemCalls
import Testing

/// Before an input sends its twenty-first message, the user is asked.
@Suite(.atTerminals) struct ManySendsTests {
  private let loop =
    #"let list = 1..25; for n in $list { messages send instance=my-instance recipient=+966501234567 content="$n" | ignore }"#

  private func ask(
    _ input: String, answer: String, in session: ShellSession
  ) -> (question: String, rest: [String]) {
    session.terminal.type(input + "\r")
    session.terminal.waitUntil { $0.text.contains("Go on? [y/N]") }
    let question = session.terminal.screen.text.replacing("\n", with: "")
    let before = session.terminal.screen.text
    session.terminal.type(answer + "\r")
    session.terminal.waitUntil { $0.text != before && $0.cursorLine == "sandbox>" }
    return (question, session.terminal.screen.text.split(separator: "\n").map(String.init))
  }

  @Test func noMeansThatNothingMoreIsSent() throws {
    let session = try ShellSession(columns: 200, rows: 60)
    let (question, rest) = ask(loop, answer: "n", in: session)
    #expect(
      question.contains(
        "20 messages were sent. More follow, a credit each: the loop is at item 21 of 25 (84%); 980 credits are left. "
          + "Go on? [y/N]"), "\(question)")
    #expect(
      rest.contains {
        $0.contains("error: sending many messages must be confirmed, but was not: 20 messages and no")
      })
    #expect(session.answer("messages list | count").first == "20")
  }

  @Test(arguments: [
    ("for n in 11..40 { SEND }", "the loop is at item 21 of 30 (70%)"),
    ("for a in 1..1 { for b in 0..24 { SEND } }", "the loop is at item 21 of 25 (84%)"),
    ("for a in 1..4 { for b in 1..10 { SEND } }", "the loop is at item 3 of 4 (75%)"),
    ("for a in [1] { for b in [1, 2] { for c in 1..30 { SEND } } }", "the loop is at item 1 of 2 (50%)"),
    ("def f() { for a in 1..30 { SEND } }; f", "the loop is at item 21 of 30 (70%)"),
  ]) func aLoopOverARangeIsNumberedToo(input: String, place: String) throws {
    let session = try ShellSession(columns: 200, rows: 60)
    let send = "messages send instance=my-instance recipient=+966501234567 content=x | ignore"
    let (question, _) = ask(input.replacing("SEND", with: send), answer: "n", in: session)
    #expect(question.contains("\(place); 980 credits are left. Go on?"), "\(question)")
  }

  @Test func whatWasTypedBeforeTheQuestionIsNoAnswer() throws {
    let session = try ShellSession(["--sandbox", "--latency", "20ms"], columns: 200, rows: 60)
    session.terminal.type(loop + "\r")
    session.terminal.waitFor(editing: false)
    session.terminal.type("y\r")
    #expect(session.terminal.waitUntil { $0.text.contains("Go on? [y/N]") })
    session.terminal.settle()
    session.terminal.type("n\r")
    #expect(session.terminal.waitFor("20 messages and no more were sent"))
    session.terminal.waitUntil { $0.cursorLine == "sandbox>" }
    #expect(session.text("sandbox messages | count") == "20")
  }

  @Test func whoThinksForLongPutsNothingInDoubt() throws {
    let session = try ShellSession(
      ["--sandbox", "--latency", "100ms", "--timeout", "6s"], columns: 200, rows: 60)
    _ = session.answer("me | ignore")
    let send = "messages send instance=my-instance recipient=+966501234567 content=x | ignore"
    session.terminal.type("1..30 | each --parallel 8 { \(send) }\r")
    #expect(session.terminal.waitUntil { $0.text.contains("Go on? [y/N]") })
    // This is longer than a request may take.
    session.terminal.settle(milliseconds: 7000)
    session.terminal.type("y\r")
    #expect(
      session.terminal.waitUntil { $0.text.contains("30 calls") },
      "\(session.terminal.screen.text)")
    #expect(!session.terminal.screen.text.contains("doubt"))
  }

  @Test(arguments: [("n", 0), ("y", 30)]) func aBulkInAScriptAsksTooWhereThereIsATerminal(
    answer: String, sent: Int
  ) throws {
    let home = ShellSession.folder()
    defer { ShellSession.remove(home) }
    let script = home + "/state.wsl"
    defer { unlink(script) }
    let message = "{recipient: \"+966501234567\", content: \"no. $(@)\"}"
    ShellSession.write(
      """
      for n in 1..25 { messages send instance=my-instance recipient=+966501234567 content="$n" | ignore }
      try { messages send-bulk instance=my-instance messages=(1..30 | map \(message)) | ignore } catch e { print $e.message }
      print (sandbox messages | count)
      """, to: script)
    let terminal = try PTY.spawn(
      ShellSession.binary, ["--sandbox", script],
      environment: ["HOME": home, "TERM": "xterm-256color", "PATH": "/usr/bin:/bin"], columns: 200, rows: 30)
    #expect(
      terminal.waitFor("messages send-bulk sends 30 messages, 30 credits; 975 credits are left. Go on?"))
    terminal.type(answer + "\r")
    #expect(terminal.waitFor("\n\(25 + sent)"), "\(terminal.screen.text)")
    #expect(terminal.waitForExit() == 0)
  }

  @Test func aBulkSaysWhatItCost() throws {
    let session = try ShellSession(columns: 200)
    let answer = session.answer(
      #"messages send-bulk instance=my-instance messages=[{recipient: "+966501234567", content: Hi}] | ignore"#
    )
    #expect(answer.last?.hasSuffix(" · 1 credit used, 999 left") == true, "\(answer)")
  }

  @Test func noAtADoubtLeavesItOne() throws {
    let session = try ShellSession(["--sandbox", "--fault", "drop-before#1"], columns: 200, rows: 60)
    let once =
      "once k { messages send instance=my-instance recipient=+966501234567 content=\"Hi Ali\" | ignore }"
    _ = session.answer(once)
    for answer in ["n", "", "y"] {
      session.terminal.type(once + "\r")
      #expect(session.terminal.waitUntil { $0.cursorLine.contains("Send it again? [y/N]") })
      #expect(session.terminal.screen.text.contains("to +966501234567: \"Hi Ali\"\n"))
      session.terminal.type(answer + "\r")
      session.terminal.waitUntil { $0.cursorLine == "sandbox>" }
      let isSent = answer == "y"
      #expect(session.text("journal | map @.state") == (isSent ? "[\"done\"]" : "[\"in_doubt\"]"))
      #expect(session.text("sandbox messages | count") == (isSent ? "1" : "0"))
    }
    #expect(session.terminal.screen.text.contains("--in-doubt skip takes it as done"))
  }

  /// Ctrl-D is a no there.
  @Test(arguments: [("\u{3}", "error: interrupted"), ("\u{4}", "\ncaught\n")])
  func controlCAtTheQuestionStopsTheInput(key: String, told: String) throws {
    let session = try ShellSession(columns: 200, rows: 60)
    session.terminal.type("try { \(loop) } catch { print caught }\r")
    session.terminal.waitUntil { $0.text.contains("Go on? [y/N]") }
    session.terminal.type(key)
    #expect(
      session.terminal.waitUntil { $0.cursorLine == "sandbox>" },
      "\(session.terminal.screen.text)")
    #expect(session.terminal.screen.text.contains(told), "\(session.terminal.screen.text)")
    #expect(session.answer("messages list | count").first == "20")
    session.terminal.type("contacts delete 12\r")
    session.terminal.waitUntil { $0.text.contains("cannot be undone. Go on? [y/N]") }
    session.terminal.type(key)
    #expect(session.terminal.waitUntil { $0.cursorLine == "sandbox>" })
    #expect(session.answer("contacts list | count").first == "3")
  }

  @Test func controlCAtTheQuestionEndsWhatIsNoPrompt() throws {
    let folder = ShellSession.folder()
    defer { ShellSession.remove(folder) }
    let variables = ["HOME": folder, "TERM": "xterm-256color", "PATH": "/usr/bin:/bin"]
    let code = "'\(ShellSession.binary)' --sandbox -c 'contacts delete 12'; echo status $?; sleep 9"
    let terminal = try PTY.spawn("/bin/sh", ["-c", code], environment: variables, columns: 100, rows: 24)
    terminal.waitUntil { $0.text.contains("Go on? [y/N]") }
    terminal.type("\u{3}")
    #expect(terminal.waitFor("status 130"), "\(terminal.screen.text)")
  }

  @Test func aSignalAtTheQuestionEndsTheRunAsItDoesElsewhere() throws {
    let folder = ShellSession.folder()
    defer { ShellSession.remove(folder) }
    let variables = ["HOME": folder, "TERM": "xterm-256color", "PATH": "/usr/bin:/bin"]
    let code = "'\(ShellSession.binary)' --sandbox -c 'contacts delete 12'; echo status $?; sleep 9"
    let terminal = try PTY.spawn("/bin/sh", ["-c", code], environment: variables, columns: 100, rows: 24)
    #expect(terminal.waitFor("Go on? [y/N]"), "\(terminal.screen.text)")
    let shell = try #require(terminal.pid)
    _ = try ChildProcess("pkill", ["pkill", "-TERM", "-P", "\(shell)", "wessaal"]).wait()
    #expect(terminal.waitFor("status 143"), "\(terminal.screen.text)")
  }

  @Test func whatIsTypedAtTheQuestionCanBeMended() throws {
    let session = try ShellSession(columns: 200, rows: 60)
    session.terminal.type("contacts delete 12\r")
    session.terminal.waitUntil { $0.text.contains("Go on? [y/N]") }
    session.terminal.type("nx\u{7F}\u{7F}\u{7F}y\u{1B}\r")
    #expect(session.terminal.waitUntil { $0.cursorLine == "sandbox>" })
    #expect(session.terminal.screen.text.contains("Go on? [y/N] y\n"), "\(session.terminal.screen.text)")
    #expect(session.answer("contacts list | count").first == "2")
  }

  @Test func yesIsAskedForOncePerInput() throws {
    let session = try ShellSession(columns: 200, rows: 60)
    _ = ask(loop.replacing("1..25", with: "1..70"), answer: "y", in: session)
    #expect(session.answer("messages list | count").first == "70")
    _ = session.answer(
      "for n in 1..20 { messages send instance=my-instance recipient=+966501234567 content=x | ignore }")
    #expect(session.answer("messages list | count").first == "90", "each input begins anew")
  }

  @Test func fibersThatRunSideBySideAreAskedOnce() throws {
    let session = try ShellSession(columns: 200, rows: 60)
    let input =
      "1..60 | each --parallel 8 { messages send instance=my-instance recipient=+966501234567 content=x } | count"
    let (_, rest) = ask(input, answer: "no", in: session)
    #expect(rest.count { $0.contains("Go on?") } == 1, "\(rest)")
    #expect(session.answer("messages list | count").first == "20")
  }

  @Test func aBulkIsAskedForWhole() throws {
    let session = try ShellSession(columns: 200, rows: 60)
    let input =
      #"messages send-bulk instance=my-instance messages=(1..150 | map {recipient: "+966501234567", content: "x"})"#
    let (question, _) = ask(input, answer: "n", in: session)
    #expect(
      question.contains(
        "messages send-bulk sends 150 messages, 150 credits; 1,000 credits are left. Go on?"), "\(question)")
    #expect(session.answer("messages list | count").first == "0")
  }

  @Test func yesBeforeThePromptAndScriptsAreNotAsked() throws {
    let session = try ShellSession(["--sandbox", "--yes"], columns: 200, rows: 60)
    _ = session.answer(loop)
    #expect(session.answer("messages list | count").first == "25")
  }

  @Test func codeOnTheCommandLineIsTypedAndAScriptIsNot() throws {
    let folder = ShellSession.folder()
    defer { ShellSession.remove(folder) }
    let script = folder + "/many.wsl"
    ShellSession.write(loop + "\nmessages list | count\n", to: script)
    defer { unlink(script) }
    let variables = ["HOME": folder, "TERM": "xterm-256color", "PATH": "/usr/bin:/bin"]
    let typed = try PTY.spawn(
      ShellSession.binary, ["--sandbox", "-c", loop], environment: variables, columns: 200, rows: 24)
    typed.waitUntil { $0.text.contains("Go on? [y/N]") }
    typed.type("n\r")
    typed.waitUntil { $0.text.contains("20 messages and no more were sent") }
    #expect(typed.screen.text.contains("20 messages and no more were sent"))
    let stored = try PTY.spawn(
      ShellSession.binary, ["--sandbox", script], environment: variables, columns: 200, rows: 24)
    stored.waitUntil { $0.text.contains("25") }
    #expect(stored.screen.lines.contains("25") && !stored.screen.text.contains("Go on?"))
  }
}
