import JSON
import Shell
import TestSupport
import Testing

@testable import Rendering

/// Output on a terminal.
@Suite struct RenderingTerminalTests {
  @Test(
    arguments: [
      (["id": 1, "tags": ["a", "b"]], "{\n  \"id\": 1,\n  \"tags\": [\"a\", \"b\"]\n}\n"),
      ([1, 2, 3], "[1, 2, 3]\n"),
      ([], "[]\n"),
      ("pong", "\"pong\"\n"),
      (.null, "null\n"),
      ([[1, 2], ["a": .null]], "[\n  [1, 2],\n  {\n    \"a\": null\n  }\n]\n"),
      ([["id": 1], 2], "[\n  {\n    \"id\": 1\n  },\n  2\n]\n"),
      ([["id": 1], ["id": 20]], "id\n 1\n20\n"),
    ] as [(Value, String)])
  func objectsAreATableAndTheRestJSON(value: Value, expected: String) throws {
    #expect(try Renderer(.terminal()).text(value) == expected)
  }

  @Test func coloursTellKeysStringsNumbersAndLiterals() throws {
    let screen = Screen(color: true, isTerminal: true)
    #expect(
      try Renderer(screen).text(["k": ["s", 1, true]])
        == "{\n  \u{1B}[36m\"k\"\u{1B}[0m: [\u{1B}[32m\"s\"\u{1B}[0m, \u{1B}[33m1\u{1B}[0m, "
        + "\u{1B}[35mtrue\u{1B}[0m]\n}\n")
  }

  @Test func aListLongerThanTheScreenIsCutAndTheCutNamed() throws {
    let rows = (1...4812).map { ["id": .int(Int64($0))] as Value }
    #expect(
      try Renderer(.terminal(rows: 7)).text(.array(rows))
        == "id\n 1\n 2\n 3\n… 4,809 more; `$ | save all.json` keeps it all\n")
  }

  @Test func aListOfWhichTheLengthIsNotKnownIsCutWithoutANumber() throws {
    var stream = Renderer(.terminal(rows: 7)).stream()
    for id in 1...3 { #expect(stream.item(["id": .int(Int64(id))]) == .write([])) }
    #expect(stream.item(["id": 4]) == .enough)
    #expect(rendered(try stream.end()).hasSuffix(" 3\n… more; `$ | save all.json` keeps it all\n"))
  }

  @Test func aListThatJustFitsIsWhole() throws {
    #expect(try Renderer(.terminal(rows: 7)).text([["a": 1], ["a": 2], ["a": 3]]) == "a\n1\n2\n3\n")
  }

  /// A record that fits on the screen, but not together with the line below it, is not cut because
  /// of a row or two.
  @Test func aRecordThatFitsTheScreenIsWhole() throws {
    let record: Value = ["a": 1, "b": 2, "c": 3, "d": 4]
    #expect(
      try Renderer(.terminal(20, rows: 7)).text(record)
        == "{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3,\n  \"d\": 4\n}\n")
  }

  @Test(
    arguments: [
      // Scalars, each on its own line where they do not fit on one.
      (.array((1...50).map { .int($0) }), 20, "[\n  1,\n  2,\n… 48 more; `$ | sav…\n"),
      (
        ["a": 1, "b": 2, "c": 3, "d": 4, "e": 5], 60,
        "{\n  \"a\": 1,\n  \"b\": 2,\n… more; `$ | save all.json` keeps it all\n"
      ),
      (["a": "0123456789012345678901234567890123456789"], 10, "{\n  \"a\": \"01234567890…\n… more; `…\n"),
      (Value(String(repeating: "0123456789", count: 8)), 10, "\"0123456789012345678901234567…\n… more; `…\n"),
    ] as [(Value, Int, String)])
  func jsonLongerThanTheScreenIsCut(value: Value, columns: Int, expected: String) throws {
    #expect(try Renderer(.terminal(columns, rows: 7)).text(value) == expected)
  }

  /// The header, the rows, two notes, the line after a call and the prompt together fill at most the
  /// screen.
  @Test func theHeaderOfATableWithDroppedColumnsStays() throws {
    let row: Value = ["a": "xxxxxxxxxxxx", "b": "yyyyyyyyyyyy", "c": "zzzzzzzzzzzz"]
    let lines = try Renderer(.terminal(20, rows: 12)).text(.array(Array(repeating: row, count: 100)))
      .split(separator: "\n")
    #expect(lines.count == 10, "\(lines)")
    #expect(lines.first?.contains("a") == true && lines[8].contains("not shown: "))
    #expect(lines.last?.contains("93 more") == true, "\(lines)")
  }

  @Test func aFormatAskedForIsNotCut() throws {
    let rows = Value.array((1...100).map { ["id": .int($0)] })
    let lines = try Renderer(.terminal(rows: 7), .ndjson).text(rows).split(separator: "\n")
    #expect(lines.count == 100)
  }

  @Test func theHintIsTheOneThatWasGiven() throws {
    let renderer = Renderer(
      screen: .terminal(rows: 7), encoder: ValueEncoder { _, _ in [] }, keeping: "| save all.json")
    #expect(
      try renderer.text([["a": 1], ["a": 2], ["a": 3], ["a": 4]]).hasSuffix(
        "… 1 more; `| save all.json` keeps it all\n"))
  }

  /// A file of many megabytes that is one text takes only as long as the part that the screen shows.
  @Test(arguments: ["x", "س", "🚀", "\n"]) func aLongTextIsShownAsFarAsTheScreenGoes(part: String) throws {
    let long = Value(String(repeating: part, count: 5_000_000))
    for value: Value in [long, ["a": 1, "text": long], [long]] {
      var shown = ""
      let took = try processorSeconds { shown = try Renderer(.terminal(rows: 7)).text(value) }
      #expect(shown.hasSuffix("…\n… more; `$ | save all.json` keeps it all\n"), "\(shown)")
      #expect(shown.split(separator: "\n").count <= 8)
      // It took 1.5 to 40 s when the whole text was measured.
      #expect(took < 0.7, "\(took)")
    }
  }

  @Test func nestingOfAnyDepthIsShown() throws {
    var value: Value = 1
    for _ in 0..<5000 { value = ["a": value] }
    #expect(try Renderer(.terminal()).text(value).hasSuffix("keeps it all\n"))
    #expect(try Renderer(.terminal()).text([value]).hasPrefix("a\n{\"a\":{\"a\":"))
  }
}
