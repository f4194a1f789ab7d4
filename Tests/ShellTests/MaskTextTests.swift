import Catalog
import JSON
import Testing

@testable import Recording
@testable import Shell

/// What a mask leaves of texts.
@Suite struct MaskTextTests {
  private static let own = ShellCommands().ownWords

  private func mask(_ extent: MaskExtent = .all) -> Mask {
    Mask(MaskMemory(own: Self.own), extent, .standard)
  }

  /// A sentence of the service is evidence.
  @Test(arguments: [
    "Recipient is not on WhatsApp", "Message queued for sending", "Insufficient credits: not enough balance",
    "The media url field is required when message type is image.", "Validation failed", "Contact not found",
    "Bulk: 3 queued, 0 failed", "The content must not be longer than 4096 characters",
    "'contacts list' shows those there are", "error: the 'status' must be \"failed\", but isn't",
    "2025-01-15T10:30:00.000000Z", "GET /contacts/12 took 3 ms", "The \"updated_at\" of it",
  ]) func aSentenceOfTheServiceStays(text: String) { #expect(mask().text(text) == text) }

  @Test(arguments: [
    "Contact 'Karim' not found", "no contact \"Layla Haddad\"", "layla@example.com is taken",
    "see https://x.example/y?token=abc", "cannot read customers-layla.csv", "in /home/karim/list",
    "label=Karim is wrong", "The name محمد is taken already, it must be another", "Ka… is cut",
    "card 4111111111111111", "TGF5bGEgSGFkZGFkIHdhcyBoZXJl", "label: «Karim»",
  ]) func whatASentenceTellsOfSomebodyGoes(text: String) {
    let masked = mask().text(text)
    for word in ["Karim", "Layla", "layla", "abc", "karim", "محمد", "Ka…", "4111", "TGF5"] {
      #expect(!masked.contains(word), "\(masked)")
    }
    #expect(masked.contains("masked-"))
  }

  /// What is known as a customer's goes from sentences, however it stands there.
  @Test func whatIsKnownGoesFromSentences() {
    let mask = mask()
    let token = mask.memory.hide("Layla \"Al\" Haddad")
    let content = mask.memory.hide("Dear Layla, your code is 482913. It is good until 12:30 on Monday.")
    for text in [
      #"for Layla "Al" Haddad now"#, #"for Layla \"Al\" Haddad now"#, "for LAYLA AL HADDAD now",
      "for Layla%20%22Al%22%20Haddad now", "for Layla Al\nHaddad now",
    ] {
      #expect(mask.text(text) == "for \(token) now")
    }
    #expect(mask.text("said: Dear Layla, your code is 482913. It is…").hasPrefix("said: \(content)"))
    for part in ["482913", "Layla", "haddad"] { #expect(!mask.text("it was \(part) then").contains(part)) }
    #expect(mask.text("your code is good") == "your code is good")
  }

  @Test func oneLetterOrWordDoesNotTakeSentencesApart() {
    let mask = mask()
    for text in ["message", "1", "42", "Contact", "is not"] { _ = mask.memory.hide(text) }
    #expect(mask.text("Contact 42: the message is on hold") == "Contact 42: the message is on hold")
  }

  /// An id that a record has stays in texts, unless it is a customer's number.
  @Test func idsStayInTexts() throws {
    let mask = mask()
    let body = try Value(
      parsing: #"{"data": {"id": 123456789, "contact_id": 966501234567, "phone": "0501234567"}}"#)
    _ = mask.answer(body, of: nil)
    let answer = mask.answer(body, of: nil)
    #expect(answer["data"]?["id"] == 123_456_789 && answer["data"]?["contact_id"] != 966_501_234_567)
    #expect(mask.text("Message 123456789 failed") == "Message 123456789 failed")
    #expect(mask.text("Contact 966501234567 failed") != "Contact 966501234567 failed")
    #expect(mask.target("/messages/123456789/status", method: "GET").text == "/messages/123456789/status")
  }

  /// What is shown may be an answer, a part of one, or anything that was made of it.
  @Test func ofWhatIsShownIDsAndCountsStay() throws {
    let mask = mask()
    let message = #"{"id": 12345, "status": "failed", "created_at": "2025-01-15T10:30:00.000000Z"}"#
    let explained = try Value(
      parsing: #"{"message": \#(message), "meaning": "the request succeeded", "recipient": "Layla"}"#)
    let shown = mask.shown(explained)
    #expect(shown["message"] == explained["message"] && shown["meaning"] == explained["meaning"])
    #expect(shown["recipient"] != "Layla")
    for kept: Value in [150, 2.5, "failed", "open", true, .null, "2025-01-15T10:30:00Z", ["count": 4]] {
      #expect(mask.shown(kept) == kept)
    }
    for hidden: Value in ["Layla", 966_501_234_567, "482913", 12_345_678, ["pin": 4711], ["Layla Haddad": 1]]
    {
      #expect(mask.shown(hidden) != hidden)
    }
  }

  @Test(arguments: [
    ("/messages?page=2&per_page=100&status=failed&type=image", true), ("/instances/my-instance/status", true),
    ("/contacts/12", true), ("/x", true), ("/messages?token=abc", false), ("/instances/+966501234567", false),
    ("/x/0501234567", false), ("/customers/layla", false), ("/x?a%5B0%5D=Layla", false), ("/x#Layla", false),
    ("/messages?status=layla", false), ("/messages?type=Layla", false),
    ("/messages?page=966501234567", false),
  ]) func ofAPathWhatTheCatalogKnowsStays(path: String, stays: Bool) {
    let masked = mask().target(path, method: "GET").text
    #expect((masked == path) == stays, "\(masked)")
    for word in ["Layla", "layla", "abc", "1234567"] { #expect(!masked.contains(word)) }
  }

  /// Nothing that a text holds stops a mask.
  @Test(arguments: [MaskExtent.all, .numbers]) func anyTextIsMasked(extent: MaskExtent) {
    let pieces = [
      "+966501234567", "050 123", " ", "\n", "\"", "'", "\\u00", "\\u{", "%", "%D9%A", "&#", "&#x39;", "@",
      "://",
      "https://", "/", "?", "#", "=", "&", "…", "Layla", "Layla Haddad wrote this", "2025-01-15T10:30",
      ".csv",
      "9\u{20E3}", "\u{200E}", "\u{202E}", "٥", "１", "🎉", "张伟", "T0Y2NTAxMjM0NTY3", "==", "{", "}", "[",
      "a@b.co",
      "$x", "--mask", "let ", "content=", "(", ")", "|", "\0", "\u{FEFF}", "12345678901234567890",
    ]
    var random = Chance(state: 7)
    let mask = mask(extent)
    _ = mask.memory.hide("Layla Haddad wrote this at 2025-01-15T10:30 to +966501234567")
    for _ in 0..<500 {
      let text = (0..<Int.random(in: 1...12, using: &random)).map { _ in
        pieces.randomElement(using: &random) ?? ""
      }.joined()
      for masked in [
        mask.text(text), mask.text(text, .anybody), MaskedInput.masked(text, mask),
        mask.target("/" + text).text,
        mask.url(text), mask.name(text),
      ] { #expect(!masked.contains("+966501234567"), "\(text)") }
      _ = mask.memory.hide(text)
    }
  }

  private struct Chance: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }
}
