import Catalog
import Testing

@Suite struct PatternTests {
  static let good: [(Pattern, [String])] = [
    (.e164, ["+966501234567", "+1234567", "+123456789012345"]),
    (.digits, ["966501234567", "0"]),
    (.email, ["ahmed@example.com", "a.b+c@sub.example.co", "a@localhost", "أحمد@مثال.com"]),
    (.hexColor, ["#25D366", "#fff", "#25d366ff", "#1234"]),
    (
      .httpsURL,
      ["https://example.com/invoice.png", "HTTPS://a.b:8443?q=1", "https://[::1]:80/", "https://é.fr/ü"]
    ),
    (
      .url,
      ["http://example.com", "https://maps.google.com/?q=24.7,46.7", "whatsapp://send?text=a", "ftp://u@h/x"]
    ),
  ]

  static let bad: [(Pattern, [String])] = [
    (
      .e164,
      [
        "", "+", "966501234567", "+0966501234", "+123456", "+1234567890123456", "+96650 123456",
        "+٩٦٦٥٠١٢٣٤٥",
      ]
    ),
    (.digits, ["", "+966", "96 6", "٩٦٦"]),
    (
      .email,
      ["", "a", "@b.c", "a@", "a@b@c", "a b@c.d", "a@-b.c", ".a@b.c", "a..b@c.d", "a@b..c", "a@b.c\n"]
    ),
    (.hexColor, ["", "#", "25D366", "#25D36", "#25D36G", "#25D3666"]),
    (
      .httpsURL,
      [
        "", "http://example.com", "https://", "https:/a", "https:///a", "example.com", "https://a b",
        "https://a:b",
      ]
    ),
    (
      .url,
      [
        "", "example.com", "mailto:a@b.c", "1http://a", "http://a\n", "http://-a-/", "http://[::1",
        "http://a:123456",
      ]
    ),
  ]

  @Test("a pattern takes what it shall", arguments: good)
  func takes(pattern: Pattern, texts: [String]) {
    for text in texts { #expect(pattern.matches(text), "\(text)") }
  }

  @Test("a pattern refuses what it shall", arguments: bad)
  func refuses(pattern: Pattern, texts: [String]) {
    for text in texts { #expect(!pattern.matches(text), "\(text)") }
  }

  @Test func thePatternsAreAllTested() {
    #expect(Set(Self.good.map(\.0)) == Set(Pattern.allCases))
    #expect(Set(Self.bad.map(\.0)) == Set(Pattern.allCases))
  }
}
