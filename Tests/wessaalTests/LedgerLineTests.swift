import Glibc
import JSON
import Testing

/// Where lines of a ledger were damaged or removed, no key becomes free. And the notes of messages without a
/// key do not grow for ever.
@Suite struct LedgerLineTests {
  private let folder = Folder()
  private static let send = "messages send instance=my-instance recipient=+966501234567 content=Hi"

  private func run(_ server: RecordingServer, _ options: String...) throws -> Outcome {
    let script = folder.write("run.wsl", "once k { \(Self.send) | ignore }")
    return try wessaal(
      ["--journal", "\(folder.path)/j", "--in-doubt", "fail"] + options + [script], base: server.url)
  }

  private func posts(_ server: RecordingServer) -> Int { server.seen.count { $0.method == "POST" } }

  private func server() -> RecordingServer {
    RecordingServer { seen, number in
      seen.method == "POST"
        ? .confirmed(seen, number)
        : .json(#"{"success":true,"data":{"current_page":1,"data":[],"per_page":100,"total":0}}"#)
    }
  }

  /// Makes the key done, and then changes each of its lines.
  private func changed(
    _ server: RecordingServer, _ change: (Substring) -> String?
  ) throws {
    #expect(try run(server).status == 0 && posts(server) == 1)
    let lines = (folder.read("j") ?? "").split(separator: "\n").compactMap(change)
    folder.write("j", lines.map { $0 + "\n" }.joined())
  }

  @Test(arguments: [#""of":7"#, #""of":null"#, #""of":"""#, #""von":"x""#, #""of":["x"]"#])
  func aLineThatDoesNotSayWhoseItIsFreesNoKey(other: String) throws {
    let server = server()
    try changed(server) { String($0.replacing(/"of":"[^"]*"/, with: other)) }
    let again = try run(server)
    #expect(again.status != 0 && again.errors.contains("line 1 of the ledger"), "\(again)")
    #expect(posts(server) == 1)
  }

  /// A line frees a key only where it is complete.
  @Test func aDamagedLineFreesNoKey() throws {
    let server = server()
    try changed(server) { String($0) }
    let line = (folder.read("j") ?? "").split(separator: "\n").last.map(String.init) ?? ""
    let head = line.prefix { $0 != "}" }.replacing("\"done\"", with: "\"free\"")
    folder.write("j", (folder.read("j") ?? "") + head + "garbage]}\n")
    let again = try run(server)
    #expect(again.status != 0 && again.errors.contains("of the ledger"), "\(again)")
    #expect(posts(server) == 1)
  }

  /// A key whose claim was removed is in doubt.
  @Test func aKeyWithoutItsClaimIsOpen() throws {
    let server = server()
    try changed(server) { $0.contains(#""state":"writing""#) ? String($0) : nil }
    let again = try run(server, "--in-doubt", "fail")
    #expect(again.status == 9 && again.errors.contains("messages send was done"), "\(again)")
    #expect(posts(server) == 1)
    let row = try wessaal(["--journal", "\(folder.path)/j", "-c", "journal | map @.state"], base: server.url)
    #expect(row.output == "\"in_doubt\"\n", "\(row)")
  }

  // MARK: Messages without a key

  private func notes(_ server: RecordingServer) -> String {
    "ledger/http_localhost_\(server.port).sent.jsonl"
  }

  /// Adds so many notes of messages, with ids from 1,000,000 on.
  private func fill(_ server: RecordingServer, _ count: Int) {
    let lines = (0..<count).map {
      #"{"key":"","state":"sent","of":"http://localhost:\#(server.port)","at":\#(1000 + $0),"ids":[\#(1_000_000 + $0)]}"#
    }
    for name in ["wessaal", "wessaal/ledger"] { folder.makeFolder(name) }
    folder.write(
      "wessaal/" + notes(server), bytes: Array((lines.joined(separator: "\n") + "\n").utf8), mode: 0o600)
  }

  private func size(_ server: RecordingServer) -> Int {
    var status = stat()
    return stat("\(folder.path)/wessaal/\(notes(server))", &status) == 0 ? Int(status.st_size) : -1
  }

  @Test func notesOfMessagesWithoutAKeyAreBounded() throws {
    let server = server()
    fill(server, 210_000)
    #expect(size(server) > 1 << 24)
    for _ in 1...2 {
      let run = try wessaal(
        ["-c", Self.send], base: server.url,
        environment: ["XDG_STATE_HOME": folder.path, "HOME": folder.path])
      #expect(run.status == 0 && run.errors == "", "\(run)")
    }
    #expect(size(server) < 1 << 23 + 1 << 12 && size(server) > 1 << 22, "\(size(server))")
    let kept = try shell(
      "head -c 300 \(notes(server)); tail -n 3 \(notes(server))", folder: folder.path + "/wessaal")
    #expect(kept.output.contains(#""forgotten":true"#) && kept.output.contains("1209999"), "\(kept)")
    #expect(kept.output.contains(#""ids":[7]"#), "\(kept)")
  }

  /// A message that may have been sent without a key, where nobody knows any more, settles no key.
  @Test func aMessageThatMayBeForgottenSettlesNoKey() throws {
    let now = time(nil)
    let row =
      #"{"id":5,"type":"text","recipient":"+966501234567","content":"Hi","status":"sent","created_at":\#(Value(iso(now + 2)).json)}"#
    let server = RecordingServer { seen, _ in
      seen.method == "POST"
        ? .close
        : .json(
          #"{"success":true,"data":{"current_page":1,"data":[\#(row)],"per_page":100,"total":1}}"#,
          headers: "Date: \(date(now))\r\n")
    }
    let script = folder.write("run.wsl", "once k { \(Self.send) | ignore }")
    func run() throws -> Outcome {
      try wessaal(
        ["--in-doubt", "fail", script], base: server.url,
        environment: ["XDG_STATE_HOME": folder.path, "HOME": folder.path])
    }
    #expect(try run().status == 9)
    let forgotten =
      #"{"key":"","state":"sent","of":"http://localhost:\#(server.port)","at":\#(now + 60),"ids":[],"forgotten":true}"#
    folder.write("wessaal/" + notes(server), bytes: Array((forgotten + "\n").utf8), mode: 0o600)
    let doubtful = try run()
    #expect(
      doubtful.status == 9 && doubtful.errors.contains("a message of the account may be it"), "\(doubtful)")
    folder.write(
      "wessaal/" + notes(server),
      bytes: Array((forgotten.replacing("\(now + 60)", with: "\(now - 60)") + "\n").utf8),
      mode: 0o600)
    #expect(try run().status == 0)
  }
}

private func iso(_ seconds: time_t) -> String { text(seconds, "%Y-%m-%dT%H:%M:%SZ") }

/// The time in the form of HTTP (RFC 9110 §5.6.7).
private func date(_ seconds: time_t) -> String { text(seconds, "%a, %d %b %Y %H:%M:%S GMT") }

private func text(_ seconds: time_t, _ format: String) -> String {
  var (moment, parts) = (seconds, tm())
  gmtime_r(&moment, &parts)
  var bytes = [CChar](repeating: 0, count: 64)
  let count = strftime(&bytes, bytes.count, format, &parts)
  return String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
