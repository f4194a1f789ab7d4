import Glibc
import Testing

/// The menus of the prompt: candidates at the cursor, and earlier inputs.
@Suite(.atTerminals) struct MenuTests {
  /// Whether these become the lines on the screen.
  private func shows(_ lines: [String], _ shell: ShellSession) -> Bool {
    shell.terminal.waitUntil { $0.lines == lines }
  }

  // MARK: What fits

  @Test(arguments: [40, 80, 200]) func tabOpensAMenuThatNarrows(columns: Int) throws {
    let shell = try ShellSession(columns: columns)
    shell.terminal.type("instances \t")
    let rows = [
      "sandbox> instances", "> get     show one instance",
      "  list    list the account's instances", "  status  whether an instance is connected",
    ]
    #expect(
      shell.terminal.waitUntil { $0.lines.count == 5 && $0.lines.last == "  1 of 3" },
      "\(shell.terminal.screen.lines)")
    #expect(shell.terminal.screen.lines.allSatisfy { $0.count < columns })
    #expect(rows.first == shell.terminal.screen.lines.first)
    #expect(shell.terminal.screen.styles(of: "> get") == ["7"])
    #expect(shell.terminal.screen.cursor.row == 0 && shell.terminal.screen.cursor.column == rows[0].count + 1)
    shell.terminal.type("st")
    #expect(
      shell.terminal.waitUntil {
        $0.lines.dropFirst().first?.hasPrefix("> status") == true && $0.lines.last?.hasSuffix(" of 3") == true
      })
    shell.terminal.type("\r")
    #expect(shell.terminal.waitUntil { $0.lines == ["sandbox> instances status"] })
  }

  @Test func keysMoveInTheMenuAndNothingOfItStays() throws {
    let shell = try ShellSession()
    shell.terminal.type("messages \t")
    #expect(shell.terminal.waitUntil { $0.lines.count == 9 && $0.lines.last == "  1 of 11" })
    shell.terminal.type("\t\u{1B}[B\u{1B}[Z\u{1B}[A\u{1B}[A")
    #expect(
      shell.terminal.waitUntil {
        $0.lines.last == "  11 of 11" && $0.lines.dropFirst(7).first?.hasPrefix("> ") == true
      })
    shell.terminal.type("\u{1B}")
    #expect(shows(["sandbox> messages"], shell))
    shell.terminal.type("\t\u{1B}[B\r")
    #expect(shell.shows("messages list"))
    shell.terminal.type("| count\r")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox>" })
    #expect(!shell.terminal.screen.text.contains("of 11"))
    #expect(shell.terminal.screen.scrolled.isEmpty)
  }

  @Test func aMenuAtTheFootOfTheWindowLeavesTheLineInSight() throws {
    let shell = try ShellSession(rows: 6)
    for number in 1...6 { _ = shell.answer("print \(number)") }
    shell.terminal.type("messages \t")
    #expect(shell.terminal.waitUntil { $0.lines.first == "sandbox> messages" && $0.lines.count == 6 })
    #expect(shell.terminal.screen.cursor.row == 0)
    shell.terminal.type("\u{1B}")
    #expect(shell.terminal.waitUntil { $0.lines == ["sandbox> messages"] })
  }

  @Test func enterInTheMenuRunsNothing() throws {
    let shell = try ShellSession()
    shell.terminal.type("p\t")
    shell.terminal.waitFor("of ")
    shell.terminal.type("ing\r")
    #expect(shell.shows("ping"))
    shell.terminal.settle()
    #expect(!shell.terminal.screen.text.contains("200 OK"))
  }

  @Test func withoutColoursTheChosenRowIsMarked() throws {
    let shell = try ShellSession(environment: ["NO_COLOR": "1"])
    shell.terminal.type("instances \t")
    #expect(shell.terminal.waitFor("\n> get"))
    #expect(shell.terminal.screen.styles(of: "> get") == [""])
  }

  @Test(arguments: [([:], "menu = false"), (["TERM": "dumb"], "")])
  func whereNoMenuIsWantedAListIsPrinted(environment: [String: String], config: String) throws {
    let shell = try ShellSession(environment: environment, config: config)
    shell.terminal.type("instances \t")
    #expect(shell.terminal.waitFor("status"))
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox> instances" && $0.cursor.row > 1 })
    #expect(!shell.terminal.screen.text.contains(" of 3"))
  }

  // MARK: What was typed

  private func searching(_ inputs: [String], columns: Int = 80) throws -> ShellSession {
    let shell = try ShellSession(columns: columns)
    for input in inputs { _ = shell.answer(input) }
    return shell
  }

  /// The rows of the search, without the age.
  private func rows(_ shell: ShellSession) -> [String] {
    shell.terminal.settle()
    let lines = shell.terminal.screen.lines
    let start = lines.lastIndex { $0.hasPrefix("search ") } ?? lines.endIndex - 1
    return lines[(start + 1)...].dropLast().map { String($0.prefix(2) + $0.dropFirst(2).drop { $0 != "s" }) }
  }

  @Test func controlRPlacesWhatIsChosenAndRunsNothing() throws {
    let shell = try searching(["print 71", "nonsense 7", "print 72"])
    shell.terminal.type("\u{12}7")
    #expect(shell.terminal.waitFor("1 of 3"))
    #expect(shell.terminal.screen.cursorLine == "search this account: 7")
    #expect(
      rows(shell) == [
        "> s  sandbox  ok       print 72", "  s  sandbox  refused  nonsense 7",
        "  s  sandbox  ok       print 71",
      ])
    shell.terminal.type(" rint")
    #expect(shell.terminal.waitFor("1 of 2"))
    shell.terminal.type("\u{1B}[B\r")
    #expect(shell.shows("print 71"))
    shell.terminal.settle()
    #expect(shell.terminal.screen.lines.last == "sandbox> print 71")
    shell.terminal.type("0\r")
    #expect(shell.terminal.waitFor("\n710\nsandbox>"))
  }

  @Test(arguments: [40, 80, 200]) func theMenuOfTheHistoryFitsTheWindow(columns: Int) throws {
    let shell = try searching(
      ["print 71", "print \"\(String(repeating: "wide ", count: 50))\""], columns: columns)
    shell.terminal.type("\u{12}print")
    #expect(shell.terminal.waitFor("1 of 2"))
    let menu = rows(shell)
    // In a narrow window, the line takes the room of the columns that are equal in all rows.
    let start = columns > 40 ? "> s  sandbox  ok  print \"wide" : "> s  ok  print \"wide"
    #expect(menu.count == 2 && menu[0].hasPrefix(start), "\(menu)")
    #expect(shell.terminal.screen.lines.allSatisfy { $0.count <= columns })
    #expect(shell.terminal.screen.cursorLine == "search this account: print")
    #expect(shell.terminal.screen.styles(of: "> ") == ["7"])
    shell.terminal.type("\u{1B}")
    #expect(shell.shows(""))
    #expect(!shell.terminal.screen.text.contains("1 of 2"))
  }

  /// `<Ctrl-R>50129<Backspace><Enter>` once sent a message to a number with a digit missing.
  @Test func backspaceEditsThePatternAndEnterSendsNothing() throws {
    let shell = try searching(
      ["messages send instance=my-instance recipient=+966501294567 content=Hi | ignore"], columns: 120)
    shell.terminal.type("\u{12}50129\u{7F}\u{1B}[D\u{1B}[D\u{1B}[3~1\r")
    #expect(shell.shows("messages send instance=my-instance recipient=+966501294567 content=Hi | ignore"))
    shell.terminal.settle()
    shell.terminal.type("\u{15}\u{B}")
    #expect(shell.answer("sandbox messages | count") == ["1"])
    shell.terminal.type("\u{12}")
    #expect(shell.terminal.waitFor("1 credit  messages send"))
    shell.terminal.type("\u{3}")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox>" })
  }

  @Test func escapeGivesTheDraftBack() throws {
    let shell = try searching(["print 71"])
    shell.terminal.type("print 1\u{1B}[D\u{12}71")
    #expect(shell.terminal.waitFor("1 of 1"))
    shell.terminal.type("\u{1B}")
    #expect(shell.shows("print 1"))
    shell.terminal.type("0")
    #expect(shell.shows("print 01"))
  }

  @Test func aLineOfAnotherAccountIsMarkedAndFoundOnlyByLookingFurther() throws {
    let home = ShellSession.folder()
    defer { ShellSession.remove(home) }
    for folder in ["/.local", "/.local/state", "/.local/state/wessaal"] { mkdir(home + folder, 0o700) }
    ShellSession.write(
      #"{"input":"print 9","time":1764000000,"account":"shop api.example.com","outcome":"ok","credits":1}"#
        + "\n"
        + #""print 8""# + "\n" + #"{"input":"print 7","time":1764000000,"account":"sandbox"}"#,
      to: home + "/.local/state/wessaal/history")
    let shell = try ShellSession(home: home)
    shell.terminal.type("print")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox> print" })
    shell.terminal.type("\u{1B}[A")
    #expect(shell.terminal.waitUntil { $0.lines == ["sandbox> print 7"] })
    shell.terminal.type("\u{1B}[A")
    #expect(shows(["sandbox> print 8", "from an account that is not known"], shell))
    shell.terminal.type("\u{1B}[A")
    #expect(shows(["sandbox> print 9", "from shop api.example.com"], shell))
    shell.terminal.type("\u{15}\u{12}print")
    #expect(shell.terminal.waitFor("1 of 1"))
    shell.terminal.type("\u{12}")
    #expect(shell.terminal.waitFor("1 of 3") && shell.terminal.waitFor("1 credit  print 9"))
    shell.terminal.type("\u{12}")
    #expect(shell.terminal.waitFor("none"))
    shell.terminal.type("\u{1B}")
    // The unfinished line must not swallow the next one.
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox>" })
    _ = shell.answer("print 6")
    #expect(shell.answer("history print | where @.account == \"sandbox\" | count").first == "3")
  }

  @Test func theHistoryKnowsWhatWasPaid() throws {
    let shell = try searching(
      ["messages send instance=my-instance recipient=+966501294567 content=Hi | ignore", "ping | ignore"],
      columns: 120)
    #expect(shell.answer("history | where @.credits > 0 | map @.credits | sum") == ["1"])
    #expect(shell.answer("history ping | where @.outcome == \"ok\" | map @.calls") == ["[1]"])
  }
}
