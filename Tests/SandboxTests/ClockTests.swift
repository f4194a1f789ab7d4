import JSON
import Testing

@testable import Sandbox

/// How messages move through their statuses.
struct ClockTests {
  @Test func aMessageIsDeliveredAtTheDocumentationsTimes() throws {
    try withSandbox { sandbox throws in
      try sandbox.send(to: "+966501234567")
      var seen: [String?] = []
      for _ in 0...7 {
        seen.append(try sandbox.status(of: 12345))
        try sandbox.advance(1)
      }
      #expect(
        seen == ["pending", "pending", "processing", "processing", "processing", "sent", "sent", "delivered"])
      let data = try sandbox.get("/messages/12345/status").data
      #expect(data["sent_at"] == "2025-01-15T10:30:05.000000Z")
      #expect(data["delivered_at"] == "2025-01-15T10:30:07.000000Z")
      #expect(data["failed_at"] == .null)
    }
  }

  @Test func aFailedMessageIsRefundedLaterThanItFails() throws {
    try withSandbox { sandbox throws in
      try sandbox.send(to: "+966501230000")
      try sandbox.advance(5)
      #expect(try sandbox.status(of: 12345) == "failed")
      #expect(try sandbox.balance() == 999)
      try sandbox.advance(2)
      #expect(try sandbox.status(of: 12345) == "refunded")
      #expect(try sandbox.balance() == 1000)
    }
  }

  @Test func aDelayMovesEverythingBack() throws {
    try withSandbox { sandbox throws in
      var body = sandbox.message(to: "+966501234567").asObject ?? Object()
      body["delay"] = 10_000
      _ = try sandbox.post("/messages/send", .object(body))
      body["delay"] = .int(.max)
      _ = try sandbox.post("/messages/send", .object(body))
      try sandbox.advance(16.5)
      #expect(try sandbox.status(of: 12345) == "sent")
      #expect(try sandbox.status(of: 12346) == "pending")
    }
  }

  @Test func aFastClockNeedsNoHelp() async throws {
    let server = try SandboxServer(Options(clock: .fast))
    let sandbox = Fixture(address: try await server.start())
    try sandbox.send(to: "+966501234567")
    // On this clock, the steps take milliseconds, and nobody moves the clock.
    let end = ContinuousClock.now + .seconds(30)
    while try sandbox.status(of: 12345) != "delivered", ContinuousClock.now < end {
      try await Task.sleep(for: .milliseconds(5))
    }
    #expect(try sandbox.status(of: 12345) == "delivered")
    try server.stop()
  }

  @Test(arguments: [ClockMode.real, .fast]) func onlyAManualClockCanBeAdvanced(mode: ClockMode) throws {
    try withSandbox(Options(clock: mode)) { sandbox throws in
      #expect(try sandbox.control("POST", "clock", ["advance_s": 1]).status == 409)
    }
  }

  @Test(arguments: [-1, "x", .null, 1e300] as [Value]) func theClockGoesForwardOnly(seconds: Value) throws {
    try withSandbox { sandbox throws in
      #expect(try sandbox.control("POST", "clock", ["advance_s": seconds]).status == 422)
    }
  }

  @Test func agendasGiveWhatIsDueInOrder() {
    var agenda = Agenda()
    var expected: [Int] = []
    for index in 0..<200 {
      let moment = Int64(index * 7919 % 101)
      agenda.add(Agenda.Entry(at: Timestamp(microseconds: moment), index: index))
      if moment <= 50 { expected.append(index) }
    }
    var got: [Agenda.Entry] = []
    while let entry = agenda.next(by: Timestamp(microseconds: 50)) { got.append(entry) }
    #expect(got == got.sorted())
    #expect(got.map(\.index).sorted() == expected)
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00.000000Z"), (-1, "1969-12-31T23:59:59.999999Z"),
      (951_782_400_000_000, "2000-02-29T00:00:00.000000Z"),
      (4_107_542_400_000_000, "2100-03-01T00:00:00.000000Z"),
      (1_736_937_000_000_001, "2025-01-15T10:30:00.000001Z"),
    ] as [(Int64, String)])
  func timesAreWrittenAsTheDocumentationHasThem(microseconds: Int64, text: String) {
    #expect(Timestamp(microseconds: microseconds).text.string == text)
  }
}
