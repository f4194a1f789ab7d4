import Glibc
import Testing

/// The line at the prompt of the real program, cell by cell: its text, its colours, and the place of the
/// cursor.
@Suite(.atTerminals) struct LiveLineTests {
  // MARK: Keys

  @Test(arguments: [
    "\u{1B}[1;2D", "\u{1B}[1;2A", "\u{1B}[3;2~", "\u{1B}[5~", "\u{1B}[97;5u", "\u{1B}[127;5u", "\u{1B}x",
    "\u{1B}[1;6C", "\u{1B}[57414u", "\u{1B}[27;5;13~", "\u{1B}O2P", "\u{1B}[15;2~", "\u{1B}[I", "\u{1B}[O",
  ]) func aKeyWithoutMeaningPutsNothingIn(key: String) throws {
    for config in ["", "keys = \"vi\""] where !(key == "\u{1B}x" && !config.isEmpty) {
      let shell = try ShellSession(config: config)
      shell.terminal.type("print 1\(key)2")
      #expect(shell.shows("print 12"))
      shell.terminal.type("\r")
      #expect(shell.terminal.waitFor("\n12\nsandbox>"))
    }
  }

  @Test func controlDeleteTakesTheNextWord() throws {
    let shell = try ShellSession()
    shell.terminal.type("print one two\u{1B}[1;5D\u{1B}[1;5D\u{1B}[3;5~")
    #expect(shell.shows("print  two"))
  }

  @Test(arguments: [
    ("messages send inst=my", "=my", "messages send instance=my", "messages send instance="),
    ("messages send instance=my", "tance=my", "messages send instance=my", "messages send instance="),
    ("contacts get", "t", "contacts get", "contacts get "),
    ("messages list sta=sent", "=sent", "messages list status=sent", "messages list status="),
  ]) func tabInAWordDoublesNothing(line: String, behind: String, result: String, before: String) throws {
    let shell = try ShellSession()
    shell.terminal.type(line + String(repeating: "\u{1B}[D", count: behind.count) + "\t")
    #expect(shell.shows(result))
    #expect(shell.terminal.waitUntil { $0.cursor.column == "sandbox> ".count + before.count })
  }

  /// The chosen candidate replaces the whole word, and a quote that is there already is not doubled.
  @Test(arguments: [
    ("messages send recipient=sara", "ra", "messages send recipient=+966509876543"),
    ("messages send recipient=\"sara\"", "ra\"", "messages send recipient=\"+966509876543\""),
    (
      "messages send instance=mine content=a", "ine content=a", "messages send instance=my-instance content=a"
    ),
    ("messages send instance=my-inst", "inst", "messages send instance=my-instance"),
    ("contacts list | where @.labxx == 1", "xx == 1", "contacts list | where @.label == 1"),
    ("contacts lixx | count", "xx | count", "contacts list | count"),
    ("messages list --follow", "llow", "messages list --follow"),
    (
      "messages send instance=\"my-instance\"", "instance\"", "messages send instance=\"my-instance\""
    ),
  ]) func aWordIsCompletedWhole(line: String, behind: String, result: String) throws {
    let shell = try ShellSession(config: "suggest = false")
    // The number of a person is put in by choice alone.
    let keys = line.contains("recipient") ? "\t\r" : "\t"
    shell.terminal.type(line + String(repeating: "\u{1B}[D", count: behind.count) + keys)
    #expect(shell.shows(result))
  }

