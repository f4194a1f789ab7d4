import JSON
import Testing

@Suite(.enabled(if: Suites.arePresent)) struct SuiteTests {
  @Test func theJSONPathComplianceSuiteHolds() throws {
    for test in try Suites.tests("jsonpath-cts/cts-part.json") {
      let name = test["name"]?.asString ?? ""
      let selector = try #require(test["selector"]?.asString)
      guard test["invalid_selector"] != true else {
        #expect(throws: PathError.self, "\(name): \(selector)") { try PathQuery(parsing: selector) }
        continue
      }
      let query = try PathQuery(parsing: selector)
      let located = query.located(in: test["document"] ?? .null)
      let values = Value.array(located.map(\.value))
      let results = test["results"]?.asArray ?? [test["result"] ?? .null]
      #expect(results.contains(values), "\(name): \(selector) selects \(values.json)")
      let paths = Value.array(located.map { .string($0.path) })
      let expected = test["results_paths"]?.asArray ?? [test["result_paths"] ?? .null]
      #expect(expected.contains(paths), "\(name): \(selector) is at \(paths.json)")
      #expect(Value.array(query.nodes(of: test["document"] ?? .null)) == values)
    }
  }

  @Test func aQueryIsWrittenSoThatItReadsBackAsTheSame() throws {
    for test in try Suites.tests("jsonpath-cts/cts-part.json") where test["invalid_selector"] != true {
      let query = try PathQuery(parsing: try #require(test["selector"]?.asString))
      let again = try PathQuery(parsing: query.text)
      #expect(again.text == query.text)
      let document = test["document"] ?? .null
      #expect(again.nodes(of: document) == query.nodes(of: document), "\(query.text)")
    }
  }

  @Test func whatIsAnIRegexpAndWhatIsNot() throws {
    for test in try Suites.tests("iregexp/check.json") {
      let pattern = try #require(test["pattern"]?.asText)
      let isValid = (try? IRegexp(parsing: pattern)) != nil
      #expect(isValid == test["valid"]?.asBool, "\(test["name"]?.asString ?? ""): \(pattern)")
    }
  }

  @Test(arguments: ["twitter", "citm_catalog", "canada"])
  func realDocumentsComeBackAsTheyWere(_ name: String) throws {
    let bytes = try Suites.bytes("json-bench/\(name).json")
    let value = try Value(parsing: bytes)
    let printed = value.jsonBytes(indent: 2)
    #expect(numbers(in: printed) == numbers(in: bytes))
    #expect(try Value(parsing: printed) == value)
  }

  /// The bytes of which numbers consist, in their runs (the e of a word is one of them); strings left out.
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
