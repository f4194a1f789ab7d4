import Catalog
import HTTP
import JSON
import Machine
import Testing

@testable import Support

/// Calls of other programs as people paste and save them, in many more forms than the documentation
/// has.
@Suite struct ImportHuntTests {
  struct Paste: CustomTestStringConvertible, Sendable {
    var name: String
    var text: String
    /// The lines; empty where no line can be made.
    var lines: [String]
    /// Parts of the message, one for each fault.
    var faults: [String] = []

    init(_ name: String, _ text: String, _ lines: String..., faults: [String] = []) {
      (self.name, self.text, self.lines, self.faults) = (name, text, lines, faults)
    }

    var testDescription: String { name }
  }

  private static let host = "https://app.wessaal.com/integration/v1"
  private static let key = "-H 'X-API-Key: sk_live_0123456789abcdef'"
  private static let json = "-H 'Content-Type: application/json'"
  private static let hello = #"{"instance": "my-instance", "recipient": "+966501234567", "content": "Hello"}"#
  private static let sent = "messages send instance=my-instance recipient=+966501234567 content=Hello"
  private static let post = "curl \(host)/messages/send \(key) \(json)"

  static let pastes: [Paste] = [
    Paste("--url=", "curl --url=\(host)/me \(key)", "me", faults: ["between '--url' and its value"]),
    Paste("--url", "curl \(key) --url '\(host)/me'", "me"),
    Paste(
      "--request=POST", "curl --request=POST \(host)/messages/send \(key) \(json) --data '\(hello)'", sent,
      faults: ["between '--request' and its value"]),
    Paste(
      "a method in small letters", "\(post) -X post -d '\(hello)'", sent,
      faults: ["must be POST, but is post"]),
    Paste("-XDELETE", "curl -XDELETE \(host)/contacts/12 \(key)", "contacts delete 12"),
    Paste("-u", "curl -u sk_live_0123456789abcdef: \(host)/me", "me", faults: ["and not in Authorization"]),
    Paste(
      "-G with --data-urlencode",
      "curl -G \(host)/messages \(key) --data-urlencode 'status=failed' --data-urlencode type=text",
      "messages list status=failed type=text"),
    Paste(
      "what --data-urlencode encodes", "curl -G \(host)/messages \(key) --data-urlencode 'status=a&b=+c'",
      "messages list status=\"a&b=+c\"", faults: ["status"]),
    Paste(
      "a + in a query", "curl '\(host)/messages?status=failed&q=+966501234567' \(key)",
      "messages list status=failed q=\"+966501234567\"",
      faults: ["a + in a URL means a space: %2B966501234567", "unknown parameter 'q'"]),
    Paste("-d and --next", "curl \(host)/ping \(key) --next \(host)/me \(key)", "ping", "me"),
    Paste("two calls", "curl \(host)/ping \(key); curl \(host)/me \(key) && echo done", "ping", "me"),
    Paste(
      "options that do not matter",
      "curl --connect-timeout 5 -m 10 -sS -o /dev/null -w '%{http_code}' --retry 3 --fail -b a=b -A x \(host)/me \(key)",
      "me"),
    Paste("no space behind -H", "curl \(host)/me -H'X-API-KEY:sk_live_0123456789abcdef'", "me"),
    Paste(
      "--json in two parts",
      "curl --json '{\"instance\": \"my-instance\",' --json '\"recipient\": \"+966501234567\", \"content\": \"Hello\"}' \(key) \(host)/messages/send",
      sent),
    Paste("a here-string", "\(post) -d @- <<< '\(hello)'", sent),
    Paste("echo into it", "echo '\(hello)' | \(post) -d @-", sent),
    Paste("a here-document into it", "cat <<EOF | \(post) --data-binary @-\n\(hello)\nEOF", sent),
    Paste(
      "$(cat FILE)", "\(post) -d \"$(cat body.json)\"", "request POST /messages/send --body \"body.json\"",
      faults: ["in a file that is not here"]),
    Paste(
      "--data-raw @FILE", "\(post) --data-raw @body.json", "request POST /messages/send --body \"body.json\"",
      faults: ["--data-raw sends '@body.json' itself", "in a file"]),
    Paste(
      "a body that a command makes", "\(post) -d \"$(jq -n '{a: 1}')\"",
      faults: ["that only the other shell runs"]),
    Paste(
      "escapes of $'…'",
      #"\#(post) --data-raw $'{"instance":"my-instance","recipient":"+966501234567","content":"Hello\u0021\x21"}'"#,
      #"messages send instance=my-instance recipient=+966501234567 content="Hello!!""#),
    Paste(
      "PATCH", "curl -X PATCH \(host)/contacts/12 \(key) \(json) -d '{\"label\": \"x\"}'",
      "contacts update 12 label=x", faults: ["must be PUT, but is PATCH"]),
    Paste(
      "POST for an update", "curl \(host)/contacts/12 \(key) \(json) -d '{\"label\": \"x\"}'",
      "contacts update 12 label=x", faults: ["must be PUT, but is POST"]),
    Paste(
      "a placeholder in the path", "curl \(host)/messages/{id} \(key)", "request GET /messages/{id}",
      faults: ["{id} in the path must be replaced"]),
    Paste(
      "another placeholder", "curl \(host)/messages/:id/status \(key)", "request GET /messages/:id/status",
      faults: [":id in the path must be replaced"]),
    Paste(
      "copied out of HTML",
      "curl -H &quot;X-API-Key: sk_1&quot; &quot;\(host)/messages?status=failed&amp;page=2&quot;",
      "messages list status=failed page=2", faults: ["it was copied out of HTML"]),
    Paste("of Markdown", "```bash\n$ curl \(host)/me \(key)\n```", "me"),
    Paste("a byte-order mark", "\u{FEFF}curl \(host)/me \(key)", "me"),
    Paste(
      "Chrome for cmd",
      """
      curl ^"\(host)/messages/send^" ^
        -H ^"accept: */*^" ^
        -H ^"content-type: application/json^" ^
        -H ^"x-api-key: sk_1^" ^
        --data-raw ^"^{^\\^"instance^\\^":^\\^"my-instance^\\^",^\\^"recipient^\\^":^\\^"+966501234567^\\^",^\\^"content^\\^":^\\^"Hello^\\^"^}^"
      """, sent),
    Paste(
      "Chrome for PowerShell",
      """
      Invoke-WebRequest -UseBasicParsing -Uri "\(host)/messages/send" `
      -Method "POST" `
      -Headers @{
      "accept"="*/*"
        "x-api-key"="sk_live_0123456789abcdef"
      } `
      -ContentType "application/json" `
      -Body "{`"instance`":`"my-instance`",`"recipient`":`"+966501234567`",`"content`":`"Hello`"}"
      """, sent),
    Paste(
      "Invoke-RestMethod and variables",
      """
      # my script
      $phone = '+966501234567'
      $headers = @{ "X-API-Key" = "sk_live_0123456789abcdef"; "Content-Type" = "application/json" }
      $body = [ordered]@{
        instance = "my-instance"
        recipient = "$phone"   # who
        content = 'Hello'
      } | ConvertTo-Json -Depth 5
      $answer = Invoke-RestMethod -Uri "\(host)/messages/send" -Method Post -Headers $headers -Body $body
      """, sent),
    Paste("irm", "irm '\(host)/me' -H @{'X-API-Key'='sk_live_0123456789abcdef'}", "me"),
    Paste(
      "splatting and a here-string",
      """
      $call = @{ Uri = "\(host)/messages/send"; Method = 'POST'; ContentType = 'application/json'
        Headers = @{ 'X-API-Key' = 'sk_live_0123456789abcdef' }
        Body = @'
      \(hello)
      '@
      }
      Invoke-RestMethod @call
      """, sent),
    Paste(
      "a table that is not made JSON",
      "Invoke-RestMethod \(host)/messages/send -Method Post -Headers @{'X-API-Key'='k'} -Body @{instance='my-instance'; recipient='+966501234567'; content='Hello'}",
      sent, faults: ["it must go through ConvertTo-Json", "the body is a form"]),
    Paste(
      "a variable of PowerShell's environment",
      "Invoke-RestMethod \(host)/me -Headers @{'X-API-Key'=$env:WESSAAL_KEY}", "me",
      faults: ["$env:WESSAAL_KEY is known to the other shell alone"]),
    Paste(
      "curl.exe as Windows' PowerShell needs it",
      "curl.exe -X POST `\n  \"\(host)/messages/send\" `\n  -H \"X-API-Key: sk_1\" `\n  -H \"Content-Type: application/json\" `\n  -d '\(hello.replacing("\"", with: "\\\""))'",
      sent),
    Paste(
      "an apostrophe in quotes",
      "\(post) -d '{\"instance\": \"my-instance\", \"recipient\": \"+966501234567\", \"content\": \"It's here\"}'",
      "messages send instance=my-instance recipient=+966501234567 content=Its",
      faults: [
        "a second URL to curl: is a quote missing?", "a \" is never closed", "no closing \"",
        "the } is missing",
      ]),
    Paste(
      "-T", "curl -T body.json \(host)/messages/send \(key)",
      "request POST /messages/send --body \"body.json\"", faults: ["must be POST, but is PUT", "in a file"]),
    Paste(
      "escapes beside a fault",
      "\(post) -d '{\"instance\": \"my-instance\", \"recipient\": \"+966501234567\", \"content\": \"\\ud83d\\ude00\\u0041\", }'",
      "messages send instance=my-instance recipient=+966501234567 content=\"😀A\"",
      faults: ["no comma before }"]),
    Paste(
      "a path that is more than a word", "curl '\(host)/x|contacts delete 12 --yes' \(key)",
      "request GET \"/x|contacts delete 12 --yes\"", faults: ["the API has no path"]),
    Paste(
      "a comment in JSON",
      "\(post) -d '{\"instance\": \"my-instance\", // mine\n \"recipient\": \"+966501234567\", \"content\": \"Hello\"}'",
      sent,
      faults: ["JSON has no comments"]),
  ]

  /// The text is read by a function for each bracket.
  @Test(arguments: ["(", "@{a=", "@("]) func bracketsWithoutEndAreNoTrap(bracket: String) {
    let text = "irm " + String(repeating: bracket, count: 100_000)
    #expect(PastedCall.isComplete(text) != true)
  }

  @Test(arguments: pastes) func aPastedCallIsTheLineThatWasMeant(paste: Paste) {
    expect(CurlCalls.read(paste.text), paste)
    #expect(PastedCall.isComplete(paste.text) != false || !paste.faults.isEmpty, "\(paste.name)")
  }

  private func expect(_ calls: [ForeignCall], _ paste: Paste) {
    let imported = calls.map { ImportedCall($0, .standard, base: nil) }
    #expect(imported.compactMap(\.line) == paste.lines)
    let faults = imported.flatMap(\.faults).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    for fault in paste.faults { #expect(faults.contains { $0.contains(fault) }, "\(fault): \(faults)") }
    #expect(faults.count <= paste.faults.count, "\(faults)")
    #expect(!(imported.compactMap(\.line) + faults).joined().contains("0123456789"))
  }

  // MARK: HAR

  private static func archive(_ requests: [String]) -> String {
    let entries = requests.map { #"{"startedDateTime":"x","_initiator":{},"request":\#($0),"response":{}}"# }
    return #"{"log":{"version":"1.2","pages":[],"entries":[\#(entries.joined(separator: ","))]}}"#
  }

  private static func request(
    _ method: String = "\"POST\"", _ url: String = host + "/messages/send", _ more: String = "",
    headers: String = #"[{"name":":method","value":"x"},{"name":"x-api-key","value":"sk_live_0123456789"}]"#
  ) -> String {
    #"{"method":\#(method),"url":"\#(url)","headers":\#(headers),"queryString":[],"cookies":[]\#(more)}"#
  }

  private static func body(_ members: String) -> String {
    #","postData":{"mimeType":"application/json",\#(members)}"#
  }

  private static let text = #""text":"# + Value(hello).json

  static let archives: [Paste] = [
    Paste("Chrome", archive([request("\"POST\"", host + "/messages/send", body(text))]), sent),
    Paste(
      "Firefox", archive([request("\"POST\"", host + "/messages/send", body(#""params":[],"# + text))]), sent),
    Paste(
      "a byte-order mark", "\u{FEFF}" + archive([request("\"GET\"", host + "/me")]), "me"),
    Paste(
      "a browser that asks first",
      archive([request("\"OPTIONS\""), request("\"POST\"", host + "/messages/send", body(text))]), sent),
    Paste(
      "a body in base64",
      archive([
        request(
          "\"POST\"", host + "/messages/send",
          body(#""encoding":"base64","text":"\#(Base64.text(Array(hello.utf8)))""#))
      ]), sent),
    Paste(
      "other requests of the page",
      archive([
        request("\"GET\"", "https://www.wessaal.com/style.css"),
        request("\"GET\"", "data:text/plain,wessaal"),
        request("\"GET\"", "wss://app.wessaal.com/socket"),
        request("\"GET\"", "blob:https://app.wessaal.com/messages"),
        request("\"GET\"", "https://app.wessaal.com/dashboard"), request("\"GET\"", host + "/me"),
      ]), "me"),
    Paste("what is no request", #"{"log":{"entries":[{"request":null},{"x":1},5,{"request":{"url":5}}]}}"#),
  ]

  @Test(arguments: archives) func anArchiveGivesItsCallsToTheAPI(paste: Paste) throws {
    expect(try HARCalls.read(Array(paste.text.utf8), .standard), paste)
  }

  @Test(arguments: ["", "{}", "[]", "5", #"{"log":5}"#, "{\"entries\": []}"]) func whatIsNoArchiveIsRefused(
    text: String
  ) {
    #expect(throws: Failure.self) { try HARCalls.read(Array(text.utf8), .standard) }
  }
}
