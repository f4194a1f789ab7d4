import Testing

/// Hints on good practice: on calls of one message each, on old keys, and on keys with too many
/// permissions.
@Suite struct PracticeHintTests {
  private let folder = Folder()
  private static let send = "messages send instance=my-instance recipient=$r content=Hi"

  private func survey(_ code: String) throws -> String {
    folder.write("s.wsl", code)
    return try wessaal(["check", "s.wsl"], folder: folder.path).output
  }

  @Test func aLoopOfSingleSendsIsToldOfBulk() throws {
    let text = try survey("let l = [\"+966501234567\"]\nfor r in $l {\n  \(Self.send)\n}\n")
    #expect(
      text.contains("the loop on line 2 makes one call for each message; one messages send-bulk"), "\(text)")
  }

  @Test(arguments: [
    (
      "let k = \"sk_live_0123456789\"\nprint $k",
      "the text on line 1 looks like a key, which belongs in WESSAAL_API_KEY, and not in a script"
    ),
    (
      "for r in [1, 2] {\n  instances list | first | ignore\n}",
      "instances list on line 2 asks in each pass; where nothing changes meanwhile, ask once before the loop"
    ),
    (
      "let _r = 1\n" + String(repeating: toOne, count: 3),
      "+966501234567 stands on lines 2, 3, 4; a contact keeps it, and contact_id= names it"
    ),
  ]) func whatTheDocumentationAdvisesIsTold(_ code: String, _ hint: String) throws {
    #expect(try survey(code).contains("  hint    \(hint)\n"))
  }

  private static let toOne =
    "messages send instance=my-instance recipient=+966501234567 content=Hi | ignore\n"

  @Test(arguments: [
    "print sk_live", "instances list | first | ignore", toOne + toOne,
    "for r in (instances list) { print $r.name }", "every 1m { instances list | ignore }",
    "while (contacts list | count) < 4 { sleep 1m }",
    "let all = (instances list)\nfor r in [1] { print $all }",
  ]) func whatIsGoodPracticeIsNotTold(_ code: String) throws {
    let text = try survey(code)
    #expect(!text.contains("hint"), "\(text)")
  }

  @Test(arguments: [
    "for r in [\"+966501234567\"] { once \"a:$r\" { \(send) } }", "let r = \"+966501234567\"\n\(send)",
    "for r in [\"+966501234567\"] { \(send) --wait }",
    "for r in [\"+966501234567\"] { messages send-poll instance=my-instance recipient=$r name=\"?\" values=[a, b] }",
  ]) func whatABulkWouldNotDoIsLeftAlone(_ code: String) throws {
    let text = try survey(code)
    #expect(!text.contains("send-bulk"), "\(text)")
  }

  @Test func aRehearsalTellsOfManySingleSends() throws {
    folder.write(
      "s.wsl",
      "for n in 10..39 { messages send instance=my-instance recipient=\"+9665012345$n\" content=Hi | ignore }"
    )
    let run = try wessaal(["--sandbox", "rehearse", "s.wsl"], folder: folder.path)
    #expect(
      run.output.contains("30 messages take a call each; messages send-bulk takes 100 a call"), "\(run)")
  }

  @Test func doctorTellsOfAKeyThatIsOldAndMayDoAll() throws {
    let run = try wessaal(["--sandbox", "doctor", "--output", "json"])
    #expect(run.output.contains("a key that is older than a year is better replaced"), "\(run)")
    #expect(run.output.contains("a script's key needs no more than 'wessaal check FILE' lists"), "\(run)")
  }

  @Test(arguments: [
    ("405", "Method Not Allowed"), ("send_message", "a permission of the key: queue messages of every kind"),
    ("manage_contacts", "a permission of the key"),
  ]) func explainKnowsStatusesAndScopes(_ word: String, _ meaning: String) throws {
    let run = try wessaal(["--sandbox", "explain", word])
    #expect(run.status == 0 && run.output.contains(meaning), "\(run)")
  }

  @Test(arguments: [
    (
      "messages send-buttons",
      [
        "Each of buttons", "displayText *", "required for reply", "required for copy",
        "at most 255 characters", "at most 60 characters",
      ]
    ),
    ("messages send-contact", ["Each of contacts", "fullName *", "wuid *", "organization"]),
    (
      "messages send",
      ["text unless given", "required for media", "one of recipient, contact_id is required"]
    ),
    ("messages send-poll", ["2 to 13 of them", "1 unless given", "at most 255 characters"]),
    ("messages send-status", ["text stories only", "media stories only", "1 to 7"]),
  ]) func helpTellsWhatTheCatalogKnows(_ command: String, _ parts: [String]) throws {
    let words = command.split(separator: " ").map(String.init)
    let run = try wessaal(["help"] + words)
    let text = run.output.split { " \n".contains($0) }.joined(separator: " ")
    for part in parts { #expect(text.contains(part), "\(part) in \(run.output)") }
  }

  @Test func unknownTopicsEndWithOne() throws {
    let run = try wessaal(["help", "xyzzy"])
    #expect(run.status == 1 && run.output == "" && run.errors.contains("no help on 'xyzzy'"), "\(run)")
  }

  @Test func theAccountIsNoNoun() throws {
    let run = try wessaal(["--sandbox", "-c", "help"])
    #expect(!run.output.contains("  account ") && run.output.contains("  general "), "\(run.output)")
    let group = try wessaal(["help", "account"])
    #expect(group.status == 0 && group.output.contains("doctor"), "\(group)")
  }
}
