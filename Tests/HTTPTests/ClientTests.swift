import HTTP
import Synchronization
import Testing
import Verbs

/// A transport that gives the answers of a list. Only sleeping moves its clock.
final class Script: Transport {
  private struct State {
    var results: [Result<Response, TransportError>]
    var time = 1000.0
    var sleeps: [Double] = []
    var sent: [Double] = []
  }

  private let state: Mutex<State>

  /// After the end of the list, the last result is given again.
  init(_ results: [Result<Response, TransportError>]) {
    state = Mutex(State(results: results))
  }

  var sleeps: [Double] { state.withLock { $0.sleeps } }

  /// When each request was sent.
  var sent: [Double] { state.withLock { $0.sent } }

  func send(_ request: Request) async throws(TransportError) -> Response {
    let result = state.withLock { state in
      state.sent.append(state.time)
      return state.results.count > 1 ? state.results.removeFirst() : state.results[0]
    }
    return try result.get()
  }

  var surroundings: Surroundings {
    Surroundings(
      now: { self.state.withLock { $0.time } },
      date: { 784_111_777 },  // Sun, 06 Nov 1994 08:49:37 GMT
      random: { 0.5 },
      sleep: { (seconds: Double) async throws(CancellationError) in
        if Task.isCancelled { throw CancellationError() }
        self.state.withLock { state in
          state.sleeps.append(seconds)
          state.time += seconds
        }
      })
  }
}

func client(
  _ script: Script, attempts: Int = 3, limiter: RateLimiter = RateLimiter()
) throws -> Client {
  Client(
    transport: script, base: try BaseURL(parsing: "https://example.com/v1"),
    key: try APIKey(parsing: "sk_test_0123456789"), surroundings: script.surroundings,
    retry: RetryPolicy(attempts: attempts), limiter: limiter)
}

func answer(_ status: Int, retryAfter: String? = nil) -> Result<Response, TransportError> {
  let headers = retryAfter.map { [Header("retry-after", $0)] } ?? []
  return .success(Response(status: status, headers: headers))
}

func failure(
  _ kind: TransportError.Kind, _ acted: TransportError.Acted
) -> Result<Response, TransportError> {
  .failure(TransportError(kind, host: "example.com", acted: acted))
}

@Suite struct ClientTests {
  struct Rule: Sendable, CustomTestStringConvertible {
    var result: Result<Response, TransportError>
    /// How many requests are sent where every answer is the same, and three attempts are allowed.
    var reads: Int
    var writes: Int
    var isInDoubt = false

    var testDescription: String {
      switch result {
      case .success(let response): "\(response.status)"
      case .failure(let error): "\(error.kind), acted: \(error.acted)"
      }
    }
  }

  static let rules = [
    Rule(result: answer(200), reads: 1, writes: 1),
    Rule(result: answer(302), reads: 1, writes: 1, isInDoubt: true),
    Rule(result: answer(303), reads: 1, writes: 1, isInDoubt: true),
    Rule(result: answer(307), reads: 1, writes: 1),
    Rule(result: answer(400), reads: 1, writes: 1),
    Rule(result: answer(408), reads: 1, writes: 1, isInDoubt: true),
    Rule(result: answer(429), reads: 3, writes: 3),
    Rule(result: answer(500), reads: 3, writes: 1, isInDoubt: true),
    Rule(result: answer(501), reads: 3, writes: 1, isInDoubt: true),
    Rule(result: answer(502), reads: 3, writes: 1, isInDoubt: true),
    Rule(result: answer(503), reads: 3, writes: 1, isInDoubt: true),
    Rule(result: answer(504), reads: 3, writes: 1, isInDoubt: true),
    Rule(result: answer(520), reads: 3, writes: 1, isInDoubt: true),
    Rule(result: answer(599), reads: 3, writes: 1, isInDoubt: true),
    Rule(result: failure(.unresolved, .no), reads: 3, writes: 3),
    Rule(result: failure(.refused, .no), reads: 3, writes: 3),
    Rule(result: failure(.timeout(.connect, seconds: 1), .no), reads: 3, writes: 3),
    Rule(result: failure(.timeout(.total, seconds: 1), .unknown), reads: 3, writes: 1, isInDoubt: true),
    Rule(result: failure(.lost, .unknown), reads: 3, writes: 1, isInDoubt: true),
    Rule(result: failure(.truncated, .unknown), reads: 3, writes: 1, isInDoubt: true),
    Rule(result: failure(.garbage, .unknown), reads: 1, writes: 1, isInDoubt: true),
    Rule(result: failure(.tooLarge(limit: 1), .unknown), reads: 1, writes: 1, isInDoubt: true),
    Rule(result: failure(.tls, .no), reads: 1, writes: 1),
    Rule(result: failure(.insecure, .no), reads: 1, writes: 1),
    Rule(result: failure(.cancelled, .unknown), reads: 1, writes: 1, isInDoubt: true),
  ]

