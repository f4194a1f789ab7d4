import JSON
import Shell
import Testing

@testable import Rendering

/// Output that does not go to a terminal.
@Suite struct RenderingElsewhereTests {
  @Test(
    arguments: [
      ([1, "a", ["k": [2, .null]]], "1\n\"a\"\n{\"k\":[2,null]}\n"),
      ([], ""),
      ("two\nlines", "\"two\\nlines\"\n"),
      (3.5, "3.5\n"),
      (["a": 1, "b": ["c": []]], "{\n  \"a\": 1,\n  \"b\": {\n    \"c\": []\n  }\n}\n"),
      (["l": [1, 2]], "{\n  \"l\": [\n    1,\n    2\n  ]\n}\n"),
      ("\u{9B}2J\u{202E}", "\"\u{9B}2J\u{202E}\"\n"),
    ] as [(Value, String)])
  func arraysAreNDJSONAndTheRestJSON(value: Value, expected: String) throws {
    #expect(try Renderer(.pipe).text(value) == expected)
  }

  @Test(
    arguments: [
      (.json, [1, ["a": 2]], "[\n  1,\n  {\n    \"a\": 2\n  }\n]\n"),
      (.json, [], "[]\n"),
      (.json, ["a": 1], "{\n  \"a\": 1\n}\n"),
      (.ndjson, ["a": 1], "{\"a\":1}\n"),
      (.text, ["one", 2, .null, ["a": 1]], "one\n2\nnull\n{\"a\":1}\n"),
      (.text, "x", "x\n"),
      (.csv, [1, 2], "csv:[1,2]\n"),
      (.tsv, [], "tsv:[]\n"),
      (.table, [["a": 1], ["a": 10, "b": "x"]], " a  b\n 1\n10  x\n"),
      (.table, ["id": 7, "name": "Ali"], "name  value\nid    7\nname  Ali\n"),
      (.table, ["x", ["a": 1]], "value  a\nx\n       1\n"),
      (.table, "x", "value\nx\n"),
      (.table, [], "[]\n"),
    ] as [(OutputFormat, Value, String)])
  func aFormatAskedForIsKept(format: OutputFormat, value: Value, expected: String) throws {
    #expect(try Renderer(.pipe, format).text(value) == expected)
  }

  @Test func whatAFormatCannotHoldIsThrown() {
    #expect(throws: Unencodable("csv needs an array")) { try Renderer(.pipe, .csv).bytes(["a": 1]) }
  }

  @Test func eachItemIsWrittenWhenItComes() throws {
    var stream = Renderer(.pipe).stream()
    #expect(stream.begin() == [])
    #expect(stream.item(1) == .write(Array("1\n".utf8)))
    #expect(stream.item("a") == .write(Array("\"a\"\n".utf8)))
    #expect(try stream.end() == [])
  }

  @Test(arguments: [("a,b\r\n1,2\r\n", "a,b\r\n1,2\r\n"), ("bare", "bare\n"), ("", "\n")])
  func madeTextComesAsItIs(text: String, expected: String) {
    #expect(rendered(Renderer(.pipe).verbatim(Text(text))) == expected)
  }

  @Test func colourAskedForIsGivenToAPipe() throws {
    let screen = Screen(color: true)
    #expect(
      try Renderer(screen, .json).text(["a": "x"])
        == "{\n  \u{1B}[36m\"a\"\u{1B}[0m: \u{1B}[32m\"x\"\u{1B}[0m\n}\n")
    #expect(try Renderer(screen).text([["a": "x"]]) == "{\"a\":\"x\"}\n")
  }
}
