import JSON
import Testing

@testable import Sandbox

/// A bulk queues each message separately. A message that cannot be queued is a failed row, and the
/// others are queued.
struct BulkTests {
  private func send(_ rows: [Value], _ sandbox: Fixture, _ more: Value = [:]) throws -> Answer {
    var body = Object()
    body["instance"] = 124
    body["messages"] = .array(rows)
    for member in more.asObject?.members ?? [] { body[member.name] = member.value }
    return try sandbox.post("/messages/send-bulk", .object(body))
  }

  private let good: Value = ["recipient": "+966501234567", "content": "x"]

  @Test(
    arguments: [
      (["contact_id": 999, "content": "x"], .null, "The selected contact id is invalid."),
      (
        ["recipient": "+966501230004", "content": "x"], "+966501230004",
        "The recipient is not a valid WhatsApp number."
      ),
      (
        ["recipient": "+966501234567", "template_id": 999], "+966501234567",
        "The selected template id is invalid."
      ),
      (
        ["recipient": "+966501234567", "template_id": 7, "template_variables": ["name": "A"]],
        "+966501234567",
        "The template variables field must have a value for order_id."
      ),
    ] as [(Value, Value, String)])
  func aRowThatCannotGoFailsByItself(row: Value, recipient: Value, reason: String) throws {
    try withSandbox { sandbox throws in
      let answer = try send([good, row, good], sandbox)
      #expect(answer.status == 200 && answer.message == "Bulk: 2 queued, 1 failed")
      let results = try #require(answer.data["results"]?.asArray)
      try #require(results.count == 3)
      #expect(
        results[1] == [
          "index": 1, "recipient": recipient, "success": false, "status": "failed", "error": Value(reason),
        ])
      #expect(results[2]["message_id"] == 12346)
      #expect(try sandbox.balance() == 998)
    }
  }

  @Test func allRowsMayFail() throws {
    try withSandbox { sandbox throws in
      let answer = try send([["contact_id": 999, "content": "x"]], sandbox)
      #expect(answer.status == 200 && answer.data["failure_count"] == 1)
      #expect(try sandbox.balance() == 1000)
    }
  }

  @Test(arguments: [999, 8] as [Int64]) func aSharedTemplateThatCannotBeTakenIsOfTheWholeCall(id: Int64)
    throws
  {
    try withSandbox { sandbox throws in
      let template: Value = [
        "workspace_id": 22, "name": "Off", "message_type": "text", "content": "x", "is_active": false,
      ]
      _ = try sandbox.post("/templates", template)
      let answer = try send([good], sandbox, ["template_id": .int(id)])
      #expect(answer.status == 422 && answer.errors("template_id").count == 1)
    }
  }

  @Test func creditsThatEndAreTheReasonOfTheRowsAfter() throws {
    try withSandbox(Options(credits: 1, clock: .manual)) { sandbox throws in
      let answer = try send([["contact_id": 999, "content": "x"], good, good], sandbox)
      let codes = answer.data["results"]?.asArray?.map { $0["error_code"] ?? .null }
      #expect(codes == [.null, .null, "INSUFFICIENT_CREDITS"])
    }
  }
}
