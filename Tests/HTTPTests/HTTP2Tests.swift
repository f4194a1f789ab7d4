import Testing
import Verbs

@testable import HTTP

/// An HTTP/2 server can say that it did not act on a request (RFC 9113 §8.7). Such a write may be repeated,
/// and no other write whose answer was lost.
@Suite struct HTTP2Tests {
  private static func exchange(
    _ server: HTTP2Server, _ count: Int, _ method: Method = .post
  ) -> [Result<Response, TransportError>] {
    var options = CurlTransport.Options()
    options.assumesHTTP2 = server.certificate == nil
    options.certificateFile = server.certificate
    options.timeout = 10
    let loop = EventLoop()
    let transport = CurlTransport(on: loop, options: options)
    let url = server.url
    return loop.run {
      var results: [Result<Response, TransportError>] = []
      for _ in 0..<count {
        results.append(await transport.result(Request(method, url, body: Array("{}".utf8))))
      }
      return results
    }
  }

  /// Answers `before` requests normally, and then as the test says. libcurl 7.88 sends only one request over
  /// a connection without TLS, so a connection that is kept has TLS here.
  private static func server(
    after before: Int, _ answer: @escaping @Sendable (UInt32) -> [HTTP2Server.Frame]
  ) throws -> HTTP2Server {
    let frames: @Sendable (Int, UInt32) -> [HTTP2Server.Frame]? = { number, stream in
      number < before ? [.ok] : answer(stream)
    }
    return before == 0
      ? HTTP2Server(plain: frames) : try #require(HTTP2Server(tls: frames), "openssl must be installed")
  }

  @Test(arguments: [0, 1, 2], [Method.post, .put, .delete]) func aRefusedStreamIsCertain(
    before: Int, method: Method
  ) throws {
    let server = try Self.server(after: before) { _ in [.reset(HTTP2Server.refused)] }
    let results = Self.exchange(server, before + 1, method)
    #expect(results.dropLast().allSatisfy { $0.response?.status == 200 && $0.response?.version == "2" })
    #expect(results.last?.error?.kind == .turnedAway, "\(results)")
    #expect(results.last?.error?.acted == .no)
    #expect(results.last?.error?.isTransient == true)
    // The transport sends it once, because only the retry policy may repeat it.
    #expect(server.streams.count == before + 1)
  }

  @Test(arguments: [0, 1, 2], [HTTP2Server.noError, HTTP2Server.internalError])
  func aGoAwayBelowTheStreamIsCertain(before: Int, code: UInt32) throws {
    let server = try Self.server(after: before) { [.goAway(last: $0 > 2 ? $0 - 2 : 0, error: code)] }
    let results = Self.exchange(server, before + 1)
    #expect(results.last?.error?.kind == .turnedAway, "\(results)")
    #expect(results.last?.error?.acted == .no)
    #expect(server.streams.count == before + 1)
  }

  private static let doubts: [[HTTP2Server.Frame]] = [
    [.reset(HTTP2Server.cancel)], [.reset(HTTP2Server.internalError)], [.reset(HTTP2Server.protocolError)],
    [.reset(HTTP2Server.noError)], [.reset(HTTP2Server.tooMuch)], [.reset(HTTP2Server.needsHTTP1)],
    [.goAway(last: 99, error: HTTP2Server.noError), .reset(HTTP2Server.cancel)],
    [.goAway(last: 0x7FFF_FFFF, error: HTTP2Server.noError), .reset(HTTP2Server.internalError)],
  ]

  /// Each case is tried as the first request of a connection, and as a later one.
  @Test(arguments: doubts, [0, 1]) func anythingElseIsInDoubt(_ frames: [HTTP2Server.Frame], before: Int)
    throws
  {
    let server = try Self.server(after: before) { _ in frames }
    let last = Self.exchange(server, before + 1).last
    #expect(last?.error != nil && last?.error?.acted == .unknown, "\(String(describing: last))")
    #expect(server.streams.count == before + 1)
  }

