import Glibc
import JSON
import Testing

/// `--since` and `--until` take a moment or an age, and distinguish them.
@Suite struct SinceTests {
  /// Three messages: from a minute ago, three days ago, and three years ago.
  private static func server() -> RecordingServer {
    let now = Int64(time(nil))
    let rows: [Value] = [60, 3 * 86400, 1100 * 86400].enumerated().map { place, age in
      ["id": .int(Int64(3 - place)), "created_at": Value(iso(now - Int64(age)))]
    }
    return RecordingServer(json: (["data": ["data": .array(rows), "total": 3]] as Value).json)
  }

  private static func iso(_ seconds: Int64) -> String {
    var (moment, parts) = (time_t(seconds), tm())
    gmtime_r(&moment, &parts)
    var text = [CChar](repeating: 0, count: 40)
    strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
    return text.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  }

  @Test(arguments: [
    ("--since (now() - 2h)", 1), ("--since (now() - 4d)", 2), ("--since (time(\"2000-01-01\"))", 3),
    ("--since 2h", 1), ("--since (2h)", 1), ("--since 7200", 1), ("--since 99999999", 3),
    ("--since 2000d", 3),
    ("--since 1000d", 2), ("--until (now() - 2h)", 2), ("--until (now())", 3), ("--until now", 3),
    ("--until (now() - 4d)", 1), ("--until 4d", 1), ("--until 2030-01-01", 3), ("--until 1500d", 0),
    ("--since (now() - 4d) --until (now() - 1d)", 1), ("--since 2000-01-01T00:00:00Z", 3),
    ("--since 100000000", 3), ("--since (today() - 5d) --until (yesterday() - 0)", 1),
  ]) func aMomentIsNoAge(_ flags: String, count: Int) throws {
    let server = Self.server()
    let run = try wessaal(["-c", "messages list \(flags) | length"], base: server.url)
    #expect(run.status == 0 && run.output == "\(count)\n", "\(run)")
  }

  @Test(arguments: ["today", "yesterday"]) func aDayIsTheSameAsAWordAndAsACall(day: String) throws {
    let run = try wessaal([
      "--sandbox", "--messages", "200", "-c",
      "print \"$(messages list --since \(day) | length) $(messages list --since (\(day)()) | length)\"",
    ])
    let counts = run.output.split(whereSeparator: \.isWhitespace)
    #expect(counts.count == 2 && counts[0] == counts[1], "\(run)")
  }

  @Test func aMomentThatIsStillToComeIsTold() throws {
    let server = Self.server()
    for (lead, says) in [("1h", true), ("1m", false)] {
      let run = try wessaal(["-c", "messages list --since (now() + \(lead)) | length"], base: server.url)
      #expect(run.status == 0 && run.output == "0\n", "\(run)")
      #expect(run.errors.contains("warning: --since begins") == says, "\(run)")
    }
  }

  /// A value that nobody can mean is refused: by the check where it is a literal, else during the
  /// run.
  @Test(arguments: [
    ("--since (-5)", true), ("--until (-1d)", true), ("--since (now())", true), ("--since (now)", true),
    ("--since now", true), ("--since (time(\"soon\"))", true), ("--until (time(\"2025-13-01\"))", true),
    ("--since 1735689600000", true), ("--until 1735689600000", true), ("--since true", true),
    ("--since 2h --until 4h", true), ("--since today --until yesterday", true),
    ("--since 2025-02-01 --until 2025-01-01", true),
    ("--since (time(\"2025-02-01\")) --until 2025-01-01", true),
    ("--since (now() + 2d)", false), ("--since 2999-01-01", false), ("--since (now() * 1000)", false),
    ("--since (now() - 1e12)", false), ("--since (\"so\" + \"on\")", true),
    ("--since (length(\"ab\") - 5)", false),
  ]) func whatCannotBeMeantIsRefused(_ flags: String, isChecked: Bool) throws {
    let folder = Folder()
    let server = Self.server()
    let file = folder.write("s.wsl", "messages list \(flags) | length")
    let check = try wessaal(["check", file], key: nil)
    #expect(check.status == (isChecked ? 2 : 0), "\(check)")
    let run = try wessaal([file], base: server.url, folder: folder.path)
    #expect(run.status == 2 && run.errorCount == 1 && run.output == "", "\(run)")
    #expect(server.seen.isEmpty)
  }

  @Test(arguments: [
    "--since (now() - 1h)", "--since (today())", "--since (yesterday())", "--until (time(\"2025-01-01\"))",
  ])
  func aCallOfATimePassesTheCheck(_ flags: String) throws {
    let run = try wessaal(["--sandbox", "-c", "messages list \(flags) | length"])
    #expect(run.status == 0 && run.errors == "", "\(run)")
  }

  /// A script that repeats what failed today once sent to all.
  @Test func whatFailedTodayIsNotAllThatFailed() throws {
    let rows = (0..<30).map {
      #"{"id":\#($0 + 1),"status":"failed","created_at":"2025-01-01T00:00:00Z","recipient":"+966501234567"}"#
    }
    let server = RecordingServer { seen, _ in
      seen.method == "POST"
        ? .json(#"{"success":true,"data":{"message_id":1,"status":"pending"}}"#, status: 202)
        : .json(#"{"data":{"data":[\#(rows.joined(separator: ","))],"total":30}}"#)
    }
    let run = try wessaal(
      [
        "--yes", "-c",
        "for m in (messages list --since (today()) | where @.status in [failed, refunded]) { messages send instance=a recipient=$m.recipient content=Hi | ignore }",
      ], base: server.url)
    #expect(run.status == 0 && server.seen.allSatisfy { $0.method == "GET" }, "\(run)")
  }

  /// A moment in the place of a duration would wait, or be remembered, for half a century.
  @Test(arguments: [
    "sleep (now() + 1)", "once \"k\" --for (now() + 1d) { ping }", "once \"k\" --for (0 - 5) { ping }",
    "let d = \"30D\" | lower; once \"k\" --for $d { ping }", "messages wait 1 --timeout (now() + 60)",
    "let t = \"5M\" | lower; messages wait 1 --timeout $t",
    "messages send instance=a recipient=+966501234567 content=Hi --wait --timeout (now() + 60)",
  ]) func aMomentIsNoDuration(code: String) throws {
    let server = Self.server()
    let folder = Folder()
    let run = try wessaal(["-c", code], base: server.url, environment: ["HOME": folder.path])
    #expect(run.status == 1 && run.errors.contains("takes a duration such as"), "\(run)")
    #expect(server.seen.isEmpty)
  }
}
