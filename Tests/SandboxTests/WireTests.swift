import JSON
import Testing

@testable import Sandbox

/// The connections of the sandbox, without regard to what a request means.
struct WireTests {
  @Test(arguments: [
    "evil.example", "evil.example:80", "127.0.0.1.evil.example", "127.0.0.1.", "127.0.0", "localhost.evil",
    "notlocalhost", "127.0.0.256", "[::2]", "", "127.0.0.1:x", "192.168.1.1",
  ])
  func aHostThatIsNotThisMachineIsMisdirectedBeforeAllElse(host: String) throws {
    try withSandbox { sandbox throws in
      for path in ["/integration/v1/ping", "/sandbox/", "/sandbox/messages", "/nothing"] {
        let answer = try #require(sandbox.say("GET \(path) HTTP/1.1\r\nHost: \(host)\r\n\r\n"))
        #expect(answer.status == 421, "\(path)")
        #expect(answer.body["success"] == false)
      }
    }
  }

  @Test(arguments: [
    "127.0.0.1", "127.0.0.1:1", "localhost", "LOCALHOST:80", "a.localhost", "[::1]", "[::1]:9",
  ])
  func everyNameOfThisMachineIsTaken(host: String) throws {
    try withSandbox { sandbox throws in
      #expect(sandbox.say("GET /integration/v1/ping HTTP/1.1\r\nHost: \(host)\r\n\(key)\r\n")?.status == 200)
    }
  }

  @Test func aTargetInTheAbsoluteFormNamesTheHost() throws {
    try withSandbox { sandbox throws in
      let rest = "/integration/v1/ping HTTP/1.1\r\nHost: 127.0.0.1\r\n\(key)\r\n"
      #expect(sandbox.say("GET http://localhost\(rest)")?.status == 200)
      #expect(sandbox.say("GET http://evil.example\(rest)")?.status == 421)
    }
  }

  @Test func expectationsAreAnsweredBeforeTheBodyComes() throws {
    try withSandbox { sandbox throws in
      let body = sandbox.message(to: "+966501234567").json
      let head = """
        POST /integration/v1/messages/send HTTP/1.1\r\nHost: 127.0.0.1\r\n\(key)Content-Type: application/json\r
        Expect: 100-continue\r\nContent-Length: \(body.utf8.count)\r\n\r\n
        """
      let talk = Talk(port: sandbox.address.port)
      talk.say(head)
      #expect(talk.hear(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
      talk.say(body)
      #expect(talk.hear(until: "\r\n\r\n").hasPrefix("HTTP/1.1 202 "))
    }
  }

  @Test func aBodyThatWouldBeTooLargeIsNotAskedFor() throws {
    try withSandbox { sandbox throws in
      let head = """
        POST /integration/v1/messages/send HTTP/1.1\r\nHost: 127.0.0.1\r\n\(key)Content-Type: application/json\r
        Expect: 100-continue\r\nContent-Length: 2000000\r\n\r\n
        """
      let talk = Talk(port: sandbox.address.port)
      talk.say(head)
      let answer = talk.hear(until: "\r\n\r\n")
      #expect(answer.hasPrefix("HTTP/1.1 413 ") && answer.lowercased().contains("connection: close"))
    }
  }

  @Test func anOldClientIsToldNothingBeforeItsAnswer() throws {
    try withSandbox { sandbox throws in
      let talk = Talk(port: sandbox.address.port)
      talk.say("GET /integration/v1/ping HTTP/1.0\r\n\(key)Expect: 100-continue\r\n\r\n")
      #expect(talk.hear(until: "\r\n\r\n").hasPrefix("HTTP/1.0 200 "))
    }
  }

  @Test func anOldClientGetsItsClose() throws {
    try withSandbox { sandbox throws in
      let answer = try #require(sandbox.say("GET /integration/v1/ping HTTP/1.0\r\n\(key)\r\n", closes: false))
      #expect(answer.status == 200 && answer.headers["connection"] == "close")
      #expect(answer.body["message"] == "pong")
    }
  }

