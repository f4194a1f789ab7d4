import JSON
import Syntax

extension Checker {
  /// What is known of the value of a program's last pipeline, whatever else is wrong with it.
  ///
  /// - Parameter values: what variables hold, `$` among them. O(length + size of the values).
  public static func outline(
    of program: Program, commands: any Commands, values: [String: Value]
  ) -> Outline {
    guard case .pipeline(let pipeline)? = program.statements.last?.kind else { return .unknown }
    let resolved = ResolvedProgram(program, given: Set(values.keys), commands: commands)
    let checker = Checker(
      resolved, libraries: [], commands: commands, options: Options(interactive: true, foresees: false))
    for binding in 0..<checker.resolution.given {
      if let variable = checker.variables[binding], let value = values[variable.name.text] {
        variable.outline = .value(value)
      }
    }
    if let last = values[Compiler.last] { (checker.last, checker.hasLast) = (.value(last), true) }
    return checker.check(pipeline).outline
  }
}
