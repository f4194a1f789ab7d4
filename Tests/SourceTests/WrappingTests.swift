import Source
import Testing

@Suite struct WrappingTests {
  @Test(arguments: [
    ("short", "short"),
    ("error: one two three four five", "error: one two three\n       four five"),
    ("  hint: one two three four five", "  hint: one two three\n        four five"),
    ("a sentence without any label", "a sentence without any\n  label"),
    ("    indented words that go on", "    indented words\n      that go on"),
    ("first\nerror: one two three four five", "first\nerror: one two three\n       four five"),
    // A word that has no room stands in a line of its own.
    (
      "error: https://app.wessaal.com/integration/v1 here",
      "error: https://app.wessaal.com/integration/v1\n       here"
    ),
    (
      "\u{1B}[1merror:\u{1B}[0m one two three four five",
      "\u{1B}[1merror:\u{1B}[0m one two three\n       four five"
    ),
  ]) func messagesAreBrokenAtBlanks(message: String, lines: String) {
    #expect(wrapped(message: message, columns: 22) == lines)
  }

  /// A command to be typed is copied as a whole.
  @Test func whatStandsInQuotesIsNotBroken() {
    #expect(
      wrapped(message: "12 exchanges answer from now on until 'replay off'", columns: 44)
        == "12 exchanges answer from now on until\n  'replay off'")
    #expect(
      wrapped(message: "hint: see ('messages list --since 2d'), the user's", columns: 40)
        == "hint: see ('messages list --since 2d'),\n      the user's")
    // What fits in no row is broken like other words.
    #expect(
      wrapped(message: "'one two three four five six'", columns: 20) == "'one two three four\n  five six'")
  }

  @Test func aWindowOfFewColumnsBreaksLinesItself() {
    #expect(wrapped(message: "error: one two three four", columns: 10) == "error: one two three four")
  }

  /// So that what is copied is one line of the language still.
  @Test func codeGoesOnBehindABackslash() {
    let code = #"messages send instance=my-instance content="one two three""#
    #expect(
      wrapped(code: code, columns: 48, first: 8)
        == "messages send instance=my-instance \\\n        content=\"one two three\"")
    #expect(wrapped(code: code, columns: 80, first: 8) == code)
  }
}
