import Glibc
import JSON
import Testing

/// Calls that are recorded in a file, and replayed from it.
@Suite struct RecordTests {
  private static let send = "messages send instance=my-instance recipient=+966501234567 content='$5 مرحبا'"

  private func mode(_ path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }

  // MARK: The file

  @Test func aRecordingHoldsEachExchangeAndNeverTheKey() throws {
    let folder = Folder()
    let server = RecordingServer { seen, number in
      number == 0
        ? .json(#"{"message":"busy"}"#, status: 503, headers: "Retry-After: 0\r\n")
        : .json(
          #"{"success":true,"data":{"id":7,"message_id":7,"echo":"\#(Binary.key)"}}"#,
          headers: "Set-Cookie: s=secret\r\n")
    }
    let outcome = try wessaal(
      [
        "-c",
        "contacts get 7 | ignore; \(Self.send) | ignore; record save r.jsonl; record save r.har; record save r.txt",
      ],
      base: server.url, folder: folder.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.hasPrefix("3 exchanges in r.jsonl\n"))
    let lines = try #require(folder.read("r.jsonl")).split(separator: "\n").map {
      try Value(parsing: String($0))
    }
    try #require(lines.map { $0["method"]?.asString } == ["GET", "GET", "POST"])
    #expect(lines.map { $0["path"]?.asString } == ["/contacts/7", "/contacts/7", "/messages/send"])
    #expect(lines.map { $0["status"]?.asInt } == [503, 200, 200])
    #expect(lines[0]["reason"] == "Word" && lines[0]["body"] == ["message": "busy"])
    #expect(lines[2]["request_body"]?["content"] == "$5 مرحبا")
    #expect(lines[1]["timings"]?["total"]?.asDouble ?? 0 > 0 && lines[1]["time"]?.asDouble ?? 0 > 1.7e9)
    for name in ["r.jsonl", "r.har", "r.txt"] {
      let text = try #require(folder.read(name))
      #expect(!text.contains(Binary.key) && !text.contains("s=secret"), "\(name)")
      #expect(mode("\(folder.path)/\(name)") == 0o600)
    }
    #expect(folder.names == ["r.har", "r.jsonl", "r.txt"])
  }

