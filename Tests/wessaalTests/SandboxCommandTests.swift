import Glibc
import Testing

/// `wessaal sandbox`, and its options, from outside.
@Suite struct SandboxCommandTests {
  /// A sandbox of the test's own, and its base URL.
  private func sandbox(_ options: String...) throws -> (child: Child, url: String) {
    let child = try start(["sandbox"] + options)
    #expect(child.run { $0.outputText.hasSuffix("\n") }, "\(child.errorText)")
    let words = child.outputText.split(separator: " ")
    return (child, words.count > 2 ? String(words[2]) : "")
  }

  private func run(_ url: String, _ code: String, key: String = "sk_test_sandbox") throws -> Outcome {
    try wessaal(["--retry", "0", "-c", code], base: url, key: key)
  }

  @Test func itSaysOneLineAndEndsOnASignal() throws {
    for signal in [SIGINT, SIGTERM] {
      let (child, url) = try sandbox()
      #expect(url.contains(/^http:\/\/127\.0\.0\.1:\d+\/integration\/v1$/))
      #expect(child.outputText == "listening on \(url) key sk_test_sandbox\n")
      child.send(signal: signal)
      let end = child.finish(within: 20)
      // Programs read one line. The message for people goes to standard error.
      let page = url.replacing("integration/v1", with: "sandbox/#sk_test_sandbox")
      #expect(end.status == 0 && end.errors == "inbox \(page)\n", "\(end.errors)")
    }
  }

  @Test func theInboxIsKnownByItsAddress() throws {
    let (child, url) = try sandbox()
    defer { child.send(signal: SIGTERM) }
    let page = url.replacing("integration/v1", with: "sandbox/#sk_test_sandbox")
    #expect(try run(url, "print (sandbox inbox)").output == page + "\n")
    #expect(try run("https://app.wessaal.com", "sandbox inbox").errors.contains("steers the sandbox"))
    // Where no sandbox answers, its address would only show the key.
    let none = try run("http://127.0.0.1:9/integration/v1", "sandbox inbox")
    #expect(none.status == 7 && none.output == "", "\(none)")
  }

  @Test func theDocumentNamesTheServerThatIsGiven() throws {
    let url = "http://127.0.0.1:9/integration/v1"
    for arguments in [["--base-url", url, "openapi"], ["openapi", "--base-url", "http://127.0.0.1:9"]] {
      let document = try wessaal(arguments)
      #expect(document.status == 0 && document.output.contains("\"url\": \"\(url)\""), "\(document.errors)")
    }
    #expect(try wessaal(["openapi"]).output.contains("https://app.wessaal.com/integration/v1"))
    #expect(try wessaal(["openapi", "--base-url", "ftp://x"]).status == 2)
  }

  @Test func aPortThatIsTakenIsTold() throws {
    let (child, url) = try sandbox()
    let port = try #require(url.split(separator: ":").last?.prefix { $0.isNumber })
    let second = try wessaal(["sandbox", "--port", String(port)])
    #expect(second.status == 2 && second.output == "")
    #expect(second.errorCount == 1 && second.errors.contains(port), "\(second.errors)")
    child.send(signal: SIGTERM)
    #expect(child.finish(within: 20).status == 0)
    let again = try start(["sandbox", "--port", String(port)])
    defer { again.send(signal: SIGTERM) }
    #expect(again.run { $0.outputText.hasPrefix("listening on \(url) ") }, "\(again.errorText)")
  }

  @Test func keysCreditsAndRate() throws {
    let (child, url) = try sandbox(
      "--key", "first", "--key", "reader:read_messages,manage_contacts", "--credits", "1", "--rate", "6/h")
    defer { child.send(signal: SIGTERM) }
    #expect(child.outputText.hasSuffix(" key first\n"))
    try #expect(run(url, "contacts list | count", key: "reader").output == "3\n")
    try #expect(run(url, "templates list", key: "reader").status == 4)
    try #expect(run(url, "ping", key: "sk_test_sandbox").status == 4)
    let send = "messages send instance=124 recipient=+966501234567 content=Hi"
    try #expect(run(url, send, key: "first").status == 0)
    try #expect(run(url, send, key: "first").status == 5)
    try #expect(run(url, "for i in 1..9 { ping | ignore }", key: "first").status == 6)
  }

