import Testing

/// Calls of curl as people paste them. Each becomes the line that was meant, or its fault is named.
@Suite struct ImportTests {
  struct Paste: CustomTestStringConvertible, Sendable {
    var name: String
    var text: String
    /// The line; empty where there can be none.
    var line: String
    /// Parts of the messages on standard error; empty where there is no fault.
    var faults: [String] = []

    var testDescription: String { name }
  }

  static let host = "https://app.wessaal.com/integration/v1"
  static let key = "-H 'X-API-Key: sk_live_0123456789abcdef'"
  static let json = "-H 'Content-Type: application/json'"
  static let hello = #"{"instance": "my-instance", "recipient": "+966501234567", "content": "Hello"}"#
  static let sent = "messages send instance=my-instance recipient=+966501234567 content=Hello"

  static let pastes: [Paste] = [
    Paste(
      name: "as documented",
      text: """
        curl -X POST \(host)/messages/send \\
          -H "X-API-Key: sk_live_your_key" \\
          -H "Content-Type: application/json" \\
          -d '{
            "instance": "my-instance",
            "recipient": "+966501234567",
            "message_type": "text",
            "content": "Hello from cURL!"
          }'
        """,
      line:
        #"messages send instance=my-instance recipient=+966501234567 message_type=text content="Hello from cURL!""#
    ),
    Paste(name: "no -X", text: "curl \(host)/messages/send \(key) \(json) -d '\(hello)'", line: sent),
    Paste(
      name: "--data-raw", text: "curl \(host)/messages/send \(key) \(json) --data-raw '\(hello)'", line: sent),
    Paste(name: "--json", text: "curl --json '\(hello)' \(key) \(host)/messages/send", line: sent),
    Paste(
      name: "headers in any case",
      text: "curl \(host)/messages/send -H 'x-api-key:sk_1' -H 'CONTENT-TYPE:application/json' -d '\(hello)'",
      line: sent),
    Paste(
      name: "glued and joined options",
      text: "curl -sSXPOST \(host)/messages/send \(key) \(json) -d'\(hello)'",
      line: sent),
    Paste(
      name: "a file",
      text: "curl \(host)/messages/send \(key) \(json) -d @body.json",
      line: #"request POST /messages/send --body "body.json""#, faults: ["in a file that is not here"]),
    Paste(
      name: "a comma too many",
      text:
        "curl \(host)/messages/send \(key) \(json) -d '{\"instance\": \"my-instance\",\n \"recipient\": \"+966501234567\", \"content\": \"Hello\",\n}'",
      line: sent, faults: ["line 2, column 50: JSON allows no comma before }"]),
    Paste(
      name: "quotes of Python",
      text:
        #"curl \#(host)/messages/send \#(key) \#(json) -d "{'instance': 'my-instance', 'recipient': '+966501234567', 'content': 'Hello'}""#,
      line: sent, faults: ["line 1, column 2: a text must stand in \""]),
    Paste(
      name: "quotes of a word processor",
      text:
        "curl \(host)/messages/send \(key) \(json) -d '{“instance”: “my-instance”, “recipient”: “+966501234567”, “content”: “Hello”}'",
      line: sent, faults: ["a text must stand in \", but stands in “"]),
    Paste(
      name: "a word processor's quotes around it",
      text: "curl “\(host)/me” -H “X-API-Key: sk_1”", line: "me", faults: ["a word processor made them"]),
    Paste(
      name: "no quotes around names",
      text:
        "curl \(host)/messages/send \(key) \(json) -d '{instance: \"my-instance\", recipient: \"+966501234567\", content: \"Hello\"}'",
      line: sent, faults: ["the name instance must stand in \""]),
    Paste(
      name: "a dollar in a price",
      text:
        #"curl \#(host)/messages/send \#(key) \#(json) -d '{"instance": "my-instance", "recipient": "+966501234567", "content": "Pay $amount or $(5)"}'"#,
      line: #"messages send instance=my-instance recipient=+966501234567 content="Pay \$amount or \$(5)""#),
    Paste(
      name: "a variable of the shell",
      text:
        #"curl \#(host)/messages/send \#(key) \#(json) -d "{\"instance\": \"my-instance\", \"recipient\": \"$PHONE\", \"content\": \"Hello\"}""#,
      line: #"messages send instance=my-instance recipient="${env.PHONE}" content=Hello"#,
      faults: ["$PHONE is known to the other shell alone"]),
    Paste(
      name: "a command of the shell",
      text:
        #"curl \#(host)/messages/send \#(key) \#(json) -d "{\"instance\": \"my-instance\", \"recipient\": \"+966501234567\", \"content\": \"It is $(date)\"}""#,
      line: #"messages send instance=my-instance recipient=+966501234567 content="It is ?""#,
      faults: ["$(date) is a command that only the other shell runs"]),
    Paste(
      name: "a here-document",
      text: "curl \(host)/messages/send \(key) \(json) -d @- <<'END'\n\(hello)\nEND\n", line: sent),
    Paste(
      name: "Windows' cmd",
      text:
        #"curl -X POST "\#(host)/messages/send" ^\#n  -H "X-API-Key: sk_1" ^\#n  -H "Content-Type: application/json" ^\#n  -d "{\"instance\": \"my-instance\", \"recipient\": \"+966501234567\", \"content\": \"Hello\"}""#,
      line: sent),
    Paste(
      name: "a variable of cmd",
      text: #"curl "\#(host)/me" ^\#n -H "X-API-Key: %KEY%""#, line: "me",
      faults: ["%KEY% is known to the other shell alone"]),
    Paste(
      name: "PowerShell",
      text:
        "curl.exe -X POST \"\(host)/messages/send\" `\n  -H \"X-API-Key: sk_1\" `\n  -H \"Content-Type: application/json\" `\n  -d '\(hello)'",
      line: sent),
    Paste(
      name: "the key as Bearer",
      text: "curl \(host)/me -H 'Authorization: Bearer sk_live_0123456789abcdef'", line: "me",
      faults: ["the key goes in the header X-API-Key, and not in Authorization"]),
    Paste(
      name: "the key in the URL", text: "curl '\(host)/me?api_key=sk_live_0123456789abcdef'", line: "me",
      faults: ["X-API-Key, and not in the URL"]),
    Paste(
      name: "the key in the body",
      text:
        "curl \(host)/messages/send \(json) -d '{\"api_key\": \"sk_live_0123456789abcdef\", \"instance\": \"my-instance\", \"recipient\": \"+966501234567\", \"content\": \"Hello\"}'",
      line: sent, faults: ["X-API-Key, and not in the body", "there is no header X-API-Key"]),
    Paste(name: "no key", text: "curl \(host)/ping", line: "ping", faults: ["there is no header X-API-Key"]),
    Paste(
      name: "no Content-Type", text: "curl \(host)/messages/send \(key) -d '\(hello)'", line: sent,
      faults: ["there is no header Content-Type"]),
    Paste(
      name: "a form",
      text:
        "curl \(host)/messages/send \(key) -d instance=my-instance -d recipient=%2B966501234567 -d content=Hello",
      line: sent, faults: ["the body is a form"]),
    Paste(
      name: "a multipart form",
      text:
        "curl \(host)/messages/send \(key) -F instance=my-instance -F recipient=+966501234567 -F content=Hello",
      line: sent, faults: ["the body is a multipart form"]),
    Paste(
      name: "a query string of a list",
      text: "curl -G \(host)/messages \(key) -d status=failed -d per_page=20",
      line: "messages list status=failed per_page=20"),
    Paste(
      name: "an & without quotes", text: "curl \(host)/messages?status=failed&per_page=20 \(key)",
      line: "messages list status=failed per_page=20", faults: ["the & in the URL ends the command"]),
    Paste(
      name: "parameters in the URL of a send",
      text:
        "curl -X POST '\(host)/messages/send?instance=my-instance&recipient=%2B966501234567&content=Hello' \(key)",
      line: sent, faults: ["go in the body, and not in the URL"]),
    Paste(
      name: "GET for a send", text: "curl -X GET \(host)/messages/send \(key) \(json) -d '\(hello)'",
      line: sent,
      faults: ["the method must be POST, but is GET (405)"]),
    Paste(
      name: "the wrong host and path",
      text: "curl https://api.wessaal.com/v1/messages/send \(key) \(json) -d '\(hello)'", line: sent,
      faults: [
        "the host is api.wessaal.com", "before /messages/send must stand /integration/v1, but stands /v1",
      ]),
    Paste(
      name: "http", text: "curl http://app.wessaal.com/integration/v1/me \(key)", line: "me",
      faults: ["must be https, but is http"]),
    Paste(
      name: "a local number",
      text:
        "curl \(host)/messages/send \(key) \(json) -d '{\"instance\": \"my-instance\", \"recipient\": \"0501234567\", \"content\": \"Hello\"}'",
      line: "messages send instance=my-instance recipient=0501234567 content=Hello",
      faults: ["recipient must be E.164"]),
    Paste(
      name: "a wrong name",
      text:
        "curl \(host)/messages/send \(key) \(json) -d '{\"instance\": \"my-instance\", \"to\": \"+966501234567\", \"content\": \"Hello\"}'",
      line: "messages send instance=my-instance to=\"+966501234567\" content=Hello",
      faults: ["unknown parameter 'to'"]),
    Paste(
      name: "an id in the path", text: "curl \(host)/messages/12345/status \(key)",
      line: "messages status 12345"),
    Paste(
      name: "an operation that is gone",
      text: "curl -X POST \(host)/messages/send-list \(key) \(json) -d '{}'",
      line: "messages send-list", faults: ["410 Gone"]),
    Paste(
      name: "no body that can be read", text: "curl \(host)/messages/send \(key) \(json) -d '{]'", line: "",
      faults: ["line 1, column"]),
  ]

  @Test(arguments: pastes) func aPastedCallIsTheLineThatWasMeant(paste: Paste) throws {
    let run = try wessaal(["--sandbox", "import", "curl", "-"], input: paste.text)
    #expect(run.output == (paste.line.isEmpty ? "" : paste.line + "\n"), "\(run.errors)")
    #expect(run.status == (paste.line.isEmpty ? 2 : 0), "\(run.errors)")
    for fault in paste.faults { #expect(run.errors.contains(fault), "\(run.errors)") }
    if paste.faults.isEmpty { #expect(run.errors == "", "\(run.errors)") }
    #expect(!(run.output + run.errors).contains("0123456789"))
  }

  /// Where the call had no fault, the line passes the check.
  @Test(arguments: pastes.filter { $0.faults.isEmpty }) func theLineChecks(paste: Paste) throws {
    let folder = Folder()
    let script = folder.write("a.wsl", paste.line + "\n")
    #expect(try wessaal(["check", script], folder: folder.path).status == 0, "\(paste.line)")
  }

  @Test func aHARGivesALineForEachCallToTheAPI() throws {
    let folder = Folder()
    let made = try wessaal(
      [
        "--sandbox", "-c",
        "ping | ignore; \(Self.sent) | ignore; messages list status=failed page=1 | ignore; record save c.har",
      ], folder: folder.path)
    try #require(made.status == 0, "\(made)")
    let run = try wessaal(["--sandbox", "import", "har", "c.har"], folder: folder.path)
    #expect(run.output == "ping\n\(Self.sent)\nmessages list status=failed page=1\n", "\(run)")
  }

  @Test func whatIsNoCallIsSaid() throws {
    let run = try wessaal(["--sandbox", "import", "curl", "-"], input: "wget https://example.com")
    expect(run, status: 2, says: "import must find a call, but there is none in it")
  }

  /// Nothing has checked this body. So the shell asks before it sends it to another machine, with any method.
  @Test(arguments: ["POST /messages/send", "PUT /contacts/3", "DELETE /contacts/3", "DELETE /elsewhere"])
  func aBodyIsSentElsewhereOnlyAfterAQuestion(call: String) throws {
    let words = call.split(separator: " ").map(String.init)
    let base = "https://no-such-host.invalid/integration/v1"
    let line = ["request", words[0], words[1], "--body", "{\"label\": \"x\"}"]
    let asked = try wessaal(line, base: base)
    #expect(asked.status == 2 && asked.errors.contains("must be confirmed"), "\(asked)")
    let sent = try wessaal(line + ["--yes"], base: base, within: 30)
    #expect(sent.status == 7 && sent.errors.contains("no-such-host.invalid"), "\(sent)")
  }

  @Test func aDELETEWithABodyGoesOutByteForByte() throws {
    let server = RecordingServer(json: #"{"success":true}"#)
    let line = ["request", "DELETE", "/contacts/3", "--body", #"{"why":  "x",}"#]
    let asked = try wessaal(line, base: server.url)
    #expect(asked.status == 2 && server.seen.isEmpty, "\(asked)")
    let run = try wessaal(line + ["--yes"], base: server.url)
    #expect(server.seen.last?.body == #"{"why":  "x",}"# && server.seen.last?.method == "DELETE", "\(run)")
  }

  @Test func aBodyGoesOutByteForByte() throws {
    let server = RecordingServer { seen, _ in .confirmed(seen) }
    let body = #"{"instance":1,  "content":"Pay $amount",}"#
    let run = try wessaal(
      ["request", "POST", "/messages/send", "--body", body], base: server.url)
    #expect(server.seen.last?.body == body, "\(run)")
  }
}
