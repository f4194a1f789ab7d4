import Glibc
import Inbox
import JSON
import Testing

@testable import Sandbox

/// The routes that serve the inbox.
struct InboxTests {
  @Test func thePageNeedsNoKeyAndLoadsNothing() throws {
    try withSandbox { sandbox throws in
      let page = try #require(sandbox.raw("GET", "/sandbox/", nil, key: nil))
      #expect(page.status == 200 && page.headers["content-type"] == "text/html; charset=utf-8")
      let policy = try #require(page.headers["content-security-policy"])
      #expect(policy.hasPrefix("default-src 'none';") && policy.contains("frame-ancestors 'none'"))
      #expect(policy.contains("connect-src 'self'") && !policy.contains("unsafe"))
      // The page names nothing that a browser would fetch.
      #expect(
        !page.text.contains("src=") && !page.text.contains("href=\"http") && !page.text.contains("@import"))
      #expect(!page.text.contains("innerHTML") && !page.text.contains("document.write"))
      let elsewhere = try #require(sandbox.raw("GET", "/sandbox", nil, key: nil))
      #expect(elsewhere.status == 301 && elsewhere.headers["location"] == "/sandbox/")
      #expect(sandbox.raw("GET", "/sandbox/state", nil, key: nil)?.status == 401)
    }
  }

  @Test(arguments: [("", "GET, HEAD"), ("events", "GET, HEAD"), ("messages", "GET, HEAD"), ("clock", "POST")])
  func aWrongMethodIsToldWhichAreRight(name: String, allowed: String) throws {
    try withSandbox { sandbox throws in
      let answer = try sandbox.control("PUT", name)
      #expect(answer.status == 405 && answer.headers["allow"] == allowed)
    }
  }

  @Test func thePolicyAllowsTheStyleAndTheScriptOfThePage() {
    #expect(InboxPage.text.contains("<style>\(InboxPage.style)</style>"))
    #expect(InboxPage.text.contains("<script>\(InboxPage.script)</script>"))
  }

  @Test func theStateIsToldAsFarAsTheKeyMayKnow() throws {
    let options = Options(
      keys: [.standard, Key("sk_none", scopes: [])], clock: .manual,
      faults: [FaultRule(.slow(.seconds(2)), .number(9))])
    try withSandbox(options) { sandbox throws in
      let state = try sandbox.control("GET", "state").body
      #expect(state["clock"] == "manual" && state["balance"] == 1000 && state["next_event_at"] == .null)
      #expect(state["faults"] == ["slow:2000ms#9"] && state["next_fails"] == false)
      #expect(state["contacts"]?.asArray?.first == ["phone": "+966501234567", "label": "Ahmed Al-Rashid"])
      let other = try #require(sandbox.raw("GET", "/sandbox/state", nil, key: "sk_none"))
      #expect(other.status == 200 && other.body["contacts"] == nil)
      try sandbox.send(to: "+966501234567")
      let next = try sandbox.control("GET", "state").body["next_event_at"]
      #expect(next == "2025-01-15T10:30:02.000000Z")
      #expect(try sandbox.control("POST", "clock", ["to_next": true]).body == ["now": next ?? .null])
    }
  }

  @Test func aMessageHasItsRequestAndItsAnswer() throws {
    try withSandbox { sandbox throws in
      let bulk: Value = [
        "instance": 124,
        "messages": [
          ["recipient": "+966501234567", "content": "a"], ["recipient": "+966501234568", "content": "b"],
        ],
      ]
      let answer = try sandbox.post("/messages/send-bulk", bulk)
      let exchange = try sandbox.control("GET", "messages/12346").body
      #expect(exchange["message"]?["content"] == "b")
      #expect(exchange["request"]?["command"] == "messages send-bulk" && exchange["request"]?["body"] == bulk)
      #expect(exchange["answer"] == ["status": 200, "body": answer.body])
      #expect(try sandbox.control("GET", "messages/1").status == 404)
      #expect(try sandbox.control("GET", "messages/x").status == 404)
      #expect(try sandbox.control("GET", "messages?last=1").body.asArray?.map { $0["content"] } == ["b"])
    }
  }

  @Test func votesAreTakenAsThePollHasThem() throws {
    try withSandbox { sandbox throws in
      let poll: Value = [
        "instance": 124, "recipient": "+966501234567", "name": "When?", "values": ["A", "B", "C"],
        "selectable_count": 2,
      ]
      _ = try sandbox.post("/messages/send-poll", poll)
      try sandbox.send(to: "+966501234567")
      func vote(_ votes: Value, _ id: Int64 = 12345) throws -> Int {
        try sandbox.control("POST", "vote", ["message_id": .int(id), "votes": votes]).status
      }
      try #expect(vote(["A", "C"]) == 200)
      for wrong in [["A", "B", "C"], ["D"], ["A", "A"], "A", [1]] as [Value] {
        try #expect(vote(wrong) == 422)
      }
      try #expect(vote(["A"], 12346) == 422 && vote(["A"], 1) == 404)
      let messages = try sandbox.control("GET", "messages").body
      #expect(messages.asArray?.first?["votes"] == ["A", "C"])
      #expect(messages.asArray?.last?["votes"] == nil)
    }
  }

  @Test func theNextMessageFailsAndNoOther() throws {
    try withSandbox { sandbox throws in
      try sandbox.control("POST", "next", ["fails": true])
      try sandbox.send(to: "+966501234567")
      try sandbox.send(to: "+966501234567")
      try sandbox.advance(60)
      #expect(try sandbox.status(of: 12345) == "refunded" && sandbox.status(of: 12346) == "delivered")
    }
  }

  @Test func repliesAreKeptWithTheState() throws {
    let path = temporaryPath()
    defer { unlink(path) }
    let options = Options(clock: .manual, stateFile: path)
    let poll: Value = ["instance": 124, "recipient": "+966501234567", "name": "When?", "values": ["A", "B"]]
    try withSandbox(options) { sandbox throws in
      _ = try sandbox.post("/messages/send-poll", poll)
      try sandbox.control("POST", "vote", ["message_id": 12345, "votes": ["B"]])
    }
    try withSandbox(options) { sandbox throws in
      #expect(try sandbox.control("GET", "messages").body.asArray?.first?["votes"] == ["B"])
    }
  }
}

