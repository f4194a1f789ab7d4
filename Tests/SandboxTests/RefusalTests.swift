import JSON
import Testing

@testable import Sandbox

/// The answers to requests that are not carried out, and which of them comes first.
struct RefusalTests {
  @Test(arguments: [nil, "sk_wrong", ""]) func unknownKeysAreUnauthorizedEverywhere(key: String?) throws {
    try withSandbox { sandbox throws in
      for path in ["/integration/v1/ping", "/integration/v1/none", "/", "/sandbox/messages"] {
        #expect(sandbox.raw("GET", path, nil, key: key)?.status == 401, "\(path)")
      }
    }
  }

  @Test(arguments: ["/nothing", "/messages/1/2/3", "//ping", "/messages/", "/%zz"])
  func unknownRoutesAre404OrAWorkingOne(path: String) throws {
    try withSandbox { sandbox throws in
      let answer = try sandbox.get(path)
      #expect(answer.status == (path == "/messages/" ? 200 : 404))
    }
  }

  @Test func pathsThatOnlyBeginLikeTheBaseAre404() throws {
    try withSandbox { sandbox throws in
      #expect(sandbox.raw("GET", "/integration/v10/ping", nil)?.status == 404)
      #expect(sandbox.raw("GET", "/integration/v1", nil)?.status == 404)
    }
  }

  @Test func aWrongMethodIs405AndNamesTheRightOnes() throws {
    try withSandbox { sandbox throws in
      let answer = try sandbox.call("DELETE", "/contacts")
      #expect(answer.status == 405)
      #expect(answer.headers["allow"] == "GET, HEAD, POST")
      #expect(answer.body["success"] == false)
    }
  }

  @Test(arguments: [
    "{", "nonsense", "[1]", "\u{FEFF}{}", "\"text\"", "{\"a\":1}}", String(repeating: "[", count: 100_000),
  ])
  func aBodyThatIsNoJSONObjectIs400(body: String) throws {
    try withSandbox { sandbox throws in
      let answer = sandbox.raw("POST", "/integration/v1/messages/send", Array(body.utf8))
      #expect(answer?.status == 400)
      #expect(answer?.body["success"] == false)
    }
  }

  @Test func aBodyOfOneMebibyteIsTakenAndALargerOneIs413() throws {
    try withSandbox { sandbox throws in
      let shell = sandbox.message(to: "+966501234567", "").jsonBytes().count
      let limit = 1 << 20
      let fitting = sandbox.message(to: "+966501234567", String(repeating: "x", count: limit - shell))
      let larger = sandbox.message(to: "+966501234567", String(repeating: "x", count: limit - shell + 1))
      #expect(try sandbox.post("/messages/send", fitting).status == 202)
      #expect(try sandbox.post("/messages/send", larger).status == 413)
    }
  }

  @Test func aBodyInChunksThatGrowsTooLargeIs413() throws {
    try withSandbox { sandbox throws in
      let head = """
        POST /integration/v1/messages/send HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r
        X-API-Key: sk_test_sandbox\r\nTransfer-Encoding: chunked\r\n\r\n
        """
      let chunk = "80000\r\n" + String(repeating: "x", count: 0x80000) + "\r\n"
      let answer = exchange(
        port: sandbox.address.port, Array((head + chunk + chunk + chunk + "0\r\n\r\n").utf8))
      #expect(answer?.status == 413)
    }
  }

  @Test func validationSpeaksTheDocumentedWordsAField() throws {
    try withSandbox { sandbox throws in
      let answer = try sandbox.post(
        "/messages/send", ["recipient": "+966501234567", "message_type": "image", "content": "x"])
      #expect(answer.status == 422)
      #expect(answer.message == "Validation failed")
      #expect(answer.errors("instance") == ["The instance field is required."])
      #expect(answer.errors("media_url") == ["The media url field is required when message type is image."])
    }
  }

