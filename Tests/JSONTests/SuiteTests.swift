import JSON
import TestSupport
import Testing

@Suite(.enabled(if: Suites.arePresent)) struct SuiteTests {
  @Test(arguments: ["twitter", "citm_catalog", "canada"])
  func realDocumentsComeBackAsTheyWere(_ name: String) throws {
    let bytes = try Suites.bytes("json-bench/\(name).json")
    let value = try Value(parsing: bytes)
    let printed = value.jsonBytes(indent: 2)
    #expect(numbers(in: printed) == numbers(in: bytes))
    #expect(try Value(parsing: printed) == value)
  }

  /// The bytes that numbers consist of, in their runs, without strings. The e of a word counts too.
  private func numbers(in bytes: [UInt8]) -> [UInt8] {
    var numbers: [UInt8] = []
    var isInString = false
    var isEscaped = false
    for byte in bytes {
      if byte == 0x22, !isEscaped { isInString.toggle() }
      isEscaped = isInString && !isEscaped && byte == 0x5C
      if isInString { continue }
      switch byte {
      case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x45, 0x65: numbers.append(byte)
      default: if numbers.last != 0x20 { numbers.append(0x20) }
      }
    }
    return numbers
  }
}
