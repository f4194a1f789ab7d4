import JSON
import Rendering

/// Results as the Test Anything Protocol has them (https://testanything.org/tap-version-13-specification.html).
public enum TAP {
  /// The first lines: the version, and how many tests there will be.
  public static func head(_ count: Int) -> String {
    "TAP version 13\n" + (count == 0 ? "1..0 # SKIP there are no tests\n" : "1..\(count)\n")
  }

  /// One test: what it showed as comments, then whether it passed, and if not, why.
  ///
  /// - Parameter number: from 1.
  public static func point(_ number: Int, _ result: TestResult, file: String) -> String {
    let shown = result.shown.split(separator: "\n").map { "# \(Escaping.line(String($0)))\n" }.joined()
    let name = description("\(file): \(result.name)")
    let line = "\(result.fault == nil ? "ok" : "not ok") \(number) - \(name)\n"
    return shown + line + (result.fault.map(diagnostic) ?? "")
  }

  /// The last lines: how many passed, for people.
  public static func tail(passed: Int, failed: Int) -> String { "# \(passed) passed, \(failed) failed\n" }

  public static let bailOut = "Bail out! interrupted\n"

  /// A name must not look like a directive.
  private static func description(_ name: String) -> String {
    Escaping.line(name).replacing("\\", with: "\\\\").replacing("#", with: "\\#")
  }

  /// A YAML block. A JSON string is a YAML string.
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
