import Testing

/// All rules for retries with all faults of the sandbox: how a read ends, how a write ends, and what the
/// sandbox's own record then has.
@Suite struct FaultTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var fault: String
    /// The exit status of a read that meets the fault once, and may be tried again.
    var read: Int32
    var write: Int32
    /// The kind of the write's error, where it fails.
    var kind = "in_doubt"
    /// How many messages there are after the write.
    var sent: Int

    var testDescription: String { fault }
  }

  static let cases = [
    Case(fault: "500", read: 0, write: 9, sent: 0), Case(fault: "503", read: 0, write: 9, sent: 0),
    Case(fault: "429", read: 0, write: 0, kind: "none", sent: 1),
    Case(fault: "drop-before", read: 0, write: 9, sent: 0),
    Case(fault: "drop-after", read: 0, write: 9, sent: 1),
    Case(fault: "slow:30s", read: 0, write: 9, sent: 1), Case(fault: "truncate", read: 0, write: 9, sent: 1),
    Case(fault: "garbage", read: 8, write: 9, sent: 1), Case(fault: "huge", read: 7, write: 9, sent: 1),
  ]

  private static let send = "messages send instance=my-instance recipient=+966501234567 content=hi"

  @Test(arguments: cases) func aReadIsTriedAgainAndAWriteOnlyWhereNothingWasDone(_ test: Case) throws {
    // Only a slow answer may run out of time, even on a busy machine.
    let timeout = test.fault.hasPrefix("slow") ? "3s" : "60s"
    let sandbox = ["--sandbox", "--fault", test.fault + "#1", "--timeout", timeout]
    #expect(try wessaal(sandbox + ["me"], within: 60).status == test.read)
    let write = try wessaal(
      sandbox + [
        "-c", "try { \(Self.send) | ignore; print none } catch e { print $e.kind }; sandbox messages | count",
      ],
      within: 60)
    #expect(write.output == "\(test.kind)\n\(test.sent)\n", "\(write)")
    #expect(try wessaal(sandbox + ["-c", Self.send], within: 60).status == test.write)
  }

  @Test func whatIsInDoubtIsFoundByTheNextRun() throws {
    for fault in ["drop-after#1", "truncate#1", "garbage#1"] {
      let folder = Folder()
      let script = folder.write("a.wsl", "once \"a\" { \(Self.send) } | ignore")
      let sandbox = "\"$W\" --sandbox --state '\(folder.path)/s'"
      #expect(try shell("\(sandbox) --fault \(fault) '\(script)'").status == 9)
      let again = try shell("\(sandbox) '\(script)' && \(sandbox) -c 'sandbox messages | count'")
      #expect(again.status == 0 && again.output == "1\n", "\(fault): \(again)")
    }
  }

  @Test func aNumberOfTheRequestsThatMeetAFault() throws {
    let run = try wessaal([
      "--sandbox", "-c",
      "sandbox fault 404@1 | ignore",
    ])
    #expect(run.status == 3 && run.errors.contains("a fault must be 500, 503, 429"), "\(run)")
    let cleared = try wessaal([
      "--sandbox", "--retry", "0", "-c",
      "sandbox fault 500@1 | ignore; print (fails { ping }).kind; sandbox fault | ignore; (ping).message",
    ])
    #expect(cleared.output == "server\n\"pong\"\n", "\(cleared)")
  }
}
