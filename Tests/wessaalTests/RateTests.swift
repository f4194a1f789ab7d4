import Glibc
import Testing

/// A service that says 'too many': the wait is reported, and the attempts come to an end.
@Suite struct RateTests {
  @Test(arguments: [
    ("1800", "wait 1800 s (30 min), as Retry-After says"), ("301", "wait 301 s (5 min 1 s)"),
    ("99999999999999999999", "wait 2147483648 s"), ("Fri, 31 Dec 9999 23:59:59 GMT", "wait 2147483648 s"),
  ]) func aRefusalForTheRateSaysHowLongToWait(header: String, words: String) throws {
    let server = RecordingServer { _, _ in
      .json(#"{"message":"Slow down"}"#, status: 429, headers: "Retry-After: \(header)\r\n")
    }
    for code in ["ping", "messages send instance=a recipient=+966501234567 content=Hi"] {
      let run = try wessaal(["-c", code], base: server.url)
      expect(run, status: 6, says: "(429): Slow down", "hint: " + words)
    }
    #expect(server.seen.count == 2)
  }

  @Test(arguments: ["0.0000001", "1e1", "soon", "0", "-1"]) func aRateThatNamesNoTimeIsNotAskedForEver(
    header: String
  ) throws {
    let server = RecordingServer { _, _ in
      .json(#"{"message":"Slow down"}"#, status: 429, headers: "Retry-After: \(header)\r\n")
    }
    let run = try wessaal(["-c", "ping"], base: server.url, within: 20)
    expect(run, status: 6, says: header == "0" ? "hint: wait a moment" : "hint: wait a while")
    #expect(server.seen.count == 3)
  }

  @Test func aServiceThatIsDownSaysHowLongToo() throws {
    let server = RecordingServer { _, _ in .json("{}", status: 503, headers: "Retry-After: 600\r\n") }
    expect(try wessaal(["-c", "ping"], base: server.url), status: 8, says: "hint: wait 600 s (10 min)")
    let send = try wessaal(
      ["-c", "messages send instance=a recipient=+966501234567 content=Hi"], base: server.url)
    expect(send, status: 9, says: "find out whether it was done")
  }

  /// Waits of the recorded run are not repeated, least of all with a busy processor.
  @Test func aReplayWaitsForNoRate() throws {
    let folder = Folder()
    let server = RecordingServer { _, number in
      number == 0 ? .json("{}", status: 429, headers: "Retry-After: 1\r\n") : .json(#"{"message":"pong"}"#)
    }
    let recorded = try wessaal(
      ["-c", "ping | ignore; record save r.jsonl"], base: server.url, folder: folder.path, within: 20)
    #expect(recorded.status == 0, "\(recorded)")
    let text = try #require(folder.read("r.jsonl"))
    let longer = text.replacing(#""1""#, with: #""250""#)
    #expect(longer != text, "\(text)")
    folder.write("r.jsonl", longer)
    let run = try wessaal(["--sandbox", "-c", "replay r.jsonl; ping"], folder: folder.path, within: 20)
    #expect(run.status == 0 && run.output.contains("pong") && !run.isLate, "\(run)")
  }
}
