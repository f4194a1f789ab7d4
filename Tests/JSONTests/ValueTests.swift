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

  /// In ascending order. Numbers in the same row are equal.
  static let ascending = [
    ["-1e400"], ["-89966012345678901235"], ["-89966012345678901234", "-8996601234567890123.4e1"],
    ["-9223372036854775809"], ["-9223372036854775808"], ["-2.50", "-2.5", "-25e-1"], ["-1e-400"],
    ["0", "-0", "0.0", "0e400", "0.00000000000000000000"], ["1e-400", "10e-401"], ["5e-324"],
    ["0.1", "0.10", "1e-1"],
    ["0.1000000000000000055511151231257827"], ["0.3"], ["0.30000000000000004"], ["1", "1.0"],
    ["1.00000000000000000001"], ["9007199254740992", "9007199254740992.0"],
    ["9007199254740993", "9007199254740993.00"], ["9223372036854775807", "9223372036854775807.0"],
    ["9223372036854775808"], ["18446744073709551615"], ["18446744073709551616"],
    ["89966012345678901234", "89966012345678901234.0"], ["89966012345678901235"], ["1e308"],
    ["1e400", "10e399"],
    ["1.1e400"], ["1e401"],
  ]

  @Test func numbersHaveTheOrderOfTheirDigits() throws {
    let rows = try Self.ascending.map { try $0.map { try Value(parsing: $0) } }
    for (place, row) in rows.enumerated() {
      for (otherPlace, other) in rows.enumerated() {
        for left in row {
          for right in other {
            let order = try #require(Value.order(left, right))
            #expect(order.signum() == (place - otherPlace).signum(), "\(left.json) \(right.json)")
            #expect((left == right) == (place == otherPlace), "\(left.json) \(right.json)")
            if place == otherPlace {
              #expect(left.hashValue == right.hashValue, "\(left.json) \(right.json)")
            }
          }
        }
      }
    }
  }

  @Test func whatIsReckonedIsEqualToWhatItPrintsAs() throws {
    for double in [
      0.1 + 0.2, 1e21 / 3, 0x1p63, 0x1p64, -0x1p63, 0x1p53 + 2, Double.leastNonzeroMagnitude, 1.5e300,
      922_337_203_685_477e4,
    ] {
      let value = Value.double(double)
      let again = try Value(parsing: value.json)
      #expect(value == again && value.hashValue == again.hashValue, "\(value.json)")
    }
  }

  @Test func longIDsDoNotShareOneHash() throws {
    let ids = try (0..<1000).map { try Value(parsing: "899660123456789\($0 + 10000)") }
    #expect(Set(ids.map(\.hashValue)).count > 990)
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
