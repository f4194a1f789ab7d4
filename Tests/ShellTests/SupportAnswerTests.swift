import Testing

/// What `explain` and `failures` answer to words as customers and colleagues say them.
@Suite struct SupportAnswerTests {
  private func practice() throws -> Practice {
    let practice = try Practice()
    _ = practice.type("messages send instance=my-instance recipient=+966501230000 content=Hi | ignore")
    _ = practice.type("messages send instance=my-instance recipient=+966501237777 content=Hi | ignore")
    _ = practice.type("sleep 1m")
    return practice
  }

  /// The count is that of the reason that was recognised.
  @Test(arguments: [
    "\"Recipient is not on WhatsApp\"", "recipient not on whatsapp",
    "\"the number is not a WhatsApp number\"",
  ]) func aReasonIsCountedHoweverItIsSaid(text: String) throws {
    let shown = try practice().type("explain \(text)")
    #expect(shown.contains("seen      1; 2 messages of the last 7 d looked at"), "\(shown)")
  }

  @Test(arguments: ["+96650123000", "+9665012300000", "+966501320000", "050123000", "+966501230001"])
  func aNumberOneDigitAwayIsTold(number: String) throws {
    let shown = try practice().type("explain \(number)")
    #expect(
      shown.contains("near      +966501230000, one digit away: 1 message, the last 1 min ago"), "\(shown)")
    #expect(shown.contains("explain +966501230000") && !shown.contains("30d"), "\(shown)")
  }

  @Test func aNumberOfNobodyIsNotNear() throws {
    let shown = try practice().type("explain +966509999999")
    #expect(shown.contains("explain +966509999999 --since 30d") && !shown.contains("near"), "\(shown)")
  }

  @Test(arguments: [
    ("explain my-instnce", "did you mean 'my-instance'?"), ("explain backup", "backup is closed (close)."),
    ("explain msg 12345", "Message 12345 did not arrive"), ("explain interrupted", "exit status 130"),
    ("explain \"it is not known whether the server acted\"", "error in_doubt"),
    ("explain \"Insufficient credits\"", "INSUFFICIENT_CREDITS\n"), ("explain x:s9", "did you mean 'x:s7'?"),
    ("explain order:1", "journal shows those there are"),
    ("failures --since 1h", "1 failed of 2 messages since 2025-01-15 09:31:00 UTC"),
  ]) func anAnswerSaysWhatIsMeant(line: String, said: String) throws {
    let practice = try practice()
    _ = practice.type("once \"x:s7\" { 1 }")
    let shown = practice.type(line)
    #expect(shown.contains(said), "\(shown)")
  }

  /// `$` is what was shown, and a pipeline gets the rows alone.
  @Test func theFootOfFailuresIsNoRow() throws {
    let practice = try practice()
    _ = practice.type("failures --since 1h")
    #expect(practice.type("$ | map @.count").contains("[1]"))
    #expect(!practice.type("failures --since 1h | map @.count").contains("since 2025"))
  }

  /// A key in a typed line is shown as a few letters, and the carets are as long as these.
  @Test func theCaretsStandUnderWhatIsShownOfAKey() throws {
    let shown = try practice().type("messages list --to sk_live_0123456789abcdef0123456789abcdef")
    let lines = shown.split(separator: "\n").map(String.init)
    let line = try #require(lines.first { $0.hasPrefix("  messages list --to sk_…cdef") }, "\(shown)")
    #expect(lines.contains { $0.contains("^") && $0.count == line.count }, "\(shown)")
  }
}
