import Testing

/// The completions that `wessaal completions SHELL` writes, tried in the shells themselves: the line after
/// Tab.
@Suite struct CompletionTests {
  private let folder = Folder()

  init() throws {
    folder.makeFolder("bin")
    _ = try shell("ln -s \"$W\" bin/wessaal", folder: folder.path)
    folder.write("my script.wsl", "print 1\n")
    folder.write("a:b.wsl", "print 1\n")
    folder.write("s.wsl", "param file: path = \"c.csv\"   # customers\nprint $file\n")
    folder.write("notes.txt", "")
  }

  static let lines: [(typed: String, words: [String])] = [
    ("contacts list --output c", ["contacts", "list", "--output", "csv"]),
    ("contacts list --output=nd", ["contacts", "list", "--output=ndjson"]),
    ("--color al", ["--color", "always"]), ("--output=ta", ["--output=table"]),
    ("--timeout 5s contacts cre", ["--timeout", "5s", "contacts", "create"]),
    ("--profile shop --sandbox contacts cre", ["--profile", "shop", "--sandbox", "contacts", "create"]),
    ("--timeout=5s contacts cre", ["--timeout=5s", "contacts", "create"]),
    ("messages send message_type=im", ["messages", "send", "message_type=image"]),
    ("messages send instance=x message_t", ["messages", "send", "instance=x", "message_type="]),
    ("messages send --wai", ["messages", "send", "--wait"]), ("fmt --ch", ["fmt", "--check"]),
    ("test --rep", ["test", "--report"]), ("sandbox --clock ma", ["sandbox", "--clock", "manual"]),
    ("--sandbox --clock fa", ["--sandbox", "--clock", "fast"]), ("completions fi", ["completions", "fish"]),
    ("help first-s", ["help", "first-steps"]), ("help wher", ["help", "where"]),
    ("--in-doubt re", ["--in-doubt", "retry"]), ("openapi --base", ["openapi", "--base-url"]),
    ("check my", ["check", "my script.wsl"]), ("check a:", ["check", "a:b.wsl"]),
    ("fmt --check my", ["fmt", "--check", "my script.wsl"]), ("./s.wsl --fi", ["./s.wsl", "--file"]),
    ("--dry-run rehear", ["--dry-run", "rehearse"]),
  ]

  @Test(.enabled(if: Shells.has("bash"), "bash is not here"), arguments: lines.indices)
  func inBash(index: Int) throws { try expect(index, in: "bash") }

  @Test(.enabled(if: Shells.has("zsh"), "zsh is not here"), arguments: lines.indices)
  func inZsh(index: Int) throws { try expect(index, in: "zsh") }

  @Test(.enabled(if: Shells.has("fish"), "fish is not here"), arguments: lines.indices)
  func inFish(index: Int) throws { try expect(index, in: "fish") }

  /// Where nothing is offered, Tab adds nothing: the word can be typed on.
  @Test(
    arguments: ["bash", "zsh", "fish"].filter(Shells.has),
    ["messages send content=Hi", "messages send recipient=+9", "frobnicate x", "messages send-bulk --once k"])
  func nothingIsAddedWhereNothingIsOffered(shell: String, typed: String) throws {
    let run = try Peer.python(Self.driver(shell, typed, then: "1"), folder: folder.path)
    let words = typed.split(separator: " ").map { "<\($0)" }.joined(separator: ">")
    #expect(run.output == words + "1>\n", "\(run)")
  }

  private func expect(_ index: Int, in shell: String) throws {
    let (typed, words) = Self.lines[index]
    let run = try Peer.python(Self.driver(shell, typed), folder: folder.path)
    #expect(run.output == words.map { "<\($0)>" }.joined() + "\n", "\(typed): \(run)")
  }

