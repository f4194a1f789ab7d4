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
      while let value = try elements.next() { values.append(value) }
    }
    elements.finish()
    while let value = try elements.next() { values.append(value) }
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
    elements.append("[{\"a\":1}".utf8)
    #expect(try elements.next() == nil)
    elements.append(",".utf8)
    #expect(try elements.next() == ["a": 1])
    #expect(try elements.next() == nil)
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
    elements.append("\u{FEFF}1\n".utf8)
    #expect(try elements.next() == 1)
  }

  @Test func nestingHasALimitHereToo() throws {
    let text = "[" + String(repeating: "[", count: 100_000)
    #expect(throws: JSONError.self) { try read(text, .array, by: 4096) }
  }
}
