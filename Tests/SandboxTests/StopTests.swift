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
    async let answer = aside { exchange(port: port, Array(request.utf8)) }
    let sandbox = Fixture(address: running.address)
    let end = ContinuousClock.now + .seconds(30)
    while ContinuousClock.now < end, try sandbox.control("GET", "requests").body.asArray?.isEmpty != false {
      try await Task.sleep(for: .milliseconds(5))
    }
    let time = try ContinuousClock().measure { try running.stop() }
    #expect(await answer?.status == 200)
    #expect(time < .seconds(20))
  }

  @Test func anAnswerThatIsHeldBackDoesNotHoldUpTheEnd() async throws {
    let running = try SandboxServer.startInBackground(Options(latency: .seconds(60)))
    let sandbox = Fixture(address: running.address)
    let body = sandbox.message(to: "+966501234567").jsonBytes()
    async let answer = aside { sandbox.raw("POST", "/integration/v1/messages/send", body) }
    // The request is carried out at once. Only its answer is held back.
    let end = ContinuousClock.now + .seconds(30)
    while ContinuousClock.now < end, running.messages.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    let time = try ContinuousClock().measure { try running.stop() }
    _ = await answer
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

/// Runs a function that blocks, on a thread that no task waits for.
private func aside<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
  await withCheckedContinuation { continuation in
    startThread { continuation.resume(returning: body()) }
  }
}
