import JSON
import Testing

@Suite struct ValueTests {
  @Test func aValueTakesSixteenBytes() {
    #expect(MemoryLayout<Value>.stride == 16)
  }

  @Test func numbersAreEqualByValueHoweverTheyAreWritten() throws {
    let one: [Value] = [1, 1.0, try Value(parsing: "1.0"), try Value(parsing: "10e-1")]
    for left in one {
      for right in one {
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
      }
    }
  }

  @Test func roundingMakesNoIntegerEqualToAnother() throws {
    let odd: Value = 9_007_199_254_740_993
    #expect(odd != .double(9_007_199_254_740_992))
    #expect(odd != (try Value(parsing: "9007199254740992.0")))
  }

  @Test func objectsAreEqualWhateverTheirOrder() {
    let left: Value = ["a": 1, "b": [true, .null]]
    let right: Value = ["b": [true, .null], "a": 1]
    #expect(left == right)
    #expect(left.hashValue == right.hashValue)
    #expect(left != ["a": 1])
    #expect(left != ["a": 1, "b": [true]])
  }

  @Test func textsAreEqualOnlyByCodePoints() {
    #expect(Text("\u{E9}") != Text("e\u{301}"))
    #expect(Text("a") < Text("ab"))
    #expect(Text("z") < Text("é"))
    #expect(Text("").isEmpty && Text("") == Text.empty)
    #expect(Text("🙂é").scalarCount == 2)
  }

  @Test func appendingLeavesCopiesAlone() {
    var text = Text("مرحبا")
    let copy = text
    for _ in 0..<100 { text.append("!") }
    #expect(copy == "مرحبا")
    #expect(text.string == "مرحبا" + String(repeating: "!", count: 100))
  }

  @Test(arguments: [3, 8, 9, 100])
  func membersKeepTheirPlace(count: Int) {
    var object = Object((0..<count).map { (Text("m\($0)"), .int(Int64($0))) })
    object["m1"] = "changed"
    #expect(object.names == (0..<count).map { Text("m\($0)") })
    #expect(object["m1"] == "changed")
    #expect(object["m\(count)"] == nil)
    object["m0"] = nil
    #expect(object.names.first == "m1")
    #expect(object["m\(count - 1)"] == .int(Int64(count - 1)))
    #expect(object["m0"] == nil)
  }

  @Test func changingOneCopyLeavesTheOtherAlone() {
    let first = Object([("a", 1)])
    var second = first
    second.update("a") { $0 = 2 }
    second.update("b") { $0 = 3 }
    second.update("c") { #expect($0 == nil) }
    #expect(first["a"] == 1)
    #expect(second == Object([("a", 2), ("b", 3)]))
  }
}
