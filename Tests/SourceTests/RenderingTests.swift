import Source
import Testing

@Suite struct RenderingTests {
  private func rendered(
    _ text: String, marking marked: String, name: String = "t.wsl", hint: String? = nil, color: Bool = false
  ) -> String {
    rendered(bytes: Array(text.utf8), marking: Array(marked.utf8), name: name, hint: hint, color: color)
  }

  private func rendered(
    bytes: [UInt8], marking marked: [UInt8], name: String = "t.wsl", hint: String? = nil, color: Bool = false
  ) -> String {
    var map = SourceMap()
    let id = map.add(SourceFile(name: name, bytes: bytes))
    let start = bytes.indices.first { bytes[$0...].starts(with: marked) } ?? bytes.count
    let span = Span(file: id, start: start, end: start + marked.count)
    return Diagnostic.error("no", at: span, hint: hint).rendered(in: map, color: color)
  }

  @Test func aFaultShowsItsLineWithCaretsUnderTheSpan() {
    let text = "\n\n  messages send instance=$from recipent=$c.phone content=\"Hi\"\n"
    #expect(
      rendered(text, marking: "recipent", name: "campaign.wsl") == """
        campaign.wsl:3:32: error: no
          3 |   messages send instance=$from recipent=$c.phone content="Hi"
            |                                ^^^^^^^^
        """)
  }

  @Test func aHintStandsLast() {
    #expect(rendered("x", marking: "x", hint: "y") == "t.wsl:1:1: error: no\n  1 | x\n    | ^\n  hint: y")
  }

  @Test(arguments: [
    ("日本 x", "x", "日本 x", "     ^"), ("日本", "本", "日本", "  ^^"), ("مُرحبا x", "x", "مُرحبا x", "      ^"),
    ("👩‍👩‍👧 x", "x", "👩‍👩‍👧 x", "   ^"), ("\tx", "x", "    x", "    ^"), ("a\tx", "x", "a   x", "    ^"),
    ("a\u{1B}[0m x", "x", "a\\u001B[0m x", "           ^"), ("x \u{202E}y", "y", "x \\u202Ey", "        ^"),
    ("abc", "", "abc", "^"), ("abc\r\n", "abc", "abc", "^^^"), ("ab\ncd", "b\ncd", "ab", " ^"),
  ])
  func caretsAreAlignedByColumns(_ text: String, _ marked: String, _ line: String, _ carets: String) {
    let lines = rendered(text, marking: marked).split(separator: "\n")
    #expect(lines[1] == "  1 | " + line)
    #expect(lines[2] == "    | " + carets)
  }

  @Test func theEndOfTheTextCanBeMarked() {
    #expect(rendered("print 1", marking: "zz").hasSuffix("  1 | print 1\n    |        ^"))
  }

  @Test func aLongLineIsCutAroundTheSpan() {
    let text = String(repeating: "a", count: 5_000_000) + "HERE" + String(repeating: "日", count: 1_000_000)
    let lines = rendered(text, marking: "HERE").split(separator: "\n")
    #expect(lines[1].hasPrefix("  1 | …aaa") && lines[1].hasSuffix("日…"))
    #expect(displayWidth(of: lines[1]) <= 6 + 102)
    let column = lines[1].prefix { $0 != "H" }.count
    #expect(lines[2].prefix { $0 != "^" }.count == column)
  }

  @Test func bytesThatAreNoTextAreShownReplaced() {
    let shown = rendered(bytes: [0x61, 0xFF, 0x62], marking: [0xFF])
    #expect(shown == "t.wsl:1:2: error: no\n  1 | a\u{FFFD}b\n    |  ^")
  }

  @Test func coloursAreAskedFor() {
    #expect(rendered("x", marking: "x", color: true).contains("\u{1B}[1;31m^\u{1B}[0m"))
    #expect(!rendered("x", marking: "x").contains("\u{1B}"))
  }

  @Test func faultsAreSortedByPlace() {
    let places = [(1, 5), (0, 7), (1, 2), (0, 7)]
    let faults = places.enumerated().map { number, place in
      Diagnostic.error("\(number)", at: Span(file: UInt32(place.0), start: place.1, end: place.1))
    }
    #expect(faults.sortedByPosition().map(\.message) == ["1", "3", "2", "0"])
  }
}
