import JSON
import Testing

/// A call that may cost something is counted before it is sent, and the real charge is counted in whatever
/// form it is told. Only a documented answer confirms a write.
@Suite struct ChargeTests {
  private static let send = "messages send instance=my-instance recipient=+966501234567 content=x"

  /// A service may send a message for any of these.
  @Test(arguments: [
    "PUT /messages/send", "POST /messages/send.json", "POST /messages/x/..%2fsend", "POST /messages/send%00",
    "POST /messages/send%2500", "PUT /contacts/..%2fmessages%2fsend", "DELETE /messages/send --yes",
    "POST /messages/send-list", "POST /v2/messages/send", "POST /messages//send%5c",
    "PUT /contacts/12%3b%2fsend",
    "POST /contacts/12", "POST /messages/%2e%2e%2fmessages%2fsend", "POST /messages/s%65nd.php",
  ]) func whatMayBeASendIsReckonedAsOne(request: String) throws {
    let server = RecordingServer(json: #"{"success":true,"data":{"id":12,"message_id":1}}"#)
    let run = try wessaal(["-c", "budget 0 { request \(request) }"], base: server.url)
    #expect([1, 2, 5].contains(run.status) && server.seen.isEmpty, "\(run)")
    let many = "request \(request) messages=[{a: 1}, {a: 2}, {a: 3}]"
    let bulk = try wessaal(["--max-credits", "2", "-c", many], base: server.url)
    if !request.contains("send-list") { #expect(server.seen.isEmpty, "\(bulk)") }
  }

  @Test(arguments: [
    "PUT /contacts/12 label=x", "POST /contacts phone=\"+966501234567\"", "DELETE /contacts/12 --yes",
  ])
  func whatIsKnownToCostNothingIsFree(request: String) throws {
    let server = RecordingServer(json: #"{"success":true,"data":{"id":12}}"#)
    let run = try wessaal(["-c", "budget 0 { request \(request) | ignore }"], base: server.url)
    #expect(run.status == 0 && server.seen.count == 1, "\(run)")
  }

  @Test(arguments: [
    #""data":{"message_id":1,"credits_charged":"3"}"#, #""data":{"message_id":1},"credits_charged":3"#,
    #""data":{"message_id":1},"credits_charged":"3""#,
    #""data":{"message_id":1,"credits_charged":"99999999999999999999"}"#,
    #""data":{"message_id":1,"credits_charged":" 2.5 "}"#,
  ]) func aChargeIsCountedHoweverItIsTold(members: String) throws {
    let server = RecordingServer(json: #"{"success":true,\#(members)}"#)
    let run = try wessaal(
      ["-c", "budget 3 { \(Self.send) | ignore; \(Self.send) | ignore }"], base: server.url)
    expect(run, status: 5, says: "used already")
    #expect(server.seen.count == 1)
  }

  /// PHP takes an object for a list, and reads a query beside the body. What is in a body that cannot be read may be as
  /// many messages as a call may have.
  @Test(arguments: [
    (1, "messages={a: {recipient: x}, b: {recipient: y}}", "messages send-bulk instance=a --no-check"),
    (1, "messages={a: {recipient: x}, b: {recipient: y}}", "request POST /messages/send-bulk"),
    (1, "messages={a: {recipient: x}, b: {recipient: y}}", "request POST /messages/send-bulk.json"),
    (1, "", "request POST '/messages/send-bulk?messages[0][recipient]=x&messages[1][recipient]=y'"),
    (99, "--body form.txt", "request POST /messages/send-bulk"),
    (1, "--body bom.txt", "request POST /messages/send-bulk"), (0, "", "request POST /messages/send-bulk"),
  ]) func aBulkIsReckonedHoweverItsMessagesAreGiven(budget: Int, messages: String, call: String) throws {
    let folder = Folder()
    folder.write("form.txt", "messages[0][recipient]=x&messages[1][recipient]=y")
    folder.write("bom.txt", "\u{FEFF}{\"messages\":[{},{}]}")
    let server = RecordingServer(json: #"{"success":true,"data":{"results":[]}}"#)
    let run = try wessaal(
      ["--max-credits", "\(budget)", "-c", "\(call) \(messages)"], base: server.url, folder: folder.path)
    #expect(run.status == 5 && server.seen.isEmpty, "\(run)")
    let free = try wessaal(["-c", "\(call) \(messages)"], base: server.url, folder: folder.path)
    // Of a path that the Catalog does not know, `success` is all that can be asked for.
    let status: Int32 = call.contains(".json") ? 0 : 9
    #expect(free.status == status && server.seen.count == 1, "no row tells of the messages: \(free)")
  }

  @Test(arguments: [
    #"{"success":true,"data":{"message_id":1,"credits_charged":0},"credits_charged":3}"#,
    #"{"success":true,"data":{"credits_charged":3}}"#, #"{"success":"yes","credits_charged":3}"#,
    #"{"success":true,"data":{"results":[{"index":0,"success":true,"message_id":1,"credits_charged":3}]}}"#,
  ]) func aChargeIsCountedWhereverAndWheneverItIsTold(answer: String) throws {
    let call =
      answer.contains("results")
      ? "messages send-bulk instance=a messages=[{recipient: \"+966501234567\", content: x}]"
      : Self.send
    let server = RecordingServer(json: answer)
    let run = try wessaal(
      ["--max-credits", "3", "-c", "try { \(call) | ignore } catch e { }\n\(Self.send)"], base: server.url)
    expect(run, status: 5, says: "with 3 used already")
    #expect(server.seen.count == 1)
  }

  @Test(arguments: [
    "0", "null", "undefined", "", " ", "-1", "00", "0.0", "NaN", "none", "false", "1.5", "[object Object]",
  ])
  func aTextThatStandsForNothingIsNoID(text: String) throws {
    let server = RecordingServer(json: #"{"success":true,"data":{"id":"\#(text)","message_id":"\#(text)"}}"#)
    for code in [
      Self.send, "contacts create phone=+966501234567", "contacts update 12 label=x",
      "templates create workspace_id=1 name=a message_type=text content=b",
    ] {
      let run = try wessaal(["-c", code], base: server.url)
      #expect(run.status == 9 && run.errors.contains("id"), "\(code): \(run)")
    }
  }

  @Test(arguments: ["12", "wamid.HBgM5", "7f3a9e0c-0000-4000-8000-000000000000"])
  func aTextCanBeAnID(text: String) throws {
    let server = RecordingServer(json: #"{"success":true,"data":{"id":"\#(text)","message_id":"\#(text)"}}"#)
    for code in [Self.send, "contacts create phone=+966501234567"] {
      let run = try wessaal(["-c", code], base: server.url)
      #expect(run.status == 0, "\(code): \(run)")
    }
  }

  @Test(arguments: [
    #"{"success":true}"#, #"{"success":true,"data":null}"#, #"{"success":true,"data":[]}"#,
    #"{"success":true,"data":{"label":"x"}}"#, #"{"success":true,"data":{"id":13}}"#,
  ]) func anUpdateIsConfirmedByItsRecord(answer: String) throws {
    let server = RecordingServer(json: answer)
    for code in ["contacts update 12 label=x", "request PUT /contacts/12 label=x"] {
      let run = try wessaal(["-c", code], base: server.url)
      #expect(run.status == 9 && run.errorCount == 1, "\(code): \(run)")
    }
    let own = RecordingServer(json: #"{"success":true,"data":{"id":"12"}}"#)
    #expect(try wessaal(["contacts", "update", "12", "label=x"], base: own.url).status == 0)
  }

  /// The message is on its way while another one is delivered; or the answer has another status.
  @Test(arguments: [
    #"{"success":true,"data":{"message_id":8,"status":"delivered"}}"#,
    #"{"success":true,"data":{"id":"8","status":"delivered"}}"#,
    #"{"success":false,"data":{"message_id":7,"status":"delivered"}}"#,
    #"{"success":true,"data":{"message_id":8,"status":"failed"}}"#,
  ]) func theStatusOfAnotherMessageIsNotTakenForIts(answer: String) throws {
    let server = RecordingServer { seen, _ in
      seen.method == "GET"
        ? .json(answer) : .json(#"{"success":true,"data":{"message_id":7,"status":"pending"}}"#)
    }
    for code in ["\(Self.send) --wait", "\(Self.send) --wait --raw", "messages wait 7"] {
      let run = try wessaal(["--retry", "0", "-c", code], base: server.url)
      #expect(run.status == 8 && run.output == "", "\(code): \(run)")
    }
  }

  /// Whoever reads that a send has failed sends again.
  @Test(arguments: [
    (500, "{}", 8), (403, #"{"success":false,"message":"no"}"#, 4), (404, "{}", 3), (401, "{}", 4),
    (429, "{}", 6),
    (410, "{}", 3), (200, "<html>", 8), (200, #"{"success":false}"#, 8), (0, "", 7),
  ]) func aFailedLookAfterASendSaysThatItWasSent(status: Int, body: String, exit: Int32) throws {
    let server = RecordingServer { seen, _ in
      let isBulk = seen.target.hasSuffix("send-bulk")
      let row = #"{"index":0,"success":true,"message_id":7,"status":"pending"}"#
      let data = isBulk ? #"{"results":[\#(row)]}"# : #"{"message_id":7,"status":"pending"}"#
      if seen.method == "POST" { return .json(#"{"success":true,"data":\#(data)}"#) }
      return status == 0 ? .close : .json(body, status: status)
    }
    let bulk = "messages send-bulk instance=a messages=[{recipient: \"+966501234567\", content: x}]"
    for call in [Self.send, bulk] {
      let run = try wessaal(["--retry", "0", "-c", "\(call) --wait"], base: server.url)
      expect(run, status: exit, says: "message 7 was sent, but its status", "'messages wait 7' waits on")
    }
    #expect(server.seen.count { $0.method == "POST" } == 2)
    let wait = try wessaal(["--retry", "0", "-c", "messages wait 7"], base: server.url)
    #expect(wait.status == exit && !wait.errors.contains("was sent"), "\(wait)")
  }

  @Test func theWholeAnswerIsWaitedForToo() throws {
    let server = RecordingServer { seen, number in
      .json(#"{"success":true,"data":{"message_id":7,"status":"\#(number < 2 ? "pending" : "delivered")"}}"#)
    }
    let run = try wessaal(["-c", "(\(Self.send) --wait --raw).data.status"], base: server.url)
    #expect(run.output == "\"delivered\"\n" && server.seen.count == 3, "\(run)")
  }
}
