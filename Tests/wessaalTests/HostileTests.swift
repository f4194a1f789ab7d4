import Glibc
import JSON
import Testing

/// Text from the API, files and arguments is data. It never acts on a terminal, a path, a header or a
/// spreadsheet.
@Suite struct HostileTests {
  /// Control characters (C0, DEL, C1), and all characters that reorder text.
  private static let bad =
    "x\u{1B}[2J\u{1B}]0;t\u{7}\u{8}\r\u{0}\u{7F}\u{9B}31m\u{85}\u{61C}\u{200E}\u{200F}"
    + "\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}\u{2066}\u{2067}\u{2068}\u{2069}\u{2028}\u{2029}y"

  private static let isBad: @Sendable (Unicode.Scalar) -> Bool = { scalar in
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0...0x1F, 0x7F...0x9F, 0x61C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// Runs a line of the shell at a terminal without colours, in which the program is `$W` and hostile text is
  /// `$BAD`. Returns the bytes that came to the terminal.
  private func shown(
    _ line: String, base: String, folder: Folder, at place: SourceLocation = #_sourceLocation
  ) throws -> String {
    // A variable cannot hold NUL, and a carriage return in a word would look like the terminal's own.
    let word = Self.bad.replacing("\0", with: "").replacing("\r", with: "")
    let outcome = try shell(
      "script -q -e -c \"$LINE\" /dev/null", base: base,
      environment: ["LINE": line, "BAD": word, "TERM": "dumb", "NO_COLOR": "1", "SHELL": "/bin/sh"],
      folder: folder.path, within: 20)
    #expect(!outcome.isLate, sourceLocation: place)
    // The terminal ends its lines in this way.
    return outcome.output.replacing("\r\n", with: "\n")
  }

  private func expectSafe(
    _ line: String, base: String, folder: Folder, at place: SourceLocation = #_sourceLocation
  ) throws {
    let text = try shown(line, base: base, folder: folder, at: place)
    let found = text.unicodeScalars.filter(Self.isBad).map { String($0.value, radix: 16) }
    #expect(found == [], "\(line)\n\(text.debugDescription)", sourceLocation: place)
    #expect(!text.isEmpty, sourceLocation: place)
  }

  /// An account in which every text is hostile, and every name of a member that can be.
  private static let server = RecordingServer(knowsAccount: false) { seen, _ in
    let bad = Value(HostileTests.bad)
    let row: Value = [
      "id": 1, "name": bad, "label": bad, "content": bad, "status": bad, "type": bad, "recipient": bad,
      "error_message": bad, "phone": bad, "instance": ["id": 1, "name": bad], "created_at": bad,
      "\(HostileTests.bad)": bad, "phone_number": bad, "connection_status": bad, "message_type": bad,
    ]
    let path = seen.target.prefix { $0 != "?" }
    if seen.method != "GET" {
      let body: Value = [
        "success": false, "message": bad, "error_code": bad,
        "errors": ["recipient": [bad], "\(bad.json)": bad],
      ]
      return .json(body.json, status: 422)
    }
    if path.hasSuffix("/messages") {
      return .json(
        (["success": true, "data": ["data": [row, row], "total": 2, "current_page": 1]] as Value).json)
    }
    if path.hasSuffix("/me") {
      let pockets: Value = [
        "whatsapp": ["balance": 5, "currency": bad], "\(HostileTests.bad)": ["balance": 1],
      ]
      let key: Value = [
        "name": bad, "permissions": [bad, "send_message", "read_messages", "manage_instances"],
      ]
      return .json(
        (["success": true, "data": ["user": ["name": bad], "api_key": key, "pockets": pockets]] as Value)
          .json,
        headers: "X-Odd: a\u{1B}[2Jb\r\n")
    }
    if path.hasSuffix("/workspaces") {
      return .send(
        Array("HTTP/1.1 500 Bad\u{1B}[2J\u{7}\r\nContent-Length: 5\r\n\r\n\u{1B}[2Jx".utf8))
    }
    let isList = path.hasSuffix("s")
    return .json((["success": true, "data": isList ? [row, row] : row] as Value).json)
  }

  @Test(arguments: [
    "messages list", "messages list | table", "messages list | print", "messages list | map @.name | print",
    "messages list | to csv", "messages list | to json", "messages list | map @.name | join \", \"",
    "messages list | tally @.name", "messages list | tally @.name | bar", "messages get 1", "me",
    "contacts list",
    "contacts list | each { print --error @.label }", "let r = messages get 1; print \"$r.content\"",
    "messages get 1 | ignore; $response", "messages get 1 | keys", "contacts list | map @.nope",
    "contacts list | first | get @.nope", "contacts list | each --parallel 2 { fail @.label }",
    "let c = contacts list | first; fail $c.label",
    "workspaces list",
    "messages send instance=a recipient=+966501234567 content=x",
    "contacts create phone=+966501234567 label=x",
    "messages send --dry-run instance=a recipient=+966501234567 content=(messages get 1).content",
    "explain 1", "explain +966501234567", "doctor", "instances status 1", "let l = contacts list; $l[0].a",
    "messages wait 1 --timeout 0s", "let c = contacts list; assert $c[0].label == \"a\"",
    "messages list | group-by @.name", "messages list | to tsv", "int((messages get 1).content)",
    "phone((messages get 1).content)", "time((messages get 1).content)", "open (messages get 1).name",
    "[1] | save (messages get 1).name", "date((messages get 1).name)",
    "contacts delete (messages get 1).name",
  ])
  func nothingThatTheAPISaysActsOnTheTerminal(code: String) throws {
    let folder = Folder()
    let file = folder.write("code.txt", code)
    try expectSafe("\"$W\" --retry 0 -c \"$(cat '\(file)')\"", base: Self.server.url, folder: folder)
    if code.hasPrefix("messages list") || code == "me" {
      for option in [
        "--trace", "--output json", "--output ndjson", "--output csv", "--output tsv", "--output text",
      ] {
        try expectSafe("\"$W\" \(option) -c \"$(cat '\(file)')\"", base: Self.server.url, folder: folder)
      }
    }
  }

  @Test(arguments: [
    "\"$W\" \"$BAD\"", "\"$W\" \"$BAD.wsl\"", "\"$W\" \"--$BAD\"", "\"$W\" --color \"$BAD\" -c 1",
    "\"$W\" --timeout \"$BAD\" -c 1", "\"$W\" --profile \"$BAD\" -c 1", "\"$W\" --base-url \"$BAD\" -c ping",
    "\"$W\" -c 'print $args' \"$BAD\"", "\"$W\" -c \"$BAD\"", "\"$W\" -c 'help $args' \"$BAD\"",
    "\"$W\" help \"$BAD\"",
    "\"$W\" -c \"help '$BAD'\"", "\"$W\" explain \"$BAD\"", "\"$W\" messages \"$BAD\"",
    "\"$W\" messages send \"$BAD=1\"", "\"$W\" messages send \"recipient=$BAD\"",
    "\"$W\" contacts get \"$BAD\"",
    "\"$W\" check \"$BAD\"", "\"$W\" fmt \"$BAD\"", "\"$W\" test \"$BAD\"", "\"$W\" rehearse \"$BAD\"",
    "\"$W\" sandbox --key \"$BAD:x\"", "\"$W\" sandbox --fault \"$BAD\"",
    "\"$W\" --sandbox --state \"/$BAD/x\" -c 1",
    "\"$W\" completions \"$BAD\"", "\"$W\" --journal \"/$BAD/x\" -c 'once a { ping }'",
    "printf 'let %s = 1' \"$BAD\" > a.wsl; \"$W\" a.wsl",
    "printf '# %s\\nnope' \"$BAD\" > a.wsl; \"$W\" a.wsl; echo x",
    "printf \"test '%s' { assert 1 == 2 }\" \"$BAD\" > a.wsl; \"$W\" test a.wsl",
    "printf 'print 1' > \"$BAD.wsl\"; \"$W\" check \"$BAD.wsl\"; \"$W\" fmt --check \"$BAD.wsl\"",
    "printf 'nope' > \"$BAD.wsl\"; \"$W\" \"$BAD.wsl\"; \"$W\" test \"$BAD.wsl\"",
    "printf '# %s\\nparam a: int = 1 # %s\\nprint 1' \"$BAD\" \"$BAD\" > a.wsl; \"$W\" a.wsl --help",
    "printf 'a\\n%s' \"$BAD\" > a.csv; \"$W\" -c 'open a.csv'",
    "printf '%s\\n1' \"$BAD\" > a.csv; \"$W\" -c 'open a.csv'",
    "printf '{\"a\": %s' \"$BAD\" > a.json; \"$W\" -c 'open a.json'; echo x",
    "printf '[profiles.\"%s\"]\\nnope = 1' x > c.toml; WESSAAL_CONFIG=c.toml \"$W\" --profile x -c 1",
    "printf 'for c in open(\"a.csv\") { fail $c.a }' > a.wsl; printf 'a\\n%s\\n' \"$BAD\" > a.csv; \"$W\" --sandbox rehearse a.wsl; \"$W\" --sandbox --output json rehearse a.wsl",
  ])
  func nothingThatFilesAndArgumentsSayActsOnTheTerminal(line: String) throws {
    try expectSafe(line, base: Self.server.url, folder: Folder())
  }

  // MARK: Paths and headers

  @Test(arguments: ["../me", "a/b", ".", "..", "%2F", "", "%2e%2e", "1?x=1", "1#x", "a\\nb", "\u{202E}1"])
  func aPathParameterIsOneSegment(word: String) throws {
    let server = RecordingServer(json: #"{"success": true, "data": {}}"#, knowsAccount: false)
    for noun in ["contacts", "instances", "workspaces"] {
      let before = server.seen.count
      let outcome = try wessaal([noun, "get", word], base: server.url)
      let calls = server.seen.count - before
      #expect(calls == 1 || calls == 0 && outcome.status != 0, "\(noun): \(outcome)")
    }
    for seen in server.seen {
      let path = seen.target.dropFirst("/integration/v1/".count)
      #expect(path.count { $0 == "/" } == 1 && !path.contains("?") && !path.contains("#"), "\(seen.target)")
      #expect(!["", ".", ".."].contains(path.split(separator: "/", omittingEmptySubsequences: false).last))
    }
  }

  @Test(arguments: [
    "/../me", "/a/../../me", "/%2e%2e/me", "/.%2E/me", "/./me", "//evil.example/me", "/a b", "/a#b",
  ])
  func aRawRequestStaysBelowTheBase(path: String) throws {
    let server = RecordingServer(json: "{}", knowsAccount: false)
    let outcome = try wessaal(["request", "GET", path], base: server.url)
    #expect(server.seen.isEmpty, "\(server.seen)")
    #expect(outcome.status != 0)
  }

  @Test func aKeyWithALineEndIsNoHeader() throws {
    let server = RecordingServer(json: "{}", knowsAccount: false)
    let outcome = try wessaal(["ping"], base: server.url, key: "sk_test_a\r\nX-Evil: 1")
    #expect(outcome.status == 2 && server.seen.isEmpty, "\(outcome)")
  }

  // MARK: Answers without end

  @Test func anAnswerThatDripsIsCutByTheTimeout() throws {
    let text = #"{"success": true, "data": {"a": 1}}"#
    let head = "HTTP/1.1 200 OK\r\nContent-Length: \(text.utf8.count)\r\n\r\n"
    let body = RecordingServer(knowsAccount: false) { _, _ in .drip(Array((head + text).utf8), 200) }
    let outcome = try wessaal(["--timeout", "1s", "--retry", "0", "me"], base: body.url)
    expect(outcome, status: 7, says: "1 s")
    #expect(outcome.seconds < 10)
    let send = try wessaal(
      ["--timeout", "1s", "messages", "send", "instance=a", "recipient=+966501234567", "content=x"],
      base: body.url)
    #expect(send.status == 9, "\(send)")
  }

  @Test func aGigabyteIsNotRead() throws {
    let server = RecordingServer(knowsAccount: false) { _, _ in .flood(1 << 30) }
    let outcome = try wessaal(["--retry", "0", "me"], base: server.url, within: 60)
    expect(outcome, status: 7, says: "64 MiB")
  }

  @Test(arguments: [#"{"data": "#, "["]) func ahundredThousandBracketsAreNoAnswer(bracket: String) throws {
    let server = RecordingServer(json: String(repeating: bracket, count: 100_000), knowsAccount: false)
    let read = try wessaal(["me"], base: server.url)
    #expect(read.status == 8 && read.errorCount == 1, "\(read)")
    let list = try wessaal(["messages", "list"], base: server.url)
    #expect(list.status == 8, "\(list)")
  }

  // MARK: Spreadsheets

  private let cells =
    #"[{a: "=1+1", b: "+966501234567", c: "-5", d: "@sum", e: "+1+1", f: "-2-3", g: -7, h: "\tx", i: "\rx", j: "x=1"}]"#

  @Test func aCSVFileHoldsNoFormulas() throws {
    let folder = Folder()
    let run = try wessaal(
      ["-c", "\(cells) | save a.csv\n\(cells) | save a.csv --append"], folder: folder.path)
    #expect(run.status == 0, "\(run)")
    let row = "'=1+1,+966501234567,-5,'@sum,'+1+1,'-2-3,-7,'\tx,\"'\rx\",x=1\n"
    #expect(folder.read("a.csv") == "a,b,c,d,e,f,g,h,i,j\n" + row + row)
  }

  @Test func namesOfColumnsAreNoFormulasEither() throws {
    let folder = Folder()
    _ = try wessaal(["-c", #"[{"=a": 1}] | save a.csv"#], folder: folder.path)
    #expect(folder.read("a.csv") == "'=a\n1\n")
  }

  @Test(arguments: [
    ("save a.csv --csv-safe=false", "=1,+5\n"), ("save a.tsv", "'=1\t+5\n"),
    ("save a.tsv --csv-safe=false", "=1\t+5\n"),
    ("save a.tsv --csv-safe", "'=1\t+5\n"),
    ("save a.csv --csv-safe=true", "'=1,+5\n"), ("save a.csv --csv-safe", "'=1,+5\n"),
    ("save a.txt --as csv", "'=1,+5\n"),
  ])
  func theGuardIsChosen(save: String, row: String) throws {
    let folder = Folder()
    let run = try wessaal(["-c", #"[{a: "=1", b: "+5"}] | \#(save)"#], folder: folder.path)
    #expect(run.status == 0, "\(run)")
    #expect(folder.names.first.flatMap(folder.read)?.split(separator: "\n").last.map { $0 + "\n" } == row)
  }

  /// What is shown as a table is piped into a file, and opened there.
  @Test(arguments: [("csv", ","), ("tsv", "\t")]) func whatIsShownIsGuardedToo(
    format: String, separator: String
  ) throws {
    let run = try wessaal(["--output", format, "-c", #"[{a: "=1", b: "+5", c: "+cmd"}]"#])
    #expect(
      run.output == ["a", "b", "c"].joined(separator: separator) + "\n"
        + ["'=1", "+5", "'+cmd"].joined(separator: separator) + "\n")
    let direct = try wessaal([
      "--sandbox", "contacts", "create", "phone=+966501112299", "label==HYPERLINK(1)", "--output", format,
    ])
    #expect(direct.status == 0 && direct.output.contains("'=HYPERLINK(1)"), "\(direct)")
  }

  @Test func theGuardIsForTables() throws {
    let run = try wessaal(["-c", "[1] | save /tmp/none.json --csv-safe"])
    expect(run, status: 2, says: "--csv-safe takes a csv or tsv file, but this is json")
  }
}