  @Test func answersHaveTheDateAndHeadIsAllowed() throws {
    try withSandbox { sandbox throws in
      let answer = try sandbox.call("POST", "/ping")
      #expect(answer.headers["allow"] == "GET, HEAD")
      #expect(
        answer.headers["date"]?.contains(/^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/)
          == true)
      let moment = Timestamp(microseconds: 1_736_937_000_000_000)
      #expect(moment.httpDate == "Wed, 15 Jan 2025 10:30:00 GMT")
      #expect(Timestamp(microseconds: -1).httpDate == "Wed, 31 Dec 1969 23:59:59 GMT")
    }
  }

  @Test func targetsAndHeadsHaveLimits() throws {
    try withSandbox { sandbox throws in
      func status(target: Int, field: Int = 1) throws -> Int {
        let path = "/integration/v1/ping?" + String(repeating: "a", count: target - 21)
        let more = "X-More: \(String(repeating: "b", count: field))\r\n"
        let answer = try #require(sandbox.say("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\(more)\(key)\r\n"))
        #expect(answer.status == 200 || answer.body["success"] == false)
        return answer.status
      }
      try #expect(status(target: 8192) == 200)
      try #expect(status(target: 8193) == 414)
      try #expect(status(target: 100_000) == 414)
      try #expect(status(target: 8000, field: 20_000) == 200)
      try #expect(status(target: 100, field: 33_000) == 431)
      try #expect(status(target: 100, field: 3_000_000) == 431)
    }
  }

  @Test(arguments: [
    "nonsense\r\n\r\n", "GET /integration/v1/ping HTTP/1.1\r\n\r\n",
    "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
  ])
  func whatIsNoRequestIsToldAsAnyOtherFailure(bytes: String) throws {
    try withSandbox { sandbox throws in
      let answer = try #require(sandbox.say(bytes, closes: false))
      #expect(answer.status == 400 && answer.body["success"] == false, "\(answer.text)")
      #expect(answer.headers["connection"] == "close" && answer.headers["content-type"] == "application/json")
    }
  }

  @Test func whatComesBeforeNonsenseIsAnsweredFirst() throws {
    try withSandbox { sandbox throws in
      let ping = "GET /integration/v1/ping HTTP/1.1\r\nHost: localhost\r\n\(key)\r\n"
      let talk = Talk(port: sandbox.address.port)
      talk.say(ping + "nonsense\r\n\r\n")
      let answers = talk.hear(until: "}nothing")
      #expect(answers.split(separator: "HTTP/1.1 ").map { $0.prefix(3) } == ["200", "400"])
    }
  }

  @Test func requestsThatWaitForASlowOneAreAnsweredInTheirOrder() throws {
    try withSandbox(Options(faults: [FaultRule(option: "slow:20ms#1")])) { sandbox throws in
      func request(_ path: String, _ more: String = "") -> String {
        "GET /integration/v1\(path) HTTP/1.1\r\nHost: localhost\r\n\(key)\(more)\r\n"
      }
      let pairs = String(repeating: request("/ping") + request("/nothing"), count: 1000)
      let bytes = Array((pairs + request("/ping", "Connection: close\r\n")).utf8)
      let answers = try #require(exchange(port: sandbox.address.port, bytes)).text
      // This text begins after the head of the first answer.
      let statuses = answers.split(separator: "HTTP/1.1 ").dropFirst().map { $0.prefix(3) }
      #expect(statuses.count == 2000)
      #expect(statuses.enumerated().allSatisfy { $0.element == ($0.offset % 2 == 0 ? "404" : "200") })
    }
  }

  @Test func aClientThatEndsItsSideStillGetsItsAnswers() throws {
    try withSandbox(Options(latency: .milliseconds(20))) { sandbox throws in
      let talk = Talk(port: sandbox.address.port)
      let ping = "GET /integration/v1/ping HTTP/1.1\r\nHost: localhost\r\n\(key)\r\n"
      talk.say(ping + ping)
      talk.end()
      #expect(talk.hear(until: "}nothing").split(separator: "HTTP/1.1 200").count == 2)
      #expect(talk.hasEnded)
    }
  }

  @Test(arguments: [false, true])
  func aRequestWhoseConnectionBreaksIsNotActedOn(isReset: Bool) throws {
    try withSandbox { sandbox throws in
      let head = "POST /integration/v1/messages/send HTTP/1.1\r\nHost: localhost\r\n\(key)"
      do {
        let talk = Talk(port: sandbox.address.port)
        talk.say(head + "Expect: 100-continue\r\nContent-Length: 500\r\n\r\n")
        #expect(talk.hear(until: "\r\n\r\n").hasPrefix("HTTP/1.1 100 "))
        talk.say("{}")
        if isReset { talk.resetAtEnd() }
      }
      for _ in 1...50 { #expect(try sandbox.control("GET", "requests").body == []) }
    }
  }

  @Test func theEndOfAConnectionIsAskedForInAnyCaseAndTold() throws {
    try withSandbox { sandbox throws in
      let request = "GET /integration/v1/ping HTTP/1.1\r\nHost: localhost\r\n\(key)Connection: Close\r\n\r\n"
      let answer = try #require(sandbox.say(request, closes: false))
      #expect(answer.status == 200 && answer.headers["connection"] == "close")
    }
  }

  @Test func spacesAroundAValueAreNotPartOfIt() throws {
    try withSandbox { sandbox throws in
      let request =
        "GET /integration/v1/ping HTTP/1.1\r\nHost: \t localhost \r\nX-API-Key:  sk_test_sandbox\t \r\n\r\n"
      #expect(sandbox.say(request)?.status == 200)
    }
  }
}

