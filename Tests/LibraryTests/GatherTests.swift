import JSON
import Testing

@testable import Library

@Suite struct GatherTests {
  private let mixed: [Value] = [
    ["b": 1], ["a": 2], ["a": 1], [2], [1, 2], [1], "b", "a", "", 2, 1.5, -1, true, false, .null,
  ]

  @Test func valuesOfAllTypesAreSortedInTheOrderOfTypes() throws {
    #expect(try gather("sort-by", mixed, nil) == .array(mixed.reversed()))
    #expect(try gather("sort-by", mixed.reversed(), nil) == .array(mixed.reversed()))
    #expect(try gather("sort-by", mixed.reversed(), true) == .array(mixed))
  }

  @Test(
    arguments: [
      [2, 1, 2, 1], [2.5, 1, 2.5, 1], ["long text b", "long text a", "long text b", "long text a"],
      ["b", 1, "b", 1],
    ] as [[Value]])
  func equalKeysKeepTheirOrder(keys: [Value]) throws {
    #expect(try gather("sort-by", ["b1", "a1", "b2", "a2"], keys: keys, nil) == ["a1", "a2", "b1", "b2"])
    #expect(try gather("sort-by", ["b1", "a1", "b2", "a2"], keys: keys, true) == ["b1", "b2", "a1", "a2"])
  }

  @Test func largeIntegersAreNotRoundedWhenSorted() throws {
    let keys: [Value] = [9_007_199_254_740_993, 9_007_199_254_740_992]
    #expect(try gather("sort-by", keys, nil) == .array(keys.reversed()))
  }

  @Test func textIsSortedByCodePoints() throws {
    let texts: [Value] = ["a", "a\0", "aa", "ab", "abcdefgh", "abcdefghi", "ب", "😀"]
    #expect(try gather("sort-by", texts.reversed(), nil) == .array(texts))
  }

  /// This holds also where the first 8 or 16 bytes are the same, and where texts end there or in
  /// NULs.
  @Test func longTextsSortByTheirBytes() throws {
    let heads = ["", "a", "+9665", "12345678", "123456789012345", "1234567890123456", "12345678901234567890"]
    let tails = ["", "\0", "\0\0\0", "a", "b", "é", "\u{10FFFF}", "zz"]
    let texts = heads.flatMap { head in tails.map { Text(head + $0) } } + heads.map { Text($0) }
    let sorted = texts.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    let shuffled = texts.indices.map { texts[$0 * 37 % texts.count] }
    #expect(Set(texts.indices.map { $0 * 37 % texts.count }).count == texts.count)
    #expect(try gather("sort-by", shuffled.map(Value.string), nil) == .array(sorted.map(Value.string)))
    #expect(
      try gather("sort-by", shuffled.map(Value.string), true) == .array(sorted.reversed().map(Value.string)))
  }

  @Test func lastIsTheItemOrAsManyAsThereAre() throws {
    #expect(try gather("last", [1, 2, 3], nil) == 3)
    #expect(try gather("last", [1, 2, 3, 4, 5], 2) == [4, 5])
    #expect(try gather("last", [1, 2], 5) == [1, 2])
    #expect(try gather("last", [1, 2], 0) == [])
    #expect(try gather("last", [], 1) == [])
    #expect(message { try gather("last", [], nil) } == "last takes a list with an item, but has none")
  }

  @Test func groupsComeInTheOrderOfTheirFirstItem() throws {
    let groups = try gather("group-by", [1, 2, 3], keys: ["odd", "even", "odd"])
    #expect(groups.json == #"[{"key":"odd","items":[1,3]},{"key":"even","items":[2]}]"#)
  }

  @Test func tallyGivesTheMostFirstAndEqualsInTheirOrder() throws {
    let tally = try gather("tally", ["x", "b", "a", "b", "y"])
    #expect(
      tally.json
        == #"[{"key":"b","count":2},{"key":"x","count":1},{"key":"a","count":1},{"key":"y","count":1}]"#)
  }

  @Test func indexByTakesNumbersAndTheLastOfEquals() throws {
    #expect(try gather("index-by", ["a", "b", "c"], keys: [7, "x", 7]).json == #"{"7":"c","x":"b"}"#)
    #expect(
      message { try gather("index-by", [1], keys: [.null]) }
        == "index-by takes text or numbers as keys, but has null")
  }

  @Test func figures() throws {
    #expect(try gather("avg", [1, 2]) == 1.5)
    #expect(try gather("min", ["b", "a"]) == "a")
    #expect(try gather("max", [1, 2.5, 2]) == 2.5)
    #expect(try gather("count", [.null, .null]) == 2)
    #expect(try gather("reverse", [1, 2]) == [2, 1])
  }

  @Test(
    arguments: [
      ("avg", [], "avg takes a list with an item, but has none"),
      ("min", [1, .null], "min takes numbers or strings, but has null"),
      ("max", [1, "2"], "max takes all numbers or all strings, but has the number 1 and the string \"2\""),
    ] as [(String, [Value], String)])
  func figuresOfOtherThingsAreErrors(name: String, items: [Value], expected: String) {
    #expect(message { try gather(name, items) } == expected)
  }

  @Test func lengthCountsItemsMembersAndScalars() throws {
    #expect(try call("length", [1, 2]) == 2)
    #expect(try call("length", ["a": 1]) == 1)
    #expect(try call("length", "e\u{301}😀") == 3)
    #expect(
      message { try call("length", 12) } == "length takes a list, an object or text, but has the number 12")
  }

  @Test func joinTakesWhatTextTakes() throws {
    #expect(try call("join", ["a", 1, true], "-") == "a-1-true")
    #expect(try call("join", [], "-") == "")
    #expect(message { try call("join", ["a", .null], "-") }.hasSuffix("but has null"))
  }
}
