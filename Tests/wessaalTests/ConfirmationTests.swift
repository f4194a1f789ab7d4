import Testing

/// A write counts as done only where its answer confirms it in the documented form. Everything else with a
/// status of success is in doubt, and is not sent again on a guess.
@Suite struct ConfirmationTests {
  private let folder = Folder()
  private static let send = "messages send instance=my-instance recipient=+966501234567 content=Hi"

  private func run(_ code: String, on server: RecordingServer) throws -> Outcome {
    try wessaal(
      ["--journal", "\(folder.path)/j", "--in-doubt", "fail", folder.write("run.wsl", code)],
      base: server.url,
      within: 20)
  }

  /// Gives this answer to writes, and lists nothing.
  private func server(_ body: String, status: Int = 200) -> RecordingServer {
    RecordingServer { seen, _ in
      seen.method == "GET"
        ? .json(#"{"success":true,"data":{"current_page":1,"data":[],"per_page":100,"total":0}}"#)
        : .json(body, status: status)
    }
  }

  private func writes(_ server: RecordingServer) -> Int { server.seen.count { $0.method != "GET" } }

  private static let unconfirmed = [
    #"{"error":"maintenance"}"#, "null", "true", "1", #""queued""#, "[]", "{}", #"{"success":null}"#,
    #"{"success":"false"}"#, #"{"success":"true","data":{"message_id":5,"id":5}}"#,
    #"{"success":1,"data":{"id":5}}"#,
    #"{"success":false,"message":"later"}"#, #"{"data":{"message_id":5,"id":5}}"#, "", "<html>",
  ]

  private static let unnamed = [
    #"{"success":true}"#, #"{"success":true,"data":null}"#, #"{"success":true,"data":[]}"#,
    #"{"success":true,"data":{"message_id":null,"id":null,"results":null}}"#,
    #"{"success":true,"data":{"message_id":"","id":"\u00a0","results":{}}}"#,
    #"{"success":true,"data":{"message_id":0,"id":-1,"results":"none"}}"#,
    #"{"success":true,"data":{"message_id":true,"id":{},"results":5}}"#,
    #"{"success":true,"message":"queued","message_id":5,"id":5}"#,
  ]

  /// Runs the commands one after another in one run, and returns for each the kind and the message of its
  /// error.
  private func errors(of commands: [String], on server: RecordingServer) throws -> [Substring] {
    let run = try run(
      commands.map { "try { \($0) | ignore; print done } catch e { print \"$e.kind: $e.message\" }" }
        .joined(separator: "\n"), on: server)
    #expect(run.status == 0, "\(run)")
    return run.output.split(separator: "\n")
  }

  @Test(arguments: unconfirmed) func noWriteIsDoneWithoutItsWord(body: String) throws {
    let commands = [
      Self.send, "\(Self.send) --wait", "messages send-status instance=a type=text content=Hi",
      "contacts create phone=+966501234567", "contacts update 3 label=x", "contacts delete 3 --yes",
      "request POST /messages/send instance=a", "request PUT /elsewhere a=1",
      #"messages send-bulk instance=a messages=[{recipient: "+966501234567", content: Hi}]"#,
    ]
    let server = server(body)
    let errors = try errors(of: commands, on: server)
    #expect(errors.count == commands.count && writes(server) == commands.count, "\(errors)")
    for (command, error) in zip(commands, errors) {
      #expect(error.hasPrefix("in_doubt: ") && error.contains("not known"), "\(command): \(error)")
    }
    let first = try run(Self.send, on: server)
    #expect(first.status == 9 && first.errors.contains("not known") && first.output == "", "\(first)")
  }

  @Test(arguments: unnamed) func noRecordIsMadeWithoutItsId(body: String) throws {
    let commands = [
      Self.send, "messages send-location instance=a contact_id=3 latitude=1 longitude=2",
      "contacts create phone=+966501234567", "request POST /contacts phone=x",
      "templates create workspace_id=22 name=x message_type=text content=y",
      #"messages send-bulk instance=a messages=[{recipient: "+966501234567", content: Hi}]"#,
    ]
    let server = server(body)
    let errors = try errors(of: commands, on: server)
    #expect(errors.count == commands.count, "\(errors)")
    for (command, error) in zip(commands, errors) {
      #expect(error.hasPrefix("in_doubt: ") && error.contains("must hold"), "\(command): \(error)")
    }
    #expect(try run(Self.send, on: server).status == 9)
  }

  @Test(arguments: [unconfirmed[0], "null", unnamed[0], #"{"success":"false"}"#])
  func aKeyIsInDoubtThen(body: String) throws {
    let server = server(body)
    let code = "once k { \(Self.send) }"
    #expect(try run(code, on: server).status == 9)
    #expect(try run("(journal)[0].state", on: server).output == "\"in_doubt\"\n")
    #expect(try run(code, on: server).status == 9)
    #expect(writes(server) == 1)
  }

  @Test func aTimeoutOfTheServerIsInDoubt() throws {
    let server = server(#"{"success":false,"message":"Request Timeout"}"#, status: 408)
    let first = try run("once k { \(Self.send) }", on: server)
    #expect(first.status == 9 && writes(server) == 1, "\(first)")
  }

  @Test(arguments: [
    "5", "\"wamid.5\"", "9223372036854775807", "89966012345678901234",
  ]) func anIdMayBeAsLongAsItLikes(id: String) throws {
    let server = server("\u{FEFF}" + #"{"success":true,"data":{"message_id":\#(id)}}"#, status: 202)
    let run = try run("(\(Self.send)).message_id", on: server)
    #expect(run.status == 0 && run.output == "\(id)\n", "\(run)")
  }

  @Test func whatIsDeletedNeedsNoBody() throws {
    for code in ["contacts delete 3 --yes", "request DELETE /contacts/3 --yes"] {
      let run = try run(code, on: server("", status: 204))
      #expect(run.status == 0, "\(run)")
    }
  }

  // MARK: Bulks

  private static func row(_ index: Int, _ success: Bool, _ id: Int? = nil) -> String {
    "{\"index\":\(index),\"success\":\(success)" + (id.map { ",\"message_id\":\($0)" } ?? "") + "}"
  }

  private static func bulk(_ count: Int) -> String {
    let list = (1...count).map { "{recipient: \"+96650123456\($0)\", content: Hi}" }.joined(separator: ", ")
    return "messages send-bulk instance=a messages=[\(list)]"
  }

  @Test func aFirstFactBeatsALaterOne() throws {
    for rows in [
      [Self.row(0, true, 5), Self.row(0, false)], [Self.row(0, true, 5), Self.row(0, true, 6)],
      [Self.row(0, true, 5), Self.row(7, false), Self.row(-1, false)],
    ] {
      let server = server(#"{"success":true,"data":{"results":[\#(rows.joined(separator: ","))]}}"#)
      let code = "(\(Self.bulk(1)) --once camp).results[0].message_id"
      for _ in 1...2 {
        let run = try run(code, on: server)
        #expect(run.status == 0 && run.output == "5\n", "\(run)")
      }
      #expect(writes(server) == 1)
      for name in folder.names { folder.write(name, "") }
    }
  }

  @Test func rowsThatContradictThemselvesAreInDoubt() throws {
    for rows in [
      [Self.row(0, false), Self.row(0, true, 5)], [Self.row(0, false, 5)], [Self.row(0, true)],
      [Self.row(0, false), Self.row(0, true)], [Self.row(0, false, 9), Self.row(0, false)],
      [#"{"index":0,"success":"false","message_id":7}"#], [#"{"index":0,"message_id":7}"#],
      [Self.row(0, false), Self.row(0, true, 5), Self.row(0, false)],
    ] {
      let server = server(#"{"success":true,"data":{"results":[\#(rows.joined(separator: ","))]}}"#)
      let code = "\(Self.bulk(1)) --once camp"
      for _ in 1...2 { #expect(try run(code, on: server).status == 9) }
      #expect(writes(server) == 1)
      for name in folder.names { folder.write(name, "") }
    }
  }

  @Test func aBulkThatTellsOfSomeIsInDoubtOfTheOthers() throws {
    let server = server(#"{"success":true,"data":{"results":[\#(Self.row(1, true, 5))]}}"#)
    let plain = try run(
      "try { \(Self.bulk(2)) } catch e { print \"$e.kind $e.results[0].message_id\" }", on: server)
    #expect(plain.output == "in_doubt 5\n", "\(plain)")
    #expect(try run("\(Self.bulk(2)) --once camp", on: server).status == 9)
    let states = try run("journal | map @.state | join \" \"", on: server)
    #expect(states.output == "\"in_doubt done\"\n", "\(states)")
  }

  @Test func twoMessagesDoNotHaveOneID() throws {
    let rows = [Self.row(0, true, 5), Self.row(1, true, 5)].joined(separator: ",")
    let server = server(#"{"success":true,"data":{"results":[\#(rows)]}}"#)
    for _ in 1...2 { #expect(try run("\(Self.bulk(2)) --once camp", on: server).status == 9) }
    #expect(writes(server) == 1)
  }

  @Test func aKeyWhoseWritesWereAllRefusedIsFree() throws {
    let rows = [Self.row(0, false), Self.row(1, false)].joined(separator: ",")
    let server = server(#"{"success":true,"data":{"results":[\#(rows)]}}"#)
    for _ in 1...2 { #expect(try run("once k { \(Self.bulk(2)) | ignore }", on: server).status == 10) }
    let caught = "once j { try { \(Self.send) } catch e { print $e.kind } }"
    let refusing = self.server(#"{"success":false,"message":"no"}"#, status: 422)
    for _ in 1...2 { #expect(try run(caught, on: refusing).output == "validation\n") }
    #expect(writes(server) == 2 && writes(refusing) == 2)
  }

  @Test func aReadThatSaysNoIsNoEmptyList() throws {
    let server = RecordingServer(json: #"{"success":false,"message":"later","data":{"data":[],"total":0}}"#)
    for code in ["messages list", "messages list | count", "messages get 5", "contacts list"] {
      #expect(try run(code, on: server).status == 8)
    }
  }

  @Test func aMessageThatIsAKeysOwnSettlesNoOtherWhateverItsIDIsWrittenAs() throws {
    let failing = server(#"{"success":false}"#, status: 500)
    #expect(
      try run("once a { \(Self.send) }", on: server(#"{"success":true,"data":{"message_id":"5"}}"#)).status
        == 0)
    #expect(try run("once b { \(Self.send) }", on: failing).status == 9)
    let row =
      #"{"id":5,"recipient":"+966501234567","content":"Hi","type":"text","status":"sent","created_at":"2099-01-01T00:00:00Z"}"#
    let list = RecordingServer(json: #"{"success":true,"data":{"data":[\#(row)],"total":1}}"#)
    #expect(try run("once b { \(Self.send) }", on: list).status == 9)
  }

  // MARK: Budgets

  @Test func rowsThatAreToldTwiceGiveNoBudgetBack() throws {
    let rows = [Self.row(0, true, 1), Self.row(1, true, 2), Self.row(0, false), Self.row(7, false)]
    let server = server(
      #"{"success":true,"data":{"credits_charged":0,"results":[\#(rows.joined(separator: ","))]}}"#)
    let run = try run("budget 6 { for i in 1..9 { \(Self.bulk(2)) | ignore } }", on: server)
    #expect(run.status == 5 && writes(server) == 3, "\(run)")
  }

  @Test func aBudgetCountsWhatWasCharged() throws {
    for (charged, sends) in [("3", 2), ("9223372036854775807", 1), ("-5", 4), ("0", 4), ("1", 4)] {
      let server = server(#"{"success":true,"data":{"message_id":5,"credits_charged":\#(charged)}}"#)
      let run = try run("budget 4 { for n in 1..9 { \(Self.send) } }", on: server)
      #expect(run.status == 5 && writes(server) == sends, "\(charged): \(run)")
    }
  }
}
