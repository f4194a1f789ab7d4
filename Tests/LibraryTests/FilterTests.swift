import JSON
import Testing

@testable import Library

@Suite struct FilterTests {
  private let person: Value = ["id": 1, "name": "Ali", "sim": ["state": "open", "code": 7]]

  @Test func selectKeepsMembersInTheOrderAskedFor() throws {
    let result = try stream("select", [person], ["name", "id"])
    #expect(result.map(\.json) == [#"{"name":"Ali","id":1}"#])
  }

  @Test func selectKeepsTheShapeOfWhatLiesDeeper() throws {
    let result = try stream("select", [person], ["sim.code", "id", "sim.pin?", "name.first?"])
    #expect(result.map(\.json) == [#"{"sim":{"code":7,"pin":null},"id":1,"name":{"first":null}}"#])
  }

  @Test func omitLeavesTheRest() throws {
    let result = try stream("omit", [person], ["sim.code", "id", "note?", "sim.x?"])
    #expect(result.map(\.json) == [#"{"name":"Ali","sim":{"state":"open"}}"#])
  }

  @Test(arguments: [
    ("select", "nam", "no member 'nam'; did you mean 'name'?"),
    ("omit", "nam", "no member 'nam'; did you mean 'name'?"),
    ("select", "sim.stat", "no member 'stat'; did you mean 'state'?"),
    ("select", "name.first.x?", "the member 'first' must be an object's, but this is the string \"Ali\""),
    ("omit", "name.first.x?", "the member 'first' must be an object's, but this is the string \"Ali\""),
  ])
  func aMissingMemberIsAnError(name: String, field: String, expected: String) {
    #expect(message { try stream(name, [person], .array([Value(field)])) } == expected)
  }

  @Test func onlyObjectsHaveMembersToOmit() {
    #expect(message { try stream("omit", [3], ["a"]) } == "omit takes objects, but has the number 3")
  }

  @Test func flattenGoesOneLevelDeep() throws {
    #expect(try stream("flatten", [[1, [2]], [], 3]) == [1, [2], 3])
  }

  @Test func chunkGivesTheRestAtTheEnd() throws {
    #expect(try stream("chunk", [1, 2, 3], 2) == [[1, 2], [3]])
    #expect(try stream("chunk", [1, 2], 2) == [[1, 2]])
    #expect(try stream("chunk", [], 2) == [])
  }

  @Test(arguments: [0, -1, 1.5, "2"] as [Value])
  func chunkNeedsASize(size: Value) {
    #expect(message { try stream("chunk", [1], size) }.hasPrefix("chunk takes an integer of at least 1"))
  }

  @Test func uniqueComparesByValue() throws {
    #expect(try stream("unique", [1, "1", 1.0, ["a": 1, "b": 2], ["b": 2, "a": 1]]).count == 3)
  }

  @Test func uniqueByAKeyKeepsTheFirst() throws {
    #expect(try stream("unique", ["a", "b", "c"], keys: [1, 2, 1]) == ["a", "b"])
  }
}
