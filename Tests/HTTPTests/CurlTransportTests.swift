import Glibc
import HTTP
import Testing
import Verbs

@Suite struct CurlTransportTests {
  @Test func anAnswerComesWhole() throws {
    let server = TestServer { _ in
      .send("HTTP/1.1 201 All Fine\r\nX-One:  1 \r\nx-one: 2\r\nEmpty:\r\nContent-Length: 5\r\n\r\nhello")
    }
    let response = try #require(exchange(Request(.get, server.url))[0].response)
    #expect(response.status == 201)
    #expect(response.reason == "All Fine")
    #expect(response.version == "1.1")
    #expect(response.text == "hello")
    #expect(
      response.headers == [
        Header("X-One", "1"), Header("x-one", "2"), Header("Empty", ""), Header("Content-Length", "5"),
      ])
    #expect(response[header: "CONTENT-length"] == "5")
    #expect(response[header: "none"] == nil)
    #expect(response.timings.connect > 0)
    #expect(response.timings.total >= response.timings.firstByte)
  }

  @Test func interimAnswersAreNotTheAnswer() throws {
    let server = TestServer { _ in
      .send("HTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    }
    let response = try #require(exchange(Request(.get, server.url))[0].response)
    #expect(response.status == 200)
    #expect(response[header: "Link"] == nil)
  }

  @Test func requestsGoOverOneConnection() {
    let server = TestServer { ok("\($0)") }
    let get = Request(.get, server.url)
    let post = Request(.post, server.url, body: Array("{}".utf8))
    let results = exchange(get, post, get, Request(.delete, server.url), get)
    #expect(results.map { $0.response?.text } == ["0", "1", "2", "3", "4"])
    #expect(Set(server.seen.map(\.connection)) == [1])
  }

  @Test func parallelRequestsGoOverAsManyConnectionsAsAllowed() {
    let server = TestServer { _ in ok("x") }
    var options = CurlTransport.Options()
    options.connections = 3
    let loop = EventLoop()
    let transport = CurlTransport(on: loop, options: options)
    let (count, url) = (20, server.url)
    let answered = loop.run {
      await withTaskGroup(of: Int.self) { group in
        for _ in 0..<count {
          group.addTask { await transport.result(Request(.get, url)).response?.body.count ?? 0 }
        }
        return await group.reduce(0, +)
      }
    }
    #expect(answered == count)
    #expect(Set(server.seen.map(\.connection)).count <= 3)
  }

  @Test func aRequestIsSentAsItIs() throws {
    let server = TestServer { _ in ok("") }
    let url = server.url + "/a%20b/../c?d=%26"
    let headers = [Header("Accept", "application/json"), Header("Content-Type", "x/y"), Header("Blank", "")]
    let key = try APIKey(parsing: "sk_test_0123456789")
    _ = exchange(Request(.put, url, headers: headers, body: Array("body".utf8), key: key))
    let seen = try #require(server.seen.first)
    #expect(seen.line == "PUT /a%20b/../c?d=%26 HTTP/1.1")
    for line in [
      "User-Agent: wessaal/1.0", "Accept: application/json", "Content-Type: x/y", "Blank:",
      "X-API-Key: sk_test_0123456789", "Content-Length: 4",
    ] {
      #expect(seen.hasLine(line), "\(line)")
    }
    #expect(seen.text.hasSuffix("\r\n\r\nbody"))
    #expect(seen.text.contains("Accept-Encoding: ") && seen.text.contains("gzip"))
    #expect(!seen.text.contains("Cookie"))
  }

  @Test func aHandleForgetsTheRequestBefore() throws {
    let server = TestServer { _ in ok("", "Set-Cookie: a=b\r\n") }
    let first = Request(.post, server.url, headers: [Header("X-First", "1")], body: Array("body".utf8))
    _ = exchange(first, Request(.get, server.url), Request(.post, server.url))
    let (get, post) = try (#require(server.seen.dropFirst().first), #require(server.seen.last))
    #expect(get.line == "GET / HTTP/1.1")
    for word in ["X-First", "Content-Length", "Content-Type", "body", "Cookie"] {
      #expect(!get.text.contains(word), "\(word)")
    }
    #expect(post.hasLine("Content-Length: 0"))
    #expect(!post.text.contains("Content-Type"))
  }

  @Test func aLongBodyIsSentWithoutAsking() throws {
    let server = TestServer { _ in ok("") }
    let body = [UInt8](repeating: 0x61, count: 2_000_000)
    let results = exchange(Request(.post, server.url, body: body))
    #expect(results[0].response?.status == 200)
    let seen = try #require(server.seen.first)
    #expect(seen.text.utf8.count > body.count)
    #expect(!seen.text.prefix(2000).contains("Expect"))
  }

  @Test func aCompressedBodyIsDecoded() {
    let server = TestServer { _ in gzipped(gzippedHello) }
    #expect(exchange(Request(.get, server.url))[0].response?.text == "hello hello hello")
  }

  @Test func redirectsAreLeftToTheCaller() {
    let server = TestServer { _ in status(302, "Location: http://127.0.0.1:1/\r\n") }
    let response = exchange(Request(.get, server.url))[0].response
    #expect(response?.status == 302)
    #expect(response?[header: "location"] == "http://127.0.0.1:1/")
    #expect(server.seen.count == 1)
  }

  @Test func manyAnswersComeOneByOne() {
    let server = TestServer { ok("\($0)") }
    let loop = EventLoop()
    let transport = CurlTransport(on: loop)
    let url = server.url
    let inOrder = loop.run {
      for index in 0..<500 {
        guard await transport.result(Request(.get, url)).response?.text == "\(index)" else { return false }
      }
      return true
    }
    #expect(inOrder)
  }
}
