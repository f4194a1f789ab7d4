import Glibc
import Testing

/// The program's options and the ways to call it.
@Suite struct ProgramTests {
  @Test func versionAndHelp() throws {
    let version = try wessaal(["--version"])
    #expect(version.status == 0 && version.errors == "")
    #expect(version.output.contains(/^\d+\.\d+\.\d+\n$/))
    for words in [["--help"], ["-h"], ["help"]] {
      let help = try wessaal(words)
      #expect(help.status == 0 && help.errors == "")
      for word in ["USAGE: wessaal", "FILE.wsl", "-c CODE", "--sandbox", "--dry-run", "wessaal check"] {
        #expect(help.output.contains(word))
      }
    }
    try #expect(wessaal(["sandbox", "--help"]).output.contains("USAGE: wessaal sandbox"))
    try #expect(wessaal(["check", "--help"]).output.contains("USAGE: wessaal check"))
  }

  @Test(arguments: [
    (["--bogus", "-c", "1"], "unknown option '--bogus'"), (["-x"], "unknown option '-x'"),
    (["--output", "yaml", "-c", "1"], "--output must be one of auto, json"),
    (["--color", "blue", "-c", "1"], "--color must be one of auto, always, never, but is 'blue'"),
    (["--rate", "0", "-c", "1"], "--rate must be 1/h to"),
    (["--rate", "many", "-c", "1"], "but is 'many'"),
    (["--retry", "-1", "-c", "1"], "--retry must be 0 to 1000, but is '-1'"),
    (["--retry", "x", "-c", "1"], "but is 'x'"),
    (["--timeout", "soon", "-c", "1"], "--timeout must be a duration such as 500ms"),
    (["--timeout"], "missing value"),
    (["-c"], "missing value"), (["check"], "missing expected argument"),
    (["nope"], "no command 'nope'"), (["mesages", "list"], "did you mean 'messages list'?"),
    (["completion", "bash"], "did you mean 'completions'?"),
    (["messages", "bulk"], "did you mean 'messages send-bulk'?"),
    (["messages", "lst"], "did you mean 'messages list'?"),
    (["contacts", "list", "--output", "yaml"], "--output must be one of auto, json"),
    (["contacts", "list", "--dry-runn"], "did you mean '--dry-run'?"),
    (["messages", "get"], "messages get takes ID"), (["messages"], "'messages' takes a verb, but has none"),
    (["messages", "send", "recipent=+966501234567"], "did you mean 'recipient'?"),
  ]) func whatCannotBeUnderstoodIsToldAndNothingRuns(_ words: [String], _ message: String) throws {
    let run = try wessaal(words)
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.errors.contains("error: ") && run.errors.contains(message), "\(run.errors)")
    #expect(run.errors.split(separator: "\n").count < 12, "\(run.errors)")
  }

  /// The hint is the line that was meant.
  @Test(arguments: [
    (["rehearse", "--sandbox", "s.wsl"], "wessaal --sandbox rehearse s.wsl"),
    (["rehearse", "--journal", "j", "s.wsl", "--n", "2"], "wessaal --journal j rehearse s.wsl --n 2"),
    (["check", "s.wsl", "--color=never"], "wessaal --color=never check s.wsl"),
    (["test", "--read-only", "s.wsl"], "wessaal --read-only test s.wsl"),
    (["check", "--dry-run", "s.wsl"], "'wessaal check --help' lists the options"),
    (["--file", "c.csv"], "wessaal - --file c.csv"),
    (["--max-credits", "s.wsl", "--file", "c.csv"], "--max-credits must be 0 or more, but is 's.wsl'"),
    (["--credits", "s.wsl", "--file", "c.csv"], "--credits must be 0 to"),
    (["--bogus", "s.wsl"], "lists the options"),
  ]) func anOptionInAnotherPlaceIsShownItsPlace(_ words: [String], _ hint: String) throws {
    let folder = Folder()
    folder.write("s.wsl", "param n = 1\nprint $n")
    let run = try wessaal(words, input: "print 1", folder: folder.path)
    #expect(run.status == 2 && run.output.isEmpty && run.errors.contains(hint), "\(run)")
  }

  @Test(arguments: [
    "sandbox", "base-url", "output", "color", "rate", "retry", "timeout", "trace", "dry-run", "yes",
    "no-history", "clock", "in-doubt", "undelivered", "same-as", "journal", "query", "fault", "zone",
  ]) func anOptionBehindTheScriptIsShownItsPlace(_ option: String) throws {
    let folder = Folder()
    let script = folder.write("s.wsl", "print 1")
    for words in [[script, "--\(option)"], ["-c", "print 1", "--\(option)", "x"], ["-", "--\(option)=x"]] {
      let run = try wessaal(words, input: "print 1")
      #expect(run.status == 2)
      #expect(run.output == "")
      let place = words[0] == "-c" ? "-c" : "the script"
      #expect(run.errors.contains("--\(option) is an option of wessaal and must stand before \(place)"))
    }
  }

  static let rows = #"[{a: 1, b: "x, y"}, {a: null, b: "ü"}]"#

  @Test(arguments: [
    ("auto", "{\"a\":1,\"b\":\"x, y\"}\n{\"a\":null,\"b\":\"ü\"}\n"),
    ("ndjson", "{\"a\":1,\"b\":\"x, y\"}\n{\"a\":null,\"b\":\"ü\"}\n"),
    (
      "json",
      "[\n  {\n    \"a\": 1,\n    \"b\": \"x, y\"\n  },\n  {\n    \"a\": null,\n    \"b\": \"ü\"\n  }\n]\n"
    ),
    ("csv", "a,b\n1,\"x, y\"\n,ü\n"), ("tsv", "a\tb\n1\tx, y\n\tü\n"),
    ("text", "{\"a\":1,\"b\":\"x, y\"}\n{\"a\":null,\"b\":\"ü\"}\n"),
    ("table", "   a  b\n   1  x, y\nnull  ü\n"),
  ]) func rowsInEachFormat(_ format: String, _ shown: String) throws {
    let run = try wessaal(["--output", format, "-c", Self.rows])
    #expect(run.status == 0 && run.errors == "")
    #expect(run.output == shown)
  }

  @Test(arguments: [
    ("\"a\"", "\"a\"\n"), ("5", "5\n"), ("null", ""), ("[]", ""), ("{}", "{}\n"),
    ("1..2 | map {n: @} | to csv", "n\n1\n2\n"),
    ("let x = 5", ""), ("print 'a'; print [1, 2]", "a\n[1,2]\n"),
    ("12345678901234567890.10", "12345678901234567890.10\n"),
  ]) func valuesElsewhereThanOnATerminal(_ code: String, _ shown: String) throws {
    let run = try wessaal(["-c", code])
    #expect(run.output == shown, "\(run.errors)")
  }

  @Test func coloursOnlyWhereTheyAreWanted() throws {
    func isColoured(_ words: [String], _ environment: [String: String] = [:]) throws -> Bool {
      try wessaal(words + ["-c", "{a: 1}"], environment: environment).output.contains("\u{1B}[")
    }
    try #expect(!isColoured([]))
    try #expect(isColoured(["--color", "always"]))
    try #expect(isColoured([], ["CLICOLOR_FORCE": "1"]))
    try #expect(!isColoured([], ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"]))
    try #expect(!isColoured(["--color", "never"], ["CLICOLOR_FORCE": "1"]))
    try #expect(isColoured(["--color", "always"], ["NO_COLOR": "1"]))
  }

  @Test func theTraceShowsRequestsAndAnswersWithoutTheKey() throws {
    let server = RecordingServer(
      json: #"{"data":{"id":12},"success":true}"#, status: 201, knowsAccount: false)
    let run = try wessaal(["--trace", "contacts", "create", "phone=+966501234567"], base: server.url)
    for line in [
      "> POST \(server.url)/contacts\n", "> {\n>   \"phone\": \"+966501234567\"\n> }\n", "> X-API-Key: sk_…",
      "< 201 ",
      "< {\n<   \"data\": {\n<     \"id\": 12\n",
    ] { #expect(run.errors.contains(line), "\(run.errors)") }
    #expect(!run.errors.contains(Binary.key))
    #expect(run.output == "{\n  \"id\": 12\n}\n")
  }

  @Test func aDryRunSendsReadsAndShowsWrites() throws {
    let server = RecordingServer(json: #"{"data":[{"id":7}]}"#, knowsAccount: false)
    let run = try wessaal(
      ["--dry-run", "-c", "contacts list | count; contacts create phone=+966501234567; contacts delete 12"],
      base: server.url)
    #expect(run.status == 0)
    #expect(run.output == "1\n")
    #expect(
      run.errors == """
        dry run, not sent: POST /contacts
        {
          "phone": "+966501234567"
        }
        dry run, not sent: DELETE /contacts/12

        """)
    #expect(server.seen.map(\.method) == ["GET"])
  }

  @Test func aDryRunOfOneCallSendsNothing() throws {
    let server = RecordingServer(json: "{}", knowsAccount: false)
    for words in [["contacts", "list", "--dry-run"], ["request", "POST", "/x", "a=1", "--dry-run"]] {
      let run = try wessaal(words, base: server.url)
      #expect(run.status == 0 && run.output == "", "\(run.errors)")
      #expect(run.errors.hasPrefix("dry run, not sent: "))
    }
    #expect(server.seen.isEmpty)
  }

  @Test func whatCannotBeUndoneIsConfirmed() throws {
    let server = RecordingServer(knowsAccount: false) { _, _ in .text("", status: 204) }
    let refused = try wessaal(["contacts", "delete", "12"], base: server.url)
    #expect(refused.status == 2)
    #expect(refused.errors.contains("must be confirmed") && refused.errors.contains("--yes"))
    #expect(server.seen.isEmpty)
    try #expect(wessaal(["--yes", "contacts", "delete", "12"], base: server.url).status == 0)
    try #expect(wessaal(["-c", "contacts delete 12 --yes"], base: server.url).status == 0)
    #expect(server.seen.map(\.method) == ["DELETE", "DELETE"])
  }

  @Test func aListOfManyPagesComesWholeAndInOrder() throws {
    let code = """
      let ids = messages list | map @.id
      let sorted = $ids | sort-by @ --desc
      print "$(length($ids)) $($sorted == $ids) $(length(unique($ids)))"
      let before = sandbox requests | length
      messages list | first 150 | ignore
      print((sandbox requests | length) - $before)
      """
    let run = try wessaal(["--sandbox", "--messages", "2345", "-c", code])
    // Several pages are requested at the same time, but none that a pipeline for a few rows does
    // not need.
    #expect(run.output == "2345 true 2345\n2\n", "\(run)")
  }

  @Test func aPageThatFailsIsToldAfterThoseBeforeIt() throws {
    let code = """
      sandbox fault 500#6 | ignore
      let n = 0
      try { for m in messages list { $n += 1 } } catch e { print "$e.kind after $n" }
      """
    let run = try wessaal(["--sandbox", "--messages", "2345", "--retry", "0", "-c", code])
    let count = run.output.split(separator: " ").last.flatMap { Int($0.dropLast()) }
    #expect(
      run.output.hasPrefix("server after ") && count.map { $0 % 100 == 0 && $0 >= 300 } == true, "\(run)")
  }

  @Test func theRateIsKept() throws {
    let server = RecordingServer(json: "{}", knowsAccount: false)
    let child = try start(["--rate", "1/h", "-c", "ping; ping"], base: server.url)
    #expect(child.run { _ in server.seen.count == 1 })
    #expect(!child.run(upTo: 0.5) { _ in server.seen.count > 1 })
    child.send(signal: SIGINT)
    #expect(child.finish(within: 20).status == 130)
  }

  @Test func aFlagWinsOverTheEnvironment() throws {
    let server = RecordingServer(json: #"{"data":{"id":1}}"#, knowsAccount: false)
    let run = try wessaal(["--base-url", server.url, "me"], base: "http://127.0.0.1:1")
    #expect(run.status == 0, "\(run.errors)")
  }

  @Test func aFlagsValueMayBeItsOwnWord() throws {
    let sandbox = try SandboxProcess.shared.get()
    let send = [
      "messages", "send", "instance=my-instance", "recipient=+966500000001", "content=Hi", "--wait",
    ]
    for flag in [["--timeout", "200ms"], ["--timeout=200ms"]] {
      let run = try sandbox.run(send + flag)
      #expect(run.status == 7, "\(run.errors)")
      #expect(run.errors.contains("must be delivered in time, but is pending"))
      #expect(run.errors.contains("it was sent and may still arrive: 'messages wait"))
    }
  }

  @Test func wordsOfTheCommandLineAreNeverCode() throws {
    let server = RecordingServer(knowsAccount: false) { seen, _ in .confirmed(seen) }
    let text = #"$(exit 9) "${x}" ; print 1 | # {{name}}"#
    let run = try wessaal(
      ["messages", "send", "instance=124", "recipient=+966501234567", "content=\(text)"], base: server.url)
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      server.seen.first?.body.contains(#""content":"$(exit 9) \"${x}\" ; print 1 | # {{name}}""#) == true)
  }
}
