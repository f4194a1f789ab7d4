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

  @Test func whatIsAboutNoMessageIsRefusedByItsMembers() throws {
    let template = try run("explain (templates list)[0]")
    #expect(template.status == 1 && template.errors.contains("'an object with id, "), "\(template)")
    let contacts = try run("explain (contacts list)")
    #expect(
      contacts.status == 1 && contacts.errors.contains("explain takes messages, or their ids"), "\(contacts)")
  }
}