  @Test(arguments: rules) func eachFailureIsRetriedByItsRule(rule: Rule) async throws {
    let (reads, writes) = (Script([rule.result]), Script([rule.result]))
    let (reader, writer) = (try client(reads), try client(writes))
    let read = await reader.send(reader.request(.get, "/x"))
    #expect(read.attempts == rule.reads && reads.sent.count == rule.reads)
    #expect(!read.isInDoubt)
    for method in [Method.post, .put, .delete] {
      let script = Script([rule.result])
      let written = try await client(script).send(writer.request(method, "/x"))
      #expect(written.attempts == rule.writes && script.sent.count == rule.writes)
      #expect(written.isInDoubt == rule.isInDoubt)
    }
  }

  @Test func theFirstGoodAnswerEndsTheRetries() async throws {
    let script = Script([answer(503), failure(.lost, .unknown), answer(200)])
    let client = try client(script)
    let outcome = await client.send(client.request(.get, "/x"))
    #expect(outcome.result.response?.status == 200)
    #expect(outcome.attempts == 3)
    #expect(script.sleeps == [0.375, 0.75])
  }

  @Test(arguments: [
    ("7", 7.0), ("Sun, 06 Nov 1994 08:49:47 GMT", 10), ("Sunday, 06-Nov-94 08:49:47 GMT", 10),
    ("Sun Nov  6 08:49:47 1994", 10), ("Sun, 06 Nov 1994 08:00:00 GMT", 0), ("soon", 0.375), ("-1", 0.375),
    // RFC 9110 §10.2.3 allows only digits.
    ("1e1", 0.375), ("0.0000001", 0.375), ("7.0", 0.375), ("+7", 0.375), ("0x7", 0.375), ("", 0.375),
    ("7, 8", 0.375), ("٧", 0.375), ("nan", 0.375), ("inf", 0.375), ("007", 7), ("0", 0),
    ("Sun, +6 Nov 1994 08:49:47 GMT", 0.375), ("Sun, 06 Nov 1994 08:49:+7 GMT", 0.375),
  ])
  func theServerSaysHowLongToWait(header: String, seconds: Double) async throws {
    let script = Script([answer(429, retryAfter: header), answer(200)])
    let client = try client(script)
    let outcome = await client.send(client.request(.post, "/x"))
    #expect(outcome.result.response?.status == 200)
    #expect(script.sleeps.reduce(0, +) == seconds)
  }

  @Test func aWaitThatIsTooLongIsNotBegun() async throws {
    let script = Script([answer(429, retryAfter: "86400"), answer(200)])
    let client = try client(script)
    let outcome = await client.send(client.request(.get, "/x"))
    #expect(outcome.result.response?.status == 429)
    #expect(script.sleeps.isEmpty)
  }

  @Test(arguments: [
    "301", "9223372036854775807", "9223372036854775808", String(repeating: "9", count: 400),
    "Fri, 31 Dec 9999 23:59:59 GMT",
  ]) func howeverLongAWaitIsItIsANumber(header: String) async throws {
    let script = Script([answer(429, retryAfter: header), answer(200)])
    let client = try client(script)
    let outcome = await client.send(client.request(.get, "/x"))
    #expect(outcome.attempts == 1 && script.sleeps.isEmpty)
    #expect(outcome.retryAfter.map { (301...0x1p31).contains($0) } == true)
  }

  /// Where the answer has no date, a date counts from this machine's clock, and may be only a
  /// moment away.
  @Test(arguments: ["0.0000001", "1e-9", "0", "Sun, 06 Nov 1994 08:49:38 GMT", "", "x"])
  func whateverItSaysTheTriesComeToAnEnd(header: String) async throws {
    for method in [Method.get, .post] {
      let script = Script([answer(429, retryAfter: header)])
      var client = try client(script)
      client.surroundings.date = { 784_111_777.999_999_9 }
      let outcome = await client.send(client.request(method, "/x"))
      #expect(outcome.attempts <= 301 && outcome.result.response?.status == 429)
    }
  }

