import Glibc
import JSON
import Testing

/// A language in which calls are shown, and the program that runs it.
struct CodeRunner: CustomTestStringConvertible, Sendable {
  var language: String
  var program: String

  var testDescription: String { language }

  static let all = [
    CodeRunner(language: "curl", program: "sh"), CodeRunner(language: "python", program: "python3"),
    CodeRunner(language: "php", program: "php"), CodeRunner(language: "javascript", program: "node"),
  ]

  /// The languages whose programs are installed. The others are named.
  static let here = all.filter { runner in
    let isHere = (try? shell("command -v \(runner.program)", environment: ["PATH": path]))?.status == 0
    if !isHere { print("not run: there is no \(runner.program) here") }
    return isHere
  }

  private static let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"

  /// Runs code unchanged.
  func run(_ code: String, key: String = Binary.key) throws -> Outcome {
    let folder = Folder()
    let file = folder.write("code", code)
    return try shell(
      "\(program) '\(file)'", environment: ["PATH": Self.path, "WESSAAL_API_KEY": key], within: 60)
  }
}

/// Calls as code. The code makes the call for which it was shown.
@Suite struct CodeTests {
  static let calls = [
    "messages list status=failed page=2 per_page=10",
    "instances get 'a b/ü?x'",
    "request GET '/new/thing?a[0]={x}'",
    #"""
    messages send instance=my-instance recipient=+966501234567 content="it's \"$5\" \\ `x` \${y} %s\nمرحبا 👋\t\u202E\u001B[1m"
    """#,
    """
    messages send-location instance=my-instance recipient=+966501234567 latitude=24.7136 longitude=-46.6753 \
    name='\\' address="'"
    """,
    """
    messages send-buttons instance=124 recipient=+966501234567 title="$" description='"' footer=- \
    buttons=[{type: reply, displayText: "\\$HOME", id: "\\""}]
    """,
    #"request POST /new/thing a={} b=[] c={"0": 1} d=[[{x: null}], true] e=9007199254740993 f={"__proto__": 1} g=1.5"#,
    "contacts update 12 notes='$5'", "contacts delete 12 --yes",
    "messages send-bulk instance=my-instance messages=(1..101 | map {recipient: +966501234567, content: \"$5\"})",
  ]

  @Test(arguments: CodeRunner.here, calls) func codeMakesTheCallThatItShows(
    _ runner: CodeRunner, _ call: String
  ) throws {
    let server = WireTests.server()
    let made = try wessaal(["-c", call], base: server.url)
    #expect(made.status == 0, "\(made.errors)")
    let wanted = server.seen
    let shown = try wessaal(["-c", "\(call) --code \(runner.language)"], base: server.url)
    #expect(shown.status == 0, "\(shown.errors)")
    #expect(server.seen.count == wanted.count, "nothing is sent")
    #expect(!shown.output.contains(Binary.key))
    let outcome = try runner.run(shown.output)
    #expect(outcome.status == 0, "\(shown.output)\(outcome)")
    let seen = server.seen.dropFirst(wanted.count)
    try #require(seen.count == wanted.count)
    for (one, other) in zip(seen, wanted) {
      #expect("\(one.method) \(one.target)" == "\(other.method) \(other.target)")
      for name in ["X-API-Key", "Accept", "Content-Type"] { #expect(one.header(name) == other.header(name)) }
      if other.body.isEmpty {
        #expect(one.body.isEmpty)
      } else {
        try #expect(Value(parsing: one.body) == Value(parsing: other.body))
      }
    }
  }

  @Test(arguments: CodeRunner.here) func codeRunsAgainstTheSandboxAndSaysWhatItRefuses(_ runner: CodeRunner)
    throws
  {
    let sandbox = try SandboxProcess.shared.get()
    func run(_ call: String) throws -> Outcome {
      try runner.run(
        sandbox.run(["-c", "\(call) --code \(runner.language)"]).output, key: sandbox.key)
    }
    let sent = try run("messages send instance=my-instance recipient=+966501234567 content='$5 👋'")
    #expect(sent.status == 0 && sent.output.contains("Message queued for sending"), "\(sent)")
    let refused = try run("contacts get 999")
    #expect(refused.status == 1 && refused.output.contains("Contact not found"), "\(refused)")
    // A call that fails ends the several calls of a long list.
    let bulk = try run(
      "messages send-bulk instance=nobody messages=(1..101 | map {recipient: +966501234567, content: Hi})")
    #expect(bulk.status == 1)
    #expect(bulk.output.split(separator: "\"success\":false").count == 2, "\(bulk)")
  }

  @Test(arguments: CodeRunner.here, ["ping", "contacts create phone=+966501234567"])
  func codeFollowsNoRedirectWhichWouldGetTheKey(_ runner: CodeRunner, _ call: String) throws {
    let elsewhere = WireTests.server()
    let moved = RecordingServer { _, _ in
      .send(Array("HTTP/1.1 302 Found\r\nLocation: \(elsewhere.url)/ping\r\nContent-Length: 0\r\n\r\n".utf8))
    }
    let shown = try wessaal(["-c", "\(call) --code \(runner.language)"], base: moved.url)
    let outcome = try runner.run(shown.output)
    #expect(outcome.status != 0 && moved.seen.count == 1, "\(outcome)")
    #expect(elsewhere.seen.isEmpty)
  }

  @Test func codeIsCheckedAsACallIsAndNeedsNoKey() throws {
    let refused = try wessaal(
      ["-c", "messages send instance=a recipient=0501234567 content=Hi --code curl"], key: nil)
    #expect(refused.status == 2 && refused.errors.contains("recipient must be E.164"))
    #expect(refused.output.isEmpty)
    let unknown = try wessaal(["-c", "ping --code ruby"], key: nil)
    #expect(unknown.status == 2 && unknown.errors.contains("ruby"), "\(unknown.errors)")
    let shown = try wessaal(["--read-only", "contacts", "delete", "12", "--code", "curl"], key: nil)
    #expect(shown.status == 0, "\(shown.errors)")
    #expect(shown.output.contains("curl -sS -X DELETE 'https://app.wessaal.com/integration/v1/contacts/12'"))
  }

  @Test func theLastCallIsShown() throws {
    let server = WireTests.server()
    let outcome = try wessaal(
      ["-c", "messages send instance=a recipient=+966501234567 content='$5' | ignore; code curl"],
      base: server.url)
    #expect(outcome.output.contains("-X POST '\(server.url)/messages/send'"), "\(outcome)")
    #expect(outcome.output.contains(#""content": "$5""#))
    let none = try wessaal(["-c", "code php"], base: server.url)
    #expect(none.status == 2 && none.errors.contains("nothing was called yet"), "\(none)")
  }

  @Test func aKeyInWhatIsSentIsNotShown() throws {
    let server = WireTests.server()
    let outcome = try wessaal(
      ["-c", "request POST /x text='\(Binary.key)' --code python; print $"], base: server.url)
    #expect(outcome.status == 0 && !outcome.output.contains(Binary.key), "\(outcome)")
  }
}
