import Shell
import Testing

extension TranscriptTests {
  /// Evidence of one ticket, from an account with many messages.
  @Suite struct CaseFileTests {
    private static let filling = [
      "sandbox credits 100000 | ignore",
      "messages send instance=my-instance recipient=+966501230000 content=\"Your code is 4711\" | ignore",
      """
      for n in 1..30 {
        let rows = 1..100 | map {recipient: "+9665$($n * 1000 + @ + 500000)88", content: "Order $($n * 1000 + @)"}
        messages send-bulk instance=my-instance messages=$rows | ignore
        sleep 1h
      }
      """,
      "messages send instance=backup recipient=+966501230001 content=\"Hello\" | ignore",
      "sleep 1h",
    ]

    private static let ticket = [
      "explain 0501230000", "explain message 12345", "messages get 12345 | select id status", "explain 402",
    ]

    /// Ten days later only the file is read, and the clock is that of the file.
    @Test func tenDaysLaterTheScreensAreTheSame() throws {
      try Folder.temporary {
        let practice = try Practice()
        for line in Self.filling { try #require(!practice.type(line).contains("error:"), "\(line)") }
        let screens = Self.ticket.map(practice.typeAtPrompt)
        #expect(screens[0].contains("Recipient is not on WhatsApp") && screens[0].contains("1 d 7 h ago"))
        #expect(screens[0].contains("3,002 messages of the last 7 d looked at"), "\(screens[0])")
        let saved = practice.typeAtPrompt("record save case.html --about 12345 0501230000")
        #expect(saved.contains("case.html"), "\(saved)")
        let page = try Folder.read("case.html")
        #expect(page.utf8.count < 200_000, "\(page.utf8.count) bytes")
        for other in ["+96655", "Order 10", "Order 29"] { #expect(!page.contains(other), "\(other)") }
        _ = practice.type("sleep 240h")
        #expect(practice.type("explain message 12345").contains("11 d 7 h ago"))
        _ = practice.type("replay case.html")
        for (line, screen) in zip(Self.ticket, screens) {
          #expect(practice.typeAtPrompt(line) == screen, "\(line)")
        }
      }
    }
  }
}

extension Practice {
  /// Like `type`, but notes the input with its time, as the prompt does.
  func typeAtPrompt(_ input: String) -> String {
    session.note(typed: input)
    return type(input)
  }
}