  @Test func theOutcomeTellsHowLongToWait() async throws {
    for (header, seconds) in [("1800", 1800.0), ("Sun, 06 Nov 1994 08:59:37 GMT", 600), ("soon", nil)] {
      let client = try client(Script([answer(429, retryAfter: header)]), attempts: 1)
      #expect(await client.send(client.request(.post, "/x")).retryAfter == seconds)
    }
  }

  @Test func theWaitDoublesUpToItsLimit() async throws {
    let script = Script([answer(503)])
    let client = try client(script, attempts: 70)
    _ = await client.send(client.request(.get, "/x"))
    #expect(script.sleeps.prefix(3) == [0.375, 0.75, 1.5])
    #expect(script.sleeps.last == 22.5)
    #expect(script.sleeps.count == 69)
  }

  @Test func requestsBeyondTheBurstKeepTheRate() async throws {
    let script = Script([answer(200)])
    let client = try client(script, limiter: RateLimiter(perHour: 3600, burst: 2))
    for _ in 0..<4 { _ = await client.send(client.request(.get, "/x")) }
    #expect(script.sent == [1000, 1000, 1001, 1002])
  }

  @Test func aRefusalForTheRateHoldsBackOtherCalls() async throws {
    let script = Script([answer(429, retryAfter: "5"), answer(200)])
    let client = try client(script, attempts: 1)
    for _ in 0..<2 { _ = await client.send(client.request(.get, "/x")) }
    #expect(script.sent == [1000, 1005])
  }

  @Test func aRateIsWaitedForUntilTheWaitIsTooLong() async throws {
    let script = Script([answer(429, retryAfter: "60")])
    let client = try client(script)
    let outcome = await client.send(client.request(.post, "/x"))
    #expect(outcome.result.response?.status == 429)
    #expect(script.sleeps.reduce(0, +) >= 300 && outcome.attempts == 6)
  }

  @Test func attemptsThatTheUserCountedEndTheWaitForTheRate() async throws {
    let script = Script([answer(429, retryAfter: "1")])
    var client = try client(script, attempts: 2)
    client.retry.countsLimited = true
    #expect(await client.send(client.request(.post, "/x")).attempts == 2)
  }

  @Test func aServerThatNamesNoTimeAtAllIsNotAskedForEver() async throws {
    let script = Script([answer(429, retryAfter: "0")])
    let client = try client(script)
    #expect(await client.send(client.request(.post, "/x")).attempts == 3)
  }

  @Test func aRateThatWasTooHighGrowsAgainSlowly() {
    let limiter = RateLimiter(perHour: 36_000, burst: 100)
    #expect(limiter.take(now: 0) == 0)
    limiter.pause(for: 2, now: 0)
    // The first one is sent when the pause is over, and then one every two seconds.
    #expect(limiter.take(now: 0) == 2)
    #expect(limiter.take(now: 0) == 4)
    limiter.giveBack()
    limiter.succeed()
    #expect(abs(limiter.take(now: 2) - 2 / 1.1) < 1e-9)
    for _ in 0..<40 { limiter.succeed() }
    limiter.giveBack()
    #expect(abs(limiter.take(now: 2) - 0.1) < 1e-9)
  }

  @Test func observersSeeEachAttempt() async throws {
    let script = Script([answer(503), answer(200)])
    var client = try client(script)
    let told = Mutex<[String]>([])
    client.onExchange = { exchange in
      told.withLock { $0.append("\(exchange.attempt): \(exchange.result.response?.status ?? 0)") }
    }
    client.onRetry = { retry in told.withLock { $0.append("\(retry.attempt) in \(retry.delay) s") } }
    _ = await client.send(client.request(.get, "/x"))
    #expect(told.withLock { $0 } == ["1: 503", "2 in 0.375 s", "2: 200"])
  }

  @Test func cancellingEndsTheWaitForARetry() async throws {
    let client = try client(Script([answer(429)]))
    let outcome = await Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await client.send(client.request(.post, "/x"))
    }.value
    #expect(outcome.result.error?.kind == .cancelled)
    #expect(outcome.attempts == 1)
    #expect(!outcome.isInDoubt)
  }

  @Test func aRequestNamesPathQueryKeyAndFormat() throws {
    let client = try client(Script([answer(200)]))
    let request = client.request(.post, "/messages", query: [("a b", "ü&=")], body: Array("{}".utf8))
    #expect(request.url == "https://example.com/v1/messages?a%20b=%C3%BC%26%3D")
    #expect(request.key == client.key)
    #expect(
      request.headers == [
        Header("Accept", "application/json"), Header("Content-Type", "application/json"),
      ])
  }
}
