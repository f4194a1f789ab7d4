import Catalog
import JSON
import Testing

/// The placeholders of a known template.
@Suite struct TemplateTests {
  private let checks = Checks(templates: [7: ["name", "order_id"], 8: []])

  private func faults(_ command: String, _ arguments: Value) throws -> [String] {
    try operation(command).validate(arguments, checks: checks).map(\.expectation)
  }

  @Test func eachHasAValue() throws {
    let message: Value = ["instance": 1, "recipient": "+966501234567", "template_id": 7]
    func withVariables(_ variables: Value) throws -> [String] {
      var arguments = message.asObject ?? Object()
      arguments["template_variables"] = variables
      return try self.faults("messages send", .object(arguments))
    }
    try #expect(
      faults("messages send", message) == [
        "template_variables.name is required by template 7",
        "template_variables.order_id is required by template 7",
      ])
    try #expect(withVariables(["name": "Ali"]) == ["template_variables.order_id is required by template 7"])
    try #expect(
      withVariables(["name": .null, "order_id": 1]) == ["template_variables.name must be text, but is null"])
    try #expect(withVariables(5) == ["template_variables must be an object, but is 5"])
    try #expect(withVariables(["name": "Ali", "order_id": 1, "more": 1]) == [])
  }

  @Test func anotherTemplateIsNotChecked() throws {
    for id: Value in [8, 9] {
      try #expect(
        faults("messages send", ["instance": 1, "recipient": "+966501234567", "template_id": id]) == [])
    }
  }

  @Test func aBatchSharesTemplateAndVariables() throws {
    let shared: Value = [
      "instance": 1, "template_id": 7, "template_variables": ["name": "friend"],
      "messages": [
        ["recipient": "+966501234567", "template_variables": ["order_id": "1"]],
        ["recipient": "+966501234567", "content": "Hi"], ["recipient": "+966501234567"],
      ],
    ]
    try #expect(
      faults("messages send-bulk", shared) == [
        "messages.2.template_variables.order_id is required by template 7"
      ])
  }

  @Test func whatIsNotKnownYetIsNotMissing() throws {
    let message: Value = ["instance": 1, "recipient": "+966501234567", "template_id": 7]
    let checks = Checks(computed: ["template_variables"], templates: checks.templates)
    try #expect(operation("messages send").validate(message, checks: checks) == [])
  }

  @Test func aServerDoesNotCheckThem() throws {
    let message: Value = ["instance": 1, "recipient": "+966501234567", "template_id": 7]
    try #expect(operation("messages send").validate(message, checks: .server) == [])
  }
}

/// One mistake is reported once.
@Suite struct MisspellingTests {
  @Test(
    arguments: [
      (
        "messages send", ["instance": 1, "recipent": "+966501234567", "content": "Hi"],
        ["unknown parameter 'recipent'; did you mean 'recipient'?"]
      ),
      (
        "messages send-bulk", ["instance": 1, "messages": [["recipent": "+966501234567", "content": "Hi"]]],
        ["unknown parameter 'messages.0.recipent'; did you mean 'messages.0.recipient'?"]
      ),
      (
        "messages send", ["instance": 1, "fax": "+966501234567", "content": "Hi"],
        ["recipient or contact_id is required", "unknown parameter 'fax'"]
      ),
    ] as [(String, Value, [String])])
  func whatAMisspeltNameWasMeantToBeIsNotMissing(command: String, arguments: Value, faults: [String]) throws {
    try #expect(operation(command).validate(arguments).map(\.expectation) == faults)
  }
}
