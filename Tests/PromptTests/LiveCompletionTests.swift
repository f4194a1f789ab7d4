import Glibc
import Testing

/// Tab at the prompt of the real program, which prints the candidates (`menu = false`). They come from the
/// account, and from values that are known.
@Suite(.atTerminals) struct LiveCompletionTests {
  private let printed = "menu = false\nsuggest = false"

  /// The lines below the typed one, once there are some.
  private func list(_ keys: String, _ shell: ShellSession) -> [String] {
    shell.terminal.type("\u{15}\u{B}")
    shell.terminal.waitUntil { $0.cursorLine == "sandbox>" }
    shell.terminal.type(String(keys.dropLast()))
    let line = "sandbox> " + String(keys.dropLast()).trimmedAtEnd
    shell.terminal.waitUntil { $0.cursorLine == line }
    func lines() -> [String] {
      shell.terminal.screen.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
    let start = lines().count
    shell.terminal.type("\t")
    // The line is shown again below the list.
    shell.terminal.waitUntil {
      $0.cursorLine.hasPrefix(line) && lines().count > start && !$0.text.contains("asking the account")
    }
    shell.terminal.settle(milliseconds: 20)
    return Array(lines().dropFirst(start).prefix { !$0.hasPrefix(line) })
  }

  // MARK: Records of the account

  @Test(arguments: [
    ("messages send instance=m\t", "messages send instance=my-instance"),
    ("messages send instance=\"b\t", "messages send instance=\"backup\""),
    ("messages send template_id=\t", "messages send template_id=7"),
    ("templates create workspace_id=\t", "templates create workspace_id=22"),
    ("workspaces get \t", "workspaces get 22"), ("instances get b\t", "instances get backup"),
    ("instances status my\t", "instances status my-instance"),
    ("defaults instance=b\t", "defaults instance=backup"),
    ("if true { instances get b\t", "if true { instances get backup"),
    ("contacts list | where @.label == \"S\t", "contacts list | where @.label == \"Sara Al-Harbi\""),
    ("instances list | where @.name == \"b\t", "instances list | where @.name == \"backup\""),
  ]) func tabPutsInWhatTheAccountHas(keys: String, line: String) throws {
    let shell = try ShellSession(config: printed)
    shell.terminal.type(keys)
    #expect(shell.shows(line))
  }

  @Test func recordsAreListedWithWhatTellsThemApart() throws {
    let shell = try ShellSession(config: printed)
    #expect(
      list("messages send instance=\t", shell) == ["my-instance  124 · open   backup       125 · close"])
    let contacts = [
      "11  Ahmed Al-Rashid · +966501234567  13  Omar Haddad · +971501234567",
      "12  Sara Al-Harbi · +966509876543",
    ]
    #expect(list("messages send contact_id=\t", shell) == contacts)
    for verb in ["get", "update", "delete"] {
      #expect(list("contacts \(verb) \t", shell) == contacts, "\(verb)")
    }
  }

