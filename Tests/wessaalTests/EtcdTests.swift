import Glibc
import JSON
import Synchronization
import Testing

/// A ledger on three nodes of etcd: the claims, sends and notes while nodes come and go.
@Suite(.serialized, .enabled(if: EtcdNodes.isInstalled, "etcd is not installed")) struct EtcdTests {
  private let folder = Folder()
  private let send = "messages send instance=my-instance recipient=+966501234567 content=Hi"

  /// The moment at which most of the nodes are stopped.
  enum Moment: CaseIterable {
    case beforeTheClaim, afterTheClaim, beforeTheOutcome

    /// Whether the run that sends this request has come to the moment.
    func isNow(_ seen: Seen) -> Bool {
      switch self {
      case .beforeTheClaim: seen.target.hasSuffix("/me")
      case .afterTheClaim: seen.target.hasSuffix("/ping")
      case .beforeTheOutcome: seen.method == "POST"
      }
    }
  }

  /// Sends, and lists the messages. A run that has come to its moment gets its answer after the nodes are
  /// stopped.
  private final class Service: Sendable {
    private let state = Mutex((posts: 0, isWaiting: false, isCut: false))
    private let moment: Moment

    init(_ moment: Moment) { self.moment = moment }

    var isWaiting: Bool { state.withLock { $0.isWaiting } }
    func goOn() { state.withLock { $0.isCut = true } }

    func server() -> RecordingServer {
      RecordingServer(knowsAccount: false) { [self] seen, _ in
        let isNow = moment.isNow(seen)
        let posts = state.withLock { state in
          if seen.method == "POST" { state.posts += 1 }
          if isNow { state.isWaiting = true }
          return state.posts
        }
        while isNow, !state.withLock({ $0.isCut }) { usleep(1000) }
        if seen.method == "POST" { return .json(#"{"success":true,"data":{"message_id":\#(posts)}}"#) }
        if seen.target.hasSuffix("/me") { return .json(#"{"success":true,"data":{"user":{"id":93}}}"#) }
        if seen.target.hasSuffix("/ping") { return .json(#"{"success":true,"message":"pong"}"#) }
        let rows = (0..<posts).map {
          #"{"id":\#($0 + 1),"type":"text","recipient":"+966501234567","content":"Hi","status":"sent","created_at":"\#(EtcdTests.now)"}"#
        }.joined(separator: ",")
        return .json(
          #"{"success":true,"data":{"current_page":1,"data":[\#(rows)],"per_page":100,"total":\#(posts)}}"#)
      }
    }
  }

  fileprivate static var now: String {
    var moment = time(nil)
    var parts = tm()
    gmtime_r(&moment, &parts)
    var bytes = [CChar](repeating: 0, count: 64)
    let count = strftime(&bytes, bytes.count, "%Y-%m-%dT%H:%M:%S.000000Z", &parts)
    return String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Nothing is sent without a claim, and nothing that is sent is forgotten. Three runs lose most of the
  /// nodes, each at a moment of its own.
  @Test func withoutMostNodesNothingIsSentOrForgotten() throws {
    let nodes = try EtcdNodes(3, in: folder.path)
    let cases = try Moment.allCases.map { moment in
      let service = Service(moment)
      let server = service.server()
      let script = folder.write("\(moment).wsl", "once \"\(moment)\" { ping | ignore; \(send) }")
      let words = ["--journal", nodes.url, "--in-doubt", "retry", "--timeout"]
      let child = try start(words + ["20s", script], base: server.url)
      return (moment: moment, service: service, server: server, again: words + ["30s", script], child: child)
    }
    for item in cases { #expect(item.child.run(upTo: 60) { _ in item.service.isWaiting }, "\(item.moment)") }
    nodes.stop(2)
    for item in cases { item.service.goOn() }
    for item in cases {
      let cut = item.child.finish(within: 120)
      let isSent = item.moment == .beforeTheOutcome
      #expect(cut.status == (isSent ? 9 : 7), "\(item.moment): \(cut)")
      #expect(item.server.seen.count { $0.method == "POST" } == (isSent ? 1 : 0), "\(item.moment)")
      if !isSent { #expect(cut.errors.contains("nothing is sent without it"), "\(item.moment): \(cut)") }
    }
    nodes.goOn()
    for item in cases {
      for _ in 1...2 {
        let again = try wessaal(item.again, base: item.server.url, within: 60)
        #expect(again.status == 0, "\(item.moment): \(again)")
        #expect(item.server.seen.count { $0.method == "POST" } == 1, "\(item.moment)")
      }
    }
  }

  /// The notes of a write may be held back for a moment, but not as long as its block runs.
  @Test func whatWasAnsweredIsNotedWhileTheBlockRuns() throws {
    let nodes = try EtcdNodes(in: folder.path)
    let server = RecordingServer { seen, _ in
      seen.method == "POST" ? .json(#"{"success":true,"data":{"message_id":77}}"#) : .hang
    }
    let script = folder.write("run.wsl", "once k { \(send) | ignore; ping }")
    let child = try start(["--journal", nodes.url, script], base: server.url)
    func row() throws -> Value? {
      let look = try wessaal(
        ["--journal", nodes.url, "--output", "json", "-c", "journal"], base: server.url)
      return try Value(parsing: look.output).asArray?.first
    }
    #expect(child.run(upTo: 30, until: { _ in (try? row())?["message_ids"] == [77] }))
    #expect(try row()?["state"] == "writing")
    kill(child.pid, SIGKILL)
    _ = child.finish(within: 20)
    let explained = try wessaal(
      ["--journal", nodes.url, "--output", "json", "explain", "k"], base: server.url)
    let told = try Value(parsing: explained.output)
    #expect(told["state"] == "in_doubt" && told["message_ids"] == [77], "\(explained)")
    let again = try wessaal(["--journal", nodes.url, script], base: server.url)
    #expect(again.status == 0 && server.seen.count { $0.method == "POST" } == 1, "\(again)")
  }

  /// Makes the user `w` with the password `pw:x`, who may read and write below `tests/`, and lets nobody else
  /// in.
  private func demandUser(_ nodes: EtcdNodes) throws {
    let setup = try Peer.python(
      """
      import base64, json, urllib.request
      def call(path, body):
          data = json.dumps(body).encode()
          urllib.request.urlopen(urllib.request.Request("\(nodes.node)/v3/auth/" + path, data)).read()
      key = lambda text: base64.b64encode(text.encode()).decode()
      call("role/add", {"name": "root"}); call("role/add", {"name": "w"})
      call("user/add", {"name": "root", "password": "r"}); call("user/add", {"name": "w", "password": "pw:x"})
      call("user/grant", {"user": "root", "role": "root"}); call("user/grant", {"user": "w", "role": "w"})
      call("role/grant", {"name": "w", "perm": {"permType": "READWRITE", "key": key("tests/"), "range_end": key("tests0")}})
      call("enable", {})
      """)
    #expect(setup.status == 0, "\(setup)")
  }

  @Test(.enabled(if: Peer.hasPython, "there is no python3")) func aUserOfEtcdMustBeKnownAndAllowed() throws {
    let nodes = try EtcdNodes(in: folder.path)
    let server = RecordingServer(json: #"{"success":true,"data":{"message_id":7}}"#)
    try demandUser(nodes)
    func run(_ user: [String: String], _ url: String) throws -> Outcome {
      try wessaal(
        ["--journal", url, "-c", "once k { \(send) | ignore }"], base: server.url, environment: user)
    }
    let (good, bad) = (
      ["ETCD_USER": "w", "ETCD_PASSWORD": "pw:x"], ["ETCD_USER": "w", "ETCD_PASSWORD": "no"]
    )
    let other = nodes.url.replacing("/tests", with: "/other")
    for (user, url, words) in [
      (bad, nodes.url, "by this password"), (good, other, "read and write below other"),
      ([:], nodes.url, "a caller without a user"),
    ] {
      let refused = try run(user, url)
      #expect(refused.status == 4 && refused.errors.contains(words), "\(refused)")
    }
    #expect(server.seen.allSatisfy { $0.method == "GET" })
    #expect(try run(good, nodes.url).status == 0)
    #expect(server.seen.count { $0.method == "POST" } == 1)
    // The profile's program prints the user. It is also asked for a ledger to which keys are copied.
    folder.write("config.toml", bytes: Array("journal_command = [\"echo\", \"w:pw:x\"]\n".utf8), mode: 0o600)
    let file = folder.path + "/copy.jsonl"
    for (from, to) in [(nodes.url, file), (file, nodes.url + "/again"), (nodes.url + "/again", file)] {
      let copied = try wessaal(
        ["journal", "copy", from, to], base: server.url,
        environment: ["WESSAAL_CONFIG": folder.path + "/config.toml"], folder: folder.path)
      #expect(copied.status == 0 && copied.output.contains("copied"), "\(copied)")
    }
    for printed in ["w", ":pw", "w:no"] {
      folder.write(
        "config.toml", bytes: Array("journal_command = [\"echo\", \"\(printed)\"]\n".utf8), mode: 0o600)
      let refused = try wessaal(
        ["--journal", nodes.url, "-c", "once l { \(send) }"], base: server.url,
        environment: ["WESSAAL_CONFIG": folder.path + "/config.toml"], folder: folder.path)
      #expect(refused.status == 4 && !refused.errors.contains("pw"), "\(refused)")
    }
    #expect(server.seen.count { $0.method == "POST" } == 1)
  }

  @Test(.enabled(if: Certificate.canBeMade, "there is no openssl")) func overTLSTheNodeMustBeKnown() throws {
    let certificate = try Certificate(in: folder)
    let nodes = try EtcdNodes(in: folder.path, certificate)
    let server = RecordingServer(json: #"{"success":true,"data":{"message_id":7}}"#)
    func run(_ journal: String, _ words: String..., trust: Bool = true) throws -> Outcome {
      try wessaal(
        ["--journal", journal, "--timeout", "10s"] + words, base: server.url,
        environment: trust ? ["SSL_CERT_FILE": certificate.authority] : [:], folder: folder.path, within: 60)
    }
    func posts() -> Int { server.seen.count { $0.method == "POST" } }
    let unknown = try run(nodes.url, "-c", "once k { \(send) }", trust: false)
    #expect(unknown.status == 7 && unknown.errors.contains("authority"), "\(unknown)")
    let plain = try run(nodes.url.replacing("etcds", with: "etcd"), "-c", "once k { \(send) }")
    #expect(plain.status == 7 && posts() == 0, "\(plain)")
    for _ in 1...2 {
      let sent = try run(nodes.url, "-c", "(once k { \(send) }).message_id")
      #expect(sent.output == "7\n" && posts() == 1, "\(sent)")
    }
    let row = try run(nodes.url, "-c", "journal | map @.state")
    #expect(row.output == "\"done\"\n", "\(row)")
    let compact = try run(nodes.url, "journal", "compact")
    #expect(compact.status == 1 && compact.errors.contains("--auto-compaction-retention"), "\(compact)")
    for count in ["1", "0"] {
      let copied = try run(nodes.url, "--output", "json", "journal", "copy", "-", nodes.url + "/copy")
      #expect(try Value(parsing: copied.output)["copied"]?.json == count, "\(copied)")
    }
    let copy = try run(nodes.url + "/copy", "-c", "(once k { \(send) }).message_id")
    #expect(copy.output == "7\n" && posts() == 1, "\(copy)")
    let explained = try run(nodes.url, "explain", "k")
    #expect(explained.status == 0 && explained.output.contains("is done"), "\(explained)")
  }

  /// The lease comes with the note that the key is done. An intent has no lease.
  @Test func aKeyIsForgottenWhenItsTimeIsOver() throws {
    let nodes = try EtcdNodes(in: folder.path)
    let server = RecordingServer { .confirmed($0, $1) }
    func run(_ code: String) throws -> Outcome {
      try wessaal(["--journal", nodes.url, "-c", code], base: server.url, within: 60)
    }
    let once = "once k --for 10s { \(send) | ignore }"
    #expect(try run("\(once); \(once)").status == 0)
    #expect(server.seen.count { $0.method == "POST" } == 1)
    #expect(try run("while (journal | count) > 0 { sleep 100ms }").status == 0)
    #expect(try run(once).status == 0)
    #expect(server.seen.count { $0.method == "POST" } == 2)
  }

  /// A message that was sent and whose note is too long is in doubt, and is not sent again.
  @Test func aValueThatEtcdDoesNotTakeIsTold() throws {
    let nodes = try EtcdNodes(in: folder.path)
    let sandbox = try SandboxProcess(["--clock", "fast", "--rate", "1000000/h"])
    let script = folder.write(
      "run.wsl", "once k { \(send) | ignore; 1..60000 | map \"a text of some length: $(@)\" } | ignore")
    let first = try sandbox.run(["--journal", nodes.url, script], within: 60)
    #expect(first.status == 9 && first.errors.contains("small enough for etcd"), "\(first)")
    let again = try sandbox.run(["--journal", nodes.url, script], within: 60)
    #expect(again.status == 0, "\(again)")
    #expect(try sandbox.run(["-c", "sandbox messages | count"]).output == "1\n")
  }

  /// A transaction of etcd has at most 128 operations, and each key only once.
  @Test func aBulkOfAnyLengthIsKnown() throws {
    let nodes = try EtcdNodes(in: folder.path)
    let sandbox = try SandboxProcess(["--clock", "fast", "--rate", "1000000/h"])
    let list = #"(1..250 | map {recipient: "+9665$(1000000 + @)8", content: "no. $(@)"})"#
    let bulk = "messages send-bulk instance=my-instance messages=\(list)"
    for code in ["\(bulk) --once camp | ignore", "once whole { \(bulk) | ignore }"] {
      let script = folder.write("run.wsl", code)
      for _ in 1...2 {
        let before = Peer.hasPython ? try nodes.calls("Range") + nodes.calls("Txn") : 0
        let run = try sandbox.run(["--journal", nodes.url, script], within: 60)
        #expect(run.status == 0, "\(run)")
        // Many keys go into one call. One by one, 500 calls would be needed only to read them.
        if Peer.hasPython { #expect(try nodes.calls("Range") + nodes.calls("Txn") < before + 40) }
      }
    }
    let count = try sandbox.run(["-c", "sandbox messages | count"])
    #expect(count.output == "500\n")
    let doctor = try sandbox.run(["--journal", nodes.url, "--output", "json", "doctor"])
    let checks = try Value(parsing: doctor.output)["checks"]?.asArray ?? []
    let ledger = checks.first { $0["name"] == "ledger" }?["said"]?.asString ?? ""
    #expect(ledger.hasPrefix("etcd://127.0.0.1") && ledger.hasSuffix("0 open"), "\(doctor)")
    let node = checks.first { $0["name"] == "ledger node" }?["said"]?.asString ?? ""
    #expect(node.contains(": etcd 3."), "\(doctor)")
  }
}
