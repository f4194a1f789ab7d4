import Glibc
import JSON
import Testing

/// What is in doubt is neither sent again nor taken as done: by the sandbox's own record, and by that of servers
/// that do what the documentation leaves open.
@Suite struct DoubtTests {
  private let folder = Folder()
  private let send = "messages send instance=my-instance recipient=+966501234567 content=Hi"

  private func run(_ code: String, _ options: String = "") throws -> Outcome {
    try folder.run(code, options)
  }

  private func sent() throws -> String { try run("sandbox messages | count").output }

  /// Runs a script on another server, with a journal in the folder.
  private func run(
    _ code: String, _ options: [String] = [], on server: RecordingServer, within seconds: Double = 60
  ) throws -> Outcome {
    try wessaal(
      ["--journal", "\(folder.path)/j"] + options + [folder.write("run.wsl", code)], base: server.url,
      within: seconds)
  }

  private func posts(_ server: RecordingServer) -> Int { server.seen.count { $0.method == "POST" } }

  /// A server that answers sends as told, and lists these rows.
  private static func server(
    _ answer: RecordingServer.Answer, headers: String = "", rows: @escaping @Sendable () -> String = { "" }
  ) -> RecordingServer {
    RecordingServer { seen, _ in
      if seen.method == "POST" { return answer }
      let rows = rows()
      let total = rows.split(separator: "\"id\"", omittingEmptySubsequences: false).count - 1
      return .json(
        #"{"success":true,"data":{"current_page":1,"data":[\#(rows)],"per_page":100,"total":\#(total)}}"#,
        headers: headers)
    }
  }

  /// A row of `messages list`, made so many seconds ago.
  private static func row(content: String, secondsAgo: Double = 0) -> String {
    "{\"id\":7,\"type\":\"text\",\"recipient\":\"+966501234567\",\"content\":\"\(content)\","
      + "\"status\":\"sent\",\"created_at\":\"\(time(secondsAgo, "%Y-%m-%dT%H:%M:%S.000000Z"))\"}"
  }

