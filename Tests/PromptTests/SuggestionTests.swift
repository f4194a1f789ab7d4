import Testing

/// What is proposed after the cursor, and what never is.
@Suite(.atTerminals) struct SuggestionTests {
  @Test func theNewestThatSucceededIsSuggested() throws {
    let shell = try ShellSession()
    for input in ["print 71", "print 72", "print 73 | nonsense"] { _ = shell.answer(input) }
    shell.terminal.type("print 7")
    #expect(shell.shows("print 72"))
    #expect(shell.terminal.screen.styles(of: "72") == ["33", "2"])
    #expect(shell.terminal.screen.cursor.column == "sandbox> print 7".count)
    shell.terminal.type("\r")
    #expect(shell.terminal.waitFor("sandbox> print 7\n7\nsandbox>"))
  }

  @Test(arguments: ["\u{1B}[C", "\u{5}", "\u{1B}[F", "\u{6}"]) func rightAndEndTakeIt(key: String) throws {
    let shell = try ShellSession()
    _ = shell.answer("print \"one two\"")
    shell.terminal.type("pri")
    #expect(shell.shows("print \"one two\""))
    shell.terminal.type(key)
    #expect(shell.terminal.waitUntil { $0.cursor.column == "sandbox> print \"one two\"".count })
    shell.terminal.type("\u{15}pri")
    #expect(shell.terminal.waitUntil { $0.cursor.column == "sandbox> pri".count })
    shell.terminal.settle()
    shell.terminal.type("\u{1B}f")
    #expect(shell.terminal.waitUntil { $0.cursor.column == "sandbox> print".count })
    #expect(shell.shows("print \"one two\""))
    shell.terminal.type("\u{1B}f\r")
    #expect(shell.terminal.waitUntil { $0.cursorLine.hasPrefix("sandbox> print \"one") })
  }

  @Test func aMessagesRecipientIsNeverSuggested() throws {
    let shell = try ShellSession(columns: 160)
    _ = shell.answer("messages send instance=my-instance recipient=+966501230000 content=Hi | ignore")
    shell.terminal.type("messages se")
    #expect(shell.shows("messages send instance=my-instance recipient="))
    shell.terminal.type("\u{5}")
    #expect(
      shell.terminal.waitUntil {
        $0.cursor.column == "sandbox> messages send instance=my-instance recipient=".count
      })
    shell.terminal.settle()
    #expect(!shell.terminal.screen.cursorLine.contains("9665"))
    // Nor is one of a line that only showed a send: taken word by word, it would send.
    for flag in ["--dry-run", "--code curl"] {
      shell.terminal.type("\u{15}")
      #expect(shell.shows(""))
      _ = shell.answer("messages send instance=backup recipient=+966501230000 content=Hi \(flag)")
      shell.terminal.type("messages se")
      #expect(shell.shows("messages send instance=backup recipient="))
    }
    shell.terminal.type("\u{15}contacts delete 13 --yes\r")
    shell.terminal.type("contacts del")
    #expect(shell.shows("contacts delete"))
  }

  /// It is not proposed, however it became the recipient.
  @Test(arguments: [
    (
      "def notify(to) { messages send instance=my-instance recipient=$to content=Hi | ignore }; notify \"+966501230000\"",
      "def noti", "def notify(to) { messages send instance=my-instance recipient="
    ),
    (
      "for n in [\"+966501230000\"] { messages send instance=my-instance recipient=$n content=Hi | ignore }",
      "for n", "for n"
    ),
    (
      "[+966501230000] | each { messages send instance=my-instance recipient=@ content=Hi } | ignore", "[",
      "["
    ),
  ]) func nobodysNumberIsSuggested(input: String, typed: String, line: String) throws {
    let shell = try ShellSession(columns: 160)
    _ = shell.answer(input)
    shell.terminal.type(typed)
    #expect(shell.shows(line))
    shell.terminal.settle()
    #expect(!shell.terminal.screen.cursorLine.contains("9665"))
  }

  @Test func anArgumentOfOnesOwnCommandIsNotSuggested() throws {
    let shell = try ShellSession(columns: 160)
    for input in [
      "def notify(name) { contacts create phone=$name | ignore }", "notify \"+966501230000\"",
      "def remind() { contacts create phone=+966501230009 | ignore }", "remind",
    ] {
      _ = shell.answer(input)
    }
    // Without parameters, its name is all that it needs.
    shell.terminal.type("rem")
    shell.terminal.settle()
    #expect(shell.terminal.screen.cursorLine == "sandbox> rem")
    shell.terminal.type("\u{15}not")
    #expect(shell.shows("notify"))
    shell.terminal.settle()
    #expect(!shell.terminal.screen.cursorLine.contains("9665"))
  }

  @Test func theNextRequiredParameterIsSuggested() throws {
    let shell = try ShellSession()
    shell.terminal.type("messages send instance=my-instance ")
    #expect(shell.shows("messages send instance=my-instance recipient="))
    #expect(shell.terminal.screen.styles(of: "recipient=") == ["2"])
    shell.terminal.type("\u{1B}[C")
    #expect(
      shell.terminal.waitUntil {
        $0.cursor.column == "sandbox> messages send instance=my-instance recipient=".count
      })
  }

  @Test(arguments: [(["NO_COLOR": "1"], ""), (["TERM": "dumb"], ""), ([:], "suggest = false")])
  func whereNoSuggestionIsWantedThereIsNone(environment: [String: String], config: String) throws {
    let shell = try ShellSession(environment: environment, config: config)
    _ = shell.answer("print 72")
    shell.terminal.type("print 7")
    shell.terminal.settle()
    #expect(shell.terminal.screen.cursorLine == "sandbox> print 7")
  }
}
