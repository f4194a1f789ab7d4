import Glibc
import Testing

/// A fault between a script and the API is reported in one message on standard error, soon and without
/// the key. The exit status tells a script the kind of the fault.
@Suite struct TroubleTests {
  @Test func noKey() throws {
    expect(
      try wessaal(["-c", "me"]), status: 4, says: "WESSAAL_API_KEY is not set", "export WESSAAL_API_KEY",
      "--sandbox")
  }

  @Test func anEmptyKeyIsNoKey() throws {
    expect(
      try wessaal(["me"], base: "http://127.0.0.1:1", key: ""), status: 4, says: "WESSAAL_API_KEY is not set")
  }

  @Test func aKeyThatIsNoHeader() throws {
    let run = try wessaal(["me"], base: "http://127.0.0.1:1", key: "sk_secret\nX-Other: 1")
    expect(run, status: 2, says: "WESSAAL_API_KEY: an API key must be printable ASCII without spaces")
    #expect(!run.errors.contains("sk_secret"))
  }

  @Test func aWrongKey() throws {
    let server = RecordingServer(
      json: #"{"success":false,"message":"Unauthorized: invalid API key"}"#, status: 401, knowsAccount: false)
    expect(
      try wessaal(["me"], base: server.url), status: 4, says: "Unauthorized (401): invalid API key",
      "hint: check the key")
    #expect(server.seen.count == 1)
  }

  @Test(arguments: [
    ("not a url", "must begin with https:// or http://"), ("ftp://example.com", "must begin with https://"),
    ("https://", "must name a host"),
    ("https://user:sk_pass@example.com", "must hold no user name or password"),
    ("https://example.com/v1?key=1", "must hold no query"), ("https://exa mple.com", "percent-encoded"),
    ("https://example.com:99999999", "must"),
  ]) func aBaseURLThatIsNone(_ url: String, _ words: String) throws {
    let run = try wessaal(["--base-url", url, "me"], base: "http://127.0.0.1:1")
    expect(run, status: 2, says: words)
    #expect(!run.errors.contains("sk_pass"))
  }

  @Test func theKeyIsNotSentInTheClear() throws {
    expect(try wessaal(["me"], base: "http://example.com/integration/v1"), status: 2, says: "https")
  }

  @Test func nobodyListens() throws {
    let run = try wessaal(["--retry", "0", "me"], base: "http://127.0.0.1:1")
    expect(run, status: 7, says: "a server must listen at 127.0.0.1", "hint: check the host and port")
  }

  @Test func readsAreTriedAgainAndThatIsTold() throws {
    expect(
      try wessaal(["--retry", "1", "me"], base: "http://127.0.0.1:1"), status: 7, says: "(tried 2 times)")
  }

  @Test func aNameThatDoesNotResolve() throws {
    expect(
      try wessaal(["--retry", "0", "me"], base: "https://no-such-host.invalid"), status: 7,
      says: "no-such-host.invalid must have an address")
  }

  @Test func aCertificateThatDoesNotFit() throws {
    let folder = Folder()
    let made = try shell(
      "openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 1 -subj /CN=example.org",
      folder: folder.path, within: 20)
    try #require(made.status == 0, "openssl must be installed: \(made.errors)")
    let server = try Child(
      "openssl", ["s_server", "-accept", "127.0.0.1:0", "-cert", "cert.pem", "-key", "key.pem", "-www"],
      environment: ["PATH": "/usr/bin:/bin"], folder: folder.path, input: nil)
    #expect(server.run { $0.outputText.contains("ACCEPT 127.0.0.1:") })
    let port = try #require(
      server.outputText.split(separator: "ACCEPT 127.0.0.1:").dropFirst().first?.prefix { $0.isNumber })
    expect(
      try wessaal(["--retry", "0", "me"], base: "https://127.0.0.1:\(port)/integration/v1"), status: 7,
      says: "the certificate of 127.0.0.1:\(port) must be signed by an authority, but signs itself",
      "SSL_CERT_FILE")
  }