  @Test func aHARHasWhatOtherToolsLookFor() throws {
    let folder = Folder()
    let server = RecordingServer(json: #"{"data":{"current_page":2,"data":[]}}"#)
    _ = try wessaal(
      ["-c", "messages list page=2 status=failed | ignore; record save r.har"], base: server.url,
      folder: folder.path)
    let text = try #require(folder.read("r.har"))
    let log = try #require(try Value(parsing: text)["log"])
    #expect(log["version"] == "1.2" && log["creator"]?["name"] == "wessaal")
    let entry = try #require(log["entries"]?.asArray?.first)
    #expect(entry["request"]?["url"]?.asString == "\(server.url)/messages?page=2&status=failed")
    #expect(
      entry["request"]?["queryString"] == [
        ["name": "page", "value": "2"], ["name": "status", "value": "failed"],
      ])
    #expect(
      entry["response"]?["status"] == 200 && entry["response"]?["content"]?["mimeType"] == "application/json")
    #expect(
      entry["response"]?["content"]?["text"]?.asString == #"{"data":{"current_page":2,"data":[]}}"#)
    #expect(
      entry["startedDateTime"]?.asString?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
    for name in ["blocked", "dns", "connect", "ssl", "send", "wait", "receive"] {
      #expect(entry["timings"]?[name]?.asDouble != nil, "\(name)")
    }
    let key = entry["request"]?["headers"]?.asArray?.first { $0["name"] == "X-API-Key" }
    #expect(key?["value"] == "sk_…hown")
  }

  @Test func aScriptRecordsFromItsStartWithinBounds() throws {
    let folder = Folder()
    let server = RecordingServer { seen, _ in
      seen.target.hasSuffix("/big")
        ? .json("\"" + String(repeating: "x", count: 2 << 20) + "\"") : .json("{}")
    }
    let script = folder.write(
      "a.wsl",
      "request GET /big | ignore\nfor n in 1..1004 { request GET \"/n/$n\" | ignore }\n"
        + "def kept() { record save r.jsonl }\nkept\nrequest GET /big | ignore\nrecord save big.jsonl")
    let outcome = try wessaal([script], base: server.url, folder: folder.path, within: 60)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(
      outcome.errors.contains("1,000 exchanges in r.jsonl, 5 before them no longer kept\n"),
      "\(outcome.errors)")
    #expect(
      outcome.errors.contains(
        "1,000 exchanges in big.jsonl, 6 before them no longer kept, 1 body cut at 1 MiB"))
    let replayed = try wessaal(
      ["-c", "replay big.jsonl; request GET /big"], base: server.url, folder: folder.path)
    #expect(replayed.status == 2 && replayed.errors.contains("with its whole answer"), "\(replayed.errors)")
  }

  @Test func whatTheRecordCannotBeIsToldBeforeAnythingRuns() throws {
    let folder = Folder()
    let server = RecordingServer(json: "{}")
    let outcome = try wessaal(["-c", "ping; record save r.pdf"], base: server.url, folder: folder.path)
    #expect(outcome.status == 2 && outcome.errors.contains("must end in .jsonl, .har, .txt or .html"))
    #expect(server.seen.isEmpty)
    let empty = try wessaal(["-c", "record save r.jsonl"], base: server.url, folder: folder.path)
    #expect(empty.status == 2 && empty.errors.contains("nothing was called yet"))
    let script = folder.write("a.wsl", "ping | ignore\nrecord save /tmp/elsewhere/r.jsonl")
    let outside = try wessaal([script], base: server.url, folder: folder.path)
    #expect(outside.status != 0 && outside.errors.contains("is neither"), "\(outside.errors)")
    let check = try wessaal([
      "check", folder.write("b.wsl", "replay r.jsonl\nping | ignore\nrecord save s.har\nreplay off"),
    ])
    #expect(
      check.output.contains("reads   r.jsonl\n") && check.output.contains("writes  s.har\n"), "\(check)")
  }

  // MARK: Replay

  @Test func aReplayGivesTheAnswersInOrderAndSendsNothing() throws {
    let folder = Folder()
    let server = RecordingServer { seen, number in
      .json(#"{"success":true,"data":{"message_id":7,"n":\#(number)}}"#)
    }
    let calls = "(contacts get 7).n; (\(Self.send)).n; (contacts get 7).n"
    let recorded = try wessaal(
      ["-c", "\(calls); record save r.jsonl"], base: server.url, folder: folder.path)
    #expect(recorded.output == "0\n1\n2\n", "\(recorded)")
    let count = server.seen.count
    for key in [Binary.key, nil] {
      let replayed = try wessaal(
        ["-c", "replay r.jsonl; \(calls); contacts get 8"], base: server.url, key: key, folder: folder.path)
      #expect(replayed.output == "0\n1\n2\n", "\(replayed)")
      #expect(
        replayed.status == 1 && replayed.errors.contains("must hold GET /contacts/8, but is at its end"))
    }
    let other = try wessaal(
      [
        "-c",
        "replay r.jsonl; contacts get 7 | ignore; let e = fails usage { \(Self.send.replacing("$5", with: "$6")) }; print $e.message",
      ],
      base: server.url, folder: folder.path)
    #expect(
      other.output
        == "the recording must hold POST /messages/send {\"content\":\"$6 مرحبا\"}, but goes on with "
        + "POST /messages/send {\"content\":\"$5 مرحبا\"}\n", "\(other)")
    #expect(server.seen.count == count)
    let after = try wessaal(
      ["-c", "replay r.jsonl; (contacts get 7).n; replay off; (contacts get 7).n"], base: server.url,
      folder: folder.path)
    #expect(after.output == "0\n\(count)\n", "\(after)")
  }

  @Test func failuresAndRetriesAreReplayedToo() throws {
    let folder = Folder()
    let server = RecordingServer { seen, number in
      switch seen.target.split(separator: "/").last {
      case "busy": number == 0 ? .json("{}", status: 503, headers: "Retry-After: 1\r\n") : .json(#"{"n":1}"#)
      case "text": .text("<html>", status: 200)
      case "lost": .close
      default: .json(#"{"message":"no"}"#, status: 422)
      }
    }
    let calls = """
      (request GET /busy).n
      print (fails { request GET /text }).message
      print (fails { request POST /lost }).kind
      print (fails { request GET /other }).status
      """
    let recorded = try wessaal(
      ["-c", "\(calls)\nrecord save r.jsonl"], base: server.url, folder: folder.path)
    let replayed = try wessaal(["-c", "replay r.jsonl\n\(calls)"], base: server.url, folder: folder.path)
    #expect(recorded.status == 0 && replayed.status == 0, "\(recorded)\(replayed)")
    #expect(
      recorded.output == replayed.output && recorded.output.contains("in_doubt\n422\n"), "\(replayed.output)")
  }

  @Test func aMaskedRecordingIsReplayedWithItsFalseNumbers() throws {
    let folder = Folder()
    let server = RecordingServer(
      json:
        #"{"success":true,"data":{"id":123456789,"message_id":123456789,"phone":"+966501234567","jid":"966501234567@s.whatsapp.net"}}"#
    )
    let recorded = try wessaal(
      [
        "-c",
        "contacts get 123456789 | ignore; \(Self.send) | ignore; request GET /x to=+966501234567 | ignore; record save r.jsonl --mask=numbers; record save r.har --mask=numbers",
      ],
      base: server.url, folder: folder.path)
    #expect(recorded.errors.hasPrefix("3 exchanges in r.jsonl; its phone numbers are false\n"), "\(recorded)")
    let text = try #require(folder.read("r.jsonl"))
    #expect(!text.contains("1234567@") && !text.contains("501234567"))
    let first = try Value(parsing: String(text.prefix { $0 != "\n" }))
    let phone = try #require(first["body"]?["data"]?["phone"]?.asString)
    #expect(phone.hasPrefix("+96650") && phone.count == 13)
    #expect(folder.read("r.har")?.contains(phone) == true, "one number, one false number")
    let replayed = try wessaal(
      [
        "-c",
        "replay r.jsonl; (contacts get 123456789).phone; (\(Self.send.replacing("+966501234567", with: phone))).jid; (request GET /x to=\(phone)).success",
      ],
      base: server.url, folder: folder.path)
    #expect(replayed.output == "\"\(phone)\"\n\"\(phone.dropFirst())@s.whatsapp.net\"\ntrue\n", "\(replayed)")
  }

  @Test func whatIsReplayedIsNotNotedAsDone() throws {
    let folder = Folder()
    let server = RecordingServer(json: #"{"success":true,"data":{"message_id":5,"credits_charged":1}}"#)
    _ = try wessaal(
      ["-c", "\(Self.send) | ignore; record save r.jsonl"], base: server.url, folder: folder.path)
    let script = folder.write(
      "a.wsl",
      "replay r.jsonl\nonce \"k\" { \(Self.send) } | ignore\nreplay off\nonce \"k\" { \(Self.send) } | ignore"
    )
    let outcome = try wessaal(
      ["--journal", "\(folder.path)/j", script], base: server.url, folder: folder.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(server.seen.count == 2)
  }

  @Test(arguments: ["1e300", "-1e300", "9223372036854775807"])
  func aRecordingOfAnyTimeIsReplayed(time: String) throws {
    let folder = Folder()
    folder.write(
      "a.jsonl",
      #"{"method":"GET","path":"/ping","status":200,"body":{"success":true,"data":{}},"time":\#(time)}"#
        + "\n")
    let run = try wessaal(
      [
        "-c",
        "replay a.jsonl; ping | ignore; now() >= 0; today() >= 0 | ignore; now() | date \"%Y\" | ignore",
      ],
      base: "http://127.0.0.1:9/integration/v1", folder: folder.path)
    #expect(run.status == 0 && run.output.hasPrefix("true"), "\(run)")
  }

  @Test(arguments: [
    ("nothing.jsonl", nil, "there is no such file"), ("empty.jsonl", "\n", "is empty"),
    ("a.har", "{\"log\": {}}", "line 1 of a.har is none"),
    (
      "b.jsonl", "{\"method\":\"GET\",\"path\":\"/x\",\"status\":200}\n{\"method\":1}\n",
      "line 2 of b.jsonl is none"
    ),
  ]) func whatIsNoRecordingIsRefused(name: String, text: String?, fault: String) throws {
    let folder = Folder()
    if let text { folder.write(name, text) }
    let outcome = try wessaal(
      ["-c", "replay \(name); ping"], base: "http://127.0.0.1:9/integration/v1", folder: folder.path)
    #expect(outcome.status != 0 && outcome.errors.contains(fault), "\(outcome.errors)")
  }
}
