import JSON
import Queries
import TestSupport
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
}
