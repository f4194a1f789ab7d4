import JSON
import Queries
import Testing

@Suite struct RegexpTests {
  @Test(arguments: [
    ("", "", true), ("", "a", false), ("a", "a", true), ("a|b", "b", true), ("a|", "", true),
    ("ab*c", "abbbc", true),
    ("a+", "", false), ("a?b", "b", true), ("a{2}", "aa", true), ("a{2}", "aaa", false),
    ("a{2,}", "aaaa", true),
    ("a{0}b", "b", true), ("a{1,3}", "aaa", true), ("a{1,3}", "aaaa", false), ("(ab)+", "abab", true),
    (".", "\n", false),
    (".", "\r", false), (".", "\u{2028}", true), (".", "😀", true), ("[^a]", "\n", true),
    ("[a-cx-z]+", "abz", true),
    ("[-a]", "-", true), ("[a-]", "-", true), ("[^-]", "a", true), ("[\\]\\-\\\\]+", "]-\\", true),
    ("\\.", "a", false),
    ("\\p{Lu}\\p{Ll}*", "Éa", true), ("\\P{L}", "1", true), ("[\\p{L}\\p{N}]+", "مرحبا١2", true),
    ("[^\\p{L}]", "a", false),
    ("^a$", "a", true), ("(^|x)a", "a", true), ("a^b", "ab", false), ("(a*)*", "aaaa", true),
    ("(a|b)*c|(a|ab)*c", "abc", true),
    ("(|a)+", "aa", true), ("\\n\\t\\r", "\n\t\r", true),
    ("(a?){50}a{50}", String(repeating: "a", count: 50), true),
    ("é", "e\u{301}", false), ("\\^\\{", "^{", true),
  ])
  func matchesWhole(_ pattern: String, _ text: String, _ expected: Bool) throws {
    #expect(try IRegexp(parsing: pattern).matchesWhole(Text(text)) == expected)
    let captures = try IRegexp(parsing: "^(\(pattern))$").captures(Text(text))
    #expect((captures != nil) == expected, "with groups")
    let large = try IRegexp(parsing: "(\(pattern))|\(String(repeating: "#", count: 70))")
    #expect(large.matchesWhole(Text(text)) == expected, "with many steps")
  }

  @Test(arguments: [
    ("b", "abc", true), ("^b", "abc", false), ("c$", "abc", true), ("b$", "abc", false), ("", "abc", true),
    ("b.d", "abc", false), ("a|^$", "", true), ("x*$", "abc", true), ("ab|bc", "xbc", true),
    ("aab", "aaab", true),
    ("م", "سلام", true),
  ])
  func searches(_ pattern: String, _ text: String, _ expected: Bool) throws {
    #expect(try IRegexp(parsing: pattern).search(Text(text)) == expected)
    let large = try IRegexp(parsing: "(\(pattern))|\(String(repeating: "#", count: 70))")
    #expect(large.search(Text(text)) == expected, "with many steps")
  }

  @Test(
    arguments: [
      ("(a)(b)?", "xac", ["a", "a", nil]), ("a|ab", "ab", ["a"]),
      ("(a|ab)(c|bcd)(d*)", "abcd", ["abcd", "a", "bcd", ""]),
      ("(.*)-(.*)", "a-b-c", ["a-b-c", "a-b", "c"]), ("([0-9]+)", "tel 0501 22", ["0501", "0501"]),
      ("(x*)", "ab", ["", ""]),
      ("((a)|b)*", "ab", ["ab", "b", "a"]), ("z", "ab", nil),
      ("(\\d+)\\s(\\w+)", "في 12 مارس", ["12 مارس", "12", "مارس"]),
      ("(a{2}){2}", "aaaa", ["aaaa", "aa"]), ("(x){0}(b)", "xb", ["b", nil, "b"]),
    ] as [(String, String, [String?]?)])
  func capturesTheFirstMatchAndItsGroups(_ pattern: String, _ text: String, _ expected: [String?]?) throws {
    let captures = try IRegexp(parsing: pattern, dialect: .extended).captures(Text(text))
    #expect(captures.map { $0.map { $0?.string } } == expected)
  }

  @Test(arguments: [
    "(", ")", "a)", "(a", "[", "[a", "[]", "[^]", "]", "}", "{", "*", "+a", "a**", "a{", "a{1", "a{,2}",
    "a{1,2", "a{x}",
    "a{3,2}", "a{99999999999999999999}", "\\", "\\d", "\\w", "\\$", "\\/", "\\u0041", "[a-b-c]", "[z-a]",
    "[a--]", "[[a]]",
    "\\p{}", "\\p{X}", "\\p{Lx}", "\\p{Cs}", "\\pL", "\\p{L", "(?:a)", "a*?", "[\\d]", "[a-\\p{L}]", "|*",
  ])
  func strictlyRefuses(_ pattern: String) throws {
    let error = try #require(throws: RegexpError.self) { try IRegexp(parsing: pattern) }
    #expect(error.offset <= pattern.utf8.count)
    #expect(!error.message.isEmpty)
  }

  @Test(arguments: [
    ("\\d+", "12٣", true), ("\\d", "x", false), ("\\D", "x", true), ("\\w+", "aé_9م", true),
    ("\\w", "-", false),
    ("\\W", "-", true), ("\\s+", " \t\n\u{A0}", true), ("\\S", "\t", false), ("\\S", "\u{1}", true),
    ("\\S", "é", true),
    ("[\\d.]+", "1.5", true), ("[^\\s]", "a", true), ("\\$\\/\\@", "$/@", true), ("[\\w-]+", "a-b", true),
  ])
  func theExtendedDialectHasClassesOfItsOwn(_ pattern: String, _ text: String, _ expected: Bool) throws {
    #expect(try IRegexp(parsing: pattern, dialect: .extended).matchesWhole(Text(text)) == expected)
  }

  @Test func timeIsLinearInTheText() throws {
    let text = Text(String(repeating: "a", count: 20_000))
    for pattern in ["(a*)*b", "(a|a)*b", "(a+)+b", ".*.*.*b"] {
      #expect(try !IRegexp(parsing: pattern).search(text))
      #expect(try IRegexp(parsing: pattern).captures(text) == nil)
    }
  }

  @Test(arguments: [
    "a{10001}", "(a{100}){101}", "((a{100}){100}){100}", "((){10000}){10000}", "(((^){100}){100}){100}",
  ])
  func theSizeOfAProgramIsBounded(_ pattern: String) throws {
    let error = try #require(throws: RegexpError.self) { try IRegexp(parsing: pattern) }
    #expect(error.kind == .tooLarge(limit: 10_000))
  }

  @Test func groupsAreNestedUpToALimit() throws {
    let pattern = String(repeating: "(", count: 100_000)
    #expect(throws: RegexpError(.tooDeep(limit: 100), at: 100)) { try IRegexp(parsing: pattern) }
  }

  @Test func anErrorStandsAtItsByte() throws {
    #expect(throws: RegexpError(.unknownEscape("d"), at: 2)) { try IRegexp(parsing: "é\\d") }
    #expect(throws: RegexpError(.unclosedGroup, at: 1)) { try IRegexp(parsing: "a(b") }
  }
}
