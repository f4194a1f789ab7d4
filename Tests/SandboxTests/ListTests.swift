import JSON
import Testing

@testable import Sandbox

/// The list of messages, and the other records.
struct ListTests {
  @Test func pagesHoldTheNewestFirst() throws {
    try withSandbox(Options(clock: .manual, messages: 120)) { sandbox throws in
      let first = try sandbox.get("/messages").data
      #expect(first["current_page"] == 1)
      #expect(first["per_page"] == 50)
      #expect(first["total"] == 120)
      #expect(first["data"]?.asArray?.count == 50)
      #expect(first["data"]?.asArray?.first?["id"] == 12464)
      let last = try sandbox.get("/messages?page=3&per_page=50").data
      #expect(last["data"]?.asArray?.count == 20)
      #expect(last["data"]?.asArray?.last?["id"] == 12345)
    }
  }

  @Test(arguments: ["page=4", "page=9223372036854775807&per_page=100"])
  func pagesPastTheEndAreEmpty(query: String) throws {
    try withSandbox(Options(clock: .manual, messages: 120)) { sandbox throws in
      let answer = try sandbox.get("/messages?" + query)
      #expect(answer.status == 200)
      #expect(answer.data["data"] == [])
      #expect(answer.data["total"] == 120)
    }
  }

  @Test(arguments: ["per_page=101", "per_page=0", "page=0", "page=x", "status=refunded", "status=processing"])
  func queriesOutsideTheDocumentedValuesAre422(query: String) throws {
    try withSandbox { sandbox throws in
      let answer = try sandbox.get("/messages?" + query)
      #expect(answer.status == 422)
      #expect(answer.errors(String(query.prefix { $0 != "=" })).count == 1)
    }
  }

  @Test func theStatusIsMatchedExactly() throws {
    try withSandbox { sandbox throws in
      try sandbox.send(to: "+966501230000")
      try sandbox.send(to: "+966501230001")
      try sandbox.advance(5)
      try sandbox.send(to: "+966501230000")
      try sandbox.advance(5)
      #expect(try ids("/messages?status=failed", sandbox) == [12347])
      #expect(try ids("/messages?status=pending", sandbox) == [12346])
      #expect(try ids("/messages?status=delivered", sandbox) == [])
    }
  }

  @Test func typesAreFilteredToo() throws {
    try withSandbox { sandbox throws in
      try sandbox.send(to: "+966501234567")
      let location: Value = ["instance": 124, "recipient": "+966501234567", "latitude": 1, "longitude": 2.5]
      _ = try sandbox.post("/messages/send-location", location)
      #expect(try ids("/messages?type=text", sandbox) == [12345])
      #expect(try ids("/messages?type=loc%61tion&status=pending", sandbox) == [12346])
    }
  }

  private func ids(_ path: String, _ sandbox: Fixture) throws -> [Int64] {
    try sandbox.get(path).data["data"]?.asArray?.compactMap { $0["id"]?.asInt } ?? []
  }

  @Test func contactsAreCreatedChangedAndDeleted() throws {
    try withSandbox { sandbox throws in
      let created = try sandbox.post("/contacts", ["phone": "+966501112233", "label": "New"])
      #expect(created.status == 201)
      let id = try #require(created.data["id"]?.asInt)
      let changed = try sandbox.call("PUT", "/contacts/\(id)", ["notes": "VIP"])
      #expect(changed.data["label"] == "New")
      #expect(changed.data["notes"] == "VIP")
      #expect(try sandbox.call("PUT", "/contacts/\(id)", [:]).status == 422)
      #expect(try sandbox.call("DELETE", "/contacts/\(id)").status == 200)
      #expect(try sandbox.get("/contacts/\(id)").status == 404)
      #expect(try sandbox.get("/contacts").data.asArray?.count == 3)
      #expect(try sandbox.post("/contacts", ["phone": "+966501112233"]).data["id"] == .int(id + 1))
    }
  }

  @Test func templatesAreCreatedInAWorkspaceThatExists() throws {
    try withSandbox { sandbox throws in
      var body: Object = Object([
        ("workspace_id", 22), ("name", "Hi"), ("message_type", "text"), ("content", "{{x}}"),
      ])
      let created = try sandbox.post("/templates", .object(body))
      #expect(created.status == 201)
      #expect(created.data["id"] == 8)
      #expect(created.data["is_active"] == true)
      body["workspace_id"] = 23
      #expect(try sandbox.post("/templates", .object(body)).errors("workspace_id").count == 1)
    }
  }

  @Test func theLiveStatusOfAClosedInstanceIsClose() throws {
    try withSandbox { sandbox throws in
      #expect(try sandbox.get("/instances/backup/status").data["connection_status"] == "close")
      #expect(try sandbox.get("/instances/124/status").data["connection_status"] == "open")
    }
  }
}