  @Test(arguments: [
    ("<html>Sign in</html>", "must be JSON"), (#"{"success":true,"da"#, "must be JSON"),
    ("", "the body is empty"),
    ("{\"a\":\"\u{1}\"}", "must be JSON"),
  ]) func anAnswerToAReadThatIsNoJSON(_ body: String, _ words: String) throws {
    let server = RecordingServer(knowsAccount: false) { _, _ in .text(body) }
    expect(
      try wessaal(["--retry", "0", "me"], base: server.url), status: 8, says: words,
      "hint: check that the base URL is the API's")
  }

  @Test func anAnswerOfNothingWhereThereShouldBeJSON() throws {
    let server = RecordingServer(knowsAccount: false) { _, _ in .text("", status: 204) }
    expect(
      try wessaal(["me"], base: server.url), status: 8,
      says: "the answer (204) must be JSON, but the body is empty")
    let deleted = try wessaal(["contacts", "delete", "12", "--yes"], base: server.url)
    #expect(deleted.status == 0 && deleted.errors == "" && deleted.output == "")
  }

  @Test(arguments: ["contacts list", "messages list", "messages list page=1", "contacts list | count"])
  func anAnswerThatIsNoListWhereThereShouldBeOne(_ code: String) throws {
    let server = RecordingServer(json: #"{"success":true,"data":{"rows":[]}}"#, knowsAccount: false)
    expect(
      try wessaal(["-c", code], base: server.url), status: 8, says: "must be answered with a list", "--raw")
  }

  @Test func anAnswerThatIsCut() throws {
    let server = RecordingServer(knowsAccount: false) { _, _ in
      .sendAndClose(Array("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"success\":".utf8))
    }
    expect(
      try wessaal(["--retry", "0", "me"], base: server.url), status: 7,
      says: "must send its whole answer, and the connection closed within it")
  }

  @Test func noAnswer() throws {
    let server = RecordingServer(knowsAccount: false) { _, _ in .close }
    expect(
      try wessaal(["--retry", "0", "me"], base: server.url), status: 7,
      says: "must answer, and the connection broke")
  }

  @Test func anAnswerThatIsNotHTTP() throws {
    let server = RecordingServer(knowsAccount: false) { _, _ in
      .sendAndClose(Array("220 mail ready\r\n".utf8))
    }
    expect(try wessaal(["--retry", "0", "me"], base: server.url), status: 7, says: "must answer in HTTP")
  }

  @Test func anAnswerOfAHundredMegabytes() throws {
    let server = RecordingServer(knowsAccount: false) { _, _ in .flood(100 << 20) }
    expect(
      try wessaal(["--retry", "0", "me"], base: server.url, within: 60), status: 7,
      says: "an answer must be at most 64 MiB")
  }

  @Test func anAnswerThatIsNestedWithoutEnd() throws {
    let server = RecordingServer(knowsAccount: false) { _, _ in .json(String(repeating: "[", count: 1 << 20))
    }
    expect(try wessaal(["me"], base: server.url), status: 8, says: "must be JSON")
  }

  @Test func anAnswerThatDoesNotCome() throws {
    let server = RecordingServer(knowsAccount: false) { _, _ in .hang }
    expect(
      try wessaal(["--retry", "0", "--timeout", "200ms", "me"], base: server.url), status: 7,
      says: "must answer within 0.2 s", "--timeout")
  }

  @Test(arguments: [
    RecordingServer.Answer.close,
    .sendAndClose(Array("HTTP/1.1 202 Accepted\r\nContent-Length: 99\r\n\r\n{".utf8)),
    .text("<html>", status: 202), .text("", status: 202), .json(#"{"message":"oops"}"#, status: 500),
    .text("", status: 502), .hang,
  ]) func aWriteWhoseAnswerIsLostIsInDoubtAndNotTriedAgain(_ answer: RecordingServer.Answer) throws {
    let server = RecordingServer(knowsAccount: false) { _, _ in answer }
    let timeout = if case .hang = answer { "300ms" } else { "60s" }
    let run = try wessaal(
      [
        "--timeout", timeout, "messages", "send", "instance=124", "recipient=+966501234567", "content=Hi",
      ],
      base: server.url)
    expect(run, status: 9, says: "it is not known whether the server acted", "messages list")
    #expect(server.seen.count == 1)
  }

  @Test(
    arguments: [
      (400, 3), (401, 4), (402, 5), (403, 4), (404, 3), (410, 3), (422, 3), (429, 6), (500, 8), (503, 8),
      (418, 3),
    ] as [(Int, Int32)]) func theExitStatusTellsTheKind(_ status: Int, _ exit: Int32) throws
  {
    let server = RecordingServer(
      json: #"{"success":false,"message":"So it is"}"#, status: status, knowsAccount: false)
    expect(
      try wessaal(["--retry", "0", "contacts", "get", "12"], base: server.url), status: exit,
      says: "(\(status)): So it is")
  }

  @Test func aRedirectIsNotFollowedAndNotTakenForAnAnswer() throws {
    let server = RecordingServer(knowsAccount: false) { _, _ in
      .text("", status: 302, headers: "Location: http://127.0.0.1:1/\r\n")
    }
    expect(try wessaal(["--retry", "0", "me"], base: server.url), status: 8, says: "302")
    #expect(server.seen.count == 1)
  }

  @Test func everyFaultOfARefusedCallIsTold() throws {
    let server = RecordingServer(
      json: #"""
        {"success":false,"message":"Validation failed","errors":{"instance":["The instance field is required."],
        "media_url":["The media url field is required when message type is image."]}}
        """#, status: 422)
    expect(
      try wessaal(["contacts", "create", "phone=+966501234567"], base: server.url), status: 3,
      says: "Validation failed", "instance: The instance field is required.", "media_url: The media url")
  }

  @Test func whatAServerSaysCannotSteerTheTerminal() throws {
    let server = RecordingServer(
      json: #"{"message":"a\u001b]0;title\u0007b"}"#, status: 400, knowsAccount: false)
    let run = try wessaal(["me"], base: server.url)
    #expect(!run.errors.contains("\u{1B}") && !run.errors.contains("\u{7}"))
  }

  @Test func anEchoOfTheKeyIsNotShown() throws {
    let server = RecordingServer(
      json: #"{"message":"unknown key \#(Binary.key)"}"#, status: 401, knowsAccount: false)
    expect(try wessaal(["--trace", "-c", "me"], base: server.url), status: 4, says: "unknown key sk_…")
  }

  @Test func theRateLimitIsWaitedForAndThenTold() throws {
    let server = RecordingServer(knowsAccount: false) { _, number in
      number == 0
        ? .json(#"{"message":"Slow down"}"#, status: 429, headers: "Retry-After: 1\r\n") : .json("{}")
    }
    let run = try wessaal(["me"], base: server.url)
    #expect(run.status == 0 && run.seconds >= 1 && server.seen.count == 2, "\(run.errors)")
    expect(
      try wessaal(
        ["--retry", "0", "me"],
        base: RecordingServer(json: #"{"message":"Slow down"}"#, status: 429, knowsAccount: false).url),
      status: 6,
      says: "Slow down")
  }

  @Test func aReadThatFailsOnceIsTriedAgain() throws {
    let server = RecordingServer(knowsAccount: false) { _, number in
      number == 0 ? .json(#"{"message":"Later"}"#, status: 503) : .json(#"{"data":{"id":1}}"#)
    }
    let run = try wessaal(["me"], base: server.url)
    #expect(run.status == 0 && server.seen.count == 2, "\(run.errors)")
  }
}