/// The types of bodies.
struct BodyTypeTests {
  @Test(arguments: ["application/x-www-form-urlencoded", "text/plain", "", "application/octet-stream"])
  func jsonUnderAnotherTypeIsNotRead(type: String) throws {
    try withSandbox { sandbox throws in
      let answer = try sandbox.post(sandbox.message(to: "+966501234567").json, type)
      #expect(answer.status == 422)
      #expect(answer.errors("instance") == ["The instance field is required."])
    }
  }

  @Test(arguments: ["application/json", "application/json; charset=utf-8", "application/vnd.api+json"])
  func jsonIsReadUnderATypeOfJSON(type: String) throws {
    try withSandbox { sandbox throws in
      #expect(try sandbox.post(sandbox.message(to: "+966501234567").json, type).status == 202)
    }
  }

  @Test func fieldsOfAFormAreRead() throws {
    try withSandbox { sandbox throws in
      let form =
        "instance=124&recipient=%2B966501234567&content=a+b%21&link_preview=1&delay=5&mentioned[]=x@y"
      let answer = try sandbox.post(form, "application/x-www-form-urlencoded")
      #expect(answer.status == 202, "\(answer.text)")
      let record = try sandbox.get("/messages/12345").data
      #expect(record["content"] == "a b!")
      #expect(record["metadata"] == ["link_preview": true, "delay": 5, "mentioned": ["x@y"]])
      let plus = try sandbox.post(
        "instance=124&recipient=+966501234567&content=x", "application/x-www-form-urlencoded")
      #expect(plus.errors("recipient") == ["The recipient field format is invalid."])
    }
  }

  @Test func fieldsOfAFormInPartsAreRead() throws {
    try withSandbox { sandbox throws in
      let fields = [("instance", "124"), ("recipient", "+966501234567"), ("content", "two\r\nlines")]
      let parts = fields.map { "--x\r\nContent-Disposition: form-data; name=\"\($0.0)\"\r\n\r\n\($0.1)\r\n" }
      let answer = try sandbox.post(parts.joined() + "--x--\r\n", "multipart/form-data; boundary=x")
      #expect(answer.status == 202, "\(answer.text)")
      #expect(try sandbox.get("/messages/12345").data["content"] == "two\r\nlines")
    }
  }