  @Test func theManualClockStandsUntilItIsMoved() throws {
    let (child, url) = try sandbox("--clock", "manual", "--messages", "7", "--seed", "1")
    defer { child.send(signal: SIGTERM) }
    let code = """
      let r = messages send instance=124 recipient=+966501234567 content=Hi
      let before = (messages status $r.message_id).status
      sandbox advance 60s | ignore
      [$before, (messages status $r.message_id).status, (messages list | count)]
      """
    let end = try run(url, code)
    #expect(end.output == "\"pending\"\n\"delivered\"\n8\n", "\(end.errors)")
  }

  @Test func theStateIsKeptInItsFile() throws {
    let folder = Folder()
    let file = folder.path + "/state.json"
    let (first, url) = try sandbox("--state", file)
    try #expect(run(url, "contacts create phone=+966509999999").status == 0)
    first.send(signal: SIGTERM)
    #expect(first.finish(within: 20).status == 0)
    let (second, again) = try sandbox("--state", file)
    defer { second.send(signal: SIGTERM) }
    try #expect(run(again, "contacts list | where @.phone == \"+966509999999\" | count").output == "1\n")
  }

  @Test func answersAreHeldBack() throws {
    let (child, url) = try sandbox("--latency", "200ms")
    defer { child.send(signal: SIGTERM) }
    let end = try run(url, "ping | ignore")
    #expect(end.status == 0 && end.seconds > 0.2)
  }

  @Test(arguments: [
    (["--port", "99999"], "--port must be 0 to 65535"), (["--port", "x"], "but is 'x'"),
    (["--key", ""], "a key must be"), (["--key", "k:fly"], "a scope must be one of send_message"),
    (["--clock", "slow"], "--clock must be one of real, fast, manual"), (["--credits", "-1"], "--credits"),
    (["--rate", "0"], "--rate must be 1/h"),
    (["--latency", "x"], "a duration such as"), (["extra"], "unexpected argument 'extra'"),
    (["--fault", "teapot@1"], "a fault must be 500, 503, 429"), (["--tls", "cert.pem"], "is not CERT,KEY"),
    (["--tls", "/none.pem,/none.key"], "TLS must have a certificate and its key"),
    (["--state", "/tmp"], "/tmp"), (["--bogus"], "unknown option '--bogus'"),
  ]) func whatIsWrongWithItsOptionsIsTold(_ options: [String], _ message: String) throws {
    let end = try wessaal(["sandbox"] + options)
    #expect(end.status == 2 && end.output == "", "\(end.output)")
    #expect(end.errorCount == 1 && end.errors.contains(message), "\(end.errors)")
    #expect(!end.isLate)
  }

  @Test func itSpeaksHTTPSToThoseWhoTrustItsCertificate() throws {
    let folder = Folder()
    let made = try shell(
      "openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 1 -subj /CN=127.0.0.1 "
        + "-addext subjectAltName=IP:127.0.0.1", folder: folder.path, within: 20)
    try #require(made.status == 0, "openssl must be installed: \(made.errors)")
    let (child, url) = try sandbox("--tls", "\(folder.path)/cert.pem,\(folder.path)/key.pem")
    defer { child.send(signal: SIGTERM) }
    #expect(url.hasPrefix("https://127.0.0.1:"))
    let environment = ["SSL_CERT_FILE": folder.path + "/cert.pem"]
    let trusting = try wessaal(
      ["-c", "(ping).message"], base: url, key: "sk_test_sandbox", environment: environment)
    #expect(trusting.output == "\"pong\"\n", "\(trusting)")
    let wary = try wessaal(["--retry", "0", "ping"], base: url, key: "sk_test_sandbox")
    #expect(wary.status == 7 && wary.errors.contains("but signs itself"), "\(wary)")
  }

  @Test func theSandboxInsideTakesTheSameOptions() throws {
    let end = try wessaal(
      [
        "--sandbox", "--credits", "5", "--messages", "3", "--clock", "manual", "-c",
        "[(me).pockets.whatsapp.balance, (messages list | count)]",
      ])
    #expect(end.output == "5\n3\n", "\(end.errors)")
  }
}
