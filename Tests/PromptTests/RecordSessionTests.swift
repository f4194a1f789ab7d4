import Glibc
import Testing

/// Records of a session at the prompt of the real program.
@Suite(.atTerminals) struct RecordSessionTests {
  @Test func theTranscriptIsWhatWasTypedAndShown() throws {
    let shell = try ShellSession()
    let file = shell.home + "/kept.txt"
    defer { unlink(file) }
    _ = shell.answer("contacts get 12 | select id phone")
    shell.terminal.type("[1,\r")
    shell.terminal.waitUntil { $0.cursorLine == "·······>" }
    _ = shell.answer("2]")
    _ = shell.answer("contacts get 999")
    _ = shell.answer("print \"sk_live_0123456789abcd\"")
    #expect(shell.answer("record save \(file)").last == "what was shown is in \(file)")
    let text = ShellSession.read(file)
    // The account and the times come first, and then the session.
    let parts = text.split(separator: "\n\n", maxSplits: 1)
    let head = /sandbox at http:\/\/127\.0\.0\.1:\d+\/integration\/v1, [\d: -]+ UTC to [\d: -]+ UTC/
    #expect(parts.first?.wholeMatch(of: head) != nil, "\(text)")
    #expect(
      parts.last?.replacing(/\d+ ms/, with: "N ms") == """
        sandbox> contacts get 12 | select id phone
        {
          "id": 12,
          "phone": "+966509876543"
        }
        200 OK · N ms
        sandbox> [1,
        ·······>   2]
        [1, 2]
        sandbox> contacts get 999
        error: Not Found (404): Contact not found
          hint: 'contacts list' shows those there are
        404 Not Found · N ms
        sandbox> print "sk_…abcd"
        sk_…abcd
        sandbox> record save \(file)

        """)
    shell.terminal.type("record save \(file) --mask\r")
    #expect(shell.terminal.waitUntil { $0.cursorLine.hasSuffix("Replace it? [y/N]") })
    shell.terminal.type("n\r")
    shell.terminal.waitUntil { $0.cursorLine == "sandbox>" }
    #expect(ShellSession.read(file) == text)
    shell.terminal.type("record save \(file) --mask\r")
    #expect(shell.terminal.waitUntil { $0.cursorLine.hasSuffix("Replace it? [y/N]") })
    shell.terminal.type("y\r")
    shell.terminal.waitUntil { $0.cursorLine == "sandbox>" }
    let masked = ShellSession.read(file)
    #expect(masked.contains("\"phone\": \"+96650") && !masked.contains("509876543"))
  }

  /// `explain` asks like `contacts list`, but keeps less of the answer.
  @Test func anInputGetsItsOwnAnswersInAReplay() throws {
    let shell = try ShellSession()
    let file = shell.home + "/kept.jsonl"
    defer { unlink(file) }
    _ = shell.answer("explain 0501230000")
    let live = shell.answer("contacts list")
    _ = shell.answer("record save \(file)")
    shell.terminal.type("replay \(file)\r")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "replay>" })
    shell.terminal.type("contacts list\r")
    #expect(shell.terminal.waitUntil { $0.lines.filter { $0 == live[0] }.count == 2 }, "\(live)")
  }

  /// A value in a command and the same value in its output have the same token. The language, ids and
  /// times stay.
  @Test func aMaskedTranscriptHasTokensForWhatWasTyped() throws {
    let shell = try ShellSession()
    let file = shell.home + "/Layla.txt"
    defer { unlink(file) }
    _ = shell.answer(
      "contacts create phone=+971509998877 label=Layla email=layla@example.org notes='owes 482913' # Layla")
    _ = shell.answer("messages send instance=my-instance recipient=٠٥٠٩٩٩٨٨٧٧ content=\"Dear Layla, 482913\"")
    _ = shell.answer(
      "messages send instance=my-instance recipient=+971509998877 content=\"Dear Layla, 482913\"")
    _ = shell.answer("let who = {name: Nadia, code: 774411}")
    _ = shell.answer("contacts list | where @.label == \"Layla\" | select id label phone")
    _ = shell.answer("mesages list --since 2d")
    _ = shell.answer("contacts get 999")
    _ = shell.answer("trace on")
    _ = shell.answer("contacts get 14 | ignore")
    _ = shell.answer("record save \(file) --mask")
    let text = ShellSession.read(file)
    for word in ["Layla", "layla", "482913", "774411", "Nadia", "9998877", "٩٩٩٨٨٧٧"] {
      #expect(!text.contains(word), "\(word) in \(text)")
    }
    for word in [
      "sandbox> contacts create phone=+97150", "sandbox> messages send instance=my-instance recipient=",
      "\"id\": 14",
      "\"status\": \"pending\"", "sandbox> mesages list --since 2d", "no command 'mesages'",
      "sandbox> contacts get 999",
      "Contact not found", "| select id label phone", "contacts/14", "error:", "Masked: ids, statuses",
    ] {
      #expect(text.contains(word), "\(word) is not in \(text)")
    }
    let lines = text.split(separator: "\n")
    let label = try #require(
      lines.first { $0.contains("\"label\": ") }?.split(separator: "\"").last { $0 != "," })
    let created = try #require(lines.first { $0.hasPrefix("sandbox> contacts create") })
    #expect(created.contains("label=\(label) ") && created.contains("# masked-"), "\(created), but \(label)")
  }

  @Test func thePromptShowsThatARecordingAnswers() throws {
    let shell = try ShellSession()
    let file = shell.home + "/kept.jsonl"
    defer { unlink(file) }
    _ = shell.answer("contacts get 12 | ignore")
    _ = shell.answer("messages send instance=my-instance recipient=+966501234567 content=Hi | ignore")
    #expect(shell.answer("record save \(file)") == ["2 exchanges in \(file)"])
    shell.terminal.type("replay \(file)\r")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "replay>" })
    shell.terminal.type("(contacts get 12).label\r")
    #expect(shell.terminal.waitFor("\n\"Sara Al-Harbi\"\n"))
    shell.terminal.type("profile other\r")
    #expect(shell.terminal.waitFor("'profile' needs the service, but this is a replay"))
    shell.terminal.type("contacts get 11\r")
    #expect(shell.terminal.waitFor("must hold GET /contacts/11, but goes on with"))
    shell.terminal.type("code curl\r")
    #expect(shell.terminal.waitFor("/integration/v1/contacts/11'"))
    shell.terminal.type("replay off\r")
    #expect(shell.terminal.waitUntil { $0.cursorLine == "sandbox>" })
    #expect(shell.answer("(contacts get 11).id").first == "11")
  }
}
