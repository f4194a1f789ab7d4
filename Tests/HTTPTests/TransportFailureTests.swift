import HTTP
import Testing
import Verbs

@Suite struct TransportFailureTests {
  @Test(arguments: [
    "", "x", "ftp://127.0.0.1/", "file:///etc/passwd", "http://", "http:///x", "http://a@127.0.0.1/",
    "http://127.0.0.1/a b", "http://127.0.0.1/\r\nX: y", "http://127.0.0.1/\u{7F}", "http://127.0.0.1:99999/",
  ])
  func aURLThatIsNoneIsRefused(url: String) {
    let error = exchange(Request(.post, url))[0].error
    #expect(error?.kind == .badURL)
    #expect(error?.acted == .no)
  }

  @Test(arguments: [
    Header("X", "a\r\nY: b"), Header("X", "a\nb"), Header("X", "a\0b"), Header("X\r\nY", "a"),
    Header("", "a"), Header("X Y", "a"), Header("X:", "a"),
  ])
  func aHeaderCannotSmuggleInAnother(header: Header) {
    let server = TestServer { _ in ok("") }
    let error = exchange(Request(.post, server.url, headers: [header]))[0].error
    #expect(error?.kind == .badHeader(header.name))
    #expect(error?.acted == .no)
    #expect(server.seen.isEmpty)
  }

  @Test(arguments: [
    "http://example.com/", "http://127.0.0.1.example.com/", "http://localhost.example.com/",
    "http://[::2]/", "http://128.0.0.1/",
  ])
  func theKeyGoesToNoOtherMachineInTheClear(url: String) throws {
    let error = try exchange(Request(.get, url, key: APIKey(parsing: "sk_test_0123456789")))[0].error
    #expect(error?.kind == .insecure)
    #expect(error?.acted == .no)
  }

  @Test(arguments: ["http://127.0.0.1:1/", "http://127.1:1/", "http://[::1]:1/", "http://localhost:1/"])
  func theKeyMayGoToThisMachine(url: String) throws {
    let error = try exchange(Request(.post, url, key: APIKey(parsing: "sk_test_0123456789")))[0].error
    #expect(error?.kind == .refused || error?.kind == .unreachable)
    #expect(error?.acted == .no)
  }

  @Test func aWriteIsNotSentAgainWhenAKeptConnectionBreaks() {
    let server = TestServer { $0 == 0 ? ok("first") : .close }
    let post = Request(.post, server.url, body: Array("{}".utf8))
    let results = exchange(post, post)
    #expect(results[0].response?.text == "first")
    #expect(results[1].error?.kind == .lost)
    #expect(results[1].error?.acted == .unknown)
    #expect(server.seen.count == 2)
  }

  @Test(arguments: [Method.get, .delete]) func nothingIsSentAgainWithoutABodyEither(method: Method) {
    let server = TestServer { $0 == 0 ? ok("first") : .close }
    let results = exchange(Request(.get, server.url), Request(method, server.url))
    #expect(results[1].error?.kind == .lost)
    #expect(server.seen.count == 2)
  }

  @Test func anAnswerThatNeverComesIsLost() {
    let server = TestServer { _ in .close }
    let error = exchange(Request(.post, server.url))[0].error
    #expect(error?.kind == .lost)
    #expect(error?.acted == .unknown)
    #expect(error?.host == "127.0.0.1")
  }

  @Test(arguments: [
    "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
  ])
  func aBodyCutShortIsTruncated(answer: String) {
    let server = TestServer { _ in .sendAndClose(answer) }
    let error = exchange(Request(.post, server.url))[0].error
    #expect(error?.kind == .truncated)
    #expect(error?.acted == .unknown)
  }

  @Test func whatIsNotHTTPIsGarbage() {
    let server = TestServer { _ in .sendAndClose("SSH-2.0-OpenSSH\r\n") }
    #expect(exchange(Request(.get, server.url))[0].error?.kind == .garbage)
  }

  @Test func aFalseContentCodingIsGarbage() {
    let server = TestServer { _ in gzipped(Array("not gzip".utf8)) }
    #expect(exchange(Request(.get, server.url))[0].error?.kind == .garbage)
  }

  @Test func aBodyThatDoesNotEndIsCutOff() {
    let head = "HTTP/1.1 200 OK\r\n\r\n"
    let server = TestServer { _ in .flood(head: head, chunk: [UInt8](repeating: 0x20, count: 65_536)) }
    expectTooLarge(server)
  }

  @Test func aBodyAnnouncedAsTooLongIsNotRead() {
    let server = TestServer { _ in .send("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n") }
    expectTooLarge(server)
  }

  @Test func decodedBytesCountAgainstTheLimit() {
    expectTooLarge(TestServer { _ in gzipped(gzippedZeros) })
  }

  @Test func aHeadThatDoesNotEndIsCutOff() {
    let line = Array("X-Long: \(String(repeating: "x", count: 1000))\r\n".utf8)
    let server = TestServer { _ in .flood(head: "HTTP/1.1 200 OK\r\n", chunk: line) }
    let error = exchange(Request(.get, server.url))[0].error
    #expect(error != nil && error?.kind != .timeout(.total, seconds: 30))
  }

  @Test func aSlowAnswerRunsOutOfTime() {
    let server = TestServer { _ in .hang }
    var options = CurlTransport.Options()
    options.timeout = 1
    let error = exchange(Request(.post, server.url), options: options)[0].error
    #expect(error?.kind == .timeout(.total, seconds: 1))
    #expect(error?.acted == .unknown)
  }

  /// What is left of a timeout after the connection was made is a number of many digits.
  @Test(arguments: [(2.9999947420001263, "3"), (0.2, "0.2"), (1.23456, "1.235"), (30, "30")])
  func secondsAreToldWithThreeDigitsAtMost(seconds: Double, words: String) {
    let error = TransportError(.timeout(.total, seconds: seconds), host: "h", acted: .unknown)
    #expect(error.message == "h must answer within \(words) s, and did not")
  }

  @Test func cancellingTheTaskEndsTheRequest() {
    let server = TestServer { $0 == 0 ? .hang : ok("after") }
    let loop = EventLoop()
    let transport = CurlTransport(on: loop)
    let url = server.url
    let (cancelled, after) = loop.run {
      let request = Task(executorPreference: loop) { await transport.result(Request(.post, url)) }
      while server.seen.isEmpty { try? await loop.sleep(0.001) }
      request.cancel()
      return (await request.value, await transport.result(Request(.get, url)))
    }
    #expect(cancelled.error?.kind == .cancelled)
    #expect(cancelled.error?.acted == .unknown)
    #expect(after.response?.text == "after")
  }

  @Test func aCancelledTaskSendsNothing() {
    let server = TestServer { _ in ok("") }
    let loop = EventLoop()
    let transport = CurlTransport(on: loop)
    let url = server.url
    let result = loop.run {
      let request = Task(executorPreference: loop) { await transport.result(Request(.post, url)) }
      request.cancel()
      return await request.value
    }
    #expect(result.error?.kind == .cancelled)
    #expect(result.error?.acted == .no)
    #expect(server.seen.isEmpty)
  }

  private func expectTooLarge(_ server: TestServer) {
    var options = CurlTransport.Options()
    options.bodyLimit = 10_000
    let error = exchange(Request(.get, server.url), options: options)[0].error
    #expect(error?.kind == .tooLarge(limit: 10_000))
  }
}
