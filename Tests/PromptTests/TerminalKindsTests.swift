import Glibc
import Testing

/// The prompt of the real program on terminals of many sizes and kinds, with various inputs.
@Suite(.atTerminals) struct TerminalKindsTests {
  // MARK: Sizes

  @Test(arguments: [
    (40, ["id", "phone", "label"], "not shown: email, notes, created_at, updated_at"),
    (
      // Two columns without information make room for those that would be cut.
      80, ["id", "phone", "label", "email", "notes"],
      "not shown: created_at (2025-01-01T00:00:00.000000Z), updated_at"
    ),
    (200, ["id", "phone", "label", "email", "notes", "created_at", "updated_at"], nil),
  ]) func aTableLosesItsLastColumnsFirstAndNamesThem(
    columns: Int, header: [String], note: String?
  ) throws {
    let shell = try ShellSession(columns: columns)
    let shown = shell.answer("contacts list")
    #expect(shown.first?.split(separator: " ").map(String.init) == header)
    #expect(shown.allSatisfy { $0.count <= columns })
    // The note goes on in the next line where the window is narrow.
    let rest = shown.drop { !$0.hasPrefix("not shown: ") }.prefix { !$0.hasPrefix("200 OK") }
    #expect(rest.map { $0.replacing(/^ +/, with: "") }.joined(separator: " ") == note ?? "")
  }

