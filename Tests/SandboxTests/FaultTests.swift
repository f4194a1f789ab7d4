import JSON
import Testing

@testable import Sandbox

/// Faults that are made on purpose, and whether the request was acted on.
struct FaultTests {
  @Test(arguments: [
    ("500#1", 500, 0), ("503#1", 503, 0), ("429#1", 429, 0), ("garbage#1", 202, 1), ("slow:1ms#1", 202, 1),
  ])
  func anAnswerComes(option: String, status: Int, sent: Int) throws {
    try withSandbox(Options(faults: [FaultRule(option: option)])) { sandbox in
      let answer = try sandbox.send(to: "+966501234567")
      #expect(answer.status == status)
      #expect((answer.body == .null) == (option == "garbage#1"))
      #expect(status != 429 || answer.headers["retry-after"] == "1")
      #expect(try sandbox.truth.count == sent)
      #expect(try sandbox.send(to: "+966501234567").status == 202)
    }
  }

  @Test(arguments: [("drop-before#1", 0), ("drop-after#1", 1)])
  func noAnswerComes(option: String, sent: Int) throws {
    try withSandbox(Options(faults: [FaultRule(option: option)])) { (sandbox) throws in
      let body = sandbox.message(to: "+966501234567")
      #expect(sandbox.raw("POST", "/integration/v1/messages/send", body.jsonBytes()) == nil)
      #expect(try sandbox.truth.count == sent)
      #expect(try sandbox.send(to: "+966501234567").status == 202)
    }
  }

  @Test func halfOfABodyComes() throws {
    let whole = try withSandbox(Options(clock: .manual)) { try $0.get("/me") }
    try withSandbox(Options(clock: .manual, faults: [FaultRule(option: "truncate#1")])) { sandbox in
      let half = try sandbox.get("/me")
      #expect(half.headers["content-length"] == String(whole.text.utf8.count))
      #expect(half.text.utf8.count == whole.text.utf8.count / 2)
    }
  }

  @Test func theSameSeedMeetsTheSameRequests() throws {
    func statuses(_ seed: UInt64) throws -> [Int] {
      try withSandbox(Options(faults: [FaultRule(option: "503@0.5")], seed: seed)) { sandbox in
        try (1...40).map { _ in try sandbox.get("/ping").status }
      }
    }
    let (first, again, other) = (try statuses(1), try statuses(1), try statuses(2))
    #expect(first == again && first != other)
    #expect((8...32).contains(first.count { $0 == 503 }))
  }

  @Test func theControlRouteTakesOtherRules() throws {
    try withSandbox(Options(faults: [FaultRule(option: "500@1")])) { sandbox in
      #expect(try sandbox.get("/ping").status == 500)
      #expect(try sandbox.control("POST", "faults", ["faults": ["503#2"]]).status == 200)
      let statuses = try (1...3).map { _ in try sandbox.get("/ping").status }
      #expect(statuses == [200, 503, 200])
      let refused = try sandbox.control("POST", "faults", ["faults": ["teapot@1"]])
      #expect(refused.status == 422 && refused.errors("faults").first?.contains("but is 'teapot@1'") == true)
    }
  }

  @Test(arguments: ["", "503", "503@2", "503@x", "503#0", "418@1", "slow@1", "slow:2@1", "slow:-1s@1", "@1"])
  func whatIsNoFaultIsRefused(option: String) {
    #expect(throws: SandboxError.unknownFault(option)) { try FaultRule(option: option) }
  }
}

extension Fixture {
  fileprivate var truth: [Value] { get throws { try control("GET", "messages").body.asArray ?? [] } }
}
