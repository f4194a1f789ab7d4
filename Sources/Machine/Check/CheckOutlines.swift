import JSON
import Syntax

extension Outline {
  /// What `each --keep-going` yields for each item.
  fileprivate static let row = Outline.object(
    Members(
      ["item", "ok", "value", "error"].map { Member($0) }, origin: .language("a row of each --keep-going")))
}

/// What is known of what commands yield.
extension Checker {
  func outline(of arguments: CommandArguments) -> Outline {
    guard let builtin = arguments.builtin else { return .unknown }
    if case .form(let form) = builtin.body { return outline(of: form, arguments) }
    // A file that the program must not touch is not read for this either.
    let isRefused = arguments.known.operands.enumerated().contains { place, value in
      guard arguments.operand(place)?.kind == .path, let path = value?.asString else { return false }
      return path != "-" && options.refusal(path) != nil
    }
    if isRefused { return .unknown }
    return builtin.outline(arguments.known, input: arguments.input)
  }

  private func outline(of form: Builtin.Form, _ arguments: CommandArguments) -> Outline {
    switch form {
    case .where, .skip, .until: arguments.input.tested
    case .first: arguments.known.operands.isEmpty ? arguments.input.item : arguments.input.tested
    case .map: .list(of: arguments.known.yield)
    case .each:
      .list(of: arguments.known.flags.contains("keep-going") ? .row : arguments.known.yield.orElse)
    case .any, .all: .types(.boolean)
    case .sum: .types(.number)
    case .fails: .failure
    case .ignore: .types(.null)
    case .reduce, .fail, .every: .unknown
    }
  }
}