  private static func time(_ secondsAgo: Double, _ format: String) -> String {
    var moment = time_t((Double(Glibc.time(nil)) - secondsAgo).rounded(.down))
    var parts = tm()
    gmtime_r(&moment, &parts)
    var bytes = [CChar](repeating: 0, count: 64)
    let count = strftime(&bytes, bytes.count, format, &parts)
    return String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  // MARK: Blocks of which a part was done

  @Test(arguments: [
    "messages send-bulk instance=my-instance messages=(1..250 | map {recipient: \"+966501234567\", content: \"no. $(@)\"}) | ignore",
    "for n in 1..150 { messages send instance=my-instance recipient=+966501234567 content=\"no. $n\" | ignore }",
    "1..150 | each { f @ }",
  ]) func aBlockThatWasCutOffIsNeitherDoneNorSentAgain(block: String) throws {
    let code = """
      def f(n) { messages send instance=my-instance recipient=+966501234567 content="no. $n" | ignore }
      once camp { \(block) }
      """
    #expect(try run(code, "--max-credits 100").status == 5)
    #expect(try sent() == "100\n")
    for rule in ["fail", "retry", "ask"] {
      let again = try run(code, "--in-doubt \(rule)")
      #expect(again.status == 9 && again.errors.contains("a part of it was"), "\(rule): \(again)")
      #expect(!again.errors.contains("--in-doubt retry"))
      #expect(try sent() == "100\n")
    }
    #expect(try run(code, "--in-doubt skip").status == 0)
    #expect(try run("(journal)[0].state").output == "\"skipped\"\n")
    #expect(try sent() == "100\n")
  }

  @Test func whatAContactWasMadeForIsNotTakenAsDone() throws {
    let code = """
      once k {
        let c = contacts create phone=+966555000111 label=New
        STOP
        messages send instance=my-instance contact_id=$c.id content=Hi
      }
      """
    #expect(try run(code.replacing("STOP", with: "fail \"no\"")).status == 1)
    let again = try run(code.replacing("STOP", with: ""), "--in-doubt fail")
    #expect(again.status == 9, "\(again)")
  }

  @Test func aKeyWithinAnswersForItsOwnWrites() throws {
    let list = "(1..250 | map {recipient: \"+966501234567\", content: \"no. $(@)\"})"
    let code = "once camp { messages send-bulk instance=my-instance messages=\(list) --once camp | ignore }"
    #expect(try run(code, "--max-credits 150").status == 5)
    let again = try run(code)
    #expect(again.status == 0, "\(again)")
    #expect(try sent() == "250\n")
  }

  @Test(arguments: [
    "if true { SEND } else { SEND }", "def f() { SEND }; f", "let m = SEND; $m", "(SEND).message_id",
    "try { SEND } catch e { fail $e }",
  ]) func oneWriteIsFoundHoweverTheBlockIsWritten(block: String) throws {
    let parts = block.replacing("SEND", with: send).split(separator: "; f", maxSplits: 1)
    let code = block.hasPrefix("def") ? "\(parts[0])\nonce k { f }" : "once k { \(parts[0]) }"
    #expect(try run(code, "--fault drop-after#1").status == 9)
    let again = try run(code, "--in-doubt fail")
    #expect(again.status == 0, "\(again)")
    #expect(try sent() == "1\n")
  }

  /// The second write is one that is lost: what the first one tells is not what came of the block.
  @Test(arguments: [
    "SEND; let x = ($list | map g(@))", "let x = ($list | map g(@))", "let x = [...($list | map g(@))]",
    "print (if true { for p in $list { g $p } })", "print \"a$($list | map g(@) | count)\"",
    "assert (($list | map g(@)) | count) == 2", "let o = {}; $o[string(g($list[0]))] = (g $list[1])",
    "h $list[1]", "print {a: (g $list[0]), b: (g $list[1])}", "$list | each { g @ }",
    "let n = 0; while $n < 2 { g $list[$n]; $n += 1 }", "g $list[0]; once inner { g $list[1] }",
    "g $list[0]; budget 5 { g $list[1] }",
    "g $list[0]; messages send-bulk instance=my-instance messages=[{recipient: $list[1], content: Hi}] --once inner",
  ]) func aBlockOfSeveralWritesIsNotDoneByItsFirst(block: String) throws {
    let code = """
      let list = ["+966501234567", "+966509876543"]
      def g(to) { messages send instance=my-instance recipient=$to content=Hi }
      def h(to, first=(g "+966501234567")) { g $to }
      once outer { \(block.replacing("SEND", with: send)) }
      """
    let first = try run(code, "--fault 503#2")
    #expect(first.status == 9, "\(first)")
    let again = try run(code, "--in-doubt fail")
    #expect(again.status == 9, "\(again)")
  }

  @Test(arguments: [
    "try { once inner { SEND } } catch e { print $e.kind }",
    "try { messages send-bulk instance=my-instance messages=[{recipient: \"+966501234567\", content: Hi}] --once inner } catch e { print $e.kind }",
    "[1] | each --keep-going { once inner { SEND } } | ignore",
  ]) func aDoubtWithinThatIsCaughtIsOneEachTime(block: String) throws {
    let code = "once outer { \(block.replacing("SEND", with: send)) }"
    _ = try run(code, "--fault drop-before#1")
    for _ in 1...2 {
      let again = try run(code, "--in-doubt fail")
      #expect(again.errors.contains("once 'outer' is in doubt"), "\(again)")
    }
    #expect(try run(code, "--in-doubt retry").errors.contains("in doubt") == false)
    #expect(try sent() == "1\n")
  }

  @Test func whatIsSentBesideAKeyIsNotTheKeys() throws {
    let code = """
      1..2 | each --parallel 2 --keep-going {
        if @ == 1 { once k { \(send) } } else { sleep 2s; \(send) }
      } | ignore
      """
    _ = try run(code, "--fault drop-before#1 --latency 3s")
    #expect(try sent() == "1\n")
    for _ in 1...2 {
      let again = try run("once k { \(send) }", "--in-doubt fail")
      #expect(again.status == 9, "\(again)")
      _ = try run("journal compact")
    }
  }

  @Test func whoMayNotLookStillKnowsWhatWasAnswered() throws {
    let code = "once k { \(send) | ignore; \(send) | ignore }"
    #expect(try run(code, "--fault drop-before#2").status == 9)
    let again = try run(code, "--in-doubt fail --key sk_test_0123456789:send_message")
    #expect(again.status == 9 && again.errors.contains("a part of it was"), "\(again)")
  }

  @Test func aRefusedWriteIsNoneOfTheBlocks() throws {
    let code = """
      once k {
        try { messages send instance=my-instance recipient=+966500000004 content=Hi } catch e {
          \(send)
        }
      }
      """
    #expect(try run(code, "--fault drop-before#2").status == 9)
    let again = try run(code, "--in-doubt retry")
    #expect(again.status == 0, "\(again)")
    #expect(try sent() == "1\n")
  }

  @Test func whatEndedBadlyIsRaisedAgainAndNotSentAgain() throws {
    let code = "once k { messages send instance=my-instance recipient=+966500000000 content=Hi --wait }"
    #expect(try run(code).status == 10)
    for _ in 1...2 {
      let again = try run(code)
      #expect(again.status == 10 && again.errors.contains("once 'k' was sent before"), "\(again)")
      #expect(again.errors.contains("--undelivered retry sends it anew"), "\(again)")
    }
    #expect(try sent() == "1\n")
    #expect(try run(code, "--undelivered retry").status == 10)
    #expect(try sent() == "2\n")
  }

  // MARK: Messages that the service has otherwise than they were given

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
    #expect(again.status == 9 && again.errors.contains("clock has been set back"), "\(again)")
    #expect(posts(server) == 1)
  }

