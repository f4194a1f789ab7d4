import Testing

/// Options of the program after a command of the direct form, and `--query`.
@Suite struct DirectOptionTests {
  @Test(arguments: [
    ["--sandbox", "--output", "csv", "contacts", "list"],
    ["--sandbox", "contacts", "list", "--output", "csv"],
    ["contacts", "list", "--output=csv", "--sandbox"], ["contacts", "--sandbox", "list"].moved,
    ["--sandbox", "--output", "json", "contacts", "list", "--output", "csv"],
  ]) func anOptionCountsOnBothSidesOfTheCommand(_ words: [String]) throws {
    let run = try wessaal(words, key: nil)
    #expect(run.status == 0 && run.output.hasPrefix("id,"), "\(run)")
  }

  @Test func nothingIsSentInADryRunThatStandsBehind() throws {
    let server = RecordingServer(json: "{\"data\": {}}")
    for words in [
      ["messages", "send", "instance=1", "recipient=+966501234567", "content=Hi", "--dry-run"],
      ["contacts", "delete", "1", "--yes", "--dry-run"],
      ["contacts", "create", "phone=+966501234567", "--read-only"],
    ] {
      let run = try wessaal(words, base: server.url)
      #expect(run.status == (words.last == "--dry-run" ? 0 : 2), "\(run)")
    }
    #expect(server.seen.allSatisfy { $0.method == "GET" })
  }

  /// `--timeout` of a send is how long `--wait` waits. The program's own option must not change that.
  @Test func aFlagOfTheCommandIsTheCommands() throws {
    let run = try wessaal([
      "--sandbox", "--clock", "fast", "messages", "send", "instance=my-instance", "recipient=+966500000003",
      "content=Hi", "--wait=delivered", "--timeout", "1s",
    ])
    #expect(run.status == 7, "\(run)")
  }

  @Test func whatLooksLikeAnOptionInAValueIsTheValue() throws {
    let run = try wessaal([
      "contacts", "create", "phone=+966501234567", "label=--output", "--sandbox", "--query", "map @.label",
      "--output", "text",
    ])
    #expect(run.status != 0 && run.output == "" && run.errors.contains("map takes a list"), "\(run)")
    let label = try wessaal([
      "contacts", "create", "phone=+966501234567", "label=--output", "--sandbox", "--query", "get @.label",
    ])
    #expect(label.output == "\"--output\"\n", "\(label)")
  }

  /// An empty variable of a shell leaves an option without its value. The word behind it must not become the value.
  @Test(arguments: [
    (["messages", "send-bulk", "instance=1", "messages=[]", "--once", "--dry-run"], "--once", "--dry-run"),
    (["messages", "send-bulk", "--once", "--yes", "instance=1", "messages=[]"], "--once", "--yes"),
    (["messages", "list", "--to", "--since=2d"], "--to", "--since=2d"),
    (["messages", "list", "--output", "--dry-run"], "--output", "--dry-run"),
    (["messages", "list", "--query", "--dry-run"], "--query", "--dry-run"),
    (["--journal", "--dry-run", "messages", "list"], "--journal", "--dry-run"),
    (["--retry", "--dry-run", "messages", "list"], "--retry", "--dry-run"),
    (["s.wsl", "--file", "--limit", "5"], "--file", "--limit"),
    (["--sandbox", "rehearse", "s.wsl", "--file", "--limit", "5"], "--file", "--limit"),
    (["-c", "param file: string\nprint $file", "--file", "--dry-run"], "--file", "--dry-run"),
    (["sandbox", "--port", "--tls=c,k"], "--port", "--tls=c,k"),
  ]) func anOptionIsNoValueOfAnother(_ words: [String], _ option: String, _ next: String) throws {
    let server = RecordingServer(json: "{\"data\": {}}")
    let folder = Folder()
    folder.write("s.wsl", "param file: string\nparam limit = 1\nprint $file\n")
    let run = try wessaal(words, base: server.url, folder: folder.path)
    expect(run, status: 2, says: "\(option) takes a value, but the next word is '\(next)'")
    #expect(run.errors.contains("hint: \(option)=VALUE\n") && server.seen.isEmpty, "\(run)")
  }

