import JSON
import Testing

@testable import Sandbox

/// The routes under `/sandbox`.
struct ControlTests {
  @Test func messagesTellTheTruthInOrder() throws {
    try withSandbox { sandbox throws in
      try sandbox.send(to: "+966501234567", "one")
      try sandbox.send(to: "+966501230000", "two")
      try sandbox.advance(60)
      let messages = try sandbox.control("GET", "messages").body.asArray ?? []
      #expect(messages.map { $0["content"] } == ["one", "two"])
      #expect(messages.map { $0["status"] } == ["delivered", "refunded"])
      #expect(messages.map { $0["recipient"] } == ["+966501234567", "+966501230000"])
    }
  }

  @Test func requestsAreSeenWithMethodPathAndBody() throws {
    try withSandbox { sandbox throws in
      _ = try sandbox.get("/messages?page=1")
      _ = try sandbox.post("/messages/send", ["a": 1])
      _ = sandbox.raw("POST", "/integration/v1/messages/send", Array("nonsense".utf8), key: nil)
      let requests = try sandbox.control("GET", "requests").body
      #expect(
        requests == [
          ["method": "GET", "path": "/integration/v1/messages?page=1", "body": .null],
          ["method": "POST", "path": "/integration/v1/messages/send", "body": ["a": 1]],
          ["method": "POST", "path": "/integration/v1/messages/send", "body": "nonsense"],
        ])
    }
  }

  @Test func theRequestLogForgetsTheOldest() {
    var log = RequestLog()
    for index in 0..<25_000 { log.add(RequestLog.Entry(method: "GET", path: "\(index)", body: [])) }
    #expect(log.kept.count == 10_000)
    #expect(log.kept.first?.path == "15000")
    let half = [UInt8](repeating: 0, count: 5 << 20)
    for index in 0..<3 { log.add(RequestLog.Entry(method: "POST", path: "\(index)", body: half)) }
    #expect(log.kept.map(\.path) == ["2"])
  }

  @Test func creditsAreSet() throws {
    try withSandbox { sandbox throws in
      #expect(try sandbox.control("POST", "credits", ["balance": 5]).body == ["balance": 5])
      #expect(try sandbox.balance() == 5)
      #expect(try sandbox.control("POST", "credits", ["balance": -1]).status == 422)
    }
  }

  @Test func keysAreAddedWithTheirScopes() throws {
    try withSandbox { sandbox throws in
      let body: Value = ["key": "sk_new", "scopes": ["read_messages"]]
      #expect(try sandbox.control("POST", "keys", body).status == 200)
      #expect(try sandbox.call("GET", "/messages", key: "sk_new").status == 200)
      #expect(try sandbox.call("GET", "/contacts", key: "sk_new").status == 403)
      #expect(try sandbox.control("POST", "keys", ["key": "x", "scopes": ["fly"]]).status == 422)
      #expect(try sandbox.control("POST", "keys", [:]).status == 422)
    }
  }

  @Test func aResetGoesBackToTheSeed() throws {
    try withSandbox { sandbox throws in
      try sandbox.send(to: "+966501234567")
      try sandbox.advance(60)
      try sandbox.control("POST", "reset")
      #expect(try sandbox.control("GET", "messages").body == [])
      #expect(try sandbox.balance() == 1000)
      #expect(try sandbox.get("/ping").body["timestamp"] == "2025-01-15T10:30:00.000000Z")
      #expect(try sandbox.send(to: "+966501234567").data["message_id"] == 12345)
    }
  }

  @Test func unknownControlsAre404AndWrongMethods405() throws {
    try withSandbox { sandbox throws in
      #expect(try sandbox.control("GET", "nothing").status == 404)
      #expect(try sandbox.control("GET", "reset").status == 405)
      #expect(sandbox.raw("POST", "/sandbox/credits", Array("{".utf8))?.status == 400)
    }
  }
}