/// The changes, as a page receives them.
struct EventTests {
  private func listen(_ sandbox: Fixture, after id: String? = nil) -> Talk {
    let talk = Talk(port: sandbox.address.port)
    let last = id.map { "Last-Event-ID: \($0)\r\n" } ?? ""
    talk.say("GET /sandbox/events HTTP/1.1\r\nHost: localhost\r\nX-API-Key: sk_test_sandbox\r\n\(last)\r\n")
    #expect(talk.hear(until: "\r\n\r\n").contains("Content-Type: text/event-stream"))
    return talk
  }

  /// The next event: its id and its data.
  private func event(_ talk: Talk) throws -> (id: String, data: Value) {
    let id = talk.hear(until: "\ndata: ").split(separator: "id: ").last.map(String.init) ?? ""
    let data = talk.hear(until: "\n\n")
    return (String(id.prefix { !$0.isNewline }), try Value(parsing: data))
  }

  @Test func eachChangeIsTold() throws {
    try withSandbox { sandbox throws in
      let talk = listen(sandbox)
      try sandbox.send(to: "+966501230000", "one")
      let queued = try event(talk).data
      #expect(
        queued["kind"] == "message" && queued["message"]?["content"] == "one" && queued["balance"] == 999)
      try sandbox.advance(60)
      let statuses = try (1...3).map { _ in try event(talk).data["changed"]?["status"] }
      #expect(statuses == ["processing", "failed", "refunded"])
      #expect(try event(talk).data == ["kind": "state"])
    }
  }

  @Test func aPageThatWasAwayCatchesUp() throws {
    try withSandbox { sandbox throws in
      let first = listen(sandbox)
      try sandbox.send(to: "+966501230001", "one")
      let seen = try event(first).id
      try sandbox.send(to: "+966501230001", "two")
      try sandbox.send(to: "+966501230001", "three")
      let again = listen(sandbox, after: seen)
      #expect(try [event(again), event(again)].map { $0.data["message"]?["content"] } == ["two", "three"])
      let stranger = listen(sandbox, after: "elsewhere.7")
      #expect(try event(stranger).data == ["kind": "reset"])
      try sandbox.control("POST", "reset")
      #expect(try event(again).data == ["kind": "reset"])
    }
  }

  @Test func onlyTheLastChangesAreKept() {
    var changes = Changes()
    for index in 0..<200_000 { changes.add(Change(kind: .message, index: index)) }
    #expect(changes.end == 200_000 && changes.first == 200_000 - 65_536)
    #expect(changes[changes.first].index == changes.first && changes[199_999].index == 199_999)
    changes.reset()
    #expect(changes.first == 200_000 && changes.end == 200_001)
  }

  @Test func aSandboxWithListenersStops() throws {
    let running = try SandboxServer.startInBackground(Options())
    let talks = (1...5).map { _ in listen(Fixture(address: running.address)) }
    try running.stop()
    for talk in talks {
      _ = talk.hear(until: "never")
      #expect(talk.hasEnded)
    }
  }
}