  @Test func aValueThatLooksLikeAnOptionStandsBehindEquals() throws {
    let folder = Folder()
    folder.write("s.wsl", "param file: string\nprint $file\n")
    #expect(try wessaal(["s.wsl", "--file=--limit"], folder: folder.path).output == "--limit\n")
    let shown = try wessaal([
      "--sandbox", "messages", "send-bulk", "instance=my-instance", "--once=--dry-run",
      #"messages=[{"recipient": "+966501234567", "content": "Hi"}]"#, "--query", "get @.success_count",
    ])
    #expect(shown.status == 0 && shown.output == "1\n", "\(shown)")
  }

  @Test(arguments: [
    ("where @.id == 11 | map @.id", "11\n"), ("| count", "3\n"), ("map @.id\n  | first 2\n  | last", "12\n"),
    ("select id | to csv", "id\n11\n12\n13\n"), ("first | get @.id", "11\n"),
  ]) func theStagesOfAQuery(_ query: String, _ shown: String) throws {
    let run = try wessaal(["--sandbox", "contacts", "list", "--query", query])
    #expect(run.status == 0 && run.output == shown, "\(run)")
    let before = try wessaal(["--sandbox", "--query", query, "contacts", "list"])
    #expect(before.output == shown, "\(before)")
  }

  @Test(arguments: [
    ("[0]", "--query:1:5", "write: first"), ("@.id", "--query:1:5", "write: map @.id"),
    ("first | @.id", "--query:1:13", "write: get @.id"), (".[0].id", "--query:1:5", "write: "),
    ("where status == 1", "--query:1:", "the item is '@', but found 'status'"),
    ("nope", "no command 'nope'", ""),
    ("count; ping", "--query must be the stages of one pipeline, but has 2 statements", ""),
    ("", "a command must follow '|'", ""), ("where @.id > ", "--query:1", "a value must"),
    ("first | get @.idd", "", "no member 'idd'"),
  ]) func aQueryIsCheckedAsAProgramIs(_ query: String, _ place: String, _ message: String) throws {
    let run = try wessaal(["--sandbox", "contacts", "list", "--query", query])
    #expect(run.status != 0 && run.output == "", "\(run)")
    #expect(run.errors.contains(place) && run.errors.contains(message), "\(run)")
  }

  @Test(arguments: [
    ["-c", "1"], ["-"], ["a.wsl"], [], ["check", "a.wsl"], ["fmt", "a.wsl"], ["test", "a.wsl"],
    ["rehearse", "a.wsl"],
  ]) func aQueryIsForOneCommandAlone(_ words: [String]) throws {
    let folder = Folder()
    folder.write("a.wsl", "print 1")
    let run = try wessaal(["--query", "count"] + words, input: "print 1", folder: folder.path)
    expect(run, status: 2, says: "--query must stand before something that heeds it")
  }
}

extension [String] {
  /// The noun and the verb together, and the words between them after these.
  fileprivate var moved: [String] { [self[0], self[2], self[1], "--output", "csv"] }
}

/// Every option of the program before every subcommand. It is refused where it would be ignored.
@Suite struct HonouredOptionTests {
  static let options: [(name: String, words: [String])] = [
    ("sandbox", []), ("profile", ["p"]), ("base-url", ["https://a.example"]), ("output", ["json"]),
    ("color", ["never"]), ("rate", ["10/h"]), ("retry", ["1"]), ("timeout", ["1s"]), ("trace", []),
    ("dry-run", []),
    ("allow", ["."]), ("read-only", []), ("max-credits", ["1"]), ("journal", ["j"]), ("same-as", ["x.wsl"]),
    ("in-doubt", ["skip"]), ("undelivered", ["fail"]), ("zone", ["UTC"]), ("yes", []), ("quiet", []),
    ("norc", []),
    ("no-history", []), ("query", ["count"]), ("port", ["0"]), ("key", ["k"]), ("credits", ["5"]),
    ("clock", ["fast"]), ("state", ["s"]), ("latency", ["1ms"]), ("fault", ["503#1"]), ("tls", ["c,k"]),
    ("seed", ["1"]), ("messages", ["1"]),
  ]
  static let ofSandbox: Set = [
    "port", "key", "credits", "clock", "state", "latency", "fault", "tls", "seed", "messages",
  ]
  static let calls: Set = [
    "rate", "retry", "timeout", "trace", "read-only", "max-credits", "in-doubt", "undelivered", "zone",
  ]

