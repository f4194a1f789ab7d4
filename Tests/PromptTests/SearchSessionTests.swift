import Glibc
import Testing

/// Ctrl-R at the prompt of the real program, without the menu: typed keys are the pattern, and Enter puts the
/// found input into the line.
@Suite(.atTerminals) struct SearchSessionTests {
  private let again = "\u{12}"

  /// A prompt at which these inputs have run.
  private func shell(
    _ inputs: [String], environment: [String: String] = [:], columns: Int = 80, rows: Int = 24
  ) throws -> ShellSession {
    let shell = try ShellSession(
      environment: environment, config: "menu = false\nsuggest = false", columns: columns, rows: rows)
    for input in inputs { _ = shell.answer(input) }
    return shell
  }

  private func finds(_ line: String, _ shell: ShellSession) -> Bool {
    shell.terminal.waitUntil {
      $0.cursorLine.hasPrefix("search ") && $0.cursorLine.hasSuffix(line)
    }
  }

  private func findsNothing(_ shell: ShellSession) -> Bool {
    shell.terminal.waitUntil { $0.cursorLine.hasPrefix("not found ") }
  }

  /// All lines that are neither prompts nor empty.
  private func outputs(_ shell: ShellSession) -> [String] {
    shell.terminal.screen.text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("sandbox>") }
  }

  // MARK: Money

  /// `<Ctrl-R>50129<Backspace><Enter>` once sent a message to a number with a digit missing.
  @Test(arguments: ["\u{7F}", "\u{8}"])
  func backspaceTakesACharacterOffThePatternAndNoneOffTheLine(key: String) throws {
    let shell = try shell(["print \"966501290001\"", "print \"966501290002\""])
    shell.terminal.type(again + "0001")
    #expect(finds("print \"966501290001\"", shell))
    shell.terminal.type(key)
    #expect(finds("print \"966501290002\"", shell))
    shell.terminal.type("\r")
    #expect(shell.shows("print \"966501290002\""))
    shell.terminal.type("\r")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox>" })
    #expect(shell.lastAnswer() == ["966501290002"])
  }

  @Test func aMessageGoesToTheNumberThatWasFoundOrToNone() throws {
    let shell = try shell(
      ["messages send instance=my-instance recipient=+966501294567 content=Hi | ignore"], columns: 120)
    shell.terminal.type(again + "50129\u{7F}\r")
    #expect(shell.shows("messages send instance=my-instance recipient=+966501294567 content=Hi | ignore"))
    shell.terminal.type("\r")
    #expect(shell.terminal.waitFor("998 left\nsandbox>"))
    shell.terminal.type(again + "50129\u{1B}[3~")
    #expect(shell.shows("messages send instance=my-instance recipient=+966501294567 content=Hi | ignore"))
    shell.terminal.type("\u{3}")
    #expect(shell.shows(""))
    shell.terminal.type(again + "501290")
    #expect(findsNothing(shell))
    shell.terminal.type("\r")
    #expect(shell.shows(""))
    #expect(shell.answer("sandbox messages | map @.recipient") == ["[\"+966501294567\", \"+966501294567\"]"])
  }

  @Test func keysThatWereTypedAheadAreTheSameKeys() throws {
    let shell = try shell(["print \"966501290001\"", "print \"966501290002\""])
    shell.terminal.type(again + "966501290001\u{7F}\u{7F}\u{7F}\u{7F}\r")
    #expect(shell.shows("print \"966501290002\""))
    shell.terminal.type("\r")
    #expect(shell.terminal.waitFor("\n966501290002\nsandbox> print \"966501290002\"\n966501290002\nsandbox>"))
  }

  @Test(arguments: [
    "messages send nothing", "x", "\u{1B}[200~a\nprint 1\n\u{1B}[201~", "\u{1B}[200~(\n\u{1B}[201~",
  ])
  func whereNothingIsFoundEnterRunsNothing(pattern: String) throws {
    let shell = try shell(["print 1"])
    let before = outputs(shell)
    shell.terminal.type(again + "print" + pattern)
    #expect(findsNothing(shell))
    shell.terminal.type("\r")
    #expect(shell.shows(""))
    #expect(outputs(shell) == before)
    // A second one sends nothing either, and the prompt continues.
    shell.terminal.type("\r")
    #expect(shell.terminal.waitUntil { $0.lines.suffix(2) == ["sandbox>", "sandbox>"] })
    #expect(shell.answer("1 + 1") == ["2"])
  }

  @Test(arguments: ["\r", "\n", "\u{12}\r", "x\u{7F}\r", "x\u{15}\r", "\u{13}\r"])
  func aPatternOfNothingRunsNothing(keys: String) throws {
    let shell = try shell(["print 1"])
    shell.terminal.type("print 2" + again + keys)
    #expect(shell.shows("print 2"))
    #expect(!shell.terminal.screen.text.contains("\n2\n"))
  }

  @Test func editingKeysOfShellsEditThePattern() throws {
    let shell = try shell(["print \"send one\"", "print \"send two\""])
    shell.terminal.type(again + "send one")
    #expect(finds("send one\"", shell))
    for key in ["\u{17}", "\u{1B}\u{7F}"] {
      shell.terminal.type(key)
      #expect(finds("send two\"", shell))
      shell.terminal.type("one")
      #expect(shell.terminal.waitUntil { $0.cursorLine.hasSuffix("one\"") })
      if key == "\u{1B}\u{7F}" { break }
      shell.terminal.type("\u{15}send one")
      #expect(finds("send one\"", shell))
    }
    shell.terminal.type("\u{7}")
    #expect(shell.shows(""))
  }

  // MARK: The pattern

  @Test func searchingAgainGoesBackAndControlSForthAgain() throws {
    let shell = try shell(["print 71", "print 72", "print 8", "print 73"])
    shell.terminal.type(again + "print 7")
    #expect(finds("print 73", shell))
    shell.terminal.type(again)
    #expect(finds("print 72", shell))
    shell.terminal.type(again + again + again)
    #expect(finds("print 71", shell))
    shell.terminal.type("\u{13}")
    #expect(finds("print 72", shell))
    // Returns to the input that was found before the last character.
    shell.terminal.type("1")
    #expect(finds("print 71", shell))
    shell.terminal.type("\u{7F}")
    #expect(finds("print 72", shell))
    shell.terminal.type("\r")
    #expect(shell.shows("print 72"))
    shell.terminal.type("\r")
    #expect(shell.terminal.waitFor("\n73\nsandbox> print 72\n72\nsandbox>"))
  }

  @Test func theLastPatternIsThereAgain() throws {
    let shell = try shell(["print 71", "print 72", "print 8"])
    shell.terminal.type(again + "71\u{7}")
    #expect(shell.shows(""))
    shell.terminal.type(again + again)
    #expect(finds("print 71", shell))
  }

  @Test func aCharacterOfThePatternIsAWholeOne() throws {
    let shell = try shell(["print \"مُحمَّد👨‍👩‍👧日本\"", "print \"مُح日\""])
    shell.terminal.type(again + "مُحمَّد👨‍👩‍👧日本")
    #expect(finds("print \"مُحمَّد👨‍👩‍👧日本\"", shell))
    shell.terminal.type(String(repeating: "\u{7F}", count: "مَّد👨‍👩‍👧日本".count))
    #expect(finds("print \"مُح日\"", shell))
    #expect(shell.terminal.screen.cursorLine.hasPrefix("search \"مُح\": "))
    shell.terminal.type("\u{7F}\u{7F}")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "search \"\":" })
    shell.terminal.type("日本\r")
    #expect(shell.shows("print \"مُحمَّد👨‍👩‍👧日本\""))
    shell.terminal.type("\r")
    #expect(shell.terminal.waitFor("\nمُحمَّد👨‍👩‍👧日本\nsandbox>"))
  }

  @Test func aPastedPatternIsPartOfThePattern() throws {
    let shell = try shell(["print 71", "print 72"])
    shell.terminal.type(again + "pr\u{1B}[200~int 71\n\u{1B}[201~")
    #expect(finds("print 71", shell))
    shell.terminal.type("\u{7F}")
    #expect(finds("print 72", shell))
    shell.terminal.type("\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}x")
    #expect(findsNothing(shell))
    shell.terminal.type("\u{7F}\r")
    #expect(shell.shows("print 72"))
    shell.terminal.type("\r")
    #expect(shell.terminal.waitFor("\n72\nsandbox> print 72\n72\nsandbox>"))
  }

  // MARK: Ways out

  @Test(arguments: [
    "\u{1B}[D", "\u{1B}OD", "\u{1B}[C", "\u{1B}[H", "\u{1B}OH", "\u{1B}[1~", "\u{1B}[F",
    "\u{1B}[4~",
    "\u{1B}[3~", "\u{1B}[1;5D", "\u{1B}[1;3C", "\u{1}", "\u{5}", "\u{2}", "\u{1B}b", "\u{1B}f",
  ])
  func aKeyThatMovesTakesTheLineIntoTheEditor(key: String) throws {
    let shell = try shell(["print 71", "print 8"])
    shell.terminal.type(again + "t 7")
    #expect(finds("print 71", shell))
    shell.terminal.type(key)
    #expect(shell.shows("print 71"))
    shell.terminal.type("\u{1}\u{5}0\r")
    #expect(shell.terminal.waitFor("\n710\nsandbox>"))
  }

  @Test func theKeyThenActsOnTheLine() throws {
    let shell = try shell(["print 71", "print 8", "print 9"])
    shell.terminal.type(again + "71\u{1B}[D0\r")
    #expect(shell.terminal.waitFor("\n701\nsandbox>"))
    shell.terminal.type("\u{15}" + again + "prin\t")
    #expect(shell.shows("print 701"))
  }

  @Test(arguments: [
    "\u{1B}", "\u{7}", "\u{3}", "nothing\u{1B}", "nothing\u{7}", "nothing\u{3}", "nothing\u{1B}[D",
    "nothing\t", "nothing\u{4}",
  ])
  func givenUpTheLineIsAsItWasBefore(keys: String) throws {
    let shell = try shell(["print 71", "print 8"])
    shell.terminal.type("print 123\u{1B}[D" + again + "1")
    #expect(finds("print 71", shell))
    shell.terminal.type(keys)
    #expect(shell.shows("print 123"))
    shell.terminal.type("0\r")
    #expect(shell.terminal.waitFor("\n1203\nsandbox>"))
  }

  @Test func aSignalOfTheKeyboardIsTheKey() throws {
    let shell = try shell(["print 71"])
    shell.terminal.type("print 1" + again + "7")
    #expect(finds("print 71", shell))
    shell.terminal.signal(SIGINT)
    #expect(shell.shows("print 1"))
  }

  // MARK: Terminals

  @Test func inputsOfSeveralLinesAreFound() throws {
    let shell = try shell(["print 1"])
    shell.terminal.type("\u{1B}[200~if true {\n  print \"مرحبا 日本\"\n}\u{1B}[201~\r")
    #expect(shell.terminal.waitFor("\nمرحبا 日本\nsandbox>"))
    _ = shell.answer("print 2")
    shell.terminal.type(again + "日本")
    #expect(
      shell.terminal.waitUntil {
        $0.lines.suffix(3) == ["search \"日本\": if true {", "  print \"مرحبا 日本\"", "}"]
      })
    shell.terminal.type("\u{7}")
    #expect(shell.shows(""))
    #expect(shell.terminal.screen.lines.last == "sandbox>")
    shell.terminal.type(again + "日本\r")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "·······> }" })
    shell.terminal.type("\r")
    #expect(shell.terminal.waitUntil { $0.text.ranges(of: "}\nمرحبا 日本\nsandbox>").count == 2 })
  }

  @Test func whatIsTallerThanTheWindowLeavesThePatternInSight() throws {
    let shell = try shell([], rows: 6)
    let block = "if true {\n" + (1...12).map { "print \($0)\n" }.joined() + "}"
    shell.terminal.type("\u{1B}[200~\(block)\u{1B}[201~\r")
    #expect(shell.terminal.waitFor("\n12\nsandbox>"))
    shell.terminal.type(again + "print 12")
    #expect(shell.terminal.waitUntil { $0.lines.first == "search \"print 12\": if true {" })
    shell.terminal.type("\u{5}")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "·······> }" })
    shell.terminal.type("\r")
    #expect(shell.terminal.waitFor("}\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\nsandbox>"))
  }

  @Test(arguments: [30, 12]) func aResizedWindowShowsTheSearchAnew(columns: Int) throws {
    let shell = try shell(["print 71", "print 8"])
    shell.terminal.type(again + "print 7")
    #expect(finds("print 71", shell))
    shell.terminal.resize(columns: columns, rows: 24)
    shell.terminal.settle()
    shell.terminal.type("1")
    shell.terminal.settle()
    shell.terminal.type("\u{1B}[F")
    #expect(shell.terminal.waitUntil { ($0.lines.suffix(3).joined()).hasSuffix("sandbox> print 71") })
    shell.terminal.resize(columns: 80, rows: 24)
    shell.terminal.settle()
    shell.terminal.type("0\r")
    #expect(shell.terminal.waitFor("\n710\nsandbox>"))
  }

  @Test(arguments: [["TERM": "dumb"], ["NO_COLOR": "1"], ["TERM": "vt100"]])
  func otherTerminalsSearchAsWell(environment: [String: String]) throws {
    let shell = try shell(["print 71", "print 72"], environment: environment)
    shell.terminal.type(again + "print 71")
    #expect(finds("print 71", shell))
    shell.terminal.type("\u{7F}")
    #expect(finds("print 72", shell))
    shell.terminal.type("x")
    #expect(findsNothing(shell))
    shell.terminal.type("\r")
    #expect(shell.shows(""))
    shell.terminal.type(again + "71\u{1B}[D0\r")
    #expect(shell.terminal.waitFor("\n701\nsandbox>"))
    if environment["TERM"] == "dumb" { #expect(!shell.terminal.transcript.contains(0x1B)) }
  }

  @Test func theKeysOfViSearchAsWell() throws {
    let home = try ShellSession.home(configuration: "keys = \"vi\"\n")
    defer { ShellSession.remove(home) }
    let shell = try ShellSession(home: home, config: "keys = \"vi\"\nmenu = false\nsuggest = false")
    for input in ["print 71", "print 72"] { _ = shell.answer(input) }
    shell.terminal.type(again + "print 71\u{7F}")
    #expect(finds("print 72", shell))
    shell.terminal.type("\u{1B}[D0")
    #expect(shell.shows("print 702"))
    shell.terminal.type("\u{1B}")
    #expect(shell.terminal.waitUntil { $0.cursorShape == 2 })
    // This also works from the command mode.
    shell.terminal.type(again + "71")
    #expect(finds("print 71", shell))
    shell.terminal.type("\u{1B}")
    #expect(shell.shows("print 702"))
    shell.terminal.type("\r")
    #expect(shell.terminal.waitFor("\n702\nsandbox>"))
  }

  /// The search of vi's own commands is the same search.
  @Test(arguments: ["/", "?", "d/", "3?"], [["TERM": "xterm"], ["TERM": "dumb"]])
  func theSearchCommandsOfViSearchAsWell(keys: String, environment: [String: String]) throws {
    let keys = environment["TERM"] == "dumb" ? String(keys.suffix(1)) : keys
    let home = try ShellSession.home(configuration: "keys = \"vi\"\n")
    defer { ShellSession.remove(home) }
    let shell = try ShellSession(
      environment: environment, home: home, config: "keys = \"vi\"\nmenu = false\nsuggest = false")
    for input in ["print 71", "print 72"] { _ = shell.answer(input) }
    for command in ["\u{1B}\(keys)", keys] {
      shell.terminal.type(command + "print 71")
      #expect(finds("print 71", shell))
      shell.terminal.type("\u{7F}")
      #expect(finds("print 72", shell))
      shell.terminal.type("zzz")
      #expect(findsNothing(shell))
      shell.terminal.type("\r")
      #expect(shell.shows(""))
    }
    #expect(outputs(shell) == ["71", "72"])
  }

  /// `bind -s` in the user's own file also types keys.
  @Test func keysOfTheUsersOwnFileAreKeysOfTheSearch() throws {
    let home = ShellSession.folder()
    defer { ShellSession.remove(home) }
    ShellSession.write(
      "bind -s ^T \"^R71^?\"\nbind ^[[24~ ed-move-to-beg\nbind ^[[D em-next-word\nbind ^O em-inc-search-prev\n",
      to: home + "/.editrc")
    let shell = try ShellSession(home: home, config: "menu = false\nsuggest = false")
    for input in ["print 71", "print 72"] { _ = shell.answer(input) }
    shell.terminal.type("\u{F}71\u{7F}")
    #expect(finds("print 72", shell))
    shell.terminal.type("\u{7}")
    #expect(shell.shows(""))
    shell.terminal.type("\u{14}")
    #expect(finds("print 72", shell))
    // A key that ends the search has the meaning of the file.
    shell.terminal.type("\u{1B}[24~#")
    #expect(shell.shows("#print 72"))
    shell.terminal.type("\u{1B}[D!\u{1B}OD?")
    #expect(shell.shows("#print?! 72"))
  }

  /// Lines that a terminal does not mark as pasted. The first Enter takes a line; what came with it is dropped.
  @Test(arguments: [("dumb", "\u{12}"), ("xterm", "\u{12}"), ("xterm", "messages \t"), ("dumb", "\u{12}zzz")])
  func nothingThatIsPastedIntoASearchRuns(type: String, opening: String) throws {
    let shell = try ShellSession(environment: ["TERM": type])
    _ = shell.answer("list")
    shell.terminal.type(opening)
    #expect(shell.terminal.waitUntil { $0.cursorLine != "sandbox>" })
    shell.terminal.settle()
    shell.terminal.type("lis\rprint (100 + 1)\rprint (100 + 2)\r")
    #expect(shell.terminal.waitFor("what came right behind this Enter was dropped"))
    shell.terminal.type("\u{3}")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox>" && $0.text.contains("^C\n") })
    #expect(!shell.terminal.screen.text.contains("print"), "\(shell.terminal.screen.text)")
    #expect(shell.answer("1 + 1") == ["2"])
  }
}