  @Test func aLineThatIsTypedIsDrawnAnewInAResizedWindow() throws {
    let shell = try ShellSession(columns: 60)
    let text = "print \"" + String(repeating: "0123456789", count: 4)
    shell.terminal.type(text)
    #expect(shell.shows(text))
    shell.terminal.resize(columns: 30, rows: 24)
    shell.terminal.settle()
    shell.terminal.type("X")
    #expect(
      shell.terminal.waitUntil {
        $0.lines.suffix(2) == ["sandbox> print \"01234567890123", "45678901234567890123456789X"]
      })
    shell.terminal.type("\"\r")
    #expect(shell.terminal.waitFor("0123456789X"))
  }

  // MARK: Kinds

  @Test(arguments: [
    ([:], true), (["NO_COLOR": "1", "CLICOLOR_FORCE": "1"], false), (["TERM": "dumb"], false),
    (["TERM": "dumb", "CLICOLOR_FORCE": "1"], true), (["NO_COLOR": "", "CLICOLOR_FORCE": "0"], true),
  ]) func colourIsUsedWhereItIsWanted(environment: [String: String], colour: Bool) throws {
    let shell = try ShellSession(environment: environment)
    let shown = shell.answer("ping")
    #expect(shown.first == "{")
    #expect(shown.last?.wholeMatch(of: /200 OK · \d+ ms/) != nil)
    let bytes = String(decoding: shell.terminal.transcript, as: UTF8.self)
    #expect(bytes.contains("\u{1B}[2m200 OK") == colour)
  }

  @Test func aDumbTerminalEditsCompletesAndLists() throws {
    let shell = try ShellSession(environment: ["TERM": "dumb"])
    shell.terminal.type("contacts list | whr\u{7F}\t@.id == 11 | select id\r")
    #expect(shell.terminal.waitFor("\n11\n"))
    shell.terminal.type("contacts get 1\t")
    #expect(shell.terminal.waitFor("12  Sara Al-Harbi"))
    #expect(!shell.terminal.transcript.contains(0x1B))
  }

  @Test func aReadOnlyPromptSaysSo() throws {
    let shell = try ShellSession(["--sandbox", "--read-only"], label: "sandbox (read-only)")
    #expect(shell.text("contacts create phone=+966551234567").contains("read-only"))
    #expect(shell.text("contacts list | count").hasPrefix("3\n"))
  }

  // MARK: Typing

  @Test func theKeysOfViAreThoseOfAProfileThatSaysSo() throws {
    let home = try ShellSession.home(configuration: "keys = \"vi\"\n")
    defer { ShellSession.remove(home) }
    let shell = try ShellSession(home: home)
    shell.terminal.type("qrint twoX\u{1B}")
    #expect(shell.terminal.waitUntil { $0.cursorShape == 2 })
    shell.terminal.type("x0rpwi3 + 4; mess")
    #expect(shell.shows("print 3 + 4; messtwo"))
    shell.terminal.type("\u{1B}")
    #expect(shell.terminal.waitUntil { $0.cursorShape == 2 })
    shell.terminal.type("0Ccontacts li\t| count\r")
    #expect(shell.terminal.waitFor("\n3\n"))
  }

  /// One insertion is one change, with the word that it replaced.
  @Test func viUndoesAnInsertionAsAWhole() throws {
    let home = try ShellSession.home(configuration: "keys = \"vi\"\n")
    defer { ShellSession.remove(home) }
    let shell = try ShellSession(home: home)
    for (keys, line) in [
      ("print 1 + 2\u{1B}", "print 1 + 2"), ("0cwecho that is\u{1B}", "echo that is 1 + 2"),
      ("u", "print 1 + 2"), ("A + 3 + 4\u{1B}", "print 1 + 2 + 3 + 4"), ("u", "print 1 + 2"), ("u", ""),
    ] {
      shell.terminal.type(keys)
      #expect(shell.shows(line))
      #expect(shell.terminal.waitUntil { $0.cursorShape == 2 })
    }
  }

  @Test func aPastedBlockRunsOnEnterOnly() throws {
    let shell = try ShellSession()
    shell.paste("let a = 1\nprint ($a + 1)\nif true {\n  print \"مرحبا\"\n}\n")
    #expect(
      shell.terminal.waitUntil {
        $0.lines.suffix(5) == [
          "sandbox> let a = 1", "·······> print ($a + 1)", "·······> if true {", "·······>   print \"مرحبا\"",
          "·······> }",
        ]
      })
    shell.terminal.settle(milliseconds: 200)
    #expect(!shell.terminal.screen.text.contains("\n2\n"))
    shell.terminal.type("\r")
    #expect(shell.terminal.waitFor("\n2\nمرحبا\nsandbox>"))
    // It is one input.
    shell.terminal.type("\u{1B}[A")
    #expect(shell.terminal.waitUntil { $0.lines.suffix(5).first == "sandbox> let a = 1" })
  }

  @Test func aPastedTabIsTextAndCompletesNothing() throws {
    let shell = try ShellSession()
    shell.terminal.type("\u{1B}[200~print \"mess\t\"\u{1B}[201~\r")
    #expect(shell.terminal.waitFor("\nmess"))
    #expect(!shell.terminal.screen.text.contains("messages"))
  }

  /// Text that is drawn as one character is moved over and deleted as one, and the cursor stands where it
  /// is drawn.
  @Test(arguments: [
    "مرحبا", "👍🏽", "日本", "👨‍👩‍👧", "e\u{301}", "مُحمَّد",
  ]) func charactersMoveAndGoAsOne(text: String) throws {
    let shell = try ShellSession()
    shell.terminal.type("print \"\(text)\"")
    shell.terminal.settle()
    let end = shell.terminal.screen.cursor.column
    let left = String(repeating: "\u{1B}[D", count: text.count + 1)
    shell.terminal.type(left)
    #expect(shell.terminal.waitUntil { $0.cursor.column == "sandbox> print \"".count })
    shell.terminal.type("\u{5}")
    #expect(shell.terminal.waitUntil { $0.cursor.column == end })
    shell.terminal.type("\u{1B}[D" + String(repeating: "\u{7F}", count: text.count) + "ok\r")
    #expect(shell.terminal.waitFor("\nok\nsandbox>"))
  }

  @Test func aLineIsDrawnAnewAfterAStopAndAfterControlL() throws {
    let shell = try ShellSession()
    _ = shell.answer("print 1")
    shell.terminal.type("print \"مُحمَّد\u{1B}[D")
    shell.terminal.settle()
    shell.terminal.signal(SIGSTOP)
    shell.terminal.signal(SIGCONT)
    shell.terminal.settle()
    #expect(shell.terminal.screen.lines.suffix(3) == ["sandbox> print 1", "1", "sandbox> print \"مُحمَّد"])
    shell.terminal.type("\u{C}")
    #expect(shell.terminal.waitUntil { $0.lines == ["sandbox> print \"مُحمَّد"] })
    shell.terminal.type("X\u{5}\"\r")
    #expect(shell.terminal.waitFor("\nمُحمَّXد\nsandbox>"))
  }

  @Test func clearLeavesThePromptAloneInTheWindow() throws {
    let shell = try ShellSession()
    _ = shell.answer("print 1")
    shell.terminal.type("clear\r")
    #expect(shell.terminal.waitUntil { $0.lines == ["sandbox>"] }, "\(shell.terminal.screen.text)")
    #expect(shell.answer("print 2") == ["2"])
  }

  /// It came while there was no prompt, and still is one block.
  @Test func whatIsPastedWhileAnInputRunsWaitsForEnter() throws {
    let shell = try ShellSession()
    shell.terminal.type("sleep 600ms\r")
    #expect(shell.terminal.waitFor(editing: false))
    shell.paste("print (1 + 100)\rprint (2 + 100)\rprint (3 + 100)")
    #expect(
      shell.terminal.waitUntil { $0.cursorLine == "·······> print (3 + 100)" },
      "\(shell.terminal.screen.text)")
    #expect(!shell.terminal.screen.text.contains("101"))
    #expect(shell.terminal.screen.lines.contains("sandbox> print (1 + 100)"), "\(shell.terminal.screen.text)")
    shell.terminal.type("\r")
    #expect(shell.terminal.waitFor("\n101\n102\n103\nsandbox>"))
  }

  @Test func anInputTallerThanTheWindowScrolls() throws {
    let shell = try ShellSession(rows: 8)
    let block = "if true {\n" + (1...12).map { "print \($0)\n" }.joined() + "}"
    shell.paste("\(block)")
    #expect(
      shell.terminal.waitUntil { $0.lines.last == "·······> }" && $0.lines.first == "·······> print 6" })
    shell.terminal.type(String(repeating: "\u{1B}[A", count: 13))
    #expect(
      shell.terminal.waitUntil { $0.lines.first == "sandbox> if true {" && $0.cursorLine == $0.lines.first })
    shell.terminal.type("\r")
    #expect(shell.terminal.waitFor("\n11\n12\nsandbox>"))
  }

  // MARK: Ctrl-C

  @Test(arguments: [
    "sleep 100s", "while true { }", "for i in 1..1000000000 { ping }", "ping", "messages list | count",
    "every 1h { ping }", "messages wait 1 --timeout 1h",
  ]) func controlCStopsWithinATenthOfASecond(input: String) throws {
    let shell = try ShellSession(["--sandbox", "--messages", "1000", "--latency", "30s"])
    #expect(shell.quickestStop(input, within: 0.1) < 0.1)
    // A command that goes on until Ctrl-C has not failed.
    #expect(shell.lastAnswer().contains { $0.contains("interrupted") } != input.hasPrefix("every"))
    #expect(shell.text("1 + 1") == "2")
  }

  /// Text that was made for output is shown as a whole, even where it is long.
  @Test func controlCStopsALongTextOnItsWayToTheScreen() throws {
    let shell = try ShellSession()
    _ = shell.answer("let t = 1..500000 | map \"line $(@)\" | join \"\\n\"")
    shell.terminal.type("print $t\r")
    #expect(shell.terminal.waitFor("line 1000\n", timeout: 20))
    shell.terminal.type("\u{3}")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox>" })
    #expect(!String(decoding: shell.terminal.transcript, as: UTF8.self).contains("line 500000"))
    #expect(shell.text("1 + 1") == "2")
  }

  @Test func controlCInThePagerLeavesThePromptUsable() throws {
    let shell = try ShellSession(environment: ["PAGER": "sleep 100; cat"])
    #expect(shell.quickestStop("1..100 | map {n: @} | table --page", within: 0.1) < 0.1)
    #expect(shell.text("1 + 1") == "2")
  }
}