  @Test func bulkFaultsNameTheMessage() throws {
    try withSandbox { sandbox throws in
      let good: Value = ["recipient": "+966501234567", "content": "x"]
      let answer = try sandbox.post(
        "/messages/send-bulk",
        ["instance": 124, "messages": [good, good, good, ["recipient": "12", "content": "x"]]])
      #expect(answer.status == 422)
      #expect(!answer.errors("messages.3.recipient").isEmpty)
      #expect(try sandbox.balance() == 1000)
    }
  }

  @Test(
    arguments: [
      ("instance", ["instance": "nobody", "recipient": "+966501234567", "content": "x"]),
      ("instance", ["instance": 999, "recipient": "+966501234567", "content": "x"]),
      ("contact_id", ["instance": 124, "contact_id": 999, "content": "x"]),
      ("template_id", ["instance": 124, "recipient": "+966501234567", "template_id": 999]),
    ] as [(String, Value)])
  func referencesToNothingAreInvalid(field: String, body: Value) throws {
    try withSandbox { sandbox throws in
      let answer = try sandbox.post("/messages/send", body)
      #expect(answer.status == 422)
      let words = field.replacing("_", with: " ")
      #expect(answer.errors(field) == ["The selected \(words) is invalid."])
    }
  }

  @Test(arguments: [
    ("GET", "/messages/1"), ("GET", "/messages/1/status"), ("GET", "/messages/9223372036854775808"),
    ("GET", "/contacts/999"), ("PUT", "/contacts/999"), ("DELETE", "/contacts/999"),
    ("GET", "/instances/nobody"), ("GET", "/instances/999/status"), ("GET", "/workspaces/1"),
  ])
  func recordsThatAreNotThereAre404(method: String, path: String) throws {
    try withSandbox { sandbox throws in
      let answer = try sandbox.call(method, path, method == "PUT" ? ["label": "x"] : nil)
      #expect(answer.status == 404)
      #expect(answer.message.hasSuffix("not found"))
    }
  }

  @Test func withoutCreditsNothingIsQueued() throws {
    try withSandbox(Options(credits: 0, clock: .manual)) { sandbox throws in
      let answer = try sandbox.send(to: "+966501234567")
      #expect(answer.status == 402)
      #expect(answer.body["error_code"] == "INSUFFICIENT_CREDITS")
      #expect(answer.message == "Insufficient credits: not enough balance")
      #expect(try sandbox.control("GET", "messages").body == [])
    }
  }

  @Test func pastTheRateAnswersSayWhenToComeAgain() throws {
    try withSandbox(Options(hourlyRate: 2, clock: .manual)) { sandbox throws in
      #expect(try sandbox.get("/ping").status == 200)
      #expect(try sandbox.get("/ping").status == 200)
      let answer = try sandbox.get("/nothing")
      #expect(answer.status == 429)
      #expect(answer.headers["retry-after"] == "1800")
      try sandbox.advance(1800)
      #expect(try sandbox.get("/ping").status == 200)
      #expect(try sandbox.get("/ping").status == 429)
    }
  }

  @Test func theRateIsAKeysOwn() throws {
    let options = Options(keys: [.standard, Key("sk_other")], hourlyRate: 1, clock: .manual)
    try withSandbox(options) { sandbox throws in
      #expect(try sandbox.get("/ping").status == 200)
      #expect(try sandbox.call("GET", "/ping", key: "sk_other").status == 200)
      #expect(try sandbox.get("/ping").status == 429)
    }
  }

  @Test func scopeGoesBeforeValidationAndValidationBeforeCredits() throws {
    let options = Options(keys: [.standard, Key("sk_none", scopes: [])], credits: 0, clock: .manual)
    try withSandbox(options) { sandbox throws in
      #expect(try sandbox.call("POST", "/messages/send", [:], key: "sk_none").status == 403)
      #expect(try sandbox.post("/messages/send", [:]).status == 422)
    }
  }

  @Test func headIsGetWithoutABody() throws {
    try withSandbox { sandbox throws in
      let answer = try sandbox.call("HEAD", "/ping")
      #expect(answer.status == 200)
      #expect(answer.text.isEmpty)
    }
  }
}
