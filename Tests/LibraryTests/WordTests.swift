import JSON
import Machine
import Testing

@testable import Library

/// `enumerate zip slice pad hash random`, and further forms of `replace`, `captures`, `string`, `int` and
/// `number`.
@Suite struct WordTests {
  @Test func itemsAreCountedAndPaired() throws {
    #expect(try stream("enumerate", ["a", "b"]) == [["index": 0, "item": "a"], ["index": 1, "item": "b"]])
    #expect(try stream("zip", [1, 2, 3], ["a", "b"]) == [[1, "a"], [2, "b"]])
    #expect(try stream("zip", [1], ["a", "b"]) == [[1, "a"]])
    #expect(message { try stream("zip", [1], 5) } == "zip takes another list, but has the number 5")
  }

  @Test(
    arguments: [
      (["abcd", 1, 3], "bc"), (["abcd", -2, nil], "cd"), (["abcd", 0, -1], "abc"), (["abcd", 9, nil], ""),
      (["abcd", 3, 1], ""), (["مرحبا 😀", 1, 3], "رح"), (["مرحبا 😀", -1, nil], "😀"),
      ([[1, 2, 3], 1, nil], [2, 3]),
      ([[1, 2, 3], -2, -1], [2]), ([[], 0, 5], []), (["abcd", .int(.min), .int(.max)], "abcd"),
    ] as [([Value?], Value)])
  func aSliceIsHeldToWhatThereIs(slots: [Value?], expected: Value) throws {
    #expect(try call("slice", slots: slots) == expected)
  }

  @Test(
    arguments: [
      (["ab", 4, nil], "ab  "), (["ab", -4, nil], "  ab"), ([7, 3, nil], "  7"), ([7, 3, "0"], "007"),
      (["abc", 2, nil], "abc"), (["é", 3, "·"], "é··"), ([2.5, 5, nil], "  2.5"),
    ] as [([Value?], Value)])
  func textIsPaddedToAWidth(slots: [Value?], expected: Value) throws {
    #expect(try call("pad", slots: slots) == expected)
  }

  @Test func whatCannotBePaddedOrCutIsRefused() {
    #expect(message { try call("pad", .null, 3, nil) } == "pad takes text or a number, but has null")
    #expect(
      message { try call("pad", "a", 3, "ab") } == "pad --with takes one character, but has the string \"ab\""
    )
    #expect(message { try call("pad", "a", 1e15, nil) }.hasPrefix("pad takes an integer from -100000"))
    #expect(message { try call("slice", 5, 1, nil) } == "slice takes text or a list, but has the number 5")
    #expect(message { try call("slice", "a", "1", nil) } == "slice takes integers, but has the string \"1\"")
  }

  /// FIPS 180-4, and RFC 6234's examples.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func hashesAreSHA256(text: String, expected: String) throws {
    #expect(try call("hash", Value(text), nil) == Value(expected))
  }

  @Test func aHashSplitsEvenlyAndEqualNumbersAlike() throws {
    var counts = [0, 0, 0, 0]
    for id in Int64(0)..<4000 {
      let place = Int(try #require(try call("hash", .int(id), 4).asInt))
      try #require(counts.indices.contains(place))
      counts[place] += 1
    }
    #expect(counts.allSatisfy { (900...1100).contains($0) }, "\(counts)")
    #expect(try call("hash", json("12.0"), nil) == call("hash", 12, nil))
    #expect(try call("hash", ["a": 1], 10).asInt != nil)
    #expect(message { try call("hash", 1, 0) }.hasPrefix("hash takes an integer of at least 1"))
    #expect(message { try call("hash", .null, nil) } == "hash takes a value, but has null")
  }

  @Test func randomNumbersStayInTheirRange() throws {
    let dice = try (0..<1000).map { _ in try call("random", 6).asInt ?? -1 }
    #expect(Set(dice) == [0, 1, 2, 3, 4, 5])
    let halves = try (0..<1000).map { _ in try call("random", nil).asDouble ?? -1 }
    #expect(halves.allSatisfy { (0..<1).contains($0) } && Set(halves).count > 990)
    #expect(message { try call("random", 0) }.hasPrefix("random takes an integer of at least 1"))
  }

  @Test(arguments: [
    ("a1b22", #"\d+"#, "#", "a#b#"), ("a1b22", #"(\w)(\d+)"#, "$2$1", "1a22b"), ("abc", "", "-", "-a-b-c-"),
    ("Ali Omar", #"(\w+) (\w+)"#, "$2, $1 ($0) $$1 ${1}x $", "Omar, Ali (Ali Omar) $1 Alix $"),
    ("aé😀", ".", "<$0>", "<a><é><😀>"), ("none", "x", "y", "none"), ("a", "(a)|(b)", "[$1$2]", "[a]"),
    ("aaa", "^a", "b", "baa"),
  ])
  func patternsAreReplaced(text: String, pattern: String, new: String, expected: String) throws {
    #expect(try call("replace", Value(text), Value(pattern), Value(new), true) == Value(expected))
  }

  @Test func aGroupThatThereIsNotIsRefused() {
    #expect(message { try call("replace", "a", "(a)", "$2", true) }.contains("'$2' is none"))
    #expect(
      message { try call("replace", "a", "(", "x", true) }.hasPrefix("replace takes a pattern, but in '('"))
  }

  @Test func allMatchesHaveTheirGroups() throws {
    #expect(
      try call("captures", "a1 b22 c", #"(\w)(\d+)?"#, true).json
        == #"[["a1","a","1"],["b22","b","22"],["c","c",null]]"#)
    #expect(try call("captures", "none", #"\d"#, true) == [])
  }

  @Test(
    arguments: [
      (2.3, 2, "2.30"), (2, 2, "2.00"), (-0.005, 2, "-0.01"), (1234.5678, 1, "1234.6"), (0.05, 0, "0"),
      (1e21, 1, "1000000000000000000000.0"),
      (-0.001, 2, "0.00"), (99.995, 2, "100.00"),
    ] as [(Value, Value, Value)])
  func numbersHaveSoManyDecimals(number: Value, decimals: Value, expected: Value) throws {
    #expect(try call("string", number, decimals) == expected)
  }

  @Test func decimalsAreOfNumbersOnly() {
    #expect(message { try call("string", "a", 2) } == "string takes a number, but has the string \"a\"")
    #expect(message { try call("string", 1, -1) }.hasPrefix("string takes an integer of at least 0"))
  }

  @Test(arguments: [
    ("number", "١٢٣٫٥", "123.5"), ("int", "٠٠٧", "7"), ("int", "−۵", "-5"), ("number", "１２", "12"),
    ("int", "१२", "12"),
  ])
  func digitsOfAnyScriptAreRead(name: String, text: String, expected: String) throws {
    #expect(try call(name, Value(text)).json == expected)
  }
}
