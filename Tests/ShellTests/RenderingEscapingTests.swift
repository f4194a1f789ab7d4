import JSON
import Shell
import Testing

@testable import Rendering

/// Text from elsewhere must not act on the terminal.
@Suite struct RenderingEscapingTests {
  @Test(arguments: [
    ("plain مرحبا 🇸🇦", "plain مرحبا 🇸🇦"),
    ("\u{1B}[31mred\u{7}", "\\u{1b}[31mred\\u{07}"),
    ("del\u{7F} csi\u{9B}2J nel\u{85}", "del\\u{7f} csi\\u{9b}2J nel\\u{85}"),
    ("a\u{202E}b\u{2066}c\u{2069}\u{2028}", "a\\u{202e}b\\u{2066}c\\u{2069}\\u{2028}"),
    ("mark\u{200E}\u{200F}\u{61C}", "mark\\u{200e}\\u{200f}\\u{61c}"),
    ("a\tb\r\nc\n\rd\0", "a\\tb\\r\\nc\\n\\rd\\u{00}"),
  ])
  func oneLineOfTextIsMadeSafe(text: String, expected: String) {
    #expect(Escaping.line(text) == expected)
  }

  @Test(arguments: [
    ("a\tb\nc", "a\tb\nc"),
    ("a\r\nb\r\n", "a\nb\n"),
    ("over\rwritten", "over\\rwritten"),
    ("\u{1B}]0;title\u{7}", "\\u{1b}]0;title\\u{07}"),
  ])
  func linesAndTabsOfPrintStay(text: String, expected: String) {
    #expect(Escaping.lines(text) == expected)
  }

  @Test(
    arguments: [
      ("\u{1B}[2J", "\"\\u001b[2J\"\n"),
      ("\u{7F}\u{9B}\u{202E}\u{2069}", "\"\\u007f\\u009b\\u202e\\u2069\"\n"),
      (["\u{9D}": 1], "{\n  \"\\u009d\": 1\n}\n"),
      ([["k\u{1B}": "v\u{9B}\n", "n": ["\u{202E}"]]], "k\\u{1b}    n\nv\\u{9b}\\n  [\"\\u202e\"]\n"),
    ] as [(Value, String)])
  func valuesOnATerminalAreSafe(value: Value, expected: String) throws {
    #expect(try Renderer(.terminal()).text(value) == expected)
  }

  @Test(arguments: OutputFormat.allCases)
  func noFormatLetsAControlCharacterThrough(format: OutputFormat) throws {
    let hostile: Value = [
      ["\u{1B}k": "\u{1B}[2J\u{9B}\u{202E}\u{7F}", "l": ["\u{1B}"]], "\u{9B}", ["\u{1B}": "\u{85}"],
    ]
    let renderer = Renderer(
      screen: .terminal(), format: format,
      encoder: ValueEncoder { value, _ in Array("\u{1B}\u{9B}\r\n\(value.json)\n".utf8) })
    for shown in [try renderer.bytes(hostile), try renderer.bytes(hostile.asArray?[0] ?? .null)] {
      let unsafe = rendered(shown).unicodeScalars.filter {
        $0.properties.generalCategory == .control && $0 != "\n"
      }
      #expect(unsafe.isEmpty)
      #expect(!rendered(shown).unicodeScalars.contains("\u{202E}"))
    }
  }

  @Test func printedTextKeepsItsLinesOnATerminalAndAllElsewhere() {
    #expect(rendered(Renderer(.terminal()).printed("a\n\tb\u{1B}")) == "a\n\tb\\u{1b}\n")
    #expect(rendered(Renderer(.pipe).printed("a\u{1B}")) == "a\u{1B}\n")
    #expect(rendered(Renderer(.terminal()).printed(["a": "\u{1B}"])) == "{\"a\":\"\\u001b\"}\n")
    #expect(rendered(Renderer(.terminal()).verbatim("a\r\nb\u{1B}")) == "a\nb\\u{1b}\n")
  }
}