  static let honoured: [(words: [String], options: Set<String>)] = [
    (["check", "a.wsl"], ofSandbox.union(["sandbox", "allow", "profile", "color"])),
    (["fmt", "--check", "a.wsl"], ["color"]),
    (
      ["test", "a.wsl"],
      ofSandbox.union(calls).union(["sandbox", "allow", "output", "color", "yes", "quiet", "dry-run"])
    ),
    (["man"], []), (["completions", "bash"], []), (["openapi"], ["base-url"]), (["help"], []),
  ]

  @Test(arguments: honoured.indices) func isRefusedWhereItWouldBeIgnored(index: Int) throws {
    let (command, heeded) = Self.honoured[index]
    #expect(Self.options.contains { !heeded.contains($0.name) })
    let folder = Folder()
    folder.write("a.wsl", "print 1\n")
    for option in Self.options where !heeded.contains(option.name) {
      let run = try wessaal(["--\(option.name)"] + option.words + command, key: nil, folder: folder.path)
      expect(
        run, status: 2, says: "--\(option.name) must stand before something that heeds it",
        "'wessaal \(command[0])' does not")
    }
  }

  /// The list above has all of them.
  @Test func noOptionIsForgotten() throws {
    let help = try wessaal(["--help"], key: nil).output
    let names = help.split(separator: "\n").filter { $0.hasPrefix("  --") }.map {
      String($0.dropFirst(4).prefix { $0.isLetter || $0 == "-" })
    }
    #expect(Set(names).subtracting(["version"]) == Set(Self.options.map(\.name)))
  }

  @Test(arguments: [
    "check", "fmt", "test", "rehearse", "sandbox", "completions", "man", "openapi", "login", "logout",
    "config",
    "help", "doctor", "explain", "messages", "messages send",
  ]) func everySubcommandHasHelp(_ command: String) throws {
    let words = command.split(separator: " ").map(String.init)
    let run = try wessaal(words + ["--help"], key: nil)
    #expect(run.status == 0 && run.errors == "" && run.output.contains(words[0]), "\(run)")
  }
}

/// Words after a script that nothing would read.
@Suite struct UnreadArgumentTests {
  private let folder = Folder()

  @Test(arguments: [
    ("param file: path\nprint $file", ["--file", "a", "b.csv"], "the script takes only its params"),
    ("print 1", ["customers.csv"], "the script takes no arguments"), ("print 1", ["--", "x"], "has 'x'"),
    (
      "param really: bool\nprint $really", ["--really", "no"],
      "--really takes no word behind it, but has 'no'"
    ),
    ("param really: bool\nprint $really $args", ["--really", "No"], "--really takes no word behind it"),
    ("param really: bool\nprint $really", ["--really=no"], "--really must be true or false, but is 'no'"),
  ]) func isRefused(_ code: String, _ words: [String], _ message: String) throws {
    let script = folder.write("s.wsl", code)
    for call in [[script] + words, ["--sandbox", "rehearse", script] + words] {
      expect(try wessaal(call, folder: folder.path), status: 2, says: message)
    }
    expect(try wessaal(["-c", code] + words), status: 2, says: message)
  }

  @Test(arguments: [
    ("print \"$args[0]\"", "a\n"), ("def f() { first($args) }\nprint f()", "a\n"),
    ("print ([1] | where @ == length($args) | count)", "1\n"), ("use \"lib.wsl\"\nprint g()", "a\n"),
    ("print (([{n: a}])[?@.n == $args[0]] | count)", "1\n"),
  ]) func isPassedOnWhereSomethingReadsIt(_ code: String, _ shown: String) throws {
    folder.write("lib.wsl", "def g() { $args[0] }\n")
    let run = try wessaal([folder.write("s.wsl", code), "a"], folder: folder.path)
    #expect(run.status == 0 && run.output == shown, "\(run)")
  }

  @Test func theUsageHasArgumentsOnlyWhereTheyAreRead() throws {
    let none = folder.write("none.wsl", "param n = 1\nprint $n")
    let some = folder.write("some.wsl", "print $args")
    #expect(try !wessaal([none, "--help"]).output.contains("[ARG…]"))
    #expect(try wessaal([some, "--help"]).output.contains("[ARG…]"))
  }
}
