import Syntax

/// What is known of what commands yield.
extension Checker {
  func outline(of arguments: CommandArguments) -> Outline {
    let command = arguments.command
    guard let builtin = commands.builtin(command.name.text, verb: command.verb?.text) else { return .unknown }
    if case .form(let form) = builtin.body { return outline(of: form, arguments) }
    return commands.outline(
      command.name.text, verb: command.verb?.text, given: arguments.known, input: arguments.input)
  }

  private func outline(of form: Builtin.Form, _ arguments: CommandArguments) -> Outline {
    switch form {
    case .where, .skip, .until: arguments.input
    case .first: arguments.known.operands.isEmpty ? arguments.input.item : arguments.input
    case .map: .list(of: arguments.yield)
    case .each: arguments.known.flags.contains("keep-going") ? .unknown : .list(of: arguments.yield)
    case .fails: .failure
    default: .unknown
    }
  }
}
