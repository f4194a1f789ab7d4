import Files
import Machine

/// Results of tests in the format of JUnit's XML, as far as the programs that read such files agree on it.
public struct JUnit {
  private var suites: [(file: String, results: [TestResult])] = []

  public init() {}

  /// Adds the results of a file.
  public mutating func add(_ results: [TestResult], of file: String) { suites.append((file, results)) }

  /// Writes the report. An older report stays in place until the new one is complete.
  public func write(to path: String) throws(Failure) {
    do throws(FileError) { try Files.replace(path, with: Array(text.utf8)) } catch { throw Failure(error) }
  }

  var text: String {
    let all = suites.flatMap(\.results)
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites\(counts(all))>\n"
      + suites.map(suite).joined() + "</testsuites>\n"
  }

  private func suite(_ suite: (file: String, results: [TestResult])) -> String {
    "  <testsuite name=\"\(escaped(suite.file))\"\(counts(suite.results))>\n"
      + suite.results.map { testCase($0, of: suite.file) }.joined() + "  </testsuite>\n"
  }

  private func counts(_ results: [TestResult]) -> String {
    let seconds = results.reduce(0) { $0 + $1.seconds }
    return " tests=\"\(results.count)\" failures=\"\(results.count { $0.fault != nil })\" errors=\"0\""
      + " time=\"\(thousandths(seconds))\""
  }

  private func testCase(_ result: TestResult, of file: String) -> String {
    var inner = result.fault.map(failure) ?? ""
    if !result.shown.isEmpty { inner += "      <system-out>\(escaped(result.shown))</system-out>\n" }
    return "    <testcase classname=\"\(escaped(file))\" name=\"\(escaped(result.name))\""
      + " time=\"\(thousandths(result.seconds))\"" + (inner.isEmpty ? "/>\n" : ">\n\(inner)    </testcase>\n")
  }

  private func failure(_ fault: TestFault) -> String {
    let place = fault.place.map { "\($0.file):\($0.line):\($0.column): \($0.source)\n" } ?? ""
    let hint = fault.hint.map { "hint: \($0)\n" } ?? ""
    return "      <failure message=\"\(escaped(fault.message))\" type=\"\(fault.kind)\">"
      + "\(escaped(place + hint))</failure>\n"
  }

  private func thousandths(_ seconds: Double) -> String {
    let count = Int((seconds * 1000).rounded())
    return "\(count / 1000).\(String(count % 1000 + 1000).dropFirst())"
  }

  /// Escapes text. XML 1.0 does not allow control characters other than tab and line ends, nor U+FFFE and U+FFFF.
  private func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t": result += "&#9;"
      case "\n": result += "&#10;"
      case "\r": result += "&#13;"
      default:
        let isAllowed = scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
        result.unicodeScalars.append(isAllowed ? scalar : "\u{FFFD}")
      }
    }
  }
}
