import Glibc
import JSON
import Testing

/// The program can read everything that it has written, at any depth of nesting.
@Suite struct NestedValueTests {
  private let folder = Folder()
  private let send = "messages send instance=my-instance recipient=+966501234567 content=Hi"

  private func nested(_ depth: Int) -> String { "let x = 1\nfor i in 1..\(depth) { $x = [$x] }\n" }

  /// A value that is nested deeper than allowed. It is read at the allowed depth, and a few further steps go
  /// unchecked.
  private let deepest =
    "let x = ('" + String(repeating: "[", count: 1990) + String(repeating: "]", count: 1990)
    + "' | parse json)\n$x = " + String(repeating: "[", count: 20) + "$x" + String(repeating: "]", count: 20)
    + "\n"

  private func json(_ depth: Int) -> String {
    String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
  }

  // MARK: The journal

  @Test(arguments: [510, 511, 512, 600, 1900]) func aKeyWhoseValueIsNestedIsDone(depth: Int) throws {
    let code =
      nested(depth)
      + "let y = once \"k\" { \(send) | ignore; $x }\nprint ($y | to json | length)\nonce l { 1 }"
    for _ in 1...2 {
      let run = try folder.run(code)
      #expect(run.status == 0 && run.output == "\(2 * depth + 1)\n1\n" && run.errors == "", "\(run)")
      #expect(try folder.run("journal compact").status == 0)
    }
    #expect(try folder.run("sandbox messages | count").output == "1\n")
    #expect(try folder.run("journal | count").output == "2\n")
  }

