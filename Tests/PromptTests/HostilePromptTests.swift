import Glibc
import Testing

/// Text from the account and the configuration is shown at the prompt, and does not act on the
/// terminal.
@Suite(.atTerminals) struct HostilePromptTests {
  /// Whether the terminal got text that changes the order of reading.
  private func reorders(_ bytes: ArraySlice<UInt8>) -> Bool {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.contains {
      [0x200E, 0x200F, 0x202E, 0x2066, 0x9B].contains($0.value)
    }
  }

  @Test func completionListsNamesAndShowsNoneThatReorders() throws {
    let session = try ShellSession(columns: 120)
    _ = session.answer(#"contacts create phone=+966501112223 label="a\u202e\u009b31m\u2066\u200fb" | ignore"#)
    _ = session.answer("sandbox messages | ignore")
    let start = session.terminal.transcript.count
    session.terminal.type("contacts get 1\t")
    // The line is shown again below the list.
    session.terminal.waitUntil { $0.text.contains("14") && $0.cursorLine.hasSuffix("contacts get 1") }
    #expect(session.terminal.screen.text.contains("14"))
    #expect(!reorders(session.terminal.transcript[start...]))
    session.terminal.type("\u{15}\u{B}")
    session.terminal.waitUntil { $0.cursorLine == "sandbox>" }
    #expect(session.text("(contacts get 14).label").contains("\\u202e"))
    #expect(session.text("history | last").contains("label"))
    #expect(!reorders(session.terminal.transcript[start...]))
  }

  @Test func whatIsPastedOrRecalledReordersNothing() throws {
    let session = try ShellSession(columns: 120)
    session.terminal.type("\u{1B}[200~print \"a\u{202E}b\"\u{1B}[201~")
    session.terminal.waitUntil { $0.cursorLine == #"sandbox> print "a\u{202e}b""# }
    #expect(session.terminal.screen.cursorLine == #"sandbox> print "a\u{202e}b""#)
    session.terminal.type("\r")
    session.terminal.waitUntil { $0.cursorLine == "sandbox>" }
    session.terminal.type("\u{1B}[A")
    session.terminal.waitUntil { $0.cursorLine == #"sandbox> print "a\u{202e}b""# }
    #expect(session.terminal.screen.cursorLine == #"sandbox> print "a\u{202e}b""#)
    #expect(!reorders(session.terminal.transcript[...]))
  }

  @Test func aProfilesNameThatDoesMoreIsRefused() throws {
    let home = ShellSession.folder()
    defer { ShellSession.remove(home) }
    let path = home + "/config.toml"
    ShellSession.write(
      "[profiles.\"p\\u202Eq\"]\nkey = \"sk_test_0123456789\"\nbase_url = \"http://127.0.0.1:1\"\n", to: path)
    chmod(path, 0o600)
    defer { unlink(path) }
    let terminal = try PTY.spawn(
      ShellSession.binary,
      environment: [
        "HOME": home, "TERM": "xterm", "WESSAAL_CONFIG": path, "WESSAAL_PROFILE": "p\u{202E}q",
      ])
    #expect(terminal.waitForExit() == 2)
    #expect(terminal.screen.text.contains("is 'p\\u{202e}q'"), "\(terminal.screen.text)")
    #expect(!reorders(terminal.transcript[...]))
  }
}
