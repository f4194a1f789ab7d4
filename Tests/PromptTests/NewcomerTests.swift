import Testing

/// Questions and mistakes of a newcomer, and what the real program answers at its prompt.
@Suite(.atTerminals) struct NewcomerTests {
  @Test(arguments: ["help", "?", "help()"]) func helpIsOneScreen(input: String) throws {
    let shell = try ShellSession()
    let shown = shell.answer(input)
    #expect(shown.count <= 22)
    #expect(shown.contains { $0.hasPrefix("  contacts ") && $0.hasSuffix("create delete get list update") })
    for part in ["where map", "sort-by", "messages ", "first-steps", "sandbox"] {
      #expect(shown.joined().contains(part), "\(part)")
    }
    // Operations that the API no longer has are not offered.
    #expect(!shown.joined().contains("send-list"))
  }

  @Test(arguments: [
    (
      "help messages send",
      ["messages send instance=…", "recipient ", "--dry-run", "Needs the permission send_message."]
    ),
    ("messages send ?", ["messages send instance=…"]),
    ("help messages", ["messages send ", "messages wait "]),
    ("help where", ["where TEST", "[1, 2, 3] | where @ > 1"]), ("help paths", ["paths Q", "RFC 9535"]),
    ("help sending", ["sending: how messages are sent"]), ("help \"+=\"", ["change a variable"]),
    ("help mesages", ["did you mean 'help messages'?"]),
    ("help xyzzy", ["no help on 'xyzzy'; 'help' lists what there is"]),
  ]) func helpTellsMore(input: String, parts: [String]) throws {
    let shown = try ShellSession(rows: 60).answer(input)
    for part in parts { #expect(shown.contains { $0.contains(part) }, "\(part) in \(shown)") }
    #expect(shown.allSatisfy { $0.count <= 80 })
  }

  @Test func theStageThatFindsNoListIsMarked() throws {
    let shell = try ShellSession()
    _ = shell.answer("let l = 5")
    for input in [
      "$l | where @ > 1 | map @.id", "$l | map @ | map @.id", "$l | where @ > 1 | select id",
      "$l | each { @ } | map @",
    ] {
      let shown = shell.answer(input)
      let stage = input.split(separator: "|")[1].trimmingPrefix(" ").split(separator: " ")[0]
      #expect(shown.first == "error: \(stage) takes a list, but has the number 5", "\(shown)")
      #expect(shown.count > 2 && shown[2].prefix(while: { $0 == " " }).count == 7, "\(shown)")
    }
  }

  @Test(arguments: [
    ("ls", ["error: no command 'ls'", "  hint: 'help' lists the commands"]),
    ("quit", ["error: no command 'quit'; did you mean 'exit'?"]),
    ("wait", ["error: no command 'wait'; did you mean 'messages wait'?"]),
    (
      "messages lst",
      ["error: no command 'messages lst'; did you mean 'messages list'?", "  messages lst", "           ^^^"]
    ),
    (
      "message list",
      ["error: no command 'message'; did you mean 'messages'?", "  message list", "  ^^^^^^^"]
    ),
    ("send \"hi\"", ["error: no command 'send'; did you mean 'messages send'?", "  send \"hi\"", "  ^^^^"]),
    (
      "contacts list | grep x",
      [
        "error: no command 'grep'; did you mean 'where'?", "  contacts list | grep x",
        "                  ^^^^",
      ]
    ),
    (
      "contacts list | frist 2",
      [
        "error: no command 'frist'; did you mean 'first'?", "  contacts list | frist 2",
        "                  ^^^^^",
      ]
    ),
    (
      "contacts list > a.json",
      [
        "error: a value is written to a file by save, not by '>'", "  contacts list > a.json",
        "                ^", "  hint: write: contacts list | save a.json",
      ]
    ),
    (
      "contacts list | where @.phone = 1",
      [
        "error: values are compared with '==', but found '='", "  contacts list | where @.phone = 1",
        "                                ^", "  hint: write: where @.phone == 1",
      ]
    ),
    (
      "x = 5",
      [
        "error: a variable is declared with let and written with '$', but found 'x ='", "  x = 5", "  ^^^",
        "  hint: let x = 5 declares, $x = 5 assigns",
      ]
    ),
    (
      "print $nme",
      ["error: no variable $nme", "  print $nme", "        ^^^^", "  hint: 'let nme = …' declares it"]
    ),
    ("let x 5", ["error: '=' must follow let x, but found '5'", "  let x 5", "        ^"]),
    (
      "print \"محمد $nme\"",
      [
        "error: no variable $nme", "  print \"محمد $nme\"", "              ^^^^",
        "  hint: 'let nme = …' declares it",
      ]
    ),
    (
      "contacts get abc",
      [
        "error: contactId must be a positive integer, but is 'abc'", "  contacts get abc",
        "               ^^^",
      ]
    ),
    (
      "print \"a",
      ["error: text must end on its line with \", but the line ends first", "  print \"a", "        ^"]
    ),
    (
      "messages list --all",
      ["error: unknown flag '--all' of messages list", "  messages list --all", "                ^^^^^"]
    ),
    (
      "messages list limit=5",
      [
        "error: unknown parameter 'limit' of messages list", "  messages list limit=5",
        "                ^^^^^", "  hint: it takes: page, per_page, status, type",
      ]
    ),
    ("\"a\" * 2", ["error: '*' takes two numbers, but has the string \"a\" and the number 2"]),
    ("1 + 1; print (1 / 0)", ["error: the right side of '/' must not be 0"]),
  ]) func aMistakeIsAnsweredWithItsPlace(input: String, answer: [String]) throws {
    let shown = try ShellSession().answer(input)
    for line in answer { #expect(shown.contains(line), "\(line) in \(shown)") }
  }

  @Test func theLineIsNotRepeatedForEachOfItsFaultsNorWhereAllOfItIsMeant() throws {
    let shell = try ShellSession()
    #expect(
      shell.answer("messages send") == [
        "error: messages send requires instance, and recipient or contact_id, and content",
        "       or template_id",
        "  hint: messages send instance=my-instance recipient=NUMBER content=\"Hello!\" \\",
        "        --wait",
      ])
    #expect(shell.answer("messages send delay=1").count { $0 == "  messages send delay=1" } == 1)
  }

  @Test func aLongLineIsCutAroundItsFault() throws {
    let shown = try ShellSession().answer("print \(String(repeating: "word ", count: 20))$nme")
    #expect(shown.contains { $0.hasPrefix("  …") && $0.hasSuffix("word $nme") && $0.count <= 80 })
    #expect(shown.contains { $0.hasSuffix(" ^^^^") })
  }

  @Test func anInputOfManyLinesIsShownWithNumbers() throws {
    let shell = try ShellSession()
    shell.terminal.type("contacts list |\r  frist 2\r")
    #expect(shell.terminal.waitFor("  2 |   frist 2\n    |   ^^^^^"))
  }

  @Test func theFaultsThatTheAPIFindsStandAtWhatWasTyped() throws {
    let shown = try ShellSession().answer("messages send instance=1 recipient=05 content=a --no-check")
    #expect(shown.first == "error: recipient: The recipient field format is invalid. (422)")
    #expect(shown.dropFirst().first?.hasSuffix("recipient=05 content=a --no-check") == true)
    #expect(shown.dropFirst(2).first?.hasSuffix(" ^^") == true)
    #expect(shown.last?.hasPrefix("422 Unprocessable Entity · ") == true)
  }
}
