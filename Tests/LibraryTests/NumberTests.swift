import JSON
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
