import Testing

/// `explain` of what people have at hand: numbers without their country or their 0, rows, errors and answers.
@Suite struct ExplainTests {
  private func run(_ code: String) throws -> Outcome { try wessaal(["--sandbox", "-c", code]) }

  private static let sent = "messages send instance=my-instance recipient=+966507770001 content=Hi | ignore\n"

  @Test(
    arguments: [
      ("507770001", "Messages to +966507770001"), ("7770001", "Messages to +966507770001"),
      ("0507770001", "Messages to +966507770001"), ("966507770001", "Messages to +966507770001"),
      ("12345", "Message 12345 is still on its way."),
      ("(messages list)[0]", "Message 12345 is still on its way."),
      ("(messages list)[0].id", "Message 12345 is still on its way."),
      ("(messages status 12345)", "Message 12345 is still on its way."),
      ("(contacts list)[0]", "No message to +966501234567 was found."),
      ("(instances list)[0]", "my-instance is open."),
      ("(instances status backup)", "backup is closed (close)."),
      ("\"Not Found (404): Message not found\"", "404 Not Found"), ("$response", "202 Accepted"),
    ] as [(String, String)]) func whatIsAtHandIsExplained(_ what: String, _ heading: String) throws
  {
    let told = try run("\(Self.sent)explain \(what) --output text")
    #expect(told.status == 0 && told.output.hasPrefix(heading + "\n"), "\(told)")
  }

  @Test func anErrorIsExplained() throws {
    let told = try run("try { contacts get 999 | ignore } catch e { explain $e --output text | print }")
    #expect(told.output.hasPrefix("error missing\n"), "\(told)")
  }

  @Test(arguments: ["507770001", "0507770001", "7770001", "50777000112"])
  func digitsOfNobodyAreToldWithALineThatWorks(_ digits: String) throws {
    let told = try run("explain \(digits) --output text")
    let text = told.output.replacing("\n          ", with: " ") + told.errors
    #expect(text.contains("look further back: explain number \(digits) --since 30d"), "\(told)")
    #expect(
      text.contains("explain +966507770001") == ["507770001", "0507770001"].contains(digits), "\(told)")
    #expect(try run("explain number \(digits) --since 30d").status == 0)
  }

  /// Where nothing could be read, the run does not end as if all was well.
  @Test(
    arguments: [
      "explain +966501234567", "explain 0501234567", "explain backup", "explain 'instance backup'",
      "explain 12345", "explain '[1, 2]'", "explain 'some words'", "failures", "doctor",
      "-c 'let why = explain +966501234567; print $why'",
    ],
    [
      (#"{"success":false,"message":"invalid API key"}"#, 401, Int32(4)),
      (#"{"success":false,"message":"down"}"#, 500, 8),
    ]) func whatCannotBeReadEndsWithTheStatusOfItsFailure(
      _ words: String, _ answer: (json: String, http: Int, status: Int32)
    ) throws
  {
    let server = RecordingServer(json: answer.json, status: answer.http, knowsAccount: false)
    let run = try shell("\"$W\" --retry 0 \(words)", base: server.url)
    #expect(run.status == answer.status && run.errorCount == 1, "\(run)")
    #expect(run.errors.contains("(\(answer.http)): ") && run.errors.contains("hint: "), "\(run)")
  }

  @Test func withoutKeyOrServerTheStatusSaysSo() throws {
    for words in [["explain", "+966501234567"], ["explain", "backup"], ["failures"]] {
      #expect(try wessaal(words, key: nil).status == 4)
      let none = try wessaal(["--retry", "0"] + words, base: "http://127.0.0.1:9/integration/v1")
      #expect(
        none.status == 7 && none.errors.contains("a server must listen at 127.0.0.1:9"), "\(none)")
    }
  }

  /// A key that may not read instances is no fault of a message, nor of the instance.
  @Test func whatTheKeyMayNotReadIsNoFaultOfTheMessage() throws {
    let few = ["--sandbox", "--clock", "manual", "--key", "sk_few:read_messages,send_message"]
    let sent = "messages send instance=backup recipient=+966507770001 content=Hi | ignore; "
    let told = try wessaal(few + ["-c", sent + "sandbox advance 60s | ignore; explain 12345 --output text"])
    #expect(told.status == 0 && told.output.contains("see whether the instance is connected"), "\(told)")
    let stuck = try wessaal(
      few + [
        "-c",
        "messages send instance=my-instance recipient=+966500000001 content=Hi | ignore; "
          + "sandbox advance 3600s | ignore; explain 12345 --output text",
      ])
    #expect(stuck.output.contains("handed it over. See whether\n"), "\(stuck)")
    let instance = try wessaal(few + ["explain", "backup"])
    expect(
      instance, status: 4,
      says: "'backup' may be an instance, but the instances could not be read", "manage_instances")
    let doctor = try wessaal(few + ["doctor"])
    #expect(doctor.status == 0 && !doctor.output.contains("\"fail\""), "\(doctor)")
  }

  /// Each advice leads further than the call that gave it, and the last one ends.
  @Test func theAdviceForANumberOfNobodyComesToAnEnd() throws {
    for (since, said) in [
      ("7d", "look further back: explain +966509999999 --since 30d"),
      ("30d", "look further back: explain +966509999999 --since 365d"),
      ("366d", "ask which number is meant"),
    ] {
      let told = try run("explain +966509999999 --since \(since) --output text")
      #expect(told.output.replacing("\n          ", with: " ").contains(said), "\(told)")
    }
    // The list has no limit.
    let many = ["--sandbox", "--messages", "20050"]
    let told = try wessaal(many + ["explain", "+966501000009", "--output", "text"], within: 60)
    let text = told.output.replacing("\n          ", with: " ")
    let line = try #require(text.firstRange(of: "messages list --since ")).lowerBound
    let words = text[line...].prefix { $0 != ";" }.split(separator: " ").map(String.init)
    #expect(words.suffix(2) == ["--to", "+966501000009"], "\(told)")
    #expect(try wessaal(many + words, within: 60).output.contains("\"id\":12354"))
  }

  @Test func whatIsAboutNoMessageIsRefusedByItsMembers() throws {
    let template = try run("explain (templates list)[0]")
    #expect(template.status == 1 && template.errors.contains("'an object with id, "), "\(template)")
    let contacts = try run("explain (contacts list)")
    #expect(
      contacts.status == 1 && contacts.errors.contains("explain takes messages, or their ids"), "\(contacts)")
  }
}