  /// Types a line, Tab and more, then makes the line an argument of printf, and prints the result.
  private static func driver(_ shell: String, _ typed: String, then more: String = "") -> String {
    """
    import os, pty, re, select, sys, time
    shell, typed = \(literal(shell)), \(literal(typed))
    environment = {"PATH": os.getcwd() + "/bin:/usr/local/bin:/usr/bin:/bin", "HOME": os.getcwd(), "TERM": "xterm",
        "LANG": "C.UTF-8"}
    start = {"bash": ["bash", "--norc", "--noprofile", "-i"], "zsh": ["zsh", "-f", "-i"],
        "fish": ["fish", "--no-config", "-i"]}[shell]
    setup = {"bash": "PS1='P''> '; source <(wessaal completions bash)",
        "zsh": "PROMPT='P''> '; autoload -U compinit; compinit -u -D; source <(wessaal completions zsh)",
        "fish": "function fish_prompt; echo 'P''> '; end; set -g fish_autosuggestion_enabled 0; "
            "wessaal completions fish | source"}[shell]
    pid, end = pty.fork()
    if pid == 0: os.execvpe(start[0], start, environment)
    seen = ""
    def wait(pattern, start=0):
        global seen
        until = time.monotonic() + 30
        while not re.search(pattern, seen[start:], re.S):
            if not select.select([end], [], [], max(0, until - time.monotonic()))[0]: sys.exit("no " + pattern + repr(seen))
            seen += os.read(end, 65536).decode("utf-8", "replace")
    os.write(end, (setup + "\\r").encode())
    wait("P> ")
    at = len(seen)
    os.write(end, ("wessaal " + typed + "\\t\(more)\\x01printf '<%s>' \\r").encode())
    wait("<wessaal>.*P> ", at)
    print(re.search("<wessaal>([^\\r\\n\\x1b]*>)", seen[at:]).group(1))
    os.write(end, b"exit\\r")
    """
  }

  private static func literal(_ text: String) -> String { "'" + text.replacing("'", with: "\\'") + "'" }

  // MARK: What the program answers

  private func answers(_ words: String...) throws -> [String] {
    let run = try wessaal(["__complete"] + words, key: nil, folder: folder.path)
    #expect(run.status == 0 && run.errors == "", "\(run)")
    return run.output.split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
  }

  @Test func allFormatsColoursAndKindsAreKnown() throws {
    #expect(
      try answers("--output", "") == ["auto", "json", "ndjson", "csv", "tsv", "text", "table"])
    #expect(try answers("contacts", "list", "--color", "") == ["auto", "always", "never"])
    #expect(
      try answers("messages", "send", "message_type=")
        == ["text", "image", "video", "document", "audio"].map { "message_type=\($0)" })
    #expect(try answers("messages", "send", "--code", "p") == ["python", "php"])
  }

  @Test func everyVerbAndTopicIsOffered() throws {
    #expect(try answers("messages", "").contains("send-poll"))
    #expect(try !answers("messages", "").contains("send-list"))
    let topics = try answers("help", "")
    for word in ["options", "once-only", "where", "messages", "topics"] {
      #expect(topics.contains(word), "\(word)")
    }
  }

  @Test func filesAreLeftToTheShell() throws {
    #expect(try answers("check", "") == [":files .wsl"])
    #expect(try answers("--state", "") == [":files"] && answers("--allow", "") == [":dirs"])
    #expect(try answers("s.wsl", "--file", "") == [":files"])
  }

  /// A line that no shell would make has no answer, and does not fail.
  @Test(arguments: [
    [], ["--"], ["\u{1B}"], ["=", ":"], ["nope", "x", "--y="], ["-c"], ["messages", "send", "=="],
  ])
  func whatMeansNothingIsAnsweredQuietly(_ words: [String]) throws {
    let run = try wessaal(["__complete"] + words, key: nil, folder: folder.path)
    #expect(run.status == 0 && run.errors == "", "\(run)")
  }
}

/// The shells that are installed.
private enum Shells {
  static func has(_ name: String) -> Bool {
    Peer.hasPython && (try? shell("command -v \(name)"))?.status == 0
  }
}
