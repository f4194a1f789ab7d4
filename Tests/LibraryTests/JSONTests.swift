import JSON
import Testing

@testable import Library

@Suite struct JSONTests {
  @Test func anObjectAsEntriesAndBack() throws {
    let object: Value = ["b": 1, "a": [2]]
    #expect(try call("keys", object) == ["b", "a"])
    #expect(try call("values", object) == [1, [2]])
    let entries = try call("entries", object)
    #expect(entries.json == #"[{"key":"b","value":1},{"key":"a","value":[2]}]"#)
    #expect(try call("from-entries", entries).json == object.json)
    #expect(message { try call("keys", [1]) } == "keys takes an object, but has an array of 1")
    #expect(message { try call("from-entries", [["key": "a"]]) }.hasPrefix("from-entries takes a list of"))
  }

  @Test func queriesSelectNodesAndPaths() throws {
    let document = try json(#"{"a": [{"id": 1}, {"id": 2}]}"#)
    #expect(try call("query", document, "$..id") == [1, 2])
    #expect(try call("paths", document, "$.a[?@.id > 1]") == ["$['a'][1]"])
    #expect(
      message { try call("query", document, "$.") }.hasPrefix("query takes a JSONPath query, but in '$.'"))
  }

  @Test func listsDifferByWholeItems() throws {
    let diff = try call("diff", [1, 2, 2], [2, 3, 3], nil)
    #expect(diff.json == #"{"added":[3,3],"removed":[1,2],"changed":[]}"#)
  }

  @Test func listsDifferByAKey() throws {
    let old = try json(#"[{"id": 1, "n": 1, "x": 0}, {"id": 2}, {"id": 3}]"#)
    let new = try json(#"[{"id": 3}, {"id": 1, "n": 2, "y": 0}, {"id": 4}]"#)
    let diff = try call("diff", old, new, [[1, 2, 3], [3, 1, 4]])
    #expect(diff["added"] == [["id": 4]])
    #expect(diff["removed"] == [["id": 2]])
    #expect(diff["changed"]?.asArray?.count == 1)
    #expect(diff["changed"]?.asArray?.first?["fields"] == ["n", "x", "y"])
    #expect(diff["changed"]?.asArray?.first?["old"]?["n"] == 1)
  }

  @Test func aKeyThatOccursTwiceIsAnError() {
    #expect(
      message { try call("diff", [["id": 1], ["id": 1]], [], [[1, 1], []]) }
        == "diff --by takes an expression that tells the items apart, but two have the number 1")
  }
}
