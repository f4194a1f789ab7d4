import JSON
import TestSupport
import Testing

@Suite struct PrinterTests {
  private let sample: Value = ["a": [1, [], ["b": .null]], "c": [:], "d": "x"]

  @Test func onOneLineThereAreNoSpaces() {
    #expect(sample.json == #"{"a":[1,[],{"b":null}],"c":{},"d":"x"}"#)
  }

  @Test func indentedEachElementHasItsLine() {
    #expect(
      sample.json(indent: 2) == """
        {
          "a": [
            1,
            [],
            {
              "b": null
            }
          ],
          "c": {},
          "d": "x"
        }
        """)
  }

  @Test func onlyWhatMustBeEscapedIs() throws {
    let all =
      String(String.UnicodeScalarView((0...0x30).compactMap { Unicode.Scalar($0) })) + "\\/\u{7F}\u{2028}é😀"
    let expected =
      #""\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f"#
      + #"\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f"#
      + " !\\\"#$%&'()*+,-./0\\\\/\u{7F}\u{2028}é😀\""
    #expect(Value(all).json == expected)
    #expect(try Value(parsing: expected) == Value(all))
  }

  @Test func aValueOfAnyDepthIsPrinted() {
    var value: Value = []
    for _ in 1..<5_000 { value = [value] }
    #expect(value.jsonBytes().count == 10_000)
  }

  @Test func randomValuesComeBackAsTheyWere() throws {
    var random = Seeded(42)
    for _ in 0..<300 {
      let value = randomValue(depth: 5, &random)
      #expect(try Value(parsing: value.json) == value)
      #expect(try Value(parsing: value.json(indent: 2)).json == value.json)
    }
  }

  private func randomValue(depth: Int, _ random: inout Seeded) -> Value {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &random) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &random))
    case 2: return .int(Int64(bitPattern: random.next()) >> Int64.random(in: 0..<64, using: &random))
    case 3: return .double(Double.random(in: -1e6...1e6, using: &random))
    case 4, 5: return .string(randomText(&random))
    case 6:
      let count = Int.random(in: 0..<6, using: &random)
      return .array((0..<count).map { _ in randomValue(depth: depth - 1, &random) })
    default:
      let count = Int.random(in: 0..<12, using: &random)
      return .object(
        Object((0..<count).map { _ in (randomText(&random), randomValue(depth: depth - 1, &random)) }))
    }
  }

  private func randomText(_ random: inout Seeded) -> Text {
    let scalars = (0..<Int.random(in: 0..<20, using: &random)).compactMap { _ in
      Unicode.Scalar(
        UInt32.random(in: 0...([0x7F, 0x7FF, 0x10FFFF].randomElement(using: &random) ?? 0), using: &random))
    }
    return Text(String(String.UnicodeScalarView(scalars)))
  }
}