  @Test func whatIsTooDeepToBeReadAgainIsCutAndSaid() throws {
    let code =
      deepest
      + "let y = once \"k\" { \(send) | ignore; {id: 7, deep: $x} }\nprint $y.id"
    let first = try folder.run(code)
    #expect(first.status == 0 && first.output == "7\n", "\(first)")
    #expect(
      first.errors.contains("once 'k' is done; its value must nest at most 2000 deep to be kept"), "\(first)")
    let again = try folder.run(code)
    #expect(again.status == 0 && again.output == "7\n" && again.errors == "", "\(again)")
    #expect(try folder.run("sandbox messages | count").output == "1\n")
  }

  @Test func aWriteThatCannotBeNotedIsNotSent() throws {
    let code = deepest + "once \"k\" { request POST /contacts phone=+966501112233 notes=$x }"
    for _ in 1...2 {
      let run = try folder.run(code)
      #expect(run.status == 1 && run.errors.contains("must nest less than 2000 deep"), "\(run)")
    }
    #expect(try folder.run("journal | count").output == "0\n")
  }

  /// A line whose end was lost with the power is repaired, and not dropped.
  @Test func aLineWithoutItsEndIsHealed() throws {
    let code = nested(600) + "let y = once \"k\" { \(send) | ignore; $x }\nprint ($y | to json | length)"
    let journal = folder.path + "/j"
    #expect(try folder.run(code, "--journal '\(journal)'").status == 0)
    var status = stat()
    #expect(stat(journal, &status) == 0)
    #expect(truncate(journal, status.st_size - 1) == 0)
    #expect(try folder.run(code, "--journal '\(journal)'").output == "1201\n")
    #expect(try folder.run("sandbox messages | count").output == "1\n")
  }

  @Test(arguments: [500, 511, 600, 1900, 2100]) func answersOfAServerAreNotedOrInDoubt(depth: Int)
    throws
  {
    let answer = #"{"success":true,"data":{"message_id":7,"status":"queued","deep":\#(json(depth))}}"#
    let server = RecordingServer { seen, _ in
      .json(seen.method == "POST" ? answer : #"{"data":{"data":[],"current_page":1,"last_page":1}}"#)
    }
    let script = folder.write("s.wsl", "once \"k\" { \(send) } | ignore\nonce \"l\" { 1 }")
    for _ in 1...2 {
      let run = try wessaal(
        ["--journal", folder.path + "/j", "--in-doubt", "fail", script], base: server.url, folder: folder.path
      )
      #expect(run.status == (depth > 2000 ? 9 : 0), "\(run)")
      #expect(!run.errors.contains("must be a line that 'once' has written"), "\(run)")
    }
    #expect(server.seen.count { $0.method == "POST" } == 1)
  }

  @Test(arguments: [511, 512]) func answersThatAreNoneOfTheDocumentationAreNotedToo(depth: Int) throws {
    let server = RecordingServer(json: json(depth))
    let script = folder.write("s.wsl", "once \"k\" { request GET /x } | ignore\nonce \"l\" { 1 }")
    for _ in 1...2 {
      let run = try wessaal(
        ["--journal", folder.path + "/j", script], base: server.url, folder: folder.path)
      #expect(run.status == 0 && run.output == "1\n", "\(run)")
    }
    #expect(server.seen.count == 1)
  }

  /// Older releases saved values that are nested deeper than allowed now.
  @Test(arguments: [2031, 2033, 5000, 200_000]) func aDeepValueOfAnOlderReleaseIsRead(depth: Int) throws {
    let deep = String(repeating: #"[1,{"a":"]\"\\[","b":"#, count: depth / 2)
    let value = deep + "7" + String(repeating: "},2]", count: depth / 2)
    let owner = try folder.run("once z { 1 } | ignore", "--journal '\(folder.path)/own'")
    let line = try Value(parsing: String((folder.read("own") ?? "").split(separator: "\n").first ?? ""))
    let of = try #require(line["of"]?.asString, "\(owner)")
    let journal = folder.write(
      "j",
      #"{"key":"k","state":"intent","at":1.0,"of":"\#(of)"}"# + "\n"
        + #"{"key":"k","state":"done","at":2.0,"of":"\#(of)","value":{"deep":\#(value),"id":7}}"# + "\n")
    let code = "let y = once k { \(send) | ignore; {id: 8} }\nprint $y.id\nprint (journal | count)"
    for _ in 1...2 {
      let run = try folder.run(code, "--journal '\(journal)'")
      #expect(run.status == 0 && run.output == "7\n1\n" && run.errors == "", "\(run.status) \(run.errors)")
      #expect(try folder.run("journal compact", "--journal '\(journal)'").status == 0)
    }
    #expect(try folder.run("sandbox messages | count").output == "0\n")
  }

  // MARK: Other files

  @Test(arguments: [510, 600, 1900]) func whatIsKeptIsReadAgain(depth: Int) throws {
    folder.write("s.wsl", "keep n = 0\nkeep k = []\n\(nested(depth))$k = $x\n$n += 1\nprint $n")
    for number in 1...3 {
      let run = try wessaal(
        ["s.wsl"], base: "http://127.0.0.1:1", environment: ["XDG_STATE_HOME": folder.path + "/state"],
        folder: folder.path)
      #expect(run.status == 0 && run.output == "\(number)\n", "\(run)")
    }
  }

  @Test func whatIsTooDeepToBeKeptCostsNoOtherVariable() throws {
    folder.write("s.wsl", deepest + "keep n = 0\nkeep k = []\n$k = $x\n$n += 1\nprint $n")
    for number in 1...2 {
      let run = try wessaal(
        ["s.wsl"], base: "http://127.0.0.1:1", environment: ["XDG_STATE_HOME": folder.path + "/state"],
        folder: folder.path)
      #expect(run.status == 0 && run.output == "\(number)\n", "\(run)")
      #expect(run.errors.contains("keep $k: its value must nest at most 2000 deep"), "\(run)")
    }
  }

  @Test(arguments: [510, 600, 2100]) func aRecordingIsReplayed(depth: Int) throws {
    let server = RecordingServer(json: json(depth))
    let code = "try { request GET /x | to json | length } catch e { $e.kind }"
    let run = try wessaal(
      ["-c", "\(code); record save r.jsonl; replay r.jsonl; \(code)"], base: server.url, folder: folder.path)
    let shown = depth > 2000 ? "\"server\"" : "\(2 * depth)"
    #expect(run.status == 0 && run.output == "\(shown)\n\(shown)\n", "\(run)")
  }

  @Test(arguments: ["x.json", "x.ndjson"]) func whatIsSavedIsOpened(name: String) throws {
    let run = try folder.run(
      nested(1900) + "[$x, 2] | save \(name)\nprint (open \(name) | first | to json | length)")
    #expect(run.status == 0 && run.output == "3801\n", "\(run)")
    let text = try folder.run(nested(1900) + "print (($x | to json | parse json) == $x)")
    #expect(text.output == "true\n", "\(text)")
  }

  @Test func theSandboxReadsItsStateAgain() throws {
    for depth in [400, 505, 509, 510, 511, 512] {
      _ = try folder.run(
        nested(depth)
          + "try { request POST /contacts phone=+9665011122\(depth % 100) notes=$x } catch e { 0 }\n"
          + "try { messages send instance=my-instance recipient=+966501234567 template_id=1 template_variables={a: $x} } catch e { 0 }\nignore"
      )
      let again = try folder.run("sandbox messages | ignore\nprint 1")
      #expect(again.status == 0, "\(again)")
    }
  }
}
