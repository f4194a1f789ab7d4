import Glibc
import JSON
import Testing

/// A write in doubt is neither sent again nor taken as done. This is compared with the sandbox's own record,
/// and with that of servers that do what the documentation leaves open.
@Suite struct DoubtTests {
  let folder = Folder()
  let send = "messages send instance=my-instance recipient=+966501234567 content=Hi"

  func run(_ code: String, _ options: String = "") throws -> Outcome {
    try folder.run(code, options)
  }

  func sent() throws -> String { try run("sandbox messages | count").output }

  /// Runs a script on another server, with a ledger in the folder.
  func run(
    _ code: String, _ options: [String] = [], on server: RecordingServer, within seconds: Double = 60
  ) throws -> Outcome {
    try wessaal(
      ["--journal", "\(folder.path)/j"] + options + [folder.write("run.wsl", code)], base: server.url,
      within: seconds)
  }

  func posts(_ server: RecordingServer) -> Int { server.seen.count { $0.method == "POST" } }

  /// A server that gives this answer to sends, and lists these rows.
  static func server(
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

  /// A row of `messages list` that was made so many seconds ago.
  static func row(content: String, secondsAgo: Double = 0) -> String {
    "{\"id\":7,\"type\":\"text\",\"recipient\":\"+966501234567\",\"content\":\"\(content)\","
      + "\"status\":\"sent\",\"created_at\":\"\(time(secondsAgo, "%Y-%m-%dT%H:%M:%S.000000Z"))\"}"
  }

  static func time(_ secondsAgo: Double, _ format: String) -> String {
    var moment = time_t((Double(Glibc.time(nil)) - secondsAgo).rounded(.down))
    var parts = tm()
    gmtime_r(&moment, &parts)
    var bytes = [CChar](repeating: 0, count: 64)
    let count = strftime(&bytes, bytes.count, format, &parts)
    return String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The next run of `once` looks for the message, so nobody has to look first.
  @Test(arguments: [
    "once k { SEND }",
    "messages send-bulk instance=my-instance messages=[{recipient: +966501234567, content: Hi}] --once k",
  ]) func theDoubtOfAKeySaysToRunItAgain(code: String) throws {
    let server = Self.server(.close)
    let keyed = try run(code.replacing("SEND", with: send), on: server)
    #expect(keyed.status == 9 && keyed.errors.contains("hint: run it again: it looks by itself"), "\(keyed)")
    let plain = try run(send, on: server)
    #expect(plain.status == 9 && plain.errors.contains("hint: find out whether it was done"), "\(plain)")
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

  /// The second write loses its answer. The answer to the first one must not be taken for the outcome of the
  /// block.
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
}
