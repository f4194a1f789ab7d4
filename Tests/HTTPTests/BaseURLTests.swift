import HTTP
import Testing

@Suite struct BaseURLTests {
  @Test(arguments: [
    ("https://app.wessaal.com/integration/v1", "https://app.wessaal.com/integration/v1"),
    ("https://app.wessaal.com/integration/v1//", "https://app.wessaal.com/integration/v1"),
    ("https://app.wessaal.com", "https://app.wessaal.com/integration/v1"),
    ("HTTPS://app.wessaal.com/", "https://app.wessaal.com/integration/v1"),
    ("http://127.0.0.1:8080/x", "http://127.0.0.1:8080/x"),
    ("http://[::1]:80", "http://[::1]/integration/v1"),
    // These are other spellings of the same account.
    ("HTTPS://App.Wessaal.COM:443/x", "https://app.wessaal.com/x"),
    ("http://LocalHost:8080", "http://localhost:8080/integration/v1"),
  ])
  func aBaseIsOriginAndPath(text: String, url: String) throws {
    #expect(try BaseURL(parsing: text).url("/me") == url + "/me")
  }

  @Test func theDocumentedOneNeedsNoParsing() throws {
    #expect(try BaseURL(parsing: "https://app.wessaal.com/integration/v1") == .documented)
  }

  @Test(arguments: [
    ("", BaseURLError.Fault.scheme), ("app.wessaal.com", .scheme), ("ftp://x", .scheme), ("https:x", .scheme),
    ("https://", .host), ("https:///x", .host), ("https://:80", .host),
    ("https://u:p@x", .userInfo), ("https://u@x/", .userInfo), ("https://x?a", .query),
    ("https://x/?", .query),
    ("https://x/#a", .fragment), ("https://x y", .malformed), ("https://x:99999", .malformed),
    ("https://x/\n", .malformed),
  ])
  func whatIsNoBaseIsRefused(text: String, fault: BaseURLError.Fault) throws {
    let error = #expect(throws: BaseURLError.self) { try BaseURL(parsing: text) }
    #expect(error?.fault == fault)
    #expect(error?.description.contains("u:p") == false)
  }

  @Test(arguments: [
    ("http://localhost", true), ("http://127.9.9.9", true), ("http://127.1", true), ("http://[::1]", true),
    ("http://128.0.0.1", false), ("http://127.0.0.1.example.com", false), ("http://example.com", false),
  ])
  func loopbackIsThisMachineOnly(text: String, isLoopback: Bool) throws {
    #expect(try BaseURL(parsing: text).isLoopback == isLoopback)
  }
}
