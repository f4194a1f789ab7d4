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
    let options = Options(interactive: true, foresees: false)
    let checker = Checker(program, libraries: [], commands: commands, options: options)
    for (name, value) in values {
      checker.scopes[0][name] = Variable(Name(name, program.span), .given, outline: .value(value))
    }
    if let last = values[Compiler.last] { (checker.last, checker.hasLast) = (.value(last), true) }
    return checker.check(pipeline).outline
  }
}