  @Test func aLookupIsOneRequestAndLeavesNoMark() throws {
    let shell = try ShellSession(config: printed)
    _ = shell.answer("ping")
    _ = shell.answer("trace on")
    for _ in 0..<3 { #expect(list("contacts get \t", shell).count == 2) }
    #expect(list("messages send contact_id=\t", shell).count == 2)
    #expect(!shell.terminal.screen.text.contains("> GET"))
    shell.terminal.type("\u{15}\u{B}")
    shell.terminal.waitUntil { $0.cursorLine == "sandbox>" }
    #expect(shell.answer("trace off") == [])
    #expect(shell.text("$response.request.url").hasSuffix("/ping\""))
    #expect(shell.text("sandbox requests | where @.path matches '/contacts$' | count") == "1")
  }

  @Test func whatIsWrittenIsSeenAtOnce() throws {
    let shell = try ShellSession(config: printed)
    #expect(!list("contacts get 1\t", shell).joined().contains("Huda"))
    shell.terminal.type("\u{15}\u{B}")
    _ = shell.answer("contacts create phone=+966555000111 label=Huda")
    #expect(list("contacts get 1\t", shell).last?.hasSuffix("  14  Huda · +966555000111") == true)
    shell.terminal.type("\u{15}\u{B}")
    _ = shell.answer("sandbox reset")
    #expect(list("contacts get 1\t", shell).last == "12  Sara Al-Harbi · +966509876543")
  }

  @Test func aSlowAccountDoesNotHoldTheTypingUp() throws {
    let shell = try ShellSession(["--sandbox", "--latency", "1000s"], config: printed)
    shell.terminal.type("workspaces get \tx")
    // The call itself would be waited for 30 s.
    #expect(shell.terminal.becomes(within: 10) { $0.cursorLine == "sandbox> workspaces get x" })
  }

  /// The menu opens, or the only record is put in, as soon as the account has answered.
  @Test(arguments: [([:], ""), ([:], "menu = false"), (["TERM": "dumb"], "")])
  func anAnswerThatComesLateIsWaitedForAndSaid(environment: [String: String], config: String) throws {
    let shell = try ShellSession(["--sandbox", "--latency", "1s"], environment: environment, config: config)
    shell.terminal.type("workspaces get \t")
    #expect(shell.terminal.waitFor("\nasking the account …"))
    if environment.isEmpty { #expect(shell.terminal.screen.styles(of: "asking") == ["2"]) }
    #expect(shell.shows("workspaces get 22"))
    if environment.isEmpty { #expect(!shell.terminal.screen.text.contains("asking")) }
    shell.terminal.type("\u{15}contacts get \t")
    #expect(shell.terminal.waitFor("Omar Haddad"))
    shell.terminal.type("\u{3}")
    shell.terminal.waitUntil { $0.cursorLine == "sandbox>" }
    #expect(shell.text("sandbox requests | where @.path matches 'workspaces' | count") == "1")
  }

  @Test func aKeyGivesUpWhatTheAccountIsAskedFor() throws {
    let shell = try ShellSession(["--sandbox", "--latency", "1000s"])
    shell.terminal.type("workspaces get \t")
    #expect(shell.terminal.waitFor("\nasking the account …"))
    shell.terminal.type("x")
    #expect(shell.terminal.waitUntil { $0.lines == ["sandbox> workspaces get x"] })
    shell.terminal.type("\u{7F}\t")
    #expect(shell.terminal.waitFor("\nasking the account …"))
    shell.terminal.type("\u{3}")
    #expect(shell.terminal.waitUntil { $0.lines == ["sandbox> workspaces get ^C", "sandbox>"] })
  }

  @Test func aLookupUnderWayNeitherOutlastsTheShellNorMixesIn() throws {
    let shell = try ShellSession(["--sandbox", "--latency", "600ms"], config: printed)
    shell.terminal.type("contacts get \t")
    shell.terminal.settle(milliseconds: 400)
    shell.terminal.type("\u{15}")
    #expect(shell.answer("ping").last?.hasPrefix("200 OK · ") == true)
    #expect(shell.text("$response.request.url").hasSuffix("/ping\""))
    shell.terminal.type("instances get \t")
    shell.terminal.settle(milliseconds: 400)
    shell.terminal.type("\u{15}exit\r")
    #expect(shell.terminal.waitForExit() == 0)
    #expect(!shell.terminal.screen.text.contains("SWIFT"))
  }

  @Test func whatTheKeyMayNotDoIsShownAndItsRecordsAreNone() throws {
    let shell = try ShellSession(
      ["--sandbox", "--key", "sk_test_0123456789:send_message"], config: printed, rows: 40)
    shell.terminal.type("contacts get \tx")
    #expect(shell.shows("contacts get x"))
    #expect(!shell.terminal.screen.text.contains("rror"))
    #expect(list("contacts \t", shell).contains("get     not allowed (no manage_contacts): show one contact"))
    #expect(
      list("co\t", shell).contains { $0.hasPrefix("contacts ") && $0.contains("not allowed (no manage_c") })
    #expect(
      list("messages \t", shell).contains("send           send one message: text, media, or from a template"))
    #expect(!list("messages \t", shell).contains { $0.contains("send-list") })
    // The check of a call uses what the user asked for, and not what Tab has looked up.
    shell.terminal.type("\u{15}\u{B}")
    #expect(shell.text("contacts get 11").contains("(403)"))
    _ = shell.answer("me")
    #expect(shell.text("contacts get 11").contains("needs the permission manage_contacts"))
  }

  /// With any number of verbs, there is only one wait.
  @Test func aSlowServerDelaysTheVerbsOnce() throws {
    let shell = try ShellSession(["--sandbox", "--latency", "1000s"], config: printed)
    let start = PTY.now()
    shell.terminal.type("contacts \t")
    #expect(shell.terminal.waitFor("delete"))
    #expect(PTY.now() - start < 10)
  }

  // MARK: Members of values

  @Test(arguments: [
    (
      "let r = {name: Ali, data: [{id: 1, \"a b\": 2}, {id: 3, note: x}], tail: {end: 1}}", "print $r.n",
      "print $r.name"
    ),
    ("let r = {data: [{id: 1}]}", "print $r.data[0].", "print $r.data[0].id"),
    ("let r = {data: [{id: 1}]}", "print $r['data'][*].", "print $r['data'][*].id"),
    ("let r = {data: [{id: 1}]}", "print $r.data[?@.", "print $r.data[?@.id"),
    ("let r = {\"a b\": 1}", "print $r.", "print $r['a b']"),
    ("let r = {\"it's\": {b: 1}}", "$r.", "$r['it\\'s']"),
    ("let r = {name: Ali}", "print \"Hi $r.n", "print \"Hi $r.name"),
    ("let r = {name: Ali}", "print \"Hi ${r.", "print \"Hi ${r.name"),
    ("let r = [{phone: 1}]", "$r | where @.", "$r | where @.phone"),
    ("let r = {data: [{phone: 1}]}", "$r.data | sort-by @.", "$r.data | sort-by @.phone"),
    (
      "let r = [{phone: 1}]", "$r | where @.phone > 0 | each { print @.",
      "$r | where @.phone > 0 | each { print @.phone"
    ),
    ("let r = [{phone: 1}]", "$r | select p", "$r | select phone"),
    ("print 1", "instances list | where @.na", "instances list | where @.name"),
    // The documentation shows no contact, so the members come from the account's own contacts.
    ("print 1", "contacts list | where @.pho", "contacts list | where @.phone"),
    ("print 1", "workspaces list | select n", "workspaces list | select name"),
    ("print 1", "contacts list | first 1 | select lab", "contacts list | first 1 | select label"),
    ("{status: sent}", "$.s", "$.status"), ("[{status: sent}]", "$[-1].", "$[-1].status"),
    ("[{status: sent}]", "| where @.s", "| where @.status"),
  ]) func tabPutsInMembersThatAreThere(input: String, keys: String, line: String) throws {
    let shell = try ShellSession(config: printed)
    _ = shell.answer(input)
    shell.terminal.type(keys + "\t")
    #expect(shell.shows(line))
  }

  @Test func membersAreListedWithTheirValues() throws {
    let shell = try ShellSession(config: printed)
    _ = shell.answer("let r = [{id: 1, name: Ali}, {id: 2, \"a b\": [1, 2], tail: {}}]")
    #expect(
      list("$r[*].\t", shell) == ["id    1          name  \"Ali\"      a b   list of 2  tail  object"])
    #expect(list("$r[0].\t", shell) == ["id    1      name  \"Ali\""])
  }

