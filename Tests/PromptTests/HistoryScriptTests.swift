import Glibc
import Testing

/// `history save`: inputs at the prompt of the real program, as a script.
@Suite(.atTerminals) struct HistoryScriptTests {
  /// The script that is made of inputs at a new prompt, and the output of saving, in which the file
  /// is called FILE.
  ///
  /// - Parameters:
  ///   - range: the numbers of the inputs; nil: all of them.
  ///   - home: the home of an earlier session.
  private func saved(
    _ inputs: [String], _ range: String? = nil, home: String? = nil
  ) throws -> (script: String, shown: [String]) {
    let shell = try ShellSession(environment: ["PAGER": "cat"], home: home)
    let script = shell.home + "/state.wsl"
    defer { unlink(script) }
    for input in inputs { _ = shell.answer(input) }
    let shown = shell.answer("history save \(range ?? "1-\(inputs.count)") \(script)")
    return (ShellSession.read(script), shown.map { $0.replacing(script, with: "FILE") })
  }

  @Test func anExplorationBecomesAScript() throws {
    let shell = try ShellSession()
    let path = shell.home + "/kept.json"
    let script = shell.home + "/state.wsl"
    defer { unlink(script) }
    for input in [
      "let instance = \"my-instance\"", "ping", "contacts list", "$ | where @.id > 11", "| map @.phone",
      "contacts get 999", "trace on", "trace off",
      "messages send instance=$instance recipient=$[0] content=Hi", "let instance = \"backup\"",
      "print $instance", "$.message_id | save \(path)",
    ] { _ = shell.answer(input) }
    #expect(
      shell.text("history save 3-12 \(script)").hasPrefix("7 inputs in \(script), 3 left out"))
    #expect(
      ShellSession.read(script) == """
        # Inputs 3-12 of a session.

        let instance = "my-instance"
        let contacts = contacts list
        let result = $contacts | where @.id > 11
        let result2 = $result | map @.phone
        let message = messages send instance=$instance recipient=$result2[0] content=Hi
        $instance = "backup"
        print $instance
        $message.message_id | save \(path)

        """)
    #expect(shell.answer("history save 1-99 \(script)").first?.contains("takes inputs from 1 to 13") == true)
    #expect(shell.text("history save 1 x.txt").hasSuffix("hint: history save 1 x.txt.wsl"))
    // The hint names what was typed, and works.
    #expect(shell.text("history save new.wsl").hasSuffix("hint: history save 1-15 new.wsl"))
    #expect(shell.text("history save 2-3").hasSuffix("hint: history save 2-3 session.wsl"))
  }

  /// What Ctrl-C has ended would never end in a script.
  @Test func whatGoesOnUntilInterruptedIsLeftOut() throws {
    let shell = try ShellSession()
    let script = shell.home + "/state.wsl"
    defer { unlink(script) }
    for input in ["every 100ms { [{id: 1}] }", "messages list --follow"] {
      #expect(shell.timeToStop(input, when: "Ctrl-C") < .infinity)
    }
    _ = shell.answer("ping")
    #expect(shell.text("history save 1-3 \(script)").contains("1 input in "))
    #expect(ShellSession.read(script) == "# Inputs 1-3 of a session.\n\nping\n")
  }

  @Test func defaultsGoWithTheCallsThatTookThem() throws {
    let send = "messages send recipient=+966501234567 content=Hi"
    let script = try saved(["defaults instance=my-instance", "print 1", send], "3").script
    #expect(script == "# Input 3 of a session.\n\ndefaults instance=my-instance\n\(send)\n")
  }

  @Test func oneOfAListIsNamedAsOne() throws {
    let script = try saved(["contacts list | first", "print $.phone"]).script
    #expect(script.contains("let contact = contacts list | first\nprint $contact.phone\n"))
  }

  /// A value that was read from the screen and typed again is replaced by the value that was shown.
  @Test(arguments: [
    (
      ["contacts create phone=+966500000077 label=New", "contacts get 14", "contacts update 14 label=Newer"],
      """
      let contact = contacts create phone=+966500000077 label=New
      contacts get $contact.id
      contacts update $contact.id label=Newer
      """
    ),
    (
      ["contacts get 11", "messages send instance=my-instance recipient=+966501234567 content=Hi"],
      """
      let contact = contacts get 11
      messages send instance=my-instance recipient=$contact.phone content=Hi
      """
    ),
    (
      ["messages send instance=my-instance recipient=+966501234567 content=س", "messages wait 12345 12345"],
      """
      let message = messages send instance=my-instance recipient=+966501234567 content=س
      messages wait $message.message_id $message.message_id
      """
    ),
    // Names that a block declares are different variables.
    (
      [
        "contacts create phone=+966500000077",
        "for contact in [1] { try { fail x } catch contact2 { contacts get 14 } }",
      ],
      """
      let contact3 = contacts create phone=+966500000077
      for contact in [1] { try { fail x } catch contact2 { contacts get $contact3.id } }
      """
    ),
    (
      [
        "contacts create phone=+966500000077",
        "contacts list | first 1 | each { let contact = @; contacts update 14 label=X }",
      ],
      """
      let contact2 = contacts create phone=+966500000077
      contacts list | first 1 | each {
        let contact = @
        contacts update $contact2.id label=X
      }
      """
    ),
    (
      ["let made = contacts create phone=+966500000077", "$made", "contacts get 14", "print 14"],
      """
      let made = contacts create phone=+966500000077
      let result = $made
      contacts get $result.id
      print 14
      """
    ),
    // Defaults are read before anything runs, and tests read nothing from outside.
    (
      [
        "instances list | first", "defaults instance=my-instance",
        "messages send recipient=+966501234567 content=Hi",
      ],
      """
      instances list | first
      defaults instance=my-instance
      messages send recipient=+966501234567 content=Hi
      """
    ),
    (
      ["contacts create phone=+966500000077", "test \"x\" { contacts get 14 }"],
      "contacts create phone=+966500000077\ntest \"x\" { contacts get 14 }"
    ),
    // The id of another record.
    (
      ["contacts get 11", "let me = me", "$me", "templates list | where @.id == 11 | count"],
      """
      contacts get 11
      let me = me
      $me
      templates list | where @.id == 11 | count
      """
    ),
    (
      [
        "let t = contacts create phone=+966500000077", "$t", "contacts get 14",
        "templates list | where @.id == 14",
      ],
      """
      let t = contacts create phone=+966500000077
      let result = $t
      contacts get $result.id
      templates list | where @.id == 14
      """
    ),
    (["me", "contacts get 12"], "me\ncontacts get 12"),
    (["{id: 12}", "contacts get 12"], "{id: 12}\ncontacts get 12"),
    (
      ["contacts get 12", "contacts list | where @.label == 'Sara Al-Harbi'", "contacts delete 12 --yes"],
      """
      contacts get 12
      contacts list | where @.label == 'Sara Al-Harbi'
      contacts delete 12 --yes
      """
    ),
    // Neither a value that was typed before the answer nor an equal number is taken for a value of
    // the answer.
    (["contacts get 12", "contacts get 12 | keys"], "contacts get 12\ncontacts get 12 | keys"),
    (
      [
        "contacts list | count", "contacts list | where @.id == $", "templates list | first",
        "contacts get 12",
      ],
      """
      let count = contacts list | count
      contacts list | where @.id == $count
      templates list | first
      contacts get 12
      """
    ),
    // Where several answers fit, it is not clear which one was meant.
    (["contacts list", "contacts get 12"], "contacts list\ncontacts get 12"),
    // A def without a value leaves `$` unchanged.
    (
      [
        "contacts create phone=+966500000077", "def tell() { print 1; return null }", "tell",
        "contacts get 14",
      ],
      "let contact = contacts create phone=+966500000077\ndef tell() {\n  print 1\n  return null\n}\n"
        + "tell\ncontacts get $contact.id"
    ),
  ]) func whatWasTypedAgainIsAVariable(inputs: [String], lines: String) throws {
    #expect(try saved(inputs).script == "# Inputs 1-\(inputs.count) of a session.\n\n\(lines)\n")
  }

  /// Another person may stand at the same place of the list when the script runs.
  @Test(arguments: [
    ["contacts list | first", "messages send instance=my-instance recipient=+966501234567 content=Hi"],
    ["contacts list | where @.label == 'Sara Al-Harbi'", "contacts get 12", "contacts delete 12 --yes"],
    [
      "templates list",
      "messages send instance=backup recipient=+966501234567 template_id=7 template_variables.name=A "
        + "template_variables.order_id=7",
    ],
    ["let all = contacts list", "$all[0]", "contacts update 11 label=X"],
    ["let one = contacts list | first", "$one", "contacts update 11 label=X"],
    // The call itself has its id from a list.
    ["let all = contacts list", "contacts get $all[0].id", "contacts update 11 label=X"],
    ["let t = contacts get 11", "$t = contacts get 12", "$t", "contacts update 12 label=X"],
  ]) func noPlaceInAListDecidesWhoIsMeant(inputs: [String]) throws {
    let script = try saved(inputs).script.replacing("\\\n  ", with: "")
    #expect(script == "# Inputs 1-\(inputs.count) of a session.\n\n\(inputs.joined(separator: "\n"))\n")
  }

  /// What a call has made is known by its id, wherever its recipient came from.
  @Test func theIdOfWhatWasMadeIsThatOfTheScript() throws {
    let inputs = [
      "let all = contacts list", "messages send instance=my-instance recipient=$all[0].phone content=Hi",
      "messages get 12345",
    ]
    #expect(
      try saved(inputs).script.hasSuffix(
        """
        let message = messages send instance=my-instance recipient=$all[0].phone content=Hi
        messages get $message.message_id

        """))
  }

  /// The numbers, defs and defaults of an earlier session are no part of this one.
  @Test func anEarlierSessionIsNoPartOfTheScript() throws {
    let home = ShellSession.folder()
    let library = home + "/kept.wsl"
    defer {
      unlink(library)
      ShellSession.remove(home)
    }
    ShellSession.write("def remind() { print 1 }\n", to: library)
    let send = "messages send instance=my-instance recipient=+966500000077 content=Hi"
    _ = try saved(["use \"\(library)\"", "defaults instance=backup", "print 12345"], home: home)
    let (script, shown) = try saved([send, "messages get 12345"], "5-6", home: home)
    #expect(
      script == """
        # Inputs 5-6 of a session.

        let message = \(send)
        messages get $message.message_id

        """, "\(shown)")
    // What needs them gets them.
    let own = try saved(["use \"\(library)\"", "remind", "print 2"], "9-10", home: home).script
    #expect(own == "# Inputs 9-10 of a session.\n\nuse \"\(library)\"\nremind\nprint 2\n", "\(own)")
  }

  /// Each input is saved as what it ran as; what only the prompt understands is left out and counted.
  @Test func whatThePromptUnderstandsIsSavedAsItRan() throws {
    let shell = try ShellSession(environment: ["PAGER": "cat"])
    let script = shell.home + "/state.wsl"
    defer { unlink(script) }
    shell.terminal.type("clear")
    shell.terminal.waitUntil { $0.cursorLine == "sandbox> clear" }
    shell.terminal.type("\r")
    shell.terminal.waitUntil { $0.cursorLine == "sandbox>" }
    for input in [
      "# who is there", "contacts list | less", "| count",
      "curl -s https://app.wessaal.com/integration/v1/ping",
      "ping ?", "ping # still", "# the end",
    ] { _ = shell.answer(input) }
    #expect(
      shell.text("history save 1-8 \(script)").hasPrefix(
        "5 inputs in \(script), 3 left out: they failed, or"))
    #expect(
      ShellSession.read(script) == """
        # Inputs 1-8 of a session.

        # who is there
        let contacts = contacts list
        $contacts | count
        ping  # still
        # the end

        """)
  }

  @Test func inputsAreNamedInSeveralWays() throws {
    let inputs = ["print 1", "print 2", "print 3", "print 4"]
    #expect(try saved(inputs, "1..2").script == "# Inputs 1..2 of a session.\n\nprint 1\nprint 2\n")
    #expect(
      try saved(inputs, "1,3-4").script == "# Inputs 1,3-4 of a session.\n\nprint 1\nprint 3\nprint 4\n")
    let shell = try ShellSession()
    _ = shell.answer("print 1")
    let shown = shell.answer("history save")
    #expect(
      shown == [
        "error: history save takes inputs from 1 to 1 and a file, but has neither",
        "  hint: history save 1 session.wsl",
      ])
  }

  /// `$` is in the script what it was at the prompt, whatever stood between.
  @Test(arguments: [
    (
      ["contacts get 11", "contacts get 12", "out 1", "print $.phone"],
      "let contact = contacts get 11\ncontacts get 12\nprint $contact.phone"
    ),
    (
      ["contacts list", "$[0].label", "$ | count"],
      "let contacts = contacts list\n$contacts[0].label\n$contacts | count"
    ),
    (
      ["contacts list", "let x = 1", "contacts get 12 | get @.notes", "$ | count"],
      "let contacts = contacts list\nlet x = 1\ncontacts get 12 | get @.notes\n$contacts | count"
    ),
    (
      ["contacts list | where @.id == 0", "$ | count"],
      "let contacts = contacts list | where @.id == 0\n$contacts | count"
    ),
    (
      ["contacts list; $ | count", "print $"],
      "let contacts = contacts list\nlet result = $contacts | count\nprint $result"
    ),
  ]) func theLastValueIsTheOneThatItWas(inputs: [String], lines: String) throws {
    #expect(try saved(inputs).script == "# Inputs 1-\(inputs.count) of a session.\n\n\(lines)\n")
  }

  /// A script that sends to another person than the prompt did must not be written.
  @Test(arguments: [
    (
      ["contacts get 11", "history | first", "print $.input"],
      "'$' in input 3 must be a value that the script can contain, but was that of input 2"
    ),
    (
      ["contacts get 11", "contacts get 12; fail x", "print $.phone"],
      "but was that of input 2, which it cannot"
    ),
    (
      [
        "contacts get 11", "contacts get 12", "out 1 | ignore", "out 1", "out 2 | select phone",
        "print $.phone",
      ], "but was that of input 5"
    ),
    (["print 1", "($ == null)", "print $"], "but was that of no input"),
  ]) func aValueThatNoScriptCanHaveIsTold(inputs: [String], words: String) throws {
    let (script, shown) = try saved(inputs)
    #expect(script == "", "\(shown)")
    let told = shown.joined(separator: " ").split(separator: " ").joined(separator: " ")
    #expect(told.contains(words), "\(shown)")
  }

  /// An input that asks for help is left out; one that only ends with the same sign is kept.
  @Test func anInputThatEndsInAQuestionMarkIsKept() throws {
    let inputs = [
      "print Ready?", "messages send ?", "messages send?", "ping?", "let q = \"ok?\"", "print so?",
    ]
    #expect(
      try saved(inputs).script
        == "# Inputs 1-6 of a session.\n\nprint Ready?\nlet q = \"ok?\"\nprint so?\n")
  }

  @Test func whatWasReplacedIsTold() throws {
    let inputs = ["contacts create phone=+966500000077", "contacts get 14", "contacts get 14 | keys"]
    #expect(try saved(inputs).shown == ["3 inputs in FILE", "  14 is $contact.id now"])
  }

  /// A write that was not asked for is in no script.
  @Test func onlyInputsThatAreSavedGiveValues() throws {
    let inputs = ["contacts create phone=+966500000077", "contacts get 14"]
    #expect(try saved(inputs, "2").script == "# Input 2 of a session.\n\ncontacts get 14\n")
  }

  @Test func aScriptThatIsThereIsReplacedOnlyWhenAsked() throws {
    let shell = try ShellSession()
    let script = shell.home + "/state.wsl"
    defer { unlink(script) }
    ShellSession.write("print 0\n", to: script)
    _ = shell.answer("print 1")
    for (reply, kept) in [("n", "print 0\n"), ("y", "# Input 1 of a session.\n\nprint 1\n")] {
      shell.terminal.type("history save 1 \(script)\r")
      #expect(shell.terminal.waitUntil { $0.cursorLine.hasSuffix("Replace it? [y/N]") })
      shell.terminal.type(reply + "\r")
      #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox>" })
      #expect(ShellSession.read(script) == kept)
    }
  }
}