  @Test(arguments: [
    [HTTP2Server.Frame.close], [.head, .close], [.head, .reset(HTTP2Server.cancel)],
    [.goAway(last: 99, error: HTTP2Server.noError), .close],
  ]) func aConnectionThatBreaksIsInDoubt(_ frames: [HTTP2Server.Frame]) {
    let server = HTTP2Server(plain: { _, _ in frames })
    let error = Self.exchange(server, 1)[0].error
    #expect(error != nil && error?.acted == .unknown, "\(String(describing: error))")
  }

  /// A server that has begun to answer has not turned the request away, even where it says so afterwards.
  @Test(
    arguments: [
      [HTTP2Server.Frame.head, .reset(HTTP2Server.refused)],
      [.together([.head, .reset(HTTP2Server.refused)])],
      [.head, .goAway(last: 0, error: HTTP2Server.noError), .reset(HTTP2Server.refused)],
      [.together([.head, .goAway(last: 0, error: HTTP2Server.noError), .reset(HTTP2Server.refused)])],
      [.together([.head, .goAway(last: 0, error: HTTP2Server.noError), .reset(HTTP2Server.cancel)])],
      [.together([.interim, .reset(HTTP2Server.refused)])],
    ], [0, 1]) func whatHasBegunToAnswerIsInDoubt(_ frames: [HTTP2Server.Frame], before: Int) throws
  {
    let server = try Self.server(after: before) { _ in frames }
    let last = Self.exchange(server, before + 1).last
    #expect(last?.error != nil && last?.error?.acted == .unknown, "\(String(describing: last))")
    #expect(last?.error?.kind != .turnedAway && server.streams.count == before + 1)
  }

  /// A handle remembers that its request was refused. Its next request must not be taken for a refused one.
  @Test func whatWasRefusedSaysNothingOfTheNext() {
    let server = HTTP2Server(plain: { number, _ in number == 0 ? [.reset(HTTP2Server.refused)] : [.close] })
    let results = Self.exchange(server, 3)
    #expect(results[0].error?.acted == .no)
    #expect(results[1].error?.acted == .unknown && results[2].error?.acted == .unknown)
  }

  /// libcurl tells only one of them what the server said, but it concerns all that come after the last
  /// stream.
  @Test func ofSeveralOnOneConnectionThoseBeyondTheLastAreUndone() throws {
    let frames: @Sendable (Int, UInt32) -> [HTTP2Server.Frame]? = { number, stream in
      if number == 0 { return [.ok] }
      return number < 4 ? nil : [.goAway(last: stream - 4, error: HTTP2Server.noError)]
    }
    let server = try #require(HTTP2Server(tls: frames), "openssl must be installed")
    var options = CurlTransport.Options()
    options.certificateFile = server.certificate
    options.timeout = 10
    let loop = EventLoop()
    let transport = CurlTransport(on: loop, options: options)
    let post = Request(.post, server.url, body: Array("{}".utf8))
    let acted = loop.run {
      _ = await transport.result(post)
      return await withTaskGroup(of: TransportError.Acted?.self) { group in
        for _ in 0..<4 { group.addTask { await transport.result(post).error?.acted } }
        return await group.reduce(into: []) { $0.append($1) }
      }
    }
    #expect(server.streams.count == 5 && acted.count { $0 == .no } == 2, "\(acted)")
    #expect(acted.count { $0 == .unknown } == 2)
  }

  @Test func aWriteThatWasTurnedAwayIsTriedAgain() async throws {
    let turned = failure(.turnedAway, .no)
    let script = Script([turned, turned, answer(202)])
    let client = try client(script)
    let outcome = await client.send(client.request(.post, "/x"))
    #expect(outcome.result.response?.status == 202 && outcome.attempts == 3)
    let refusing = Script([turned])
    let last = try await Self.outcome(refusing)
    #expect(last.attempts == 3 && !last.isInDoubt)
  }

  private static func outcome(_ script: Script) async throws -> Outcome {
    let client = try client(script)
    return await client.send(client.request(.post, "/x"))
  }
}
