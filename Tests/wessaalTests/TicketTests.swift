import Glibc
import JSON
import TestSupport
import Testing

/// Tickets about the network and the key: one `doctor` names the true cause. Tickets about messages are in
/// the transcript `tickets.wslt`.
@Suite struct TicketTests {
  /// The message of the failed check, and its advice.
  private func fault(_ base: String, _ name: String, environment: [String: String] = [:]) throws -> (
    said: String, hint: String, status: Int32
  ) {
    let run = try wessaal(["--output", "json", "doctor"], base: base, environment: environment, within: 30)
    let checks = try Value(parsing: run.output)["checks"]?.asArray ?? []
    let check = try #require(
      checks.first { $0["name"]?.asString == name && $0["verdict"] == "fail" }, "\(run)")
    return (check["said"]?.asString ?? "", check["hint"]?.asString ?? "", run.status)
  }

  @Test func noSuchHost() throws {
    let fault = try fault("https://no-such-host.invalid/integration/v1", "name")
    #expect(fault.said.contains("no-such-host.invalid must have an address") && fault.status == 7, "\(fault)")
  }

  @Test func nobodyListensThere() throws {
    let fault = try fault("http://127.0.0.1:9/integration/v1", "connection")
    #expect(fault.said == "a server must listen at 127.0.0.1:9, and it refused the connection", "\(fault)")
  }

  @Test func anAnswerThatDoesNotCome() throws {
    let server = RecordingServer(knowsAccount: false) { _, _ in .hang }
    let run = try wessaal(["--output", "json", "doctor"], base: server.url, within: 30)
    #expect(run.status == 7 && run.output.contains("no answer in 10 s"), "\(run)")
  }

  @Test func aKeyThatIsNotKnown() throws {
    let server = RecordingServer(json: #"{"success":false,"message":"no"}"#, status: 401, knowsAccount: false)
    let fault = try fault(server.url, "key")
    #expect(fault.said.contains("Unauthorized (401)") && fault.status == 4, "\(fault)")
  }

  @Test func aWrongPathOfTheBaseURL() throws {
    let sandbox = try SandboxProcess.shared.get()
    let base = sandbox.url.replacing("/integration/v1", with: "/v2")
    let run = try wessaal(["--output", "json", "doctor"], base: base, key: sandbox.key)
    #expect(run.output.contains("is not the API: 'me' is not there (404)"), "\(run)")
    #expect(run.output.contains("the documented path is /integration/v1"), "\(run)")
    let list = try wessaal(["messages", "list"], base: base, key: sandbox.key)
    #expect(list.errors.contains("is the path of the base URL right?"), "\(list)")
  }

  @Test func aKeyThatIsLimitedIsNotWaitedForAndSaysForHowLong() throws {
    let server = RecordingServer(knowsAccount: false) { _, _ in
      .json(#"{"success":false,"message":"Too many"}"#, status: 429, headers: "Retry-After: 12\r\n")
    }
    let fault = try fault(server.url, "rate")
    #expect(fault.said == "the key is limited for 12 s more" && fault.status == 6, "\(fault)")
    #expect(server.seen.count == 1)
  }

  @Test func aRateOfOnesOwnIsNotTakenForALimitOfTheKey() throws {
    let sandbox = try SandboxProcess.shared.get()
    let run = try wessaal(
      ["--rate", "1/h", "--output", "json", "-c", "ping | ignore; doctor"], base: sandbox.url,
      key: sandbox.key)
    #expect(run.output.contains("this run's own rate is used up: its next call can go in"), "\(run)")
    #expect(!run.output.contains("the key is limited") && run.status == 6, "\(run)")
  }

  /// The clock of a test moves only where something waits, and nothing waits for an answer.
  @Test func aDoctorWorksWithinATest() throws {
    let folder = Folder()
    let script = folder.write(
      "a.wsl", "test \"well\" {\n  let said = doctor\n  assert $said.ok\n}\n")
    let run = try wessaal(["test", script], folder: folder.path)
    #expect(run.status == 0 && run.output.contains("ok 1"), "\(run)")
  }

  @Test func whatAFailureCountNeedsIsTold() throws {
    let folder = Folder()
    let script = folder.write("a.wsl", "failures --since 1d | count\n")
    let run = try wessaal(["check", script], folder: folder.path)
    #expect(run.output.contains("needs   a key with read_messages"), "\(run)")
  }

  // MARK: What is quoted

  /// The forms in which people quote it, in the direct form, where each argument is data.
  @Test(arguments: [
    ("401 Unauthorized", "status", "401"), ("429 Too Many Requests", "status", "429"),
    ("HTTP 422", "status", "422"),
    ("error 402", "status", "402"), ("error in_doubt", "exit_status", "9"),
    ("exit code 9", "exit_status", "9"),
    ("my instance", "status", #""open""#), ("instance 124", "status", #""open""#),
    ("[1, 2]", "count", "2"),
  ]) func whatIsQuotedIsExplained(said: String, member: String, value: String) throws {
    let sandbox = try SandboxProcess.shared.get()
    let run = try wessaal(["explain", said], base: sandbox.url, key: sandbox.key)
    #expect(try Value(parsing: run.output)[member]?.json == value, "\(run)")
  }

  /// A part of a reason means that reason. A word that occurs in many reasons means none.
  @Test func aReasonIsKnownByAPart() throws {
    let quoted = [
      "not on whatsapp", "it says: Recipient is not on WhatsApp", "Recipient is not on WhatsApp",
    ].map { "print (explain \"\($0)\").count" }
    let run = try wessaal(
      [
        "--sandbox", "--clock", "fast", "-c",
        "messages send instance=my-instance recipient=+966501230000 content=Hi | ignore; sleep 1s; "
          + quoted.joined(separator: "; ") + "; explain \"some media thing\"",
      ], key: nil, within: 30)
    #expect(run.output == "1\n1\n1\n" && run.status == 1, "\(run)")
  }

  // MARK: TLS

  @Test func aHandshakeThatHangsIsToldAsThat() throws {
    let (socket, port) = listening()
    defer { close(socket) }
    let run = try wessaal(
      ["--timeout", "2s", "--output", "json", "doctor"], base: "https://127.0.0.1:\(port)/integration/v1",
      within: 30)
    #expect(
      run.output.contains("127.0.0.1:\(port) must agree upon TLS within 2 s; it accepted the connection"),
      "\(run)")
    #expect(run.output.contains("does that port speak TLS?") && run.status == 7, "\(run)")
  }

  private enum Certificate: String, CaseIterable {
    case selfSigned, expired, wrongName, unknownIssuer
  }

  /// Makes `cert.pem` and `key.pem`; for an authority, also `ca.pem`.
  private func make(_ certificate: Certificate, in folder: Folder) throws {
    let new = "openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -subj"
    let address = "-addext subjectAltName=IP:127.0.0.1"
    let line =
      switch certificate {
      case .selfSigned: "\(new) /CN=127.0.0.1 -days 1 \(address)"
      // openssl req cannot make a certificate that has expired.
      case .expired:
        """
        printf '%s\\n' '[ca]' 'default_ca=d' '[d]' 'database=index' 'serial=serial' 'new_certs_dir=.' \
          'default_md=sha256' 'policy=p' 'x509_extensions=v' '[p]' 'commonName=supplied' '[v]' \
          'subjectAltName=IP:127.0.0.1' > ca.cnf && : > index && echo 01 > serial &&
        openssl req -newkey rsa:2048 -nodes -keyout key.pem -out cert.csr -subj /CN=127.0.0.1 &&
        openssl ca -batch -config ca.cnf -selfsign -keyfile key.pem -in cert.csr -out cert.pem -notext \
          -startdate 20200101000000Z -enddate 20200102000000Z
        """
      case .wrongName: "\(new) /CN=example.org -days 1 -addext subjectAltName=DNS:example.org"
      case .unknownIssuer:
        """
        openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj /CN=Authority -days 1 &&
        openssl req -newkey rsa:2048 -nodes -keyout key.pem -out cert.csr -subj /CN=127.0.0.1 &&
        printf 'subjectAltName=IP:127.0.0.1' > san &&
        openssl x509 -req -in cert.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 1 -extfile san -out cert.pem
        """
      }
    let made = try shell(line, folder: folder.path, within: 30)
    try #require(made.status == 0, "openssl must be installed: \(made.errors)")
  }

  @Test(arguments: [
    ("selfSigned", "must be signed by an authority, but signs itself", false),
    ("expired", "must be valid today, but has expired", true),
    ("wrongName", "must be for that name, but is for another one", true),
    ("unknownIssuer", "but its issuer is unknown", false),
  ]) func certificatesAreToldApart(name: String, said: String, isTrusted: Bool) throws {
    let folder = Folder()
    let certificate = try #require(Certificate(rawValue: name))
    try make(certificate, in: folder)
    let server = try Child(
      "openssl", ["s_server", "-accept", "127.0.0.1:0", "-cert", "cert.pem", "-key", "key.pem", "-www"],
      environment: ["PATH": "/usr/bin:/bin"], folder: folder.path, input: nil)
    #expect(server.run { $0.outputText.contains("ACCEPT 127.0.0.1:") })
    let port = try #require(
      server.outputText.split(separator: "ACCEPT 127.0.0.1:").dropFirst().first?.prefix { $0.isNumber })
    let trust = isTrusted ? ["SSL_CERT_FILE": folder.path + "/cert.pem"] : [:]
    let fault = try fault("https://127.0.0.1:\(port)/integration/v1", "tls", environment: trust)
    #expect(fault.said.contains("127.0.0.1:\(port)") && fault.said.contains(said), "\(fault)")
    // Advice to trust an expired certificate would be wrong.
    #expect(fault.hint.contains("SSL_CERT_FILE") == !isTrusted, "\(fault)")
  }

  @Test func aServerWithoutTLS() throws {
    let sandbox = try SandboxProcess.shared.get()
    let fault = try fault(sandbox.url.replacing("http://", with: "https://"), "tls")
    #expect(fault.said.contains("must speak TLS, but does not"), "\(fault)")
  }

  // MARK: Many messages

  /// Of 530 failures, 500 come from a closed instance, and the newest 30 from bad numbers.
  private static func crowd() -> RecordingServer {
    let count = 2400
    let now = time(nil)
    return RecordingServer(knowsAccount: false) { seen, _ in
      let path = seen.target.replacing("/integration/v1", with: "")
      if path.hasPrefix("/messages?") {
        let page = Int(path.split(separator: "page=").last?.prefix { $0.isNumber } ?? "1") ?? 1
        let pageText = path.firstMatch(of: /[?&]page=(\d+)/).flatMap { Int($0.1) } ?? page
        let rows = ((pageText - 1) * 100..<min(pageText * 100, count)).map { row(count - $0, now) }
        return .json(
          #"{"success":true,"data":{"current_page":\#(pageText),"data":[\#(rows.joined(separator: ","))],"per_page":100,"total":\#(count)}}"#
        )
      }
      if let id = path.firstMatch(of: /^\/messages\/(\d+)$/).flatMap({ Int($0.1) }) {
        return .json(#"{"success":true,"data":\#(record(id, now))}"#)
      }
      return .json(
        #"{"success":true,"data":{"user":{"id":1},"api_key":{"name":"k","permissions":["read_messages","send_message"]},"pockets":{"whatsapp":{"balance":9}}}}"#
      )
    }
  }

  private static let count = 2400

  /// The newest messages have the highest ids. There is one every 30 seconds.
  private static func date(_ id: Int, _ now: Int) -> String {
    var moment = now - (count - id) * 30
    var parts = tm()
    gmtime_r(&moment, &parts)
    var text = [CChar](repeating: 0, count: 40)
    let length = strftime(&text, 40, "%Y-%m-%dT%H:%M:%S.000000Z", &parts)
    return String(decoding: text[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static func failure(_ id: Int) -> (reason: String, instance: String)? {
    if id > count - 30 { return ("Recipient is not on WhatsApp", "my-instance") }
    // From the 1,000th on, messages through backup fail.
    if id > 1000, id <= 2000, id.isMultiple(of: 2) { return ("Instance backup is not connected", "backup") }
    return nil
  }

  private static func row(_ id: Int, _ now: Int) -> String {
    let status = failure(id) == nil ? "delivered" : "refunded"
    return
      #"{"id":\#(id),"type":"text","recipient":"+9665\#(10_000_000 + id)","content":"To number \#(id)","status":"\#(status)","created_at":"\#(date(id, now))"}"#
  }

  private static func record(_ id: Int, _ now: Int) -> String {
    let instance = failure(id)?.instance ?? (id.isMultiple(of: 2) ? "backup" : "my-instance")
    let reason = failure(id).map { "\"\($0.reason)\"" } ?? "null"
    return
      #"{"id":\#(id),"type":"text","recipient":"+9665\#(10_000_000 + id)","content":"To number \#(id)","status":"\#(failure(id) == nil ? "delivered" : "refunded")","error_message":\#(reason),"instance":{"id":1,"name":"\#(instance)"},"created_at":"\#(date(id, now))"}"#
  }

  @Test func doctorNamesTheReasonsOfAll() throws {
    let run = try wessaal(["--output", "json", "doctor"], base: Self.crowd().url, within: 40)
    #expect(run.output.contains("530 messages failed"), "\(run)")
    #expect(run.output.contains("× Instance backup is not connected (backup)"), "\(run)")
    #expect(run.output.contains("200 of 530 looked at"), "\(run)")
  }

  @Test func failuresCountAllAndTellTheCostFirst() throws {
    let server = Self.crowd()
    let some = try wessaal(["failures", "--since", "2d"], base: server.url, within: 40)
    let rows = try some.output.split(separator: "\n").map { try Value(parsing: String($0)) }
    #expect(rows.compactMap { $0["count"]?.asInt }.reduce(0, +) == 530, "\(some)")
    #expect(some.errors.contains("530 messages failed: to read their reasons takes one request for each"))
    #expect(some.errors.contains("200 of 530 looked at"), "\(some)")
    let all = try wessaal(["failures", "--since", "2d", "--yes"], base: server.url, within: 60)
    let counted = try all.output.split(separator: "\n").map { try Value(parsing: String($0)) }
    #expect(counted.map { $0["count"]?.asInt } == [500, 30], "\(all)")
    #expect(counted.first?["reason"] == "Instance backup is not connected")
    #expect(all.errors.contains("backup: 0 until "), "\(all)")
  }

  /// The file has no data of other people and is small, and ten days later it shows the same.
  @Test func aCaseFileIsOfOneTicketAndSaysTheSameLater() throws {
    let folder = Folder()
    let ticket = "explain 0510002399 --output text"
    let made = try wessaal(
      ["-c", "\(ticket); record save case.html --about 2399 0510002399"], base: Self.crowd().url,
      folder: folder.path, within: 60)
    #expect(made.status == 0 && made.output.contains("Recipient is not on WhatsApp"), "\(made)")
    let page = try #require(folder.read("case.html"))
    #expect(page.utf8.count < 200_000, "\(page.utf8.count)")
    for id in [1, 17, 1200, 1999, 2398, 2400] {
      #expect(!page.contains("\(10_000_000 + id)") && !page.contains("To number \(id)\""), "\(id)")
    }
    #expect(!page.contains("src=") && !page.contains("href="))
    // The clock is that of the file, and not the machine's.
    let later = try wessaal(
      ["-c", "replay case.html; \(ticket)"], base: "http://127.0.0.1:9/integration/v1", folder: folder.path,
      within: 40)
    #expect(later.output == made.output, "\(later)")
  }
}
