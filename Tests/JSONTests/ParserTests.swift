import JSON
import Synchronization
import Testing

@Suite struct ParserTests {
  @Test(arguments: [
    (#""\ud83d""#, "\u{FFFD}", 1), (#""a\ud83dz""#, "a\u{FFFD}z", 1), (#""\ude00""#, "\u{FFFD}", 1),
    (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀", 1), (#""\ud83d\n""#, "\u{FFFD}\n", 1),
    (#""\ude00\ud83d""#, "\u{FFFD}\u{FFFD}", 2), (#""\ud83d\ude00""#, "😀", 0),
  ])
  func aLoneSurrogateIsReplacedWhereThatIsAsked(json: String, expected: String, count: Int) throws {
    let told = Atomic(0)
    let options = JSONOptions { told.wrappingAdd(1, ordering: .relaxed) }
    #expect(try Value(parsing: json, options: options) == Value(expected))
    #expect(told.load(ordering: .relaxed) == count)
    if count > 0 { #expect(throws: JSONError.self) { try Value(parsing: json) } }
  }

  @Test(arguments: [
    "null", " true ", "\t\r\nfalse\n", "0", "-0", "-1", "1.5", "1e5", "1E+5", "1.25e-7", "\"\"", "\"a\"",
    "[]",
    "[ ]", "{}", "{ }", "[1,2,3]", "[[[]]]", "{\"a\":{\"b\":[]}}", "{\"\":0}", "\"\\u0000\"", "\"\u{7F}\"",
    "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\uD834\\uDD1E\"", "\"\\ud834\\udd1e\"", "\"\u{FFFF}\u{10FFFF}\"",
    "\"\u{2028}\"", "123456789012345678901234567890", "1e400", "-1e-400", "[1 , 2\n]",
  ])
  func accepts(_ text: String) throws {
    _ = try Value(parsing: text)
  }

  @Test(arguments: [
    ("", 0), (" ", 1), ("nul", 0), ("nulL", 0), ("True", 0), ("1 2", 2), ("[", 1), ("[1", 2), ("[1,", 3),
    ("[1,]", 3), ("[,1]", 1), ("[1 2]", 3), ("[1}", 2), ("{", 1), ("{\"a\"", 4), ("{\"a\":", 5),
    ("{\"a\":1,}", 7),
    ("{a:1}", 1), ("{\"a\" 1}", 5), ("{\"a\":1 \"b\":2}", 7), ("{1:2}", 1), ("01", 0), ("-01", 1), ("-", 1),
    ("+1", 0), (".5", 0), ("1.", 2), ("1.e5", 2), ("1e", 2), ("1e+", 3), ("0x10", 1), ("NaN", 0),
    ("Infinity", 0),
    ("\"", 1), ("\"a", 2), ("\"a\nb\"", 2), ("\"\t\"", 1), ("\"\\a\"", 1), ("\"\\'\"", 1), ("\"\\u12G4\"", 5),
    ("\"\\u\"", 3), ("\"\\", 2), ("\"12345678\u{1}\"", 9), ("'a'", 0), ("[1]]", 3), ("//x\n1", 0),
    ("1/**/", 1),
    ("\u{FEFF}1", 0), ("\u{A0}1", 0), ("\u{0}", 0), ("[\u{0}]", 1), ("1\u{C}", 1),
  ])
  func refuses(_ text: String, at offset: Int) throws {
    let error = try #require(throws: JSONError.self) { try Value(parsing: text) }
    #expect(error.offset == offset, "\(error.message)")
  }

  @Test(arguments: [
    "\"\\uD800\"", "\"\\uD800x\"", "\"\\uDC00\"", "\"\\uD800\\uD800\"", "\"\\uDC00\\uD800\"",
    "\"\\uD800\\n\"",
  ])
  func refusesHalfASurrogatePair(_ text: String) throws {
    let error = try #require(throws: JSONError.self) { try Value(parsing: text) }
    guard case .loneSurrogate = error.kind else {
      Issue.record("\(error)")
      return
    }
    #expect(error.offset == 1)
  }

  @Test(
    arguments: [
      [0x80], [0xC0, 0xAF], [0xC1, 0xBF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98],
      [0xE2, 0x28, 0xA1],
    ] as [[UInt8]])
  func refusesWhatIsNotUTF8(_ bytes: [UInt8]) throws {
    for padding in [0, 3, 8, 20] {
      let text = [0x22] + Array(repeating: 0x61, count: padding) + bytes + [0x22]
      let error = try #require(throws: JSONError.self) { try Value(parsing: text) }
      #expect(error == JSONError(.invalidUTF8(bytes[0]), at: 1 + padding))
      #expect(throws: JSONError.self) { try Value(parsing: [0x7B] + text + [0x3A, 0x31, 0x7D]) }
      #expect(throws: JSONError.self) { try Value(parsing: [0x22, 0x5C, 0x6E] + text.dropFirst()) }
    }
    #expect(throws: JSONError.self) { try Value(parsing: bytes) }
  }

  @Test func stringsOfEveryLengthAreReadWhole() throws {
    for length in 0..<40 {
      for piece in ["a", "é", "漢", "😀", "\\n", "\\u00e9"] {
        let plain = String(repeating: "x", count: length)
        let value = try Value(parsing: "[\"\(plain)\(piece)\(plain)\",\"\(piece)\"]")
        let decoded = piece == "\\n" ? "\n" : piece == "\\u00e9" ? "é" : piece
        #expect(value == [.init(plain + decoded + plain), .init(decoded)])
      }
    }
  }

  @Test func ofMembersWithOneNameTheLastWinsInTheFirstPlace() throws {
    #expect(try Value(parsing: #"{"a":1,"b":2,"\u0061":3}"#).json == #"{"a":3,"b":2}"#)
    let many = (0..<50).map { "\"m\($0)\":\($0)" }.joined(separator: ",")
    let value = try Value(parsing: "{\(many),\"m3\":true}")
    #expect(value.asObject?.count == 50)
    #expect(value.asObject?.names[3] == "m3")
    #expect(value["m3"] == true)
  }

  @Test func aByteOrderMarkIsSkippedWhereThatIsWanted() throws {
    #expect(try Value(parsing: "\u{FEFF}1", options: JSONOptions(skipsByteOrderMark: true)) == 1)
  }

  @Test func nestingHasALimitThatIsAnError() throws {
    let deepest = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
    #expect(try Value(parsing: deepest).json == deepest)
    for open in ["[", "{\"a\":", "[{\"a\":"] {
      let error = try #require(throws: JSONError.self) {
        try Value(parsing: String(repeating: open, count: 100_000))
      }
      #expect(error.kind == .tooDeep(limit: 512))
    }
  }

  @Test func anErrorTellsLineAndColumn() throws {
    let text = "{\n  \"é\": 1,\n  \"é\" 2\n}"
    let error = try #require(throws: JSONError.self) { try Value(parsing: text) }
    #expect(error.position(in: Array(text.utf8)) == (3, 7))
    #expect(error.message == ": must stand here, but 2 does")
  }

  @Test func bytesOfAnyKindOfCollectionAreRead() throws {
    #expect(try Value(parsing: "x[1]".utf8.dropFirst()) == [1])
    #expect(try Value(parsing: Text("[1]")) == [1])
  }
}