  /// Has what the journal tells have happened so many seconds later.
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
    // An id alone, without success=true, is no more than a hint.
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
    // It acts after its caller has left.
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

  /// What each of these says of the lost message is not enough to tell that it was not sent.
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

  /// - Parameter isFound: whether the message is one that is known to be it.
  private func expectDoubt(on server: RecordingServer, of code: String, unless isFound: Bool = false) throws {
    #expect(try run(code, on: server).status == 9)
    let again = try run(code, ["--in-doubt", "retry"], on: server, within: 30)
    #expect(again.status == (isFound ? 0 : 9) && posts(server) == 1, "\(again)")
    #expect(!again.errors.contains("no message of the account fits"), "\(again)")
  }

  /// Each is answered without the message, or with less than the whole list.
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

  /// Rows that are older stand before it, on its page or on one before.
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
    // A hundred that are older, newest first, are taken for the rest of the list.
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

  /// Each arrives, and its answer is lost: what the list shows of it is enough not to send it again.
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
    // The contact's number cannot be looked up any more.
    _ = try run("contacts delete 11 --yes")
    let again = try run("once k { \(command) }", "--in-doubt retry")
    #expect([0, 9].contains(again.status), "\(again)")
    #expect(try sent() == before, "\(again)")
  }

  // MARK: Who has the keys

  @Test func whatAFreeKeyHasSentStaysClaimed() throws {
    #expect(try run("once a { \(send) }", "--fault drop-before#1").status == 9)
    #expect(try run("once k { \(send) }").status == 0)
    #expect(try run("once k --for 1ms { fail \"no\" }").status == 1)
    for _ in 1...2 {
      _ = try run("journal compact")
      let again = try run("once a { \(send) }", "--in-doubt fail")
      #expect(again.status == 9, "\(again)")
    }
    #expect(try sent() == "1\n")
  }

  @Test func anAccountIsOneHoweverItsAddressIsWritten() throws {
    let server = RecordingServer(json: #"{"success":true,"data":{"message_id":1}}"#)
    let script = folder.write("run.wsl", "once k { \(send) }")
    for host in ["127.0.0.1", "localhost", "LOCALHOST"] {
      for scheme in ["http", "HTTP"] {
        let run = try wessaal(
          ["--journal", folder.path + "/j", script], base: "\(scheme)://\(host):\(server.port)/integration/v1"
        )
        #expect(run.status == 0, "\(run)")
      }
    }
    #expect(posts(server) == 1, "all names of this machine are one")
  }

  @Test func textThatIsNoFileHasOneJournalWhereverItIsRun() throws {
    let server = RecordingServer(json: #"{"success":true,"data":{"message_id":1}}"#)
    let home = ["HOME": folder.path, "S": "once z { \(send) }"]
    for line in [
      "cd / && \"$W\" -c \"$S\"", "cd /tmp && \"$W\" -c \"$S\"", "cd /usr && echo \"$S\" | \"$W\" -",
    ] {
      let run = try shell(line, base: server.url, environment: home)
      #expect(run.status == 0, "\(run)")
    }
    #expect(posts(server) == 1)
  }

  @Test func withoutAFolderNothingIsSent() throws {
    let server = RecordingServer(json: #"{"success":true,"data":{"message_id":1}}"#)
    let bulk =
      "messages send-bulk instance=a messages=[{recipient: \"+966501234567\", content: Hi}] --once camp"
    for code in ["once k { \(send) }", bulk, "keep n = 1; \(send)"] {
      let script = folder.write("run.wsl", code)
      for home in ["unset HOME", "HOME=", "unset HOME; XDG_STATE_HOME=here"] {
        let run = try shell("\(home); export XDG_STATE_HOME; \"$W\" '\(script)'", base: server.url)
        #expect(run.status == 2 && run.errors.contains("neither HOME nor XDG_STATE_HOME"), "\(code): \(run)")
      }
    }
    #expect(posts(server) == 0)
  }

  @Test func aRunCanBeLookedAtAndADryRunSkipsWhatIsDone() throws {
    let code = "for n in 1..3 { once \"k$n\" { \(send) } }"
    // It still runs, and is stopped after the look.
    folder.write("long.wsl", "\(code)\nprint --error sent; sleep 1h")
    folder.write("camp.wsl", code)
    let options = ["--sandbox", "--state", "s", "--journal", "j"]
    let camp = try start(options + ["long.wsl"], folder: folder.path)
    #expect(camp.run { $0.errorText.contains("sent\n") }, "\(camp.errorText)")
    let look = try wessaal(
      ["--journal", "j", "--sandbox", "-c", "journal | map @.state"], folder: folder.path)
    #expect(look.output == "\"done\"\n\"done\"\n\"done\"\n", "\(look)")
    camp.send(signal: SIGTERM)
    #expect(camp.finish(within: 20).status == 143)
    let dry = try wessaal(options + ["--dry-run", "camp.wsl"], folder: folder.path)
    #expect(dry.status == 0 && !dry.errors.contains("not sent"), "\(dry)")
    let other = try shell("\"$W\" --sandbox --journal none -c journal; ls none", folder: folder.path)
    #expect(other.output == "" && other.errors.contains("none"), "a look makes no file: \(other)")
  }

  @Test func whoMayNotLookCanTakeItAsDone() throws {
    let options = "--key sk_test_0123456789:send_message"
    let code = "once k { \(send) }"
    #expect(try run(code, options + " --fault drop-before#1").status == 9)
    #expect(try run(code, options + " --in-doubt fail").status == 9)
    #expect(try run(code, options + " --in-doubt skip").status == 0)
    #expect(try run("sandbox messages | count", options).output == "0\n")
  }

  @Test func anAPIKeyIsNotWrittenDown() throws {
    let server = Self.server(.close)
    let code = """
      once k { messages send instance=a recipient=+966501234567 content="my \(Binary.key)" }
      """
    let run = try run(code, on: server)
    #expect(run.status == 9 && !run.errors.contains(Binary.key), "\(run)")
    let journal = try shell("cat j", folder: folder.path).output
    #expect(journal.contains("\"recipient\"") && !journal.contains("sk_"), "\(journal)")
    let named = try self.run("once \"x-\(Binary.key)\" { 1 }", on: server)
    #expect(named.status == 2 && !named.errors.contains(Binary.key), "\(named)")
    for text in ["fail \"bad \(Binary.key)\"", "\(send) footer=\(Binary.key) --dry-run --no-check"] {
      let told = try self.run(text, on: server)
      #expect(!told.errors.contains(Binary.key) && told.errors.contains("sk_…"), "\(told)")
    }
  }
}
