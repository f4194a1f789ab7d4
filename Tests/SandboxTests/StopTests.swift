import JSON
import TestSupport
import Testing

@testable import Sandbox

/// How a sandbox ends.
struct StopTests {
  @Test func connectionsThatAreKeptOpenAreClosed() async throws {
    let running = try SandboxServer.startInBackground()
    let port = running.address.port
    let request = "GET /integration/v1/ping HTTP/1.1\r\nHost: 127.0.0.1\r\nX-API-Key: sk_test_sandbox\r\n\r\n"
    let answers = aside { exchange(port: port, Array(request.utf8)) }
    let sandbox = Fixture(address: running.address)
    let end = ContinuousClock.now + .seconds(30)
    while ContinuousClock.now < end, try sandbox.control("GET", "requests").body.asArray?.isEmpty != false {
      try await Task.sleep(for: .milliseconds(5))
    }
    let time = try ContinuousClock().measure { try running.stop() }
    #expect(await answers.first { _ in true }??.status == 200)
    #expect(time < .seconds(20))
  }

  @Test func anAnswerThatIsHeldBackDoesNotHoldUpTheEnd() async throws {
    let running = try SandboxServer.startInBackground(Options(latency: .seconds(60)))
    let sandbox = Fixture(address: running.address)
    let body = sandbox.message(to: "+966501234567").jsonBytes()
    let answers = aside { sandbox.raw("POST", "/integration/v1/messages/send", body) }
    // The request is carried out at once. Only its answer is held back.
    let end = ContinuousClock.now + .seconds(30)
    while ContinuousClock.now < end, running.messages.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    let time = try ContinuousClock().measure { try running.stop() }
    _ = await answers.first { _ in true }
    #expect(time < .seconds(20))
  }

  @Test func answersAreHeldBackForTheLatency() throws {
    try withSandbox(Options(latency: .milliseconds(60))) { sandbox in
      let time = try ContinuousClock().measure { _ = try sandbox.get("/ping") }
      #expect(time >= .milliseconds(60))
    }
  }

  @Test func stoppingTwiceIsStoppingOnce() throws {
    let running = try SandboxServer.startInBackground()
    try running.stop()
    try running.stop()
  }
}

/// Runs a function that blocks on a thread of its own. It begins at once, however busy the threads of the tasks are.
private func aside<Result: Sendable>(_ body: @escaping @Sendable () -> Result) -> AsyncStream<Result> {
  let (stream, continuation) = AsyncStream.makeStream(of: Result.self)
  startThread {
    continuation.yield(body())
    continuation.finish()
  }
  return stream
}
