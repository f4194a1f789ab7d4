import HTTP
import Testing
import Verbs

@Suite struct SecretTests {
  @Test(arguments: [
    ("sk_live_abcdefgh1234", "sk_…1234"), ("live-abcdefgh1234", "…1234"),
    ("sk_short", "…"), ("1", "…"),
  ])
  func aKeyShowsItsEndOnly(text: String, shown: String) throws {
    let key = try APIKey(parsing: text)
    var dumped = ""
    dump(Request(.get, "http://x", key: key), to: &dumped)
    #expect("\(key)" == shown)
    #expect(String(reflecting: key) == shown)
    #expect("\(Request(.get, "http://x", key: key))".contains(shown))
    if text.utf8.count > 4 { #expect(!dumped.contains(text)) }
  }

  @Test func whiteSpaceAroundAKeyIsDropped() throws {
    #expect(try APIKey(parsing: " sk_test_0123456789\r\n") == APIKey(parsing: "sk_test_0123456789"))
  }

  @Test(arguments: [
    ("", APIKeyError.empty), (" \n", .empty), ("a b", .unprintable), ("a\r\nX: y", .unprintable),
    ("ü", .unprintable),
  ])
  func whatIsNoKeyIsRefused(text: String, error: APIKeyError) {
    #expect(throws: error) { try APIKey(parsing: text) }
  }

  @Test(arguments: [
    ("sk_live_AbCd012345", "sk_…2345"), ("sk_prod_0123-5678", "sk_…5678"),
    ("a sk_01234567, b", "a sk_…4567, b"),
    ("key:sk_prod_01234567", "key:sk_…4567"), ("a.sk_prod_01234567", "a.sk_…4567"),
    ("k=sk_prod_01234567", "k=sk_…4567"), ("k%3Dsk_prod_01234567", "k%3Dsk_…4567"),
    (#"\nsk_prod_01234567"#, #"\nsk_…4567"#), (#"\u003dsk_prod_01234567"#, #"\u003dsk_…4567"#),
    ("مفتاحsk_prod_01234567 é", "مفتاحsk_…4567 é"), ("sk_a23456789 sk_b23456789", "sk_…6789 sk_…6789"),
    ("\"sk_a23456789\"", "\"sk_…6789\""), ("x-sk_a23456789", "x-sk_…6789"),
  ])
  func whatLooksLikeAKeyIsShortened(text: String, shown: String) {
    #expect(Redaction.withoutTokens(text) == shown)
    #expect(Redaction.holdsToken(text))
  }

  @Test(arguments: [
    "", "sk_", "sk_short", "disk_usage_total", "task_description", "my_sk_translations", "sk_…5678",
  ])
  func whatDoesNotStays(text: String) {
    #expect(Redaction.withoutTokens(text) == text)
    #expect(!Redaction.holdsToken(text))
  }

  @Test func theKeyIsTakenOutOfTextAndHeaders() throws {
    let key = try APIKey(parsing: "sk_test_0123456789")
    let redaction = Redaction(of: key)
    #expect(
      redaction.text("a sk_test_0123456789sk_test_0123456789 sk_test_") == "a sk_…6789sk_…6789 sk_test_")
    let headers = [Header("x-api-key", "other"), Header("X", "=sk_test_0123456789"), Header("Y", "z")]
    #expect(
      redaction.headers(headers)
        == [Header("x-api-key", "…"), Header("X", "=sk_…6789"), Header("Y", "z")])
    let request = Request(.get, "http://x", headers: [Header("Y", "z")], key: key)
    #expect(redaction.headers(of: request) == [Header("Y", "z"), Header("X-API-Key", "sk_…6789")])
    #expect(Redaction(of: nil).text("sk_test_0123456789") == "sk_test_0123456789")
  }
}
