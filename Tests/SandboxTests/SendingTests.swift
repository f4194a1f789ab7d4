import JSON
import Testing

@testable import Sandbox

/// What sends do.
struct SendingTests {
  @Test func theFirstMessageIsTheDocumentationsOwn() throws {
    try withSandbox { sandbox throws in
      let answer = try sandbox.send(to: "+966501234567")
      #expect(answer.status == 202)
      #expect(
        answer.body == [
          "success": true, "message": "Message queued for sending",
          "data": [
            "message_id": 12345, "status": "pending", "type": "text", "recipient": "+966501234567",
            "queued_at": "2025-01-15T10:30:00.000000Z", "instance": ["id": 124, "name": "my-instance"],
            "template_used": false, "credits_charged": 1,
          ],
        ])
      #expect(try sandbox.balance() == 999)
    }
  }

  @Test(arguments: ["my-instance", "124", 124] as [Value])
  func anInstanceGoesByNameByIdAndByDigits(instance: Value) throws {
    try withSandbox { sandbox throws in
      let answer = try sandbox.post(
        "/messages/send", ["instance": instance, "recipient": "+966501234567", "content": "x"])
      #expect(answer.data["instance"]?["id"] == 124)
    }
  }

  @Test func aContactIsSentToByItsNumber() throws {
    try withSandbox { sandbox throws in
      let answer = try sandbox.post(
        "/messages/send", ["instance": 124, "recipient": " ", "contact_id": 12, "content": "x"])
      #expect(answer.data["recipient"] == "+966509876543")
      #expect(try sandbox.get("/messages/12345").data["contact_id"] == 12)
    }
  }

  @Test func aTemplateIsFilled() throws {
    try withSandbox { sandbox throws in
      let answer = try sandbox.post(
        "/messages/send",
        [
          "instance": 124, "recipient": "+966501234567", "template_id": 7,
          "template_variables": ["name": "Ahmed", "order_id": 9988],
        ])
      #expect(answer.data["template_used"] == true)
      let content = try sandbox.get("/messages/12345").data["content"]
      #expect(content == "Hi Ahmed, your order #9988 has shipped!")
    }
  }

  @Test func aTemplatesMissingVariableIsNamed() throws {
    try withSandbox { sandbox throws in
      let answer = try sandbox.post(
        "/messages/send",
        [
          "instance": 124, "recipient": "+966501234567", "template_id": 7,
          "template_variables": ["name": "Ahmed"],
        ])
      #expect(answer.status == 422)
      #expect(
        answer.errors("template_variables") == [
          "The template variables field must have a value for order_id."
        ])
    }
  }

  @Test(
    arguments: [
      ("{{a}}-{{ b }}", "1-2", []),
      ("{{a}} {{c}} {{c}}", "1  ", ["c"]),
      ("{{a", "{{a", []),
      ("a}} {{", "a}} {{", []),
      ("{ {a} }", "{ {a} }", []),
      ("مرحبا {{a}}!", "مرحبا 1!", []),
      ("", "", []),
    ] as [(String, String, [String])])
  func placeholders(template: String, text: String, missing: [String]) {
    let filled = filling(template, with: Object([("a", "1"), ("b", "2")]))
    #expect(filled.text == text)
    #expect(filled.missing == missing)
  }

  @Test func bulkTakesTheSharedTemplateWhereThereIsNoContent() throws {
    try withSandbox { sandbox throws in
      let answer = try sandbox.post(
        "/messages/send-bulk",
        [
          "instance": 124, "template_id": 7, "template_variables": ["name": "all", "order_id": "1"],
          "messages": [
            ["recipient": "+966501234567", "content": "own"],
            ["recipient": "+966501234568", "template_variables": ["name": "Sara"]],
          ],
        ])
      #expect(answer.status == 200)
      #expect(answer.message == "Bulk: 2 queued, 0 failed")
      let contents = try sandbox.control("GET", "messages").body.asArray?.map { $0["content"] }
      #expect(contents == ["own", "Hi Sara, your order #1 has shipped!"])
    }
  }

  @Test func bulkQueuesAsManyAsThereAreCreditsFor() throws {
    try withSandbox(Options(credits: 2, clock: .manual)) { sandbox throws in
      let messages = (1...3).map { ["recipient": Value("+96650123456\($0)"), "content": "x"] as Value }
      let body: Value = ["instance": 124, "messages": .array(messages)]
      let answer = try sandbox.post("/messages/send-bulk", body)
      #expect(answer.status == 200)
      #expect(answer.message == "Bulk: 2 queued, 1 failed")
      #expect(answer.data["success_count"] == 2)
      #expect(answer.data["failure_count"] == 1)
      let last = answer.data["results"]?.asArray?.last
      #expect(last?["success"] == false)
      #expect(last?["error_code"] == "INSUFFICIENT_CREDITS")
      #expect(try sandbox.post("/messages/send-bulk", body).status == 402)
    }
  }

  @Test func aClosedInstanceFailsLaterAndTheCreditComesBack() throws {
    try withSandbox { sandbox throws in
      let answer = try sandbox.post(
        "/messages/send", ["instance": "backup", "recipient": "+966501234567", "content": "x"])
      #expect(answer.status == 202)
      try sandbox.advance(60)
      let record = try sandbox.get("/messages/12345").data
      #expect(record["status"] == "refunded")
      #expect(record["error_message"] == "Instance backup is not connected")
      #expect(try sandbox.balance() == 1000)
    }
  }

  @Test(arguments: [
    ("0000", "refunded"), ("0001", "pending"), ("0002", "processing"), ("0003", "sent"),
    ("0005", "delivered"), ("0006", "delivered"), ("1234", "delivered"),
  ])
  func testNumbersComeToTheirEnd(digits: String, status: String) throws {
    try withSandbox { sandbox throws in
      let first = try sandbox.send(to: "+96650123\(digits)").status
      #expect(first == (digits == "0005" ? 500 : digits == "0006" ? 429 : 202))
      if first != 202 { #expect(try sandbox.send(to: "+96650123\(digits)").status == 202) }
      try sandbox.advance(3600)
      #expect(try sandbox.status(of: 12345) == status)
      #expect(try sandbox.balance() == (status == "refunded" ? 1000 : 999))
    }
  }

  @Test func theNumberThatIsRefusedCostsNothing() throws {
    try withSandbox { sandbox throws in
      let answer = try sandbox.send(to: "+966501230004")
      #expect(answer.status == 422)
      #expect(answer.errors("recipient").count == 1)
      #expect(try sandbox.balance() == 1000)
    }
  }

  @Test func theNumberThatLosesTheAnswerIsQueued() throws {
    try withSandbox { sandbox throws in
      let body = sandbox.message(to: "+966501230007").jsonBytes()
      #expect(sandbox.raw("POST", "/integration/v1/messages/send", body) == nil)
      #expect(try sandbox.control("GET", "messages").body.asArray?.count == 1)
      #expect(try sandbox.get("/ping").status == 200)
    }
  }

  @Test func otherKindsOfMessageKeepWhatTheyWereGiven() throws {
    try withSandbox { sandbox throws in
      let poll = try sandbox.post(
        "/messages/send-poll",
        [
          "instance": 124, "recipient": "+966501234567", "name": "When?", "values": ["Now", "Later"],
          "junk": 1,
        ])
      #expect(poll.data["type"] == "poll")
      let record = try sandbox.get("/messages/12345").data
      #expect(record["content"] == "When?")
      #expect(record["metadata"] == ["name": "When?", "values": ["Now", "Later"]])
    }
  }
}
