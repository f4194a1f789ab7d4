import JSON
import Rendering

/// Results of tests in the Test Anything Protocol (https://testanything.org/tap-version-13-specification.html).
public enum TAP {
  /// The first lines: the version, and how many tests will follow.
  public static func head(_ count: Int) -> String {
    "TAP version 13\n" + (count == 0 ? "1..0 # SKIP there are no tests\n" : "1..\(count)\n")
  }

  /// The lines of one test. Its output comes first, as comments; then whether it passed, and otherwise why it failed.
  ///
  /// - Parameter number: the number of the test, from 1.
  public static func point(_ number: Int, _ result: TestResult, file: String) -> String {
    let shown = result.shown.split(separator: "\n").map { "# \(Escaping.line(String($0)))\n" }.joined()
    let name = description("\(file): \(result.name)")
    let line = "\(result.fault == nil ? "ok" : "not ok") \(number) - \(name)\n"
    return shown + line + (result.fault.map(diagnostic) ?? "")
  }

  /// The last line, which tells people how many tests passed.
  public static func tail(passed: Int, failed: Int) -> String { "# \(passed) passed, \(failed) failed\n" }

  /// The line that says that the run was broken off.
  public static let bailOut = "Bail out! interrupted\n"

  /// Escapes a name, so that it does not look like a directive.
  private static func description(_ name: String) -> String {
    Escaping.line(name).replacing("\\", with: "\\\\").replacing("#", with: "\\#")
  }

  /// Writes a fault as a block of YAML. A JSON string is a valid YAML string.
  private static func diagnostic(_ fault: TestFault) -> String {
    var lines = ["message: \(text(fault.message))", "kind: \(fault.kind)"]
    if let hint = fault.hint { lines.append("hint: \(text(hint))") }
    if let place = fault.place {
      lines += ["file: \(text(place.file))", "line: \(place.line)", "column: \(place.column)"]
      lines.append("source: \(text(place.source))")
    }
    return (["---"] + lines + ["..."]).map { "  \($0)\n" }.joined()
  }

  private static func text(_ text: String) -> String { Escaping.json(Value(text).json) }
}
