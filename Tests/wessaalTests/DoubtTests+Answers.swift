import JSON
import Testing

/// Answers and lists that leave open what came of a message.
extension DoubtTests {
  // MARK: Messages that the service has in another form

  @Test(arguments: [
    ("Hello there\\n", "Hello there"), ("  a\\r\\nb ", "a\\nb"), ("Hello there", "Hello there"),
  ]) func whatTheServiceTrimsIsFound(given: String, stored: String) throws {
    let server = Self.server(.close) { Self.row(content: stored) }
    let code = "once k { messages send instance=a recipient=+966501234567 content=\"\(given)\" }"
    #expect(try run(code, on: server).status == 9)
    let again = try run(code, ["--in-doubt", "retry"], on: server)
    #expect(again.status == 0 && posts(server) == 1, "\(again)")
  }

  @Test func aTemplateGoesBeforeAContentBesideIt() throws {
    let code = """
      once k {
        messages send instance=my-instance recipient=+966501234567 content=ignored template_id=7 \\
          template_variables={name: "Ali", order_id: "9"}
      }
      """
    #expect(try run(code, "--fault drop-after#1").status == 9)
    let again = try run(code, "--in-doubt retry")
    #expect(again.status == 0, "\(again)")
    #expect(try sent() == "1\n")
  }

  @Test(arguments: [1.4, 3.0, 600]) func aClockThatIsBehindHidesNothing(behind: Double) throws {
    let server = RecordingServer { seen, _ in
      if seen.method == "POST" { return .close }
      let row = Self.row(content: "Hi", secondsAgo: behind + 1)
      return .json(
        #"{"success":true,"data":{"current_page":1,"data":[\#(row)],"per_page":100,"total":1}}"#,
        headers: "Date: \(Self.time(behind, "%a, %d %b %Y %H:%M:%S GMT"))\r\n")
    }
    let code = "once k { \(send) }"
    #expect(try run(code, on: server).status == 9)
    let again = try run(code, ["--in-doubt", "retry"], on: server)
    #expect(again.status == 0 && posts(server) == 1, "\(again)")
  }

  @Test func aClockThatWasSetBackIsTold() throws {
    let server = Self.server(.close)
    let code = "once k { \(send) }"
    #expect(try run(code, on: server).status == 9)
    try shift(by: 600)
    let again = try run(code, ["--in-doubt", "retry"], on: server)
    #expect(again.status == 9 && again.errors.contains("clock was set back"), "\(again)")
    #expect(posts(server) == 1)
  }

  /// Moves everything in the ledger so many seconds into the past or the future.
  private func shift(by seconds: Double) throws {
    let lines = try shell("cat j", folder: folder.path).output.split(separator: "\n")
    let shifted = try lines.map { line -> String in
      var record = try #require(Value(parsing: Array(line.utf8)).asObject)
      record["at"] = .double((record["at"]?.asDouble ?? 0) + seconds)
      return Value.object(record).json
    }
    folder.write("j", shifted.joined(separator: "\n") + "\n")
  }

  // MARK: Answers that do not tell

