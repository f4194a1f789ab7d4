import Testing

/// Counts from a service are numbers, however large or wrong they are. They give no credits, and stop
/// nothing.
@Suite struct CountTests {
  private static let send = "messages send instance=my-instance recipient=+966501234567 content=x"

  /// Each send is answered with this charge.
  private func server(charging charge: String) -> RecordingServer {
    RecordingServer(
      json: #"""
        {"success":true,"data":{"message_id":7,"status":"pending","type":"text","recipient":"+966501234567","credits_charged":\#(charge)}}
        """#, status: 202)
  }

  @Test(arguments: ["-1", "-5", "-9223372036854775808", "-1e308", "-1e400", "-0.5"])
  func aChargeBelowNothingGivesNoCreditsBack(charge: String) throws {
    let server = server(charging: charge)
    for (options, code) in [
      (["--max-credits", "2"], "for n in 1..3 { \(Self.send) | ignore }"),
      ([], "budget 2 { for n in 1..3 { \(Self.send) | ignore } }"),
    ] {
      let before = server.seen.count
      let run = try wessaal(options + ["--yes", "-c", code], base: server.url)
      expect(run, status: 5, says: "must hold, but with 2 used already")
      #expect(server.seen.count - before == 2)
      #expect(!run.errors.contains("stopped after"), "\(run.errors)")
    }
  }

  @Test(arguments: ["9223372036854775807", "9223372036854775808", "1e308", "1e400"])
  func chargesPastAllCountingAreTheMostThereIs(charge: String) throws {
    let server = server(charging: charge)
    let run = try wessaal(
      ["-c", "for n in 1..3 { \(Self.send) | ignore }; fail \"enough\""], base: server.url)
    #expect(run.status == 1, "\(run)")
    let told = "stopped after 3 calls, 9,223,372,036,854,775,807 credits used (messages 7, 7, 7 sent)\n"
    #expect(run.errors.hasSuffix(told), "\(run.errors)")
  }

  @Test(arguments: ["-9223372036854775808", "-1", "9223372036854775807", "1e400"])
  func aBulkThatCountsItsFailuresWronglyFreesNoMoreThanItTook(failures: String) throws {
    let server = RecordingServer(
      json: #"""
        {"success":true,"data":{"total":2,"success_count":\#(failures),"failure_count":\#(failures),"results":[
          {"index":0,"success":true,"message_id":7},{"index":1,"success":true,"message_id":8}]}}
        """#)
    let bulk =
      "messages send-bulk instance=my-instance messages=[{recipient: +966501234567, content: a}, {recipient: +966501234567, content: b}]"
    let run = try wessaal(
      ["-c", "budget 3 { \(bulk) | ignore; \(bulk) | ignore; \(bulk) | ignore; \(bulk) | ignore }"],
      base: server.url)
    #expect(!run.wasKilled && [0, 5].contains(run.status), "\(run)")
    if failures.hasPrefix("-") {
      expect(run, status: 5, says: "must hold, but with 2 used already")
      #expect(server.seen.count == 1)
    }
  }

  @Test(arguments: ["9223372036854775807", "-9223372036854775808"])
  func aBulkWhoseRowsCountNowhereIsInDoubt(count: String) throws {
    let server = RecordingServer(
      json: #"""
        {"success":true,"data":{"total":100,"success_count":\#(count),"failure_count":\#(count),"results":[
          {"index":\#(count),"success":true,"message_id":7}]}}
        """#)
    let list = "messages=(1..150 | map {recipient: +966501234567, content: \"$(@)\"})"
    let run = try wessaal(["--yes", "-c", "messages send-bulk instance=i \(list)"], base: server.url)
    expect(run, status: 9, says: "leaves out 100 of 100")
    #expect(server.seen.count == 1)
  }

  @Test func placesInErrorsAreCountedAsFarAsTheyGo() throws {
    let server = RecordingServer { seen, number in
      number == 0
        ? .confirmed(seen)
        : .json(
          #"{"success":false,"message":"no","errors":{"messages.9223372036854775807.recipient":["x"],"messages.-9223372036854775808.a":"y"}}"#,
          status: 422)
    }
    let list = "messages=(1..150 | map {recipient: +966501234567, content: \"$(@)\"})"
    let run = try wessaal(["--yes", "-c", "messages send-bulk instance=i \(list)"], base: server.url)
    #expect(run.status == 3 && run.errors.contains("messages.9223372036854775807.recipient: x"), "\(run)")
  }

  @Test(arguments: [
    ("--credits", "9223372036854775807", "0 to 1000000000000"),
    ("--messages", "9223372036854775807", "0 to 10000000"),
  ]) func theSandboxHoldsWhatAMachineCan(option: String, number: String, range: String) throws {
    expect(
      try wessaal(["--sandbox", option, number, "ping"]), status: 2,
      says: "\(option) must be \(range), but is '\(number)'")
    expect(
      try wessaal(["sandbox", option, number]), status: 2,
      says: "\(option) must be \(range), but is '\(number)'")
  }

  /// A refund in addition to the most credits that a state file can hold.
  @Test func aStateWithAllTheCreditsThereAreIsReadAgain() throws {
    let folder = Folder()
    let fails = "messages send instance=my-instance recipient=+966501230000 content=x | ignore"
    let run = try folder.run(
      "\(fails)\nsandbox credits 1000000000000 | ignore\nsandbox advance 60s | ignore\nprint (me).pockets.whatsapp.balance",
      "--clock manual")
    #expect(run.status == 0, "\(run)")
    let again = try folder.run("print (me).pockets.whatsapp.balance", "--clock manual")
    #expect(again.output == "1000000000000\n", "\(again)")
  }

  @Test func aRoundingToAnyNumberOfDigitsHolds() throws {
    for digits in ["9223372036854775807", "-400", "400"] {
      let run = try wessaal(["-c", "round(1e300, \(digits)); round(1e-300, \(digits)); round(12, \(digits))"])
      #expect(!run.wasKilled && run.status == 0, "\(digits): \(run)")
    }
  }
}
