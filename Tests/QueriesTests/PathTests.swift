import JSON
import Queries
import Testing

@Suite struct PathTests {
  private let store: Value = [
    "book": [
      ["title": "A", "price": 8.95, "tags": ["x", "y"]], ["title": "B", "price": 12, "isbn": "1"],
      ["title": "C", "price": 22.99],
    ],
    "bicycle": ["price": 399],
  ]

  @Test(arguments: [
    ("$", 1), ("$.book[0].title", 1), ("$..price", 4), ("$.book[*].title", 3), ("$.book[-1:]", 1),
    ("$.book[0,1]", 2), ("$.book[?@.isbn]", 1), ("$.book[?@.price < 10]", 1), ("$.book[::-1].title", 3),
    ("$.book[?@.price < 10 && @.tags[1] == 'y']", 1), ("$..[?length(@) == 2]", 2), ("$.nothing.at.all", 0),
    ("$..book[?count(@.*) > 2]", 2), ("$.book[?@.price == $.bicycle.price]", 0), ("$['book']['title']", 0),
  ])
  func selects(_ query: String, _ count: Int) throws {
    #expect(try PathQuery(parsing: query).nodes(of: store).count == count)
  }

  @Test func locationsAreNormalized() throws {
    let value: Value = ["a'b": [["\\": 1, "\n\u{1}é\"": 2]]]
    let located = try PathQuery(parsing: "$..*").located(in: value)
    #expect(
      located.map(\.path.string) == [
        #"$['a\'b']"#, #"$['a\'b'][0]"#, #"$['a\'b'][0]['\\']"#, #"$['a\'b'][0]['\n\u0001é"']"#,
      ])
    for (path, value) in located {
      #expect(
        try PathQuery(parsing: path.string).nodes(of: ["a'b": [["\\": 1, "\n\u{1}é\"": 2]]]) == [value])
    }
  }

  @Test(arguments: [
    ("", 0), ("a", 0), (" $", 0), ("$ ", 1), ("$.", 2), ("$..", 3), ("$[", 2), ("$[1", 3), ("$.1", 2),
    ("$.-a", 2),
    ("$[-0]", 2), ("$[01]", 2), ("$[9007199254740992]", 2), ("$[1:-0]", 4), ("$['a]", 5), ("$[?@.a=1]", 6),
    ("$[?@.a == @..b]", 10), ("$[?1]", 3), ("$[?!@.a == 1]", 8), ("$[?foo(@)]", 3),
    ("$[?length(@.*) > 1]", 10),
    ("$[?length(@.a)]", 3), ("$[?count(1) > 1]", 9), ("$[?match(@.a)]", 3), ("$[?match(@, 'a') == true]", 3),
    ("$[?length(match(@, 'a')) == 1]", 10), ("$[?(@.a) == 1]", 9), ("$[?@.a == 1 == 2]", 12),
    ("$[?!!@.a]", 4),
    ("$[?$x == 1]", 4), ("$[?@.a == 'x\\q']", 12), ("$[?@.a == 01]", 10), ("$[?]", 3), ("$\"a\"", 1),
    ("$.\u{FEFF}a[", 7),
  ])
  func refuses(_ query: String, at offset: Int) throws {
    let error = try #require(throws: PathError.self) { try PathQuery(parsing: query) }
    #expect(error.offset == offset, "\(error.message)")
    #expect(!error.message.isEmpty)
  }

  @Test func nestingHasALimitThatIsAnError() throws {
    for (open, before) in [("(", "$[?"), ("[?@", "$"), ("length(", "$[?"), ("[?!(", "$")] {
      let query = before + String(repeating: open, count: 100_000)
      #expect(throws: PathError.self) { try PathQuery(parsing: query) }
    }
    let groups = String(repeating: "(", count: 90) + "@" + String(repeating: ")", count: 90)
    #expect(try PathQuery(parsing: "$[?\(groups)]").nodes(of: [1]) == [1])
  }

  @Test func descentReachesAnyDepth() throws {
    var value: Value = ["a": 1]
    for _ in 0..<5_000 { value = [value] }
    #expect(try PathQuery(parsing: "$..a").nodes(of: value) == [1])
  }

  @Test func computedSelectorsMayHoldAnyInteger() {
    let list: Value = [1, 2, 3]
    let extremes: [Int64?] = [nil, .min, -1, 0, 1, .max]
    for index in extremes.compactMap(\.self) {
      #expect(PathSegment.select([PathSegment([.index(index)])], from: list).count <= 1)
      for end in extremes {
        for step in extremes {
          let slice = PathSelector.slice(start: index, end: end, step: step)
          #expect(PathSegment.select([PathSegment([slice])], from: list).count <= 3)
        }
      }
    }
  }

  @Test func aPatternComputedForEachNodeIsCompiledAnew() throws {
    let value: Value = [
      ["t": "a", "p": "a"], ["t": "a", "p": "b"], ["t": "b", "p": "b"], ["t": "a", "p": "("],
    ]
    #expect(try PathQuery(parsing: "$[?match(@.t, @.p)]").nodes(of: value).count == 2)
    #expect(try PathQuery(parsing: "$[?search(@.t, '(')]").nodes(of: value).isEmpty)
  }
}
