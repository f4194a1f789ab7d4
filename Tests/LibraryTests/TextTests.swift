import JSON
import Testing

@testable import Library

@Suite struct TextTests {
  @Test(
    arguments: [
      ("split", ["a,,b", ","], ["a", "", "b"]),
      ("split", ["", ","], [""]),
      ("split", ["aXXb", "XX"], ["a", "b"]),
      ("split", ["سلم", ""], ["س", "ل", "م"]),
      ("lines", ["a\r\nb\n\nc\n"], ["a", "b", "", "c"]),
      ("lines", [""], []),
      ("trim", ["\u{a0}\t a b\n "], "a b"),
      ("trim", [" \n "], ""),
      ("upper", ["straße"], "STRASSE"),
      ("lower", ["ÀB"], "àb"),
      ("replace", ["aaa", "aa", "b"], "ba"),
      ("replace", ["a.b", ".", ""], "ab"),
      ("starts-with", ["abc", "ab"], true),
      ("starts-with", ["abc", ""], true),
      ("starts-with", ["a", "ab"], false),
      ("ends-with", ["abc", "bc"], true),
      ("ends-with", ["abc", "ab"], false),
      ("captures", ["a12b", #"(\d)(\d)(x)?"#], ["12", "1", "2", .null]),
      ("captures", ["abc", #"\d"#], .null),
      ("placeholders", ["{{a}} {{ b }} {{a}} {{}} {x} {{c d}} {{{e}}}"], ["a", "b", "e"]),
    ] as [(String, [Value], Value)])
  func functionsOfText(name: String, slots: [Value], expected: Value) throws {
    #expect(try call(name, slots: slots) == expected)
  }

  @Test func fillTakesAnObjectAndNamedValues() throws {
    let text: Value = "{{a}}, {{ b }}: {{n}} {{{x}}} {{c d}}"
    let filled = try call(
      "fill", text, ["a": "A", "b": "-", "x": true], parameters: Object([("b", "B"), ("n", 7)]))
    #expect(filled == "A, B: 7 {true} {{c d}}")
  }

  @Test func fillNamesWhatIsMissing() {
    #expect(
      message { try call("fill", "{{name}}", ["nam": "x"]) }
        == "no value for '{{name}}'; did you mean 'nam'?")
    #expect(message { try call("fill", "{{a}}", ["a": .null]) } == "fill takes text for 'a', but has null")
  }

  @Test func whatIsNoTextIsRefused() {
    #expect(message { try call("upper", 3) } == "upper takes text, but has the number 3")
    #expect(message { try call("replace", "a", "", "b") }.contains("not empty"))
    #expect(message { try call("captures", "a", "(") }.hasPrefix("captures takes a pattern, but in '('"))
  }
}
