import JSON
import Queries
import Testing

@Suite struct FilterTests {
  private func parse(_ text: String, variables: Bool = true) throws -> Filter {
    try FilterParser.parse(Array(text.utf8), at: 0, variables: variables).filter
  }

  @Test(arguments: [
    ("@.a]", 3), (" @.a == 1 , 2]", 9), ("(@.a || @.b) ]", 12), ("@.a\n&& @.b }", 10), ("$x.y == 'é'", 12),
    ("match(@, 'a')]", 13), ("@ ]", 1), ("$]", 1),
  ])
  func endsWhereItsTextEnds(_ text: String, at end: Int) throws {
    #expect(try FilterParser.parse(Array(text.utf8), at: 0).end == end)
  }

  @Test func itBeginsAndFailsAtOffsetsOfTheWholeText() throws {
    let text = Array("$list[?@.a == $b.c]".utf8)
    let (filter, end) = try FilterParser.parse(text, at: 7)
    #expect(end == 18)
    #expect(filter.variables == ["b"])
    #expect(throws: PathError(.expected(.expression, found: UInt8(ascii: "=")), at: 13)) {
      try FilterParser.parse(Array("$list[?@.a ===b]".utf8), at: 7)
    }
    #expect(throws: PathError.self) { try FilterParser.parse(text, at: text.count) }
    #expect(throws: PathError.self) { try FilterParser.parse(text, at: 1_000) }
  }

  @Test(arguments: [
    ("$x", ["x"]), ("$", []), ("$.x", []), ("$['x']", []), ("$ .x", []), ("$x == $y.z && $x", ["x", "y"]),
    ("$_1 > 1", ["_1"]), ("$متغير == 1", ["متغير"]), ("@[?@ == $x]", ["x"]),
    ("count(@[?@ == $x]) > $y[0]", ["x", "y"]),
    ("$a-b", ["a"]),
  ])
  func namesTheVariablesItUses(_ text: String, _ names: [String]) throws {
    #expect(try parse(text).variables.map(\.string) == names)
  }

  @Test func aVariableIsARootOfItsOwn() throws {
    let filter = try parse("@.n > $least.n")
    #expect(filter.holds(for: ["n": 2], root: .null, variables: ["least": ["n": 1]]))
    #expect(!filter.holds(for: ["n": 1], root: .null, variables: ["least": ["n": 1]]))
    #expect(!filter.holds(for: ["n": 2], root: .null))
    #expect(try parse("$flag").holds(for: .null, root: .null, variables: ["flag": false]))
    #expect(try !parse("$flag").holds(for: .null, root: .null))
  }

  @Test func variablesReachFiltersWithinPaths() throws {
    let segments = [PathSegment([.filter(try parse("@ > $n"))])]
    #expect(PathSegment.select(segments, from: [1, 2, 3], variables: ["n": 1]) == [2, 3])
  }

  @Test func withoutVariablesADollarIsTheRoot() {
    #expect(throws: PathError.self) { try PathQuery(parsing: "$[?$x]") }
    #expect(throws: Never.self) { try parse("$.x", variables: false) }
  }

  @Test(arguments: [
    ("@.a==1", "@.a == 1"), ("@['a']", "@.a"), ("@[\"a b\"]", "@['a b']"), ("@['\\'']", "@['\\'']"),
    ("  (@.a)", "@.a"), ("!(@.a)", "!@.a"), ("!(@.a==1)", "!(@.a == 1)"),
    ("(@.a&&@.b)||@.c", "@.a && @.b || @.c"),
    ("@.a&&(@.b||@.c)", "@.a && (@.b || @.c)"), ("@.a||(@.b||@.c)", "@.a || (@.b || @.c)"),
    ("length(@ .a)>=1.50", "length(@.a) >= 1.50"), ("match(@,\"a'b\")", "match(@, 'a\\'b')"),
    ("search( @ , $.p )", "search(@, $.p)"), ("@..[1,2:,'x',*,?@]", "@..[1, 2:, 'x', *, ?@]"),
    ("@[::2]", "@[::2]"),
    ("$x.y[0]==-0", "$x.y[0] == -0"), ("value(@..a)!=null", "value(@..a) != null"), ("@..*", "@..*"),
  ])
  func isWrittenInOneSpelling(_ text: String, as spelling: String) throws {
    let filter = try parse(text)
    #expect(filter.text == spelling)
    #expect(try parse(filter.text).text == spelling)
  }

  @Test func numbersAreComparedByValueAndOnlyWithNumbers() throws {
    let holds: (String, Value) throws -> Bool = { try self.parse($0).holds(for: $1, root: .null) }
    #expect(try holds("@ == 1.0", 1))
    #expect(try holds("@ < 1e1", 9.5))
    #expect(try !holds("@ < '2'", 1))
    #expect(try holds("@ != '1'", 1))
    #expect(try holds("@.x == @.y", [:]))
    #expect(try !holds("@.x < @.y", [:]))
    #expect(try holds("@.x <= @.y", [:]))
    #expect(try !holds("@.x == null", [:]))
    #expect(try holds("value(@.*) == length(@.x)", ["a": 1, "b": 1]))
    #expect(try !holds("value(@.*) == null", ["a": 1, "b": 1]))
  }
}
