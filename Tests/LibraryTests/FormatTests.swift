import JSON
import Machine
import TestSupport
import Testing

@testable import Library

@Suite struct FormatTests {
  @Test(
    arguments: [
      ("a.json", .json), ("x/b.CSV", .csv), ("c.tar.ndjson", .ndjson), ("d.jsonl", .ndjson), ("e.txt", .text),
      ("f.tsv", .tsv), ("g", nil), ("dir.csv/g", nil), ("h.xlsx", nil),
    ] as [(String, Format?)])
  func formatsByEnding(path: String, expected: Format?) {
    #expect(Format(path: path) == expected)
  }

  @Test(arguments: [
    "[]", " [ ] ", "[1]", "\n[1, \"a,]\\\"[\", {\"a\": [1, {}]}, [[]], null]\n", "{\"a\": [1]}", " 12 ",
    "\"[\"",
    "\u{FEFF}[1, 2]", "[\"\\\\\", 1]",
  ])
  func jsonComesOutTheSameInPieces(text: String) throws {
    let expected = try Value(parsing: Array(text.utf8), options: JSONOptions(skipsByteOrderMark: true))
    for pieces in [1, 2, 3, .max] { #expect(try decode(Array(text.utf8), .json, pieces: pieces) == expected) }
    #expect(try call("parse", Value(text), "json") == expected)
  }

  @Test(arguments: [
    "", "[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[1] 2", "[{]}", "[1}]", "{", "[1]]", "\"", "[\"a]",
  ])
  func whatIsNoJSONIsRefusedInPiecesToo(text: String) {
    for pieces in [1, .max] {
      #expect(message { try decode(Array(text.utf8), .json, pieces: pieces) }.hasPrefix("line 1"), "\(text)")
    }
  }

  @Test func jsonFaultsHaveTheirLine() {
    for pieces in [1, 3, .max] {
      let text = Array("[\n1,\n{\n x}\n]".utf8)
      #expect(message { try decode(text, .json, pieces: pieces) }.hasPrefix("line 4, column 2: "))
      #expect(
        message { try decode(Array("1\n2\n\n[x".utf8), .ndjson, pieces: pieces) }.hasPrefix(
          "line 4, column 2: "))
    }
    #expect(message { try call("parse", "{\n x}", "json") }.hasPrefix("line 2, column 2: "))
    #expect(message { try call("parse", "1\n\n{", "ndjson") }.hasPrefix("line 3, column 2: "))
  }

  @Test func itemsComeAsSoonAsTheyAreWhole() throws {
    var decoder = Format.json.decoder()
    var items: [Value] = []
    for (piece, whole) in [("[1, {\"a\"", 1), (": 2}, 3", 2), ("4]", 3)] {
      try decoder.feed(Array(piece.utf8), into: &items)
      #expect(items.count == whole)
    }
    try decoder.finish(into: &items)
    #expect(items == [1, ["a": 2], 34])
  }

  @Test(
    arguments: [
      (.ndjson, "1\n2\n}\n", [1, 2]), (.json, "[1, 2, }]", [1, 2]),
      (.csv, "a,b\n1,2\n3\n", [["a": "1", "b": "2"]]), (.text, "a\n\u{1}", ["a"]),
    ] as [(Format, String, [Value])])
  func whatStandsBeforeAFaultComesFirst(_ format: Format, _ text: String, expected: [Value]) {
    var decoder = format.decoder()
    var items: [Value] = []
    // In the format text, the only fault is bytes that are not UTF-8.
    let bytes = text.utf8.map { $0 == 1 ? 0xFF : $0 }
    #expect(throws: Failure.self) {
      try decoder.feed(bytes, into: &items)
      try decoder.finish(into: &items)
    }
    #expect(items == expected)
  }

  @Test func aFaultFarFromALineEndHasItsOffset() {
    let start = Array(("[" + String(repeating: "1,", count: 10)).utf8)
    #expect(message { try decode(start + [0x7D], .json, pieces: 4) }.hasPrefix("line 1, after 21 bytes: "))
  }

  @Test func linesOfTextAndOfJSON() throws {
    #expect(try decode(Array("a\r\nb\n\nc".utf8), .text, pieces: 1) == ["a", "b", "", "c"])
    #expect(try decode(Array("\u{FEFF}1\r\n \n{\"a\":2}".utf8), .ndjson, pieces: 1) == [1, ["a": 2]])
    #expect(message { try decode([97, 10, 0xFF], .text) } == "line 2: the text must be UTF-8, but is not")
  }

  @Test(
    arguments: [
      ("json", [1, "a"], #"[1,"a"]"#), ("ndjson", [1, "a"], "1\n\"a\""), ("ndjson", ["a": 1], #"{"a":1}"#),
      ("text", ["x", 1], "x\n1"), ("text", "x", "x"), ("text", ["a": 1], #"{"a":1}"#), ("ndjson", [], ""),
    ] as [(String, Value, String)])
  func valuesAsText(format: String, value: Value, expected: String) throws {
    #expect(try call("to", value, Value(format), nil) == Value(expected))
  }

  @Test func aListIsSavedAsJSONItemByItem() throws {
    var encoder = Format.json.encoder()
    var bytes = try encoder.begin()
    for item: Value in [1, ["a": 2]] { try encoder.encode(item, into: &bytes) }
    bytes += try encoder.finish()
    #expect(String(decoding: bytes, as: UTF8.self) == "[\n1,\n{\"a\":2}\n]\n")
  }

  @Test func urlsKeepOnlyWhatIsUnreserved() throws {
    #expect(try call("url-encode", "aZ0-._~ /?&=+س") == "aZ0-._~%20%2F%3F%26%3D%2B%D8%B3")
  }

  @Test func otherFormatsAreRefused() {
    #expect(
      message { try call("parse", "", "xml") }
        == "parse takes a format, of json ndjson csv tsv text, but has the string \"xml\"")
  }

  @Test func whiteSpaceIsPassedOnce() throws {
    var decoder = Format.json.decoder()
    var items: [Value] = []
    let blank = [UInt8](repeating: 0x20, count: 1 << 12)
    let time = try processorSeconds { for _ in 0..<5000 { try decoder.feed(blank, into: &items) } }
    #expect(time < 60)
    try decoder.feed(Array("[1]".utf8), into: &items)
    try decoder.finish(into: &items)
    #expect(items == [1])
  }
}
