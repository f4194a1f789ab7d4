import JSON
import Machine
import Testing

@testable import Library

@Suite struct NumberTests {
  @Test(
    arguments: [
      ("int", ["12"], "12"), ("int", [" -007 "], "-7"), ("int", [3.99], "3"), ("int", [-3.99], "-3"),
      ("int", ["3.99"], "3"), ("int", ["+5"], "5"), ("int", ["007"], "7"),
      ("int", ["999999999999999999"], "999999999999999999"),
      ("number", ["\u{a0}12\t"], "12"), ("number", ["00.50"], "0.50"), ("number", ["-0"], "-0"),
      ("int", ["9007199254740993"], "9007199254740993"),
      ("number", ["1.10"], "1.10"), ("number", ["1e3"], "1e3"), ("number", [2], "2"),
      ("string", [1.5], #""1.5""#), ("string", ["a"], #""a""#), ("string", [["a": [1]]], #""{\"a\":[1]}""#),
      ("round", [2.5, nil], "3"), ("round", [-2.5, nil], "-3"), ("round", [1.005, 2], "1.01"),
      ("round", [2.345, 2], "2.35"), ("round", [1250, -2], "1300"), ("round", [7, nil], "7"),
      ("round", [0.1, 400], "0.1"), ("round", [1e-9, 3], "0"), ("round", [1234, -300], "0"),
      ("floor", [-1.5], "-2"), ("ceil", [1.2], "2"), ("ceil", [3], "3"), ("abs", [-3], "3"),
      ("abs", [-2.5], "2.5"), ("abs", [4], "4"),
    ] as [(String, [Value?], String)])
  func functionsOfNumbers(name: String, slots: [Value?], expected: String) throws {
    let result = try call(name, slots: slots)
    #expect(result.json == expected)
  }

  /// Numbers in their JSON form.
  @Test(
    arguments: [
      ("int", "18446744073709551615", "18446744073709551615"),
      ("int", "18446744073709551615.9", "18446744073709551615"),
      ("int", "-9223372036854775808.5", "-9223372036854775808"),
      ("int", "9007199254740993.0", "9007199254740993"),
      ("floor", "-18446744073709551615.5", "-18446744073709551616"), ("floor", "1e-400", "0"),
      ("ceil", "1e-400", "1"), ("ceil", "99999999999999999999.1", "100000000000000000000"),
      ("round", "89966012345678901234.5", "89966012345678901235"), ("round", "2.50", "3"),
      ("abs", "-89966012345678901234", "89966012345678901234"), ("abs", "-2.50", "2.5"),
    ])
  func digitsThatFloatingPointHasNotAreKept(name: String, number: String, expected: String) throws {
    #expect(try call(name, slots: [json(number), nil]).json == expected)
  }

  @Test(arguments: [(-3, "1234567890123457000"), (-18, "1000000000000000000"), (2, "1234567890123456789")])
  func roundingKeepsTheDigitsThatItIsToKeep(digits: Int64, expected: String) throws {
    #expect(try call("round", 1_234_567_890_123_456_789, .int(digits)).json == expected)
  }

  @Test(arguments: ["floor", "round", "ceil", "abs", "int"], ["1e400", "-1e400", "123456789e999"])
  func nothingMakesAnInfiniteNumber(name: String, number: String) throws {
    let value = try json(number)
    #expect(message { try call(name, value, nil) }.hasPrefix("\(name) takes a number between"))
    #expect(
      message { try Arithmetic.negate(value) }
        == "the result of '-' must be a number that JSON can hold, but is too large")
  }

  @Test(arguments: ["", "abc", "1,5", "0x10", "nan", "-", "1 2", "[1]"])
  func textThatIsNoNumberIsRefused(text: String) {
    #expect(message { try call("number", Value(text)) }.hasPrefix("number takes text that is a number"))
    #expect(message { try call("int", Value(text)) }.hasPrefix("int takes text that is a number"))
  }

  @Test func othersAreRefused() {
    #expect(message { try call("int", true) } == "int takes a number or text, but has the boolean true")
    #expect(message { try call("floor", "1") } == "floor takes a number, but has the string \"1\"")
    #expect(message { try call("round", 1.5, "2") }.hasPrefix("round takes an integer"))
  }
}
