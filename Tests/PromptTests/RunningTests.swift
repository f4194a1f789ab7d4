import Glibc
import Testing

/// The prompt while an input runs, and after it.
@Suite(.atTerminals) struct RunningTests {
  @Test func whatTakesLongerIsToldAndGoesWhenItIsThere() throws {
    let shell = try ShellSession(["--sandbox", "--latency", "900ms"])
    shell.terminal.type("ping\r")
    #expect(shell.terminal.waitForShown("waiting for ping"))
    #expect(shell.terminal.waitUntil { $0.text.contains("200 OK") && $0.cursorLine == "sandbox>" })
    #expect(!shell.terminal.screen.text.contains("waiting"))
    #expect(shell.answer("1 + 1") == ["2"])
  }

  @Test func theStatusThatIsWaitedForIsShownAsItChanges() throws {
    let shell = try ShellSession(columns: 120)
    shell.terminal.type(
      "messages send instance=my-instance recipient=+966501230003 content=Hi --wait=delivered --timeout 2s | ignore\r"
    )
    #expect(shell.terminal.waitForShown("waiting for 12345: "))
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox>" })
    #expect(!shell.terminal.screen.text.contains("waiting for"))
  }

  /// A dumb terminal cannot remove what was shown, so each change is a line there.
  @Test func aDumbTerminalShowsEachStatusOfAWait() throws {
    let shell = try ShellSession(environment: ["TERM": "dumb"], columns: 120)
    let shown = shell.answer(
      "messages send instance=my-instance recipient=+966501230003 content=Hi --wait=sent | get @.status")
    // A status that goes by between two calls is not seen.
    let told = shown.filter { $0.hasPrefix("12345: ") && $0 != "12345: processing" }
    #expect(told == ["12345: pending", "12345: sent"], "\(shown)")
    #expect(shown.contains("\"sent\""), "\(shown)")
  }

  @Test func everyShowsItsValueInOnePlace() throws {
    let shell = try ShellSession()
    shell.terminal.type("every 200ms { [{id: 1}, {id: 2}] }\r")
    #expect(shell.terminal.waitFor("until Ctrl-C\nid\n 1\n 2"))
    for _ in 1...3 { shell.terminal.waitForShown("until Ctrl-C", after: shell.terminal.transcript.count) }
    shell.terminal.type("\u{3}")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox>" })
    let lines = shell.terminal.screen.lines
    #expect(lines.filter { $0 == "id" }.count == 1, "\(lines)")
    #expect(lines.filter { $0.hasSuffix("until Ctrl-C") }.count == 1, "\(lines)")
    // Ctrl-C is the normal end of this command, so nothing failed.
    #expect(!lines.contains { $0.contains("error") }, "\(lines)")
    #expect(shell.text("history every | where @.n == 1 | map @.outcome").contains("\"ok\""))
  }

