import JSON
import Testing

/// `doctor` where something is wrong.
@Suite struct DoctorTests {
  private func checks(_ outcome: Outcome) throws -> [String: Value] {
    let report = try Value(parsing: outcome.output)
    let checks = report["checks"]?.asArray ?? []
    return Dictionary(checks.map { ($0["name"]?.asString ?? "", $0) }) { first, _ in first }
  }

  @Test func aClockThatIsWrongIsTold() throws {
    let server = RecordingServer(knowsAccount: false) { _, _ in
      .json(
        #"{"success":true,"data":{"api_key":{"name":"k","permissions":[]},"pockets":{"whatsapp":{"balance":5}}}}"#,
        headers: "Date: Wed, 15 Jan 2025 10:30:00 GMT\r\n")
    }
    let outcome = try wessaal(["--output", "json", "doctor"], base: server.url)
    let checks = try checks(outcome)
    #expect(outcome.status == 0 && checks["clock"]?["verdict"] == "warn", "\(outcome)")
    #expect(checks["clock"]?["said"]?.asString?.hasSuffix("ahead of the service's") == true)
    #expect(checks["instances"]?["said"] == "not read: needs the permission manage_instances")
  }

  @Test func withoutADateInTheAnswerPingTellsTheTime() throws {
    let sandbox = try SandboxProcess.shared.get()
    let outcome = try wessaal(["--output", "json", "doctor"], base: sandbox.url, key: sandbox.key)
    let said = try checks(outcome)["clock"]?["said"]
    #expect(said == "within 2 s of the service's", "\(outcome)")
  }

  @Test(arguments: [
    (#"{"success":false,"message":"no"}"#, 401, "key", Int32(4)),
    (
      #"{"data":{"api_key":{"permissions":[]},"pockets":{"whatsapp":{"balance":0}}}}"#, 200, "credits",
      Int32(5)
    ),
  ]) func whatFailsSaysHowTheProgramEnds(json: String, status: Int, name: String, exit: Int32) throws {
    let server = RecordingServer(json: json, status: status, knowsAccount: false)
    let outcome = try wessaal(["--output", "json", "doctor"], base: server.url)
    #expect(outcome.status == exit, "\(outcome)")
    try #expect(checks(outcome)[name]?["verdict"] == "fail")
  }

  /// A list that the service does not give is a fault; one that the key may not read is not.
  @Test(arguments: [("/instances", "instances"), ("/messages", "failures")])
  func aListThatTheServiceDoesNotGiveIsAFault(path: String, name: String) throws {
    let server = RecordingServer(knowsAccount: false) { seen, _ in
      if seen.target.contains(path) { return .json(#"{"success":false,"message":"down"}"#, status: 500) }
      if !seen.target.hasSuffix("/me") { return .json(#"{"success":true,"data":{"data":[],"total":0}}"#) }
      return .json(
        #"{"success":true,"data":{"api_key":{"permissions":["manage_instances","read_messages"]},"pockets":{}}}"#
      )
    }
    let outcome = try wessaal(["--retry", "0", "--output", "json", "doctor"], base: server.url)
    #expect(outcome.status == 8 && outcome.errorCount == 1, "\(outcome)")
    try #expect(checks(outcome)[name]?["verdict"] == "fail", "\(outcome)")
  }

  @Test(arguments: [
    ("http://127.0.0.1:9/integration/v1", "connection"), ("https://no.such.host.invalid/v1", "name"),
    ("http://no.such.host.invalid/v1", "connection"),
  ]) func theStepThatFailedIsNamedAndTheRestIsNotTried(base: String, name: String) throws {
    let outcome = try wessaal(["--output", "json", "doctor"], base: base, within: 20)
    #expect(outcome.status == 7, "\(outcome)")
    let checks = try checks(outcome)
    #expect(checks[name]?["verdict"] == "fail" && checks["key"]?["verdict"] == "skipped", "\(checks)")
  }

  @Test func aDoctorsVisitCanBeReplayed() throws {
    let folder = Folder()
    let sandbox = try SandboxProcess.shared.get()
    let visit = "(doctor).checks | map @.verdict | join \" \""
    let outcome = try wessaal(
      ["-c", "\(visit); record save d.jsonl; replay d.jsonl; \(visit)"], base: sandbox.url, key: sandbox.key,
      environment: ["HOME": folder.path], folder: folder.path)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 2 && lines[0] == lines[1], "\(outcome)")
  }
}