  @Test func namesInBracketsMakeObjectsAndLists() throws {
    try withSandbox { sandbox throws in
      let form =
        "instance=124&messages[0][recipient]=%2B966501234567&messages[0][template_id]=7"
        + "&messages[0][template_variables][name]=A&messages[0][template_variables][order_id]=1"
      let answer = try sandbox.post(form, "application/x-www-form-urlencoded", to: "/messages/send-bulk")
      #expect(answer.message == "Bulk: 1 queued, 0 failed")
    }
  }

  @Test func aQueryAddsToTheBody() throws {
    try withSandbox { sandbox throws in
      let answer = try sandbox.post(
        #"{"recipient": "+966501234567", "content": "x"}"#, "application/json",
        to: "/messages/send?instance=124")
      #expect(answer.status == 202)
    }
  }

  @Test func anEmptyListOfPHPIsAnEmptyObject() throws {
    try withSandbox { sandbox throws in
      #expect(try sandbox.post("[]", "application/json").status == 422)
      let body = #"{"instance": 124, "recipient": "+966501234567", "content": "x", "template_variables": []}"#
      #expect(try sandbox.post(body, "application/json").status == 202)
      #expect(try sandbox.get("/messages/12345").data["metadata"]?["template_variables"] == .object(Object()))
    }
  }

  @Test func aByteOrderMarkIsNamed() throws {
    try withSandbox { sandbox throws in
      let answer = try sandbox.post("\u{FEFF}{}", "application/json")
      #expect(answer.status == 400 && answer.message.contains("byte order mark"))
    }
  }

  @Test func aGoneRouteIsGoneWhateverTheBody() throws {
    try withSandbox { sandbox throws in
      let body = String(repeating: "x", count: 2 << 20)
      #expect(try sandbox.post(body, "text/plain", to: "/messages/send-list").status == 410)
    }
  }

  @Test(arguments: ["page=", "per_page=", "type=", "status=", "per_page=%20&type"])
  func aBlankQueryValueIsNotGiven(query: String) throws {
    try withSandbox(Options(clock: .manual, messages: 60)) { sandbox throws in
      let data = try sandbox.get("/messages?" + query).data
      #expect(data["data"]?.asArray?.count == 50 && data["per_page"] == 50 && data["total"] == 60)
    }
  }

  @Test(arguments: [("5", 200), ("%2B5", 200), ("1e2", 422), ("5.0", 422), ("05", 422), ("0x5", 422)])
  func aNumberOfAQueryIsSpelledAsPHPDemands(word: String, status: Int) throws {
    try withSandbox { sandbox throws in
      #expect(try sandbox.get("/messages?per_page=\(word)").status == status)
      #expect(try sandbox.get("/messages?per_page[]=\(word)").status == 422)
    }
  }

  @Test(arguments: ["send", "send-bulk", "send-list"])
  func thePathOfASendIsNoIdOfAMessage(word: String) throws {
    try withSandbox { sandbox throws in
      let answer = try sandbox.get("/messages/\(word)")
      #expect(answer.status == 405 && answer.headers["allow"] == "POST")
      #expect(try sandbox.get("/messages/x1").message.hasPrefix("The route "))
    }
  }
}

private let key = "X-API-Key: sk_test_sandbox\r\n"

extension Fixture {
  /// Sends these bytes. With `closes`, the head asks for the end of the connection.
  fileprivate func say(_ text: String, closes: Bool = true) -> Answer? {
    let text = closes ? text.replacing("\r\n\r\n", with: "\r\nConnection: close\r\n\r\n") : text
    return exchange(port: address.port, Array(text.utf8))
  }

  fileprivate func post(_ body: String, _ type: String, to path: String = "/messages/send") throws -> Answer {
    let field = type.isEmpty ? "" : "Content-Type: \(type)\r\n"
    let head = """
      POST /integration/v1\(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\(key)\(field)\
      Content-Length: \(body.utf8.count)\r\n\r\n
      """
    return try #require(exchange(port: address.port, Array((head + body).utf8)))
  }
}
