import Glibc
import Testing

/// Standard input, output and error: closed, or named as files.
@Suite struct DescriptorTests {
  private let folder = Folder()

  private static let closings = ["<&-", ">&-", "2>&-", "<&- >&-", "<&- 2>&-", ">&- 2>&-", "<&- >&- 2>&-"]

  @Test(arguments: closings) func whatShowsNothingWorks(closing: String) throws {
    for words in ["-c 'sleep 1ms; [1] | save o.json'", "--sandbox -c 'ping | ignore'", "--sandbox s.wsl"] {
      folder.write(
        "s.wsl",
        "each_one()\ndef each_one() { 1..3 | each --parallel 3 { contacts list | count | ignore } | ignore }")
      let run = try shell("\"$W\" \(words) \(closing)", folder: folder.path)
      #expect(run.status == 0 && !run.isLate, "\(words) \(run)")
      #expect(run.output == "" && run.errors == "")
    }
    #expect(folder.read("o.json") == "[\n1\n]\n")
  }

  @Test(
    arguments: closings.filter { $0.contains(" >") || $0.hasPrefix(">") },
    ["-c '1..3'", "-c '1..50000 | each { @ }'", "--version", "check s.wsl", "--sandbox -c ping"])
  func whatIsShownIsLostAndThatIsTold(closing: String, words: String) throws {
    folder.write("s.wsl", "print 1\n")
    let run = try shell("\"$W\" \(words) \(closing)", folder: folder.path)
    #expect(run.status == 1 && !run.isLate, "\(run)")
    if !closing.contains("2>") {
      #expect(
        run.errors.contains("standard output must take what is shown, but: Bad file descriptor"),
        "\(run.errors)")
    }
  }

  @Test(arguments: ["", "-", "-c 'open - | count'"]) func inputThatIsClosedIsEmpty(words: String) throws {
    let run = try shell("\"$W\" \(words) <&-")
    #expect(run.status == 0 && run.errors == "", "\(run)")
    #expect(run.output == (words.hasPrefix("-c") ? "0\n" : ""))
  }

  @Test func whatIsSaidGoesIntoNoFileOfItsOwn() throws {
    let once =
      "once \"k\" { messages send instance=my-instance recipient=+966501234567 content=Hi | ignore }; print --error x; fail \"no\""
    let server = RecordingServer(json: Self.sent)
    let run = try shell(
      "\"$W\" --journal j -c '\(once)' <&- >&- 2>&-", base: server.url, folder: folder.path)
    #expect(run.status == 1, "\(run)")
    let lines = (folder.read("j") ?? "").split(separator: "\n")
    #expect(lines.count == 4 && lines.allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}") }, "\(lines)")
  }

  // MARK: As files

  private static let sent =
    #"{"success":true,"data":{"message_id":7,"status":"pending","credits_charged":1}}"#

  @Test(arguments: [
    "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "/dev/../dev/stdout", "link", "/proc/thread-self/fd/1",
  ])
  func savedIsBetweenWhatIsShown(path: String) throws {
    symlink("/dev/stdout", folder.path + "/link")
    folder.write(
      "s.wsl",
      "print before\n[1, 2] | save \"\(path)\" --as ndjson\nprint between\n\"t\" | save \"\(path)\" --as text --append\nprint after\n"
    )
    for (words, sink) in [
      ("s.wsl", "> o"), ("-c \"$(cat s.wsl)\"", "> o"), ("s.wsl", "| cat > o"), ("s.wsl", ">> o"),
    ] {
      folder.write("o", "")
      let run = try shell("(echo head; \"$W\" \(words); echo tail) \(sink)", folder: folder.path)
      #expect(run.errors == "", "\(run.errors)")
      #expect(
        folder.read("o") == "head\nbefore\n1\n2\nbetween\nt\nafter\ntail\n",
        "\(words) \(sink): \(folder.read("o") ?? "")")
    }
    #expect(folder.names.sorted() == ["link", "o", "s.wsl"])
  }

  @Test func otherDescriptorsAreWrittenIntoToo() throws {
    folder.write(
      "s.wsl",
      "print a\n\"b\" | save /dev/stderr --as text\nprint c\n[{d: 1}] | save /dev/fd/3 --as csv\nprint e")
    let run = try shell("(echo head; \"$W\" s.wsl) > o 2>&1 3>&1", folder: folder.path)
    #expect(run.status == 0, "\(folder.read("o") ?? "")")
    #expect(folder.read("o") == "head\na\nb\nc\nd\n1\ne\n", "\(folder.read("o") ?? "")")
    expect(
      try shell("\"$W\" -c '1 | save /dev/fd/9 --as json' 9>&-"), status: 1,
      says: "/dev/fd/9 must be written, but: Bad file")
  }

  @Test func oneThatTheProgramOpenedItselfIsNoneForAScript() throws {
    let code =
      "once \"k\" { messages send instance=my-instance recipient=+966501234567 content=Hi | ignore }\n"
      + "for n in 3..30 { try { \"spoilt\" | save \"/dev/fd/$n\" --as text } catch e { } }\nprint done"
    folder.write("s.wsl", code)
    let server = RecordingServer(json: Self.sent)
    let state = Folder()
    let run = try shell(
      "\"$W\" s.wsl", base: server.url, environment: ["XDG_STATE_HOME": state.path], folder: folder.path)
    #expect(run.output == "done\n", "\(run)")
    let journal = try shell("cat \(state.path)/wessaal/ledger/*").output
    #expect(journal.contains("\"k\"") && !journal.contains("spoilt"), "\(journal)")
  }

  @Test func aReportGoesThereToo() throws {
    folder.write("t.wsl", "test \"t\" { print shown; \"saved\" | save /dev/stdout --as text; assert true }")
    let run = try shell(
      "(echo head; \"$W\" test --report junit /dev/stdout t.wsl; echo tail) > o", folder: folder.path)
    let text = folder.read("o") ?? ""
    #expect(
      run.errors == "" && holds(text, inOrder: ["head\nTAP", "ok 1", "<?xml", "</testsuites>\ntail\n"]),
      "\(text)")
    #expect(!text.split(separator: "\n").contains("saved"), "\(text)")
  }

  @Test func whatDoesNotFitIsTold() throws {
    expect(
      try shell("\"$W\" -c '1..3 | save /dev/stdout --as ndjson' > /dev/full"), status: 1,
      says: "No space left")
    #expect(try shell("\"$W\" -c '1..3 | save /dev/stderr --as ndjson' 2> /dev/full").status == 1)
  }

  @Test func aScriptFromAPipeOfTheShellHasTheJournalOfOneThatIsTyped() throws {
    let server = RecordingServer(json: Self.sent)
    folder.write(
      "s.wsl", "once \"k\" { messages send instance=124 recipient=+966500000001 content=Hi | ignore }\n")
    for _ in 1...2 {
      let run = try shell(
        "bash -c '\"$W\" <(cat s.wsl)'", base: server.url, environment: ["XDG_STATE_HOME": folder.path],
        folder: folder.path)
      #expect(run.status == 0, "\(run)")
    }
    #expect(server.seen.count { $0.method == "POST" } == 1)
  }
}
