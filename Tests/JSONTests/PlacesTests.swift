import Testing

@testable import JSON

/// Where the parts of values stand in memory, on which the pointers of `InPlace.swift` rely.
@Suite struct PlacesTests {
  @Test func payloadsStandAtTheStartOfTheirValues() {
    let items: [Value] = [1, "two"]
    let object = Object([("name", 3), ("other", "four")] as [(Text, Value)])
    withUnsafePointer(to: Value.string("text")) {
      #expect($0.text.pointee == "text")
      #expect(Array($0.text.utf8) == Array("text".utf8))
    }
    withUnsafePointer(to: Value.array(items)) { #expect($0.array.pointee == items) }
    withUnsafePointer(to: Value.object(object)) { #expect($0.object.pointee == object) }
  }

  @Test func theValueOfAMemberFollowsItsName() {
    let object = Object([("name", 3), ("other", "four")] as [(Text, Value)])
    object.members.withUnsafeBufferPointer { members in
      for (index, member) in object.members.enumerated() {
        #expect(members.place(index).name.pointee == member.name)
        #expect(members.place(index).value.pointee == member.value)
      }
    }
  }
}
