import JSON
import Testing

@Suite struct NestingTests {
  private func nested(_ depth: Int, in object: Bool = false) -> Value {
    var value: Value = 1
    for _ in 0..<depth { value = object ? ["a": 0, "b": value, "c": []] : [0, value, []] }
    return value
  }

  @Test(arguments: [false, true]) func howDeepAValueNestsIsCountedInAllItsParts(object: Bool) {
    for depth in [1, 2, 7, 2000] {
      // The empty array beside the innermost value also counts.
      #expect(!nested(depth, in: object).nests(deeperThan: depth + 1))
      #expect(nested(depth, in: object).nests(deeperThan: depth))
    }
    #expect(!Value.null.nests(deeperThan: 0))
    #expect(Value.array([]).nests(deeperThan: 0))
  }

  @Test(arguments: [false, true]) func whatIsCutNestsNoDeeper(object: Bool) throws {
    let cut = nested(2500, in: object).cut(at: Value.nestingLimit, mark: "cut")
    #expect(!cut.nests(deeperThan: Value.nestingLimit))
    #expect(cut.nests(deeperThan: Value.nestingLimit - 1))
    #expect(try Value(parsing: cut.jsonBytes(), options: .own) == cut)
    #expect(nested(3).cut(at: 2, mark: "cut") == [0, [0, "cut", "cut"], []])
    #expect(nested(3).cut(at: 4, mark: "cut") == nested(3))
  }
}
