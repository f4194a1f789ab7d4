import JSON
import TestSupport
import Testing

/// No answer of the API ends a run by a signal, and each run ends. Each documented answer is tried with an
/// extreme in place of each of its members, and with the commands that read it.
///
/// The cases are a sample, the same in each run; `WESSAAL_FUZZ=1000000 swift test --filter HuntTests` tries
/// all.
@Suite struct AnswerHuntTests {
  private static let parts = 4
  private static let hunt = Result { Hunt(try HuntCase.all(seed: FuzzSize.seed)) }

  @Test(arguments: 0..<parts) func noAnswerEndsARun(part: Int) throws {
    let hunt = try Self.hunt.get()
    let count = min(FuzzSize.cases(3000), hunt.cases.count)
    let numbers = stride(from: part, to: count, by: Self.parts).map { $0 }
    var found: [String] = []
    for start in stride(from: 0, to: numbers.count, by: 400) {
      let some = Array(numbers[start..<min(start + 400, numbers.count)])
      found += try hunt.faults(of: some, run: "part\(part)")
    }
    #expect(found.isEmpty, "\(found.count) of \(numbers.count):\n\(found.joined(separator: "\n"))")
  }

  /// The answers are recorded, masked, and replayed.
  @Test func noAnswerEndsTheRunThatSavesIt() throws {
    let hunt = try Self.hunt.get()
    let short = hunt.cases.indices.filter { !hunt.cases[$0].extreme.isLong }
    let numbers = Array(short.prefix(FuzzSize.cases(300)).prefix(5000))
    let ending = """
      record save r.jsonl --mask
      record save r.har --mask
      record save r.txt --mask
      replay r.jsonl
      print "saved and read"

      """
    let found = try hunt.faults(of: numbers, run: "saved", ending: ending, says: "saved and read")
    #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
  }

  private typealias Change = (kind: String, extreme: Extreme)

  private static var changes: [Change] {
    let kinds = [("numbers", Extreme.numbers), ("texts", Extreme.texts), ("all", Extreme.all)]
    let all = kinds.flatMap { kind, extremes in extremes.map { Change(kind, $0) } }
    return all.prefix(Extreme.ends.count) + all.sample(few: 10)
  }

  /// An extreme in place of every number, every text, or every scalar of every answer.
  private func withAllChanged(_ run: (String, Folder) throws -> Outcome) throws {
    let hunt = try Self.hunt.get()
    for (place, change) in Self.changes.enumerated() {
      let url = hunt.server.begin("all\(place)") { answer in
        answer.json(with: change.extreme) { value in
          switch change.kind {
          case "numbers": value.typeName == "number"
          case "texts": value.typeName == "string"
          default: true
          }
        }
      }
      let outcome = try run(url, Folder())
      #expect(
        !outcome.wasKilled && !outcome.isLate, "\(change): \(outcome.status) \(outcome.errors.suffix(500))")
    }
  }

  @Test func noAccountEndsARehearsal() throws {
    try withAllChanged { url, folder in
      let script = folder.write(
        "s.wsl",
        """
        try { \(HuntLines.send) | ignore } catch e { }
        try { messages send instance=my-instance contact_id=12 content=x --wait | ignore } catch e { }
        once "k" { messages send instance=124 recipient=+966501230000 template_id=7 template_variables={name: a, order_id: b} }
        messages send-bulk instance=my-instance messages=[{recipient: +966501234567, content: a}] | ignore
        contacts create phone=+966501234567 | ignore
        contacts list | length
        me | table
        """)
      return try wessaal(["rehearse", script], base: url, folder: folder.path, within: 60)
    }
  }

  @Test func noAccountEndsARunThatReadsAllOfIt() throws {
    let names = [
      "me", "messages list", "messages get 12345", "instances list", "contacts list", "templates list",
    ]
    let reads =
      (names + ["doctor", "explain 12345", "explain +966501234567", "messages wait 12345 --timeout 0s"])
      .map { "try { \($0) | print } catch e { }\n" }
    let sends = ["", " --wait --timeout 0s"].map { "try { \(HuntLines.send)\($0) } catch e { }\n" }
    try withAllChanged { url, folder in
      let script = folder.write("s.wsl", (reads + sends).joined())
      return try wessaal(
        ["--max-credits", "9223372036854775807", "--retry", "0", script], base: url, folder: folder.path,
        within: 60)
    }
  }

  @Test(arguments: [
    "-1", "0", "1e308", "1e400", "nan", "-nan", "inf", "0x1p1000", "9223372036854775807",
    "99999999999999999999", "", "1 2", "Thu, 99 Foo 9999 99:99:99 GMT", "Fri, 31 Dec 9999 23:59:60 GMT",
    "Sunday, 06-Nov-99 08:49:37 GMT", "Sun Nov  6 08:49:37 -999", "Sun, 06 Nov 0000 00:00:00 GMT",
    "Sun, 06 Nov 99999999999999999999 00:00:00 GMT", "Sun, 06 Nov 2000 0:0:0: GMT", "\u{661}",
  ]) func noHeaderEndsARun(value: String) throws {
    let server = RecordingServer(keepsLog: false) { seen, _ in
      .json(
        #"{"success":true,"data":{"data":[],"total":0}}"#, status: seen.target.hasSuffix("ping") ? 429 : 200,
        headers: "Date: \(value)\r\nRetry-After: \(value)\r\nX-RateLimit-Reset: \(value)\r\n")
    }
    let code = """
      try { ping } catch e { }
      try { doctor | print } catch e { }
      try { messages list --since 1d | count } catch e { }
      $response | ignore
      """
    let run = try wessaal(["--retry", "0", "-c", code], base: server.url, within: 30)
    #expect(!run.wasKilled && !run.isLate, "\(run)")
  }

  @Test(arguments: [
    "HTTP/1.1 100 Continue", "HTTP/1.1 000 x", "HTTP/1.1 99 x", "HTTP/1.1 199", "HTTP/1.1 299 \u{1B}[2J",
    "HTTP/1.1 999 x",
    "HTTP/1.1 1000 x", "HTTP/1.1 -1 x", "HTTP/1.1 9223372036854775807 x", "HTTP/1.1 99999999999999999999 x",
    "HTTP/1.1", "HTTP/9.9 200 OK", "HTTP/1.1  200 OK", "HTTP/1.1 2e2 OK", "ICY 200 OK",
  ]) func noStatusEndsARun(line: String) throws {
    for length in ["2", "-1", "99999999999999999999", "9223372036854775807"] {
      let server = RecordingServer(keepsLog: false) { _, _ in
        .sendAndClose(Array("\(line)\r\nContent-Length: \(length)\r\n\r\n{}".utf8))
      }
      let code =
        "try { me } catch e { print $e }; try { \(HuntLines.send) } catch e { print $e }; $response | ignore"
      let run = try wessaal(
        ["--retry", "0", "--timeout", "2s", "-c", code], base: server.url, within: 30)
      #expect(!run.wasKilled && !run.isLate, "\(run)")
    }
  }
}
