import JSON
import TestSupport
import Testing

@Suite struct NumberTests {
  @Test(arguments: [
    "0", "-0", "1", "-1", "9223372036854775807", "-9223372036854775808", "9223372036854775808",
    "-9223372036854775809", "18446744073709551616", "1.0", "1.10", "0.1", "-0.5", "0.0", "-0.0", "100.5",
    "123456789012.345", "0.000001", "0.0000001", "1e5", "1E5", "1e+5", "1e-5", "1e400", "-1e400", "1e-400",
    "3.141592653589793", "3.1415926535897932384626", "0.30000000000000004", "5e-324",
    "1.7976931348623157e308",
    "100000000000000000000", "1e21", "0.1e1", "12345678901234567", "-65.613616999999977", "0e0",
    "123456789012345.5", "999999999999999.9", "0.00000123456789012345",
  ])
  func printBackToTheDigit(_ text: String) throws {
    #expect(try Value(parsing: text).json == text)
    #expect(try Value(parsing: "[\(text)]").json == "[\(text)]")
  }

  @Test func integersOf64BitsAreIntegers() throws {
    for integer in [Int64.min, -1, 0, 1, 999_999_999_999_999_999, 1_000_000_000_000_000_000, Int64.max] {
      guard case .int(integer) = try Value(parsing: "\(integer)") else {
        Issue.record("\(integer) is not read as an integer")
        continue
      }
    }
    guard case .decimal = try Value(parsing: "9223372036854775808") else {
      Issue.record("beyond 64 bits a number must keep its digits")
      return
    }
  }

  @Test func shortNumbersAreRoundedRightly() throws {
    var random = Seeded(7)
    for _ in 0..<3_000 {
      let digits = Int64.random(in: 1..<1_000_000_000_000_000, using: &random)
      let text = point("\(digits)", places: Int.random(in: 1...18, using: &random))
      let value = try Value(parsing: text)
      #expect(value.asDouble == Double(text), "\(text)")
      #expect(value.json == text)
      if case .double(let double) = value { #expect(Value.double(double).json == text) }
    }
  }

  private func point(_ digits: String, places: Int) -> String {
    let padded = String(repeating: "0", count: Swift.max(0, places + 1 - digits.count)) + digits
    return padded.dropLast(places) + "." + padded.suffix(places)
  }

  @Test(arguments: [
    (3.0, "3"), (-3.0, "-3"), (-0.0, "0"), (0.1 + 0.2, "0.30000000000000004"), (1e15, "1000000000000000"),
    (9_007_199_254_740_992, "9007199254740992"), (1.5e300, "1.5e+300"), (1e21, "1e+21"),
    (1e20, "100000000000000000000"), (123_456_789_012_345_683_968, "123456789012345680000"),
    (1e-6, "0.000001"),
    (1e-7, "1e-7"), (1.25e-9, "1.25e-9"), (.leastNonzeroMagnitude, "5e-324"),
    (1.7976931348623157e308, "1.7976931348623157e+308"),
    (0.0001, "0.0001"), (12345.678, "12345.678"), (-2.5, "-2.5"), (.infinity, "null"), (.nan, "null"),
  ])
  func computedNumbersPrintShort(_ double: Double, as text: String) {
    #expect(Value.double(double).json == text)
  }

  @Test func everyDoubleReadsBackAsItself() throws {
    var random = Seeded(11)
    for _ in 0..<3_000 {
      let double = Double(bitPattern: random.next())
      guard double.isFinite else { continue }
      #expect(try Value(parsing: Value.double(double).json).asDouble == double)
    }
  }
}