  /// What is typed while an input runs stands in the next prompt and not in the output.
  @Test func whatIsTypedMeanwhileStandsInTheNextPrompt() throws {
    let shell = try ShellSession()
    shell.terminal.type("every 100ms { [{id: 1}] }\r")
    #expect(shell.terminal.waitFor("until Ctrl-C\nid\n 1"))
    shell.terminal.type("\r\rabc")
    for _ in 1...3 { shell.terminal.waitForShown("until Ctrl-C", after: shell.terminal.transcript.count) }
    shell.terminal.type("\u{3}")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox>" })
    let lines = shell.terminal.screen.lines
    #expect(lines.filter { $0.hasSuffix("until Ctrl-C") }.count == 1, "\(lines)")
    #expect(!lines.contains { $0.contains("abc") }, "\(lines)")
    shell.terminal.type("sleep 400ms; print done\r")
    shell.terminal.waitFor(echo: false)
    shell.terminal.type("print 7")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox> print 7" })
    #expect(
      shell.terminal.screen.lines.suffix(3) == [
        "sandbox> sleep 400ms; print done", "done", "sandbox> print 7",
      ])
  }

  /// The keys of a running input wait as they are: a terminal that delivers lines would cut long ones, and make a mark
  /// of Ctrl-D, after which no prompt came.
  @Test func theKeysThatAreTypedMeanwhileAreThoseOfThePrompt() throws {
    let shell = try ShellSession()
    shell.terminal.type("sleep 500ms\r")
    shell.terminal.waitFor(echo: false)
    shell.terminal.type("print \"مرحباX\u{7F}\u{1B}[D")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox> print \"مرحبا" && $0.cursor.column == 20 })
    shell.terminal.type("\u{3}sleep 500ms\r")
    shell.terminal.waitFor(echo: false)
    shell.terminal.type("print (\"" + String(repeating: "x", count: 6000) + "\" | length)\r")
    #expect(shell.terminal.waitFor("\n6000\nsandbox>"))
    shell.terminal.type("sleep 500ms\r")
    shell.terminal.waitFor(echo: false)
    shell.terminal.type("\u{4}")
    #expect(shell.terminal.waitForExit() == 0)
  }

  /// A terminal that is full of what was pasted would not notice it.
  @Test func controlCStopsAfterALongPasteToo() throws {
    let shell = try ShellSession()
    shell.terminal.type("sleep 100s\r")
    shell.terminal.waitFor(echo: false)
    shell.terminal.type(String(repeating: "print 1\r", count: 2000) + "\u{3}")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox>" && $0.text.contains("^C") })
    #expect(shell.answer("1 + 1") == ["2"])
    #expect(!shell.terminal.screen.text.contains("print"))
  }

  /// Also while the prompt asks for the credits that are left.
  @Test func whatIsTypedIsNotShownBeforeThePrompt() throws {
    let shell = try ShellSession(["--sandbox", "--latency", "700ms"])
    shell.terminal.type(
      "messages send instance=my-instance recipient=+966501230001 content=Hi | get @.message_id\r")
    #expect(shell.terminal.waitFor("\n12"))
    shell.terminal.type("\rprint 7")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox> print 7" })
    #expect(!shell.terminal.screen.lines.contains(""), "\(shell.terminal.screen.text)")
  }

  /// What is shown of a wait goes, also where somebody types lines for the input that waits.
  @Test func aWaitLeavesNothingBehindWhereLinesAreTyped() throws {
    let shell = try ShellSession()
    shell.terminal.type("open - | each { sleep 1s; print @.a }\r")
    shell.terminal.settle()
    shell.terminal.waitFor(echo: true)
    shell.terminal.type("{\"a\": 1}\r")
    #expect(shell.terminal.waitForShown("waiting for the end"))
    shell.terminal.type("\r\r")
    #expect(shell.terminal.waitFor("\n1"))
    shell.terminal.type("\u{4}")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox>" })
    #expect(!shell.terminal.screen.text.contains("waiting"), "\(shell.terminal.screen.text)")
  }

  @Test func aWaitThatWasShownGoesInANarrowerWindow() throws {
    let shell = try ShellSession()
    shell.terminal.type("sleep 2s\r")
    #expect(shell.terminal.waitForShown("waiting for the end of 2 s"))
    shell.terminal.resize(columns: 20, rows: 24)
    #expect(shell.terminal.waitUntil { $0.lines == ["sandbox> sleep 2s", "sandbox>"] })
    shell.terminal.type("print \"0123456789\"")
    #expect(
      shell.terminal.waitUntil { $0.lines.suffix(2) == ["sandbox> print \"0123", "456789\""] },
      "\(shell.terminal.screen.text)")
  }

  @Test func aTurnIsReplacedInAWindowOfAnotherWidth() throws {
    let shell = try ShellSession()
    _ = shell.answer("print \"above\"")
    shell.terminal.type("every 1s { [{id: 1, name: \"\(String(repeating: "long ", count: 11))\"}] }\r")
    #expect(shell.terminal.waitFor("until Ctrl-C\nid"))
    for columns in [40, 70] {
      shell.terminal.waitForShown("long long", after: shell.terminal.transcript.count)
      shell.terminal.resize(columns: columns, rows: 24)
      shell.terminal.waitForShown("long long", after: shell.terminal.transcript.count)
      let lines = shell.terminal.screen.lines
      #expect(lines.filter { $0.hasSuffix("until Ctrl-C") }.count == 1, "\(lines)")
      #expect(lines.contains("above"), "\(lines)")
    }
    shell.terminal.type("\u{3}")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox>" })
  }

  /// What is told after the end does not take the place of the last turn.
  @Test func theLastTurnIsTheOnlyOneAfterControlC() throws {
    let shell = try ShellSession(["--sandbox", "--latency", "400ms"])
    shell.terminal.type("every 100ms { ping | ignore }\r")
    for _ in 1...2 { shell.terminal.waitForShown("until Ctrl-C", after: shell.terminal.transcript.count) }
    shell.terminal.type("\u{3}")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox>" })
    let lines = shell.terminal.screen.lines
    #expect(lines.filter { $0.hasSuffix("until Ctrl-C") }.count == 1, "\(lines)")
  }

  @Test func aWaitForTheRateLimitSaysSo() throws {
    let shell = try ShellSession()
    _ = shell.answer("sandbox fault 429#1")
    shell.terminal.type("ping\r")
    #expect(shell.terminal.waitForShown("waiting for ping: the rate limit is reached (429), on in 1 s"))
    #expect(shell.terminal.waitUntil { $0.text.contains("200 OK") && $0.cursorLine == "sandbox>" })
    #expect(!shell.terminal.screen.text.contains("waiting"))
  }

  /// Keys that are no characters are no answer, and are not shown. Ctrl-C gives the input up, and Ctrl-D is a no.
  @Test(arguments: ["n\r", "\u{3}", "\u{4}"]) func aQuestionTakesOnlyCharacters(answer: String) throws {
    let shell = try ShellSession()
    shell.terminal.type("contacts delete 12\r")
    #expect(shell.terminal.waitFor("Go on? [y/N]"))
    shell.terminal.type(
      "\u{1B}[A\u{1B}[D\u{1B}OH\u{1B}[1~\u{1B}[3~\u{1B}[15~\u{1B}[1;5C\u{1B}[[A\u{1B}ynع\u{7F}\u{7F}\u{1B}[200~"
        + answer)
    let shown = "Go on? [y/N]" + (answer == "n\r" ? " n" : answer == "\u{3}" ? " ^C" : "")
    #expect(
      shell.terminal.waitUntil {
        $0.cursorLine == "sandbox>" && $0.lines.contains { $0.hasSuffix(shown) }
      })
    #expect(
      shell.terminal.screen.text.contains(answer == "\u{3}" ? "error: interrupted" : "was not confirmed"))
    #expect(shell.terminal.screen.text.count { $0 == "^" } == (answer == "\u{3}" ? 1 : 0))
    #expect(shell.answer("contacts list | count").first == "3")
  }

  /// What is pasted at a question answers it with its first line, and nothing more of it runs.
  @Test func noLineOfWhatIsPastedAtAQuestionRuns() throws {
    let shell = try ShellSession()
    shell.terminal.type("contacts delete 12\r")
    #expect(shell.terminal.waitFor("Go on? [y/N]"))
    shell.terminal.type("\u{1B}[200~nope\rprint 71\rprint 72\r\u{1B}[201~")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox>" && $0.text.contains("was not confirmed") })
    #expect(shell.answer("print 73") == ["73"])
    #expect(!shell.terminal.screen.text.contains("71"), "\(shell.terminal.screen.text)")
  }

  /// A text that an input reads from the terminal is shown while it is typed.
  @Test func whatAnInputReadsIsShown() throws {
    let shell = try ShellSession()
    shell.terminal.type("open - --as text\r")
    shell.terminal.settle()
    shell.terminal.waitFor(echo: true)
    shell.terminal.type("typed here")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "typed here" })
    shell.terminal.type("\r\u{4}")
    #expect(shell.terminal.waitFor("typed here\n[\"typed here\"]\nsandbox>"))
  }

  /// An error of a turn stands below its time, and the next turn takes its place.
  @Test func theErrorsOfATurnAreShownInItsPlace() throws {
    let shell = try ShellSession()
    shell.terminal.type("let n = 0\r")
    shell.terminal.waitUntil { $0.cursorLine == "sandbox>" }
    shell.terminal.type("every 200ms { $n += 1; print \"turn $n\"; contacts get 9999 }\r")
    #expect(shell.terminal.waitFor("turn 4\nerror: "))
    shell.terminal.type("\u{3}")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox>" })
    let lines = shell.terminal.screen.lines
    #expect(lines.filter { $0.hasPrefix("error: ") }.count == 1, "\(lines)")
    #expect(lines.filter { $0.hasSuffix("until Ctrl-C") }.count == 1, "\(lines)")
    #expect(lines.filter { $0.hasPrefix("turn ") }.count == 1, "\(lines)")
  }

  /// What a turn has no room for cannot be asked for, because the next turn takes its place.
  @Test func aTurnThatIsCutOffersNoRest() throws {
    let shell = try ShellSession(rows: 12)
    _ = shell.answer("let kept = 1; 3")
    shell.terminal.type("every 200ms { 1..60 | each { {n: @} } }\r")
    #expect(shell.terminal.waitUntil { $0.text.contains(" more\n") })
    #expect(!shell.terminal.screen.text.contains("keeps it all"))
    shell.terminal.type("\u{3}")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox>" })
    #expect(shell.answer("$") == ["3"])
  }

  /// What is taller than the screen could not be taken away again.
  @Test(arguments: [
    "1..60 | map {n: @, one: \"Person no. $(@) of the list\", two: \"Person no. $(@) of the list\", three: \"Person no. $(@)\", four: \"a $(@) b\"}",
    "1..40 | map {key: \"k$(@)\", value: @} | from-entries",
    "1..21 | map {key: \"k$(@)\", value: @} | from-entries",
    "1..60 | map \"text $(@)\"",
  ]) func aTurnIsCutToWhatCanBeDrawnAgain(value: String) throws {
    let shell = try ShellSession()
    _ = shell.answer("let value = (\(value))")
    shell.terminal.type("every 200ms { $value }\r")
    #expect(shell.terminal.waitFor("until Ctrl-C"))
    for _ in 1...3 { shell.terminal.waitForShown("until Ctrl-C", after: shell.terminal.transcript.count) }
    shell.terminal.type("\u{3}")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox>" })
    let lines = shell.terminal.screen.lines
    #expect(lines.filter { $0.hasSuffix("until Ctrl-C") }.count == 1, "\(lines)")
  }

  @Test func theLastValueStaysUntilTheNextOneIsThere() throws {
    let shell = try ShellSession()
    shell.terminal.type("every 10ms { sleep 300ms; [{id: 7}] }\r")
    #expect(shell.terminal.waitFor("until Ctrl-C\nid\n 7"))
    // Now the next turn sleeps.
    shell.terminal.watch(seconds: 0.1)
    shell.terminal.type("\u{3}")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox>" })
    let lines = shell.terminal.screen.lines
    #expect(lines.filter { $0 == " 7" }.count == 1, "\(lines)")
    #expect(lines.filter { $0.hasSuffix("until Ctrl-C") }.count == 1, "\(lines)")
  }

  @Test func newMessagesAndChangesOfStatusAreFollowed() throws {
    let shell = try ShellSession(columns: 120)
    _ = shell.answer("messages send instance=my-instance recipient=+966501230009 content=Hi | ignore")
    shell.terminal.type("messages list --follow --pace 10/s | select id status\r")
    #expect(shell.terminal.waitFor("\"status\":\"delivered\""), "\(shell.terminal.screen.text)")
    shell.terminal.type("\u{3}")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox>" })
    #expect(!shell.terminal.screen.text.contains("error"))
  }

  @Test func whoFollowsIsToldThatNothingIsNew() throws {
    let shell = try ShellSession(columns: 120)
    shell.terminal.type("messages list --follow --pace 10/s\r")
    #expect(shell.terminal.waitForShown("waiting for new messages (Ctrl-C ends), 1 s"))
    #expect(!shell.terminal.screen.text.contains("0 ms"))
    shell.terminal.type("\u{3}")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox>" })
  }

  @Test func enterShowsTheNextScreenful() throws {
    let shell = try ShellSession(rows: 10)
    let first = shell.answer("1..20 | map {n: @}")
    #expect(first.last == "… more: Enter; `$ | save all.json` keeps it all", "\(first)")
    shell.terminal.type("\r")
    #expect(shell.terminal.waitFor("\n 7\n"))
    shell.terminal.waitUntil { $0.cursorLine == "sandbox>" }
    for _ in 0..<3 {
      shell.terminal.type("\r")
      shell.terminal.settle()
    }
    #expect(shell.terminal.waitFor("\n20\n"))
    for number in 1...20 { #expect(shell.terminal.screen.text.contains("\(number)\n"), "\(number)") }
    #expect(shell.answer("$ | count").first == "20")
    _ = shell.answer(
      "{a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8, i: 9, j: \"the last of a long object that fills\"}")
    #expect(shell.terminal.screen.text.contains("more: Enter"))
    shell.terminal.type("\r")
    #expect(shell.terminal.waitFor("\"j\":"))
  }

  @Test func whatAnInputShowedIsThereByItsNumber() throws {
    let shell = try ShellSession()
    _ = shell.answer("{id: 7, name: \"Ali\"}")
    _ = shell.answer("print 1")
    #expect(shell.answer("$.name") == ["\"Ali\""])
    #expect(shell.answer("$.id") == ["7"])
    #expect(shell.answer("out 1 | keys") == ["[\"id\", \"name\"]"])
    #expect(shell.answer("[1, 2, 3]").last == "[1, 2, 3]")
    #expect(shell.answer("out -1 | count") == ["3"])
    #expect(shell.text("out 99").contains("out takes the number of an input"))
  }

  /// The rows that fit on the screen are never taken for the whole list.
  @Test func whatAnInputShowedIsWholeOrRefused() throws {
    let shell = try ShellSession(["--sandbox", "--messages", "300"], columns: 120, rows: 12)
    _ = shell.answer("messages list")
    #expect(shell.answer("out -1 | count").first == "300")
    _ = shell.answer("1..40 | map {n: @}")
    #expect(shell.answer("$ | count") == ["40"])
    #expect(shell.answer("out 3 | count") == ["40"])
    _ = shell.answer("1..50 | map {n: @}")
    _ = shell.answer("print 1")
    #expect(
      shell.text("out 6 | count").hasPrefix(
        "error: out takes the number of an input whose value was read whole, but of the list of input 6 only the"
      ))
  }

  /// No input gets the number of another one, not even where an input is not kept or the history is
  /// full.
  @Test func anInputHasItsNumberAlone() throws {
    let shell = try ShellSession()
    _ = shell.answer("{a: 1}")
    _ = shell.answer(" {a: 2}")
    #expect(shell.answer("out -1 | get @.a") == ["2"])
    #expect(shell.answer("out 1 | get @.a") == ["1"])
    let home = ShellSession.folder()
    defer { ShellSession.remove(home) }
    for folder in ["/.local", "/.local/state", "/.local/state/wessaal"] { mkdir(home + folder, 0o700) }
    ShellSession.write(
      String(repeating: "{\"input\":\"print 1\",\"time\":1764000000}\n", count: 10_000),
      to: home + "/.local/state/wessaal/history")
    let full = try ShellSession(home: home)
    for number in 1...3 { _ = full.answer("{a: \(number)}") }
    #expect(full.answer("out 10002 | get @.a") == ["2"])
    #expect(full.answer("history | where @.n == 10001 | map @.input").contains { $0.contains("{a: 1}") })
    #expect(full.text("history save 10001-10003 \(home)/x.wsl").contains("3 inputs in "))
  }

  @Test func onlySoManyValuesAreKept() throws {
    let shell = try ShellSession(columns: 120)
    shell.terminal.type((1...101).map { "\($0)\r" }.joined())
    #expect(shell.terminal.waitFor("\n101\nsandbox>"))
    #expect(shell.text("out 1").contains("there are values of inputs from 2 to 101"))
    #expect(shell.answer("out 2") == ["2"])
    // Each has 40 MB, so the second one replaces all before it.
    _ = shell.answer("let text = 1..400 | map pad(\"x\", 100000) | join \"\"")
    for _ in 0..<2 { _ = shell.answer("{text: $text}") }
    #expect(shell.text("out 3").contains("there are values of inputs from 106 to 106"))
    #expect(shell.answer("(out -1) | keys").last == "[\"text\"]")
  }

  @Test func aDeletionAsksWithTheNameOfWhatGoes() throws {
    let shell = try ShellSession(columns: 120)
    shell.terminal.type("contacts delete 12\r")
    #expect(
      shell.terminal.waitFor(
        "this is Sara Al-Harbi · +966509876543\ncontacts delete 12 cannot be undone. Go on? [y/N]"))
    shell.terminal.type("n\r")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox>" })
    #expect(shell.answer("contacts list | count").first == "3")
    for deletion in ["contacts delete 99", "request DELETE /contacts/99"] {
      let told = shell.text(deletion)
      #expect(told.contains("(404)") && told.contains("'contacts list' shows those there are"), "\(told)")
      #expect(!told.contains("Go on?"))
    }
    #expect(shell.answer("sandbox requests | where @.method == \"DELETE\" | count").first == "0")
  }

  @Test func thePromptTellsWhatIsUnusual() throws {
    let shell = try ShellSession(["--sandbox", "--dry-run"], label: "sandbox (dry run)")
    #expect(shell.terminal.screen.styles(of: "sandbox") == ["1"])
    let both = try ShellSession(
      ["--sandbox", "--dry-run", "--read-only"], label: "sandbox (read-only, dry run)")
    #expect(both.terminal.screen.cursorLine == "sandbox (read-only, dry run)>")
  }

  @Test func anAccountThatIsLiveLooksOtherwiseThanTheSandbox() throws {
    let shell = try ShellSession(
      ["--base-url", "http://127.0.0.1:9"], label: "wessaal",
      environment: ["WESSAAL_API_KEY": "sk_test_1234567890"])
    #expect(shell.terminal.screen.styles(of: "wessaal") == ["1;33"])
    let plain = try ShellSession(
      ["--base-url", "http://127.0.0.1:9"], label: "wessaal",
      environment: ["WESSAAL_API_KEY": "sk_test_1234567890", "NO_COLOR": "1"])
    #expect(plain.terminal.screen.styles(of: "wessaal") == [""])
  }

  @Test func aPromptThatIsAnsweredByARecordingSaysSo() throws {
    let shell = try ShellSession()
    let record = shell.home + "/r.jsonl"
    defer { unlink(record) }
    _ = shell.answer("ping")
    _ = shell.answer("record save \(record)")
    shell.terminal.type("replay \(record)\r")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "replay>" })
    shell.terminal.type("replay off\r")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox>" })
  }

  /// The seconds of a time are cut before a label, and a second time before that.
  @Test func aTimeIsCutBeforeALabelIs() throws {
    let shell = try ShellSession()
    let row =
      "{id: ID, label: \"Abdulrahman of the branch in Riyad ID\", email: \"ID@example.com\", "
      + "created_at: \"2025-01-0IDT00:00:00.000000Z\", updated_at: \"2025-02-0IDT00:00:00.000000Z\"}"
    let shown = shell.answer(
      "[" + ["1", "2"].map { row.replacing("ID", with: $0) }.joined(separator: ", ") + "]")
    #expect(
      shown == [
        "id  label                                 email          created_at",
        " 1  Abdulrahman of the branch in Riyad 1  1@example.com  2025-01-01T00:00Z",
        " 2  Abdulrahman of the branch in Riyad 2  2@example.com  2025-01-02T00:00Z",
        "not shown: updated_at",
      ])
  }

  @Test func aColumnThatSaysTheSameGoesFirst() throws {
    let shell = try ShellSession(columns: 40)
    let rows =
      "[{id: 1, kind: \"aaaaaaaaaaaaaaaa\", label: \"first of all\", other: \"1111111111\"}, "
      + "{id: 2, kind: \"aaaaaaaaaaaaaaaa\", label: \"second one\", other: \"2222222222\"}]"
    let shown = shell.answer(rows)
    #expect(shown.contains { $0.hasPrefix("not shown: kind") }, "\(shown)")
  }
}
