import JSON
import Testing

@Suite struct JSONElementsTests {
  private func read(_ text: String, _ form: JSONElements.Form, by size: Int) throws -> [Value] {
    var elements = JSONElements(form)
    var values: [Value] = []
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      elements.append(rest.prefix(size))
      rest = rest.dropFirst(size)
      try elements.take { values.append($0) }
    }
    elements.finish()
    try elements.take { values.append($0) }
    return values
  }

  private static let arrays = [
    "[]", " [ ] ", "[1]", "[1,2,3]", " [ 1 , [2,[3]] , {\"a\":[\"]\",\"}\",\",\"]} ] \n",
    "[\"\\\"]\",\"\\\\\"]",
    "[\"é😀\",-1.50,null,true,{}]", "[[],[[]],{\"a\":{}}]",
  ]

  @Test(arguments: arrays)
  func theElementsOfAnArrayComeOneByOne(_ text: String) throws {
    let whole = try Value(parsing: text)
    for size in [1, 2, 3, 7, 1000] {
      #expect(.array(try read(text, .array, by: size)) == whole, "in pieces of \(size)")
    }
  }

  @Test func anElementIsThereAsSoonAsItHasEnded() throws {
    var elements = JSONElements(.array)
    var values: [Value] = []
    elements.append("[{\"a\":1}".utf8)
    try elements.take { values.append($0) }
    #expect(values == [])
    elements.append(",".utf8)
    try elements.take { values.append($0) }
    #expect(values == [["a": 1]])
    try elements.take { values.append($0) }
    #expect(values == [["a": 1]])
  }

  @Test(arguments: [
    ("", 0), ("  ", 2), ("{}", 0), ("1", 0), ("[", 1), ("[1", 2), ("[1,", 3), ("[1,]", 3), ("[,", 1),
    ("[1 2]", 3),
    ("[1}", 2), ("[1]]", 3), ("[1] 2", 4), ("[1,{\"a\" 2}]", 8), ("[\"ab\\", 5), ("[1,tru]", 3), ("[[1}]", 3),
    ("[  1,  nul]", 7),
  ])
  func aFaultInAnArrayIsToldAtItsPlace(_ text: String, at offset: Int) throws {
    for size in [1, 2, 5, 1000] {
      let error = try #require(throws: JSONError.self) { try read(text, .array, by: size) }
      #expect(error.offset == offset, "in pieces of \(size): \(error.message)")
    }
  }

  @Test func everyLineIsAValueAndBlankOnesAreSkipped() throws {
    for size in [1, 3, 1000] {
      let values = try read("{\"a\":1}\n\n \r\n[2]\r\n\"x\"\n3", .lines, by: size)
      #expect(values == [["a": 1], [2], "x", 3])
    }
  }

  @Test func aFaultInALineIsToldAtItsPlace() throws {
    for size in [1, 4, 1000] {
      let error = try #require(throws: JSONError.self) { try read("1\n[2]\n[3}\n", .lines, by: size) }
      #expect(error == JSONError(.expected(.commaOrBracket, found: UInt8(ascii: "}")), at: 8))
    }
  }

  @Test func aByteOrderMarkIsRefusedUnlessItIsWanted() throws {
    #expect(throws: JSONError(.byteOrderMark, at: 0)) { try read("\u{FEFF}[1]", .array, by: 1) }
    var elements = JSONElements(.lines, options: JSONOptions(skipsByteOrderMark: true))
    var values: [Value] = []
    elements.append("\u{FEFF}1\n".utf8)
    try elements.take { values.append($0) }
    #expect(values == [1])
  }

  @Test func nestingHasALimitHereToo() throws {
    let text = "[" + String(repeating: "[", count: 100_000)
    #expect(throws: JSONError.self) { try read(text, .array, by: 4096) }
  }

  /// Texts that may be cut anywhere: in escapes, pairs, characters of two to four bytes, numbers, words, and
  /// a name that is expected.
  private static let tricky = [
    #"{"id":-12.50E+3,"text":"é\ud83d\ude00😀\\\"","ok":true,"none":null,"in":{"id":[0,"]},"]}}"#,
    #"{"id":123456789012345678901,"text":"العربية","ok":false,"none":null,"in":{"id":[]}}"#,
    #"{"id":7, "text" : "", "ok":false,"in":{}}"#, "12", "[[],{}]", #""\u00e9""#, "null",
  ]

  @Test(arguments: [JSONElements.Form.array, .lines], [Projection.whole, .member("text", required: true)])
  func aCutMayFallAnywhere(_ form: JSONElements.Form, _ projection: Projection) throws {
    let isArray = form == .array
    let items = Self.tricky.joined(separator: isArray ? " ,\n" : "\r\n")
    let text = Array((isArray ? " [ \(items) ] \n" : items).utf8)
    var whole: [Value] = []
    var elements = JSONElements(form, projection: projection)
    elements.append(text)
    elements.finish()
    try elements.take { whole.append($0) }
    #expect(whole.count == Self.tricky.count)
    for cut in text.indices {
      var values: [Value] = []
      var elements = JSONElements(form, projection: projection)
      for piece in [text[..<cut], text[cut...]] {
        elements.append(piece)
        try elements.take { values.append($0) }
      }
      elements.finish()
      try elements.take { values.append($0) }
      #expect(values == whole, "cut at \(cut)")
    }
  }

  @Test(arguments: [
    "[1,{\"a\":\"\\ud800\"},2]", "[1,{\"a\":\"\\ud83d\\u0041\"},2]", "[1,[tru, 5], 3]", "[1,-]",
    "[1,\"\u{1}\"]", "[01]",
    "[1,{\"a\":\"\\x\"}]", "[1,\"\\u12g4\"]", "[1,{a}]", "[1, \"a\" \"b\"]", "[1.]", "[1e]", "[\"a",
    "[1,{\"a\":[}]",
  ])
  func aFaultIsTheSameWhereverTheTextIsCut(_ text: String) throws {
    let expected = try #require(throws: JSONError.self) { try read(text, .array, by: 1000) }
    for size in 1...text.utf8.count {
      #expect(throws: expected, "in pieces of \(size)") { try read(text, .array, by: size) }
    }
  }

  @Test func invalidUTF8IsToldAtItsPlace() {
    for size in [1, 2, 3, 50] {
      var elements = JSONElements(.array)
      let text = Array("[\"aé\", \"b".utf8) + [0xC3, 0x28, 0x22, 0x5D]
      #expect(throws: JSONError(.invalidUTF8(0xC3), at: 10)) {
        for start in stride(from: 0, to: text.count, by: size) {
          elements.append(text[start..<min(start + size, text.count)])
          try elements.take { _ in }
        }
        elements.finish()
        try elements.take { _ in }
      }
    }
  }

  @Test func whatStandsBeforeAFaultIsGiven() {
    var elements = JSONElements(.lines)
    var values: [Value] = []
    elements.append("1\n2\n}\n3\n".utf8)
    #expect(throws: JSONError(.expected(.value, found: UInt8(ascii: "}")), at: 4)) {
      try elements.take { values.append($0) }
    }
    #expect(values == [1, 2])
  }

  @Test func theLineOfAFaultIsKnownHoweverTheTextCame() throws {
    let text = Array("[1,\n\n{\"a\":\n 2},\n  x]".utf8)
    for size in [1, 4, 100] {
      var elements = JSONElements(.array)
      do {
        for start in stride(from: 0, to: text.count, by: size) {
          elements.append(text[start..<min(start + size, text.count)])
          try elements.take { _ in }
        }
        elements.finish()
        try elements.take { _ in }
        Issue.record("it must be refused")
      } catch {
        let position = elements.position(of: error)
        #expect(position.line == 5)
        #expect(position.column == 3 || size == 1)
      }
    }
  }
}