  @Test func aRowThatDoesNotTellIsInDoubt() throws {
    let results = #"[{"index":0,"recipient":"+966501234567","status":"pending"}]"#
    let server = Self.server(.json(#"{"success":true,"data":{"total":1,"results":\#(results)}}"#))
    let code =
      "messages send-bulk instance=a messages=[{recipient: \"+966501234567\", content: Hi}] --once camp"
    #expect(try run(code, on: server).status == 9)
    let again = try run(code, on: server)
    #expect(again.status == 9 && posts(server) == 1, "\(again)")
    let queued = #"[{"index":0,"recipient":"+966501234567","message_id":5,"status":"pending"}]"#
    let other = Self.server(.json(#"{"success":true,"data":{"total":1,"results":\#(queued)}}"#))
    let codeToo = code.replacing("camp", with: "other")
    // An id alone, without success=true, is only a hint.
    #expect(try run(codeToo, on: other).status == 9)
    #expect(try run(codeToo, on: other).status == 9)
    #expect(posts(other) == 1)
  }

  @Test(arguments: [302, 303, 200]) func whatNeitherAcceptsNorRefusesIsInDoubt(status: Int) throws {
    let server = Self.server(
      .json(#"{"success":false,"message":"Queued elsewhere"}"#, status: status, headers: "Location: /x\r\n"))
    let code = "once k { \(send) }"
    let first = try run(code, on: server)
    #expect(first.status == 9 && first.errors.contains("not known"), "\(first)")
    let again = try run(code, on: server)
    #expect(again.status == 9 && posts(server) == 1, "\(again)")
  }

  @Test func whatTookLongMayTakeAsLongAgain() throws {
    // The server acts after its caller has left.
    let acted = Self.server(.hang) { "" }
    let code = "once k { \(send) }"
    let first = try run(code, ["--timeout", "7s"], on: acted)
    #expect(first.status == 9, "\(first)")
    let start = ContinuousClock.now
    _ = try run(code, ["--in-doubt", "retry", "--timeout", "1s"], on: acted)
    #expect(ContinuousClock.now - start > .seconds(6))
  }

  @Test(arguments: [
    "SEND", "budget 5 { SEND }",
    "messages send-bulk instance=my-instance messages=[{recipient: \"+966501234567\", content: Hi}]",
  ])
  func whatWasSentJustBeforeIsNotTheKeys(free: String) throws {
    let code = "\(free.replacing("SEND", with: send)) | ignore\nonce k { \(send) }"
    #expect(try run(code, "--fault drop-before#2").status == 9)
    let again = try run("once k { \(send) }", "--in-doubt fail")
    #expect(again.status == 9 && again.errors.contains("no message of the account fits"), "\(again)")
  }

  /// None of these rows is enough to say that the lost message was not sent.
  static let unclearRows = [
    #""type":"TEXT""#, #""type":null"#, #""type":"conversation""#, #""content":null"#, #""content":"""#,
    #""content":5"#,
    #""content":"H&#105;i""#, #""content":"??""#, #""recipient":"966501234567""#,
    #""recipient":966501234567"#,
    #""recipient":"966501234567@s.whatsapp.net""#, #""recipient":"1234567890@lid""#,
    #""recipient":"0501234567""#,
    #""recipient":"+96650•••4567""#, #""recipient":null"#, #""created_at":null"#, #""created_at":"soon""#,
    #""created_at":1600000000"#, #""created_at":"15/01/2020 10:30""#,
    #""id":null"#,
    #""id":"null""#,
  ]

  @Test(arguments: unclearRows) func aRowThatMayBeTheMessageLeavesItInDoubt(member: String) throws {
    let row = Self.row(content: "Hi")
    let name = member.split(separator: ":")[0]
    let server = Self.server(.close) {
      let others = row.dropFirst().dropLast().split(separator: ",").filter { !$0.hasPrefix(name) }
      return "{" + others.joined(separator: ",") + ",\(member)}"
    }
    try expectDoubt(on: server, of: "once k { \(send) }")
  }

  /// The documentation does not say which of the two counts.
  @Test func aNumberAndAContactLeaveItInDoubt() throws {
    let rows = Self.row(content: "Hi")
    let server = RecordingServer { seen, _ in
      if seen.method == "POST" { return .close }
      if seen.target.contains("/contacts/") {
        return .json(#"{"success":true,"data":{"id":5,"phone":"+966509999999"}}"#)
      }
      return .json(
        #"{"success":true,"data":{"current_page":1,"data":[\#(rows)],"per_page":100,"total":1}}"#)
    }
    try expectDoubt(on: server, of: "once k { \(send) contact_id=5 }")
  }

  /// - Parameter isFound: whether the row is certainly the lost message.
  private func expectDoubt(on server: RecordingServer, of code: String, unless isFound: Bool = false) throws {
    #expect(try run(code, on: server).status == 9)
    let again = try run(code, ["--in-doubt", "retry"], on: server, within: 30)
    #expect(again.status == (isFound ? 0 : 9) && posts(server) == 1, "\(again)")
    #expect(!again.errors.contains("no message of the account fits"), "\(again)")
  }

  /// Each answer lacks the message, or a part of the list.
  @Test(arguments: [
    #"{"success":true,"data":{"data":[]}}"#, #"{"success":true,"data":{"data":[],"total":"0"}}"#,
    #"{"success":true,"data":{"data":[],"total":"3"}}"#, #"{"success":true,"data":{"data":[],"total":0.5}}"#,
    #"{"success":true,"data":{"data":[],"total":null}}"#, #"{"success":true,"data":{"data":[],"total":-1}}"#,
    #"{"data":{"data":[],"total":0}}"#, #"{"success":true,"data":[]}"#, "[]",
    #"{"success":true,"data":{"current_page":2,"data":[],"total":0}}"#,
    #"{"success":true,"data":{"data":[{"id":1,"recipient":"+966500000000","content":"x","type":"text"}],"total":0}}"#,
  ]) func aListThatCannotBeBelievedDoesNotTellThatNothingWasSent(list: String) throws {
    let server = RecordingServer { seen, _ in seen.method == "POST" ? .close : .json(list) }
    try expectDoubt(on: server, of: "once k { \(send) }")
  }

  /// Older rows stand before it, on its page or on an earlier one.
  @Test(arguments: [(1, 100), (3, 100), (3, 1), (150, 100)]) func anOldRowDoesNotEndTheLook(
    old: Int, cap: Int
  ) throws {
    let rows =
      (0..<old).map {
        #"{"id":\#(1000 - $0),"type":"text","recipient":"+966500000000","content":"x","created_at":"2025-01-01T00:00:0\#($0 % 2)Z"}"#
      } + [Self.row(content: "Hi")]
    let server = RecordingServer { seen, _ in
      if seen.method == "POST" { return .close }
      let page = rows.dropFirst(((seen.number("page") ?? 1) - 1) * cap).prefix(cap).joined(separator: ",")
      return .json(#"{"success":true,"data":{"data":[\#(page)],"total":\#(rows.count)}}"#)
    }
    if old < 100 { return try expectDoubt(on: server, of: "once k { \(send) }", unless: true) }
    // A hundred older rows, newest first, are taken for the rest of the list.
    #expect(try run("once k { \(send) }", on: server).status == 9)
    _ = try run("once k { \(send) }", on: server)
    #expect(server.seen.count < 6)
  }

  @Test func whatIsCertainlyAnotherMessageSettlesThatNothingWasSent() throws {
    for other in [
      #"{"id":7,"type":"text","recipient":"+966509999999","content":"Hi","created_at":null}"#,
      #"{"id":7,"type":"image","recipient":"+966501234567","content":"Hi","created_at":null}"#,
      #"{"id":7,"type":"text","recipient":"966501234567","content":"Another one","created_at":null}"#,
    ] {
      let server = Self.server(.close) { other }
      #expect(try run("once k { \(send) }", on: server).status == 9)
      let again = try run("once k { \(send) }", ["--in-doubt", "fail"], on: server)
      #expect(
        again.status == 9 && again.errors.contains("no message of the account fits"), "\(other): \(again)")
      folder.write("j", "")
    }
  }

  /// Each message arrives, and its answer is lost. What the list shows is enough not to send it again.
  @Test(arguments: [
    "messages send-bulk instance=my-instance messages=[{recipient: \"+966501234567\", content: a}, {recipient: \"+966501234568\", content: b}]",
    "messages send instance=my-instance recipient=+966501234567 message_type=image media_url=https://example.com/a.png filename=a.png content=x",
    "messages send-location instance=my-instance recipient=+966501234567 latitude=24.7 longitude=46.7 name=Here address=There",
    "messages send instance=my-instance contact_id=11 content=Hi",
    "messages send-bulk instance=my-instance template_id=7 template_variables={name: A, order_id: \"1\"} messages=[{contact_id: 11}, {contact_id: 12}]",
  ]) func whatArrivedIsNotSentAgainWhateverItIs(command: String) throws {
    let first = try run("once k { \(command) }", "--fault drop-after#1")
    #expect(first.status == 9, "\(first)")
    let before = try sent()
    #expect(before != "0\n")
    // The contact's number can no longer be looked up.
    _ = try run("contacts delete 11 --yes")
    let again = try run("once k { \(command) }", "--in-doubt retry")
    #expect([0, 9].contains(again.status), "\(again)")
    #expect(try sent() == before, "\(again)")
  }
}