  @Test(arguments: [40, 80, 200]) func anInputThatFillsTheRowAddsNone(columns: Int) throws {
    let shell = try ShellSession(columns: columns)
    let text = "print \"" + String(repeating: "x", count: columns - "sandbox> print \"\"".count) + "\""
    shell.terminal.type(text + "\r")
    #expect(shell.terminal.waitUntil { $0.lines.count == 3 && $0.cursorLine == "sandbox>" })
    #expect(
      shell.terminal.screen.lines == ["sandbox> " + text, String(text.dropFirst(7).dropLast()), "sandbox>"])
  }

  @Test(arguments: ["👨‍👩‍👧", "👩🏽‍🚀"]) func anEmojiOfSeveralIsOneGroup(emoji: String) throws {
    let shell = try ShellSession(columns: 40)
    // It does not fit into the rest of the row, and goes to the next row as a whole.
    let filler = String(repeating: "x", count: 40 - "sandbox> print \"".count - (emoji == "👨‍👩‍👧" ? 1 : 3))
    shell.terminal.type("print \"\(filler)\(emoji)\"")
    #expect(shell.terminal.waitUntil { $0.lines.last == "\(emoji)\"" }, "\(shell.terminal.screen.lines)")
    shell.terminal.type("\u{1B}[D\u{7F}y")
    #expect(shell.terminal.waitUntil { $0.lines.joined() == "sandbox> print \"\(filler)y\"" })
  }

  // MARK: Several lines

  @Test func enterInABracketIndentsAndUpMovesWithin() throws {
    let shell = try ShellSession()
    shell.terminal.type("for x in 1..2 {\rif true {\rprint $x\r}\r}")
    #expect(
      shell.terminal.waitUntil {
        $0.lines == [
          "sandbox> for x in 1..2 {", "·······>   if true {", "·······>     print $x", "·······>   }",
          "·······> }",
        ]
      }, "\(shell.terminal.screen.lines)")
    shell.terminal.type("\u{1B}[A\u{1B}[A" + String(repeating: "\u{1B}[C", count: 11) + "; print 7\r")
    #expect(shell.terminal.waitFor("\n1\n7\n2\n7\nsandbox>"))
  }

  @Test func theContinuationIsNoTrap() throws {
    let shell = try ShellSession()
    shell.terminal.type("print (1\r\r")
    #expect(shell.terminal.waitFor("the input is not complete"))
    shell.terminal.type("\r")
    #expect(shell.terminal.waitFor("error"))
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox>" })
    shell.terminal.type("print (1\r")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "·······>" })
    shell.terminal.type("\u{4}")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox>" })
    #expect(shell.answer("1 + 1").last == "2")
  }

  @Test func whatWasDoneIsUndoneAndDoneAgain() throws {
    let shell = try ShellSession()
    shell.terminal.type("print one\u{17}two\u{1F}\u{1F}")
    #expect(shell.shows("print one"))
    shell.terminal.type("\u{1B}r\u{1B}r")
    #expect(shell.shows("print two"))
    shell.terminal.type("\u{1F}\u{1F}\u{1F}\u{1F}\u{1F}")
    #expect(shell.shows(""))
  }

  @Test func aWordAndTheBlankBeforeItAreUndoneTogether() throws {
    let shell = try ShellSession(config: "suggest = false")
    shell.terminal.type("print one two\u{1F}")
    #expect(shell.shows("print one"))
    shell.terminal.type("\u{1F}")
    #expect(shell.shows("print"))
  }

  @Test func controlCAfterEscapeGivesTheLineUp() throws {
    let shell = try ShellSession(config: "suggest = false")
    shell.terminal.type("print one\u{1B}\u{3}")
    #expect(shell.terminal.waitUntil { $0.lines == ["sandbox> print one^C", "sandbox>"] })
  }

  @Test func theLastWordsOfEarlierInputs() throws {
    let shell = try ShellSession()
    for input in ["print [70, {a: 71}]", "print \"a b\""] { _ = shell.answer(input) }
    shell.terminal.type("print \u{1B}.")
    #expect(shell.shows("print \"a b\""))
    shell.terminal.type("\u{1B}.")
    #expect(shell.shows("print 71"))
    shell.terminal.type("\u{1B}#")
    #expect(shell.terminal.waitFor("sandbox> # print 71\nsandbox>"))
  }

  @Test func promptsThatWerePastedAreTakenOut() throws {
    let shell = try ShellSession()
    shell.paste("sandbox> print 71\n71\nsandbox> print 72")
    #expect(
      shell.terminal.waitUntil {
        $0.lines == [
          "sandbox> print 71", "·······> print 72", "the prompts were taken out of what was pasted",
        ]
      }, "\(shell.terminal.screen.lines)")
    shell.terminal.type("\r")
    #expect(shell.terminal.waitFor("·······> print 72\n71\n72\nsandbox>"))
  }

  @Test(arguments: [[:], ["TERM": "dumb"]])
  func promptsThatWereTypedAreTakenOut(environment: [String: String]) throws {
    let shell = try ShellSession(
      ["--sandbox", "--read-only"], label: "sandbox (read-only)", environment: environment)
    for prompt in ["sandbox", "acme", "sandbox (read-only)"] {
      #expect(shell.answer("\(prompt)> print 71") == ["the prompts were taken out", "71"])
    }
    shell.terminal.type("acme> for n in [7, 8] {\r····>   print \"${n}1\"\r····> }\r")
    #expect(shell.terminal.waitFor("\n71\n81\nsandbox (read-only)>"))
    // What is kept is what ran.
    #expect(shell.text("history acme | count") == "1")
  }

  // MARK: vi

  @Test(arguments: [
    ("print one two\u{1B}", "bciwsix", "print one six"), ("print \"one two\"\u{1B}", "hci\"x", "print \"x\""),
    ("print \"one\" 2\u{1B}", "bbca\"7", "print 7 2"), ("print (1 + 2)\u{1B}", "hdi(i4", "print (4)"),
    ("print [1, 2]\u{1B}", "hdi[i4", "print [4]"), ("print one\u{1B}", "bdwa7", "print 7"),
    ("print one\u{1B}", "0fpDi8", "8"), ("print one\u{1B}", "bcwtwo", "print two"),
    ("print one two\u{1B}", "yiw0P", "twoprint one two"),
    ("print \"one\" 2\u{1B}", "bbdi\"$p", "print \"\" 2one"),
    ("print one two\u{1B}", "yiwxp", "print one two"), ("print one\u{1B}", "0d2wi8", "8"),
  ]) func viKnowsObjectsOfText(typed: String, keys: String, line: String) throws {
    let shell = try ShellSession(config: "keys = \"vi\"\nsuggest = false")
    shell.terminal.type(typed)
    #expect(shell.terminal.waitUntil { $0.cursorShape == 2 })
    shell.terminal.type(keys)
    #expect(shell.shows(line), "\(shell.terminal.screen.cursorLine)")
  }

  @Test func theCursorShowsTheModeOfVi() throws {
    let shell = try ShellSession(config: "keys = \"vi\"")
    shell.terminal.type("print 1")
    #expect(shell.terminal.waitUntil { $0.cursorShape == 6 })
    shell.terminal.type("\u{1B}")
    #expect(shell.terminal.waitUntil { $0.cursorShape == 2 })
    shell.terminal.type("A")
    #expect(shell.terminal.waitUntil { $0.cursorShape == 6 })
    shell.terminal.type("\r")
    #expect(shell.terminal.waitFor("\n1\n"))
    shell.terminal.type("exit\r")
    #expect(shell.terminal.waitForExit() == 0)
    #expect(shell.terminal.screen.cursorShape == 0)
  }
}

/// A terminal that obeys no escape sequences.
@Suite(.atTerminals) struct DumbLineTests {
  @Test func aLineLongerThanTheRowIsReadable() throws {
    let shell = try ShellSession(environment: ["TERM": "dumb"], columns: 40)
    let text = "print \"" + String(repeating: "0123456789", count: 6) + "\""
    shell.terminal.type(text)
    #expect(shell.terminal.waitUntil { $0.cursorLine.hasSuffix("0123456789\"") })
    #expect(shell.terminal.screen.lines.count == 1 && shell.terminal.screen.cursorLine.count < 40)
    shell.terminal.type("\u{1}")
    #expect(
      shell.terminal.waitUntil { $0.cursorLine.hasPrefix("sandbox> print \"0123") && $0.cursor.column == 9 })
    shell.terminal.type("\u{5}\r")
    #expect(shell.terminal.waitFor("0123456789\"\n" + String(repeating: "0123456789", count: 4)))
    #expect(!shell.terminal.transcript.contains(0x1B))
  }
}