  @Test func aListThatWasCutToTheScreenIsNotReadForItsMembers() throws {
    let shell = try ShellSession(["--sandbox", "--messages", "300"], config: printed, rows: 12)
    _ = shell.answer("messages list")
    shell.terminal.type("$[0].rec\t")
    #expect(shell.shows("$[0].recipient"))
    shell.terminal.type("\u{15}")
    #expect(shell.text("sandbox requests | count") == "1")
  }

  // MARK: The list

  @Test func whatIsNeededStandsFirstAndIsMarked() throws {
    let shell = try ShellSession(config: printed, rows: 40)
    let all = list("messages send \t", shell)
    let marks = [
      "instance=            required: ", "recipient=           this or contact_id: ",
      "contact_id=          this or recipient: ", "content=             this or template_id: ",
      "template_id=         this or content: ",
    ]
    for (line, mark) in zip(all, marks) { #expect(line.hasPrefix(mark), "\(line)") }
    #expect(all.count > 15)
    let left = list("messages send instance=x recipient=$env content=Hi \t", shell)
    #expect(left.first?.hasPrefix("contact_id=") == true)
    #expect(!left.contains { $0.contains("required:") || $0.contains("this or") })
  }

  @Test func aListLongerThanTheScreenAsksFirst() throws {
    let shell = try ShellSession(config: printed, rows: 16)
    shell.terminal.type("messages send \t")
    #expect(shell.terminal.waitUntil { $0.cursorLine.wholeMatch(of: /Show all \d+\? \[y\/N\]/) != nil })
    shell.terminal.type("n")
    #expect(shell.shows("messages send"))
    #expect(!shell.terminal.screen.text.contains("--dry-run"))
    shell.terminal.type("\ty")
    #expect(shell.terminal.waitFor("--dry-run"))
    #expect(shell.shows("messages send"))
    // Any other key is taken as input.
    shell.terminal.type("\tdelay=1")
    #expect(shell.shows("messages send delay=1"))
    shell.terminal.type("\u{15}messages send \t\u{3}x")
    #expect(shell.shows("messages send x"))
    // On an empty line it would end the shell.
    shell.terminal.type("\u{15}\t")
    #expect(shell.terminal.waitUntil { $0.cursorLine.hasPrefix("Show all ") })
    shell.terminal.type("\u{4}ping")
    #expect(shell.shows("ping"))
  }

  // MARK: The mark of a question

  @Test(arguments: [
    "messages send instance=x ?", "messages send instance=x template_variables.a=b ?",
    #"messages send content="How are you? = -" instance=x?"#,
  ]) func aQuestionTellsWhatIsStillNeeded(input: String) throws {
    let shell = try ShellSession(config: printed, rows: 70)
    let shown = shell.answer(input)
    let isAsked = !input.hasSuffix("x?")
    #expect(shown.contains("still needed:") == isAsked, "\(shown)")
    #expect(shown.contains("  recipient or contact_id is required") == isAsked)
    #expect(shown.contains { $0.hasPrefix("messages send instance=…") } == isAsked)
  }

  @Test(arguments: [
    ("?", "messages "), ("messages ?", "messages wait "), ("messages send?", "messages send instance=…"),
    ("contacts list | where ?", "where TEST"), ("where?", "where TEST"),
    (#"messages send content="Who? Me?" ?"#, "  instance is required"),
    ("messages send --help", "messages send instance=…"), ("messages --help", "messages wait "),
    ("messages send content=x --help", "  instance is required"), ("[1] | where --help", "where TEST"),
  ]) func aQuestionIsHelpOnWhatStandsBeforeIt(input: String, part: String) throws {
    let shown = try ShellSession(config: printed, rows: 70).answer(input)
    #expect(shown.contains { $0.hasPrefix(part) || $0.hasPrefix("  " + part) }, "\(shown)")
    #expect(!shown.contains { $0.hasPrefix("error") })
  }
}
