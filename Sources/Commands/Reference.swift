import Catalog
import Guide
import Machine
import Syntax

/// The text of `help NAME` for a command: how to call it, its parameters and flags, and examples.
struct Reference {
  private let builtin: Builtin
  private let operation: Operation?
  private let renderer: HelpRenderer

  init(_ builtin: Builtin, operation: Operation?, _ renderer: HelpRenderer) {
    self.builtin = builtin
    self.operation = operation
    self.renderer = renderer
  }

  var text: String {
    var parts = [renderer.heading(usage) + "\n" + renderer.indented(builtin.summary)]
    if let reason = operation?.gone { parts.append(renderer.indented("Gone (410): \(reason)")) }
    if let notes = operation?.notes { parts.append(renderer.indented(notes)) }
    if case .declared(let parameters) = builtin.signature.parameters, !parameters.isEmpty {
      parts.append(section("Parameters", parameters.map { (marked($0.name, $0.required), told($0)) }))
    }
    for (parameter, rows) in operation?.toldMembers ?? [] {
      parts.append(
        section("Each of \(parameter)", rows.map { (marked($0.name, $0.isRequired), $0.told) }))
    }
    if !builtin.signature.flags.isEmpty {
      parts.append(section("Flags", builtin.signature.flags.map { (spelled($0), $0.meaning) }))
    }
    if let scope = operation?.scope { parts.append("Needs the permission \(scope.rawValue).\n") }
    if !builtin.examples.isEmpty {
      parts.append(renderer.text(builtin.examples.map { Topic.Example($0.code, shown: $0.shown) }) + "\n")
    }
    return parts.joined(separator: "\n")
  }

  private func section(_ title: String, _ rows: [(String, String)]) -> String {
    renderer.heading(title) + "\n" + renderer.rows(rows)
  }

  private func marked(_ name: String, _ isRequired: Bool) -> String { name + (isRequired ? " *" : "") }

  /// The help on a parameter. For an operation of the API it includes the default and the limits.
  private func told(_ parameter: Syntax.Parameter) -> String {
    operation?.told(parameter.name) ?? parameter.meaning + words(of: parameter.type)
  }

  /// The words that a value of this type may be.
  private func words(of type: ValueType) -> String {
    if case .enumeration(let words) = type { ": \(words.joined(separator: " "))" } else { "" }
  }

  private var usage: String {
    let signature = builtin.signature
    var words = [signature.name]
    for operand in signature.operands {
      let name = operand.kind == .block ? "{ … }" : operand.name.uppercased() + (operand.repeated ? "…" : "")
      words.append(operand.required ? name : "[\(name)]")
    }
    if case .declared(let parameters) = signature.parameters {
      words += parameters.filter(\.required).map { "\($0.name)=…" }
      if parameters.contains(where: { !$0.required }) { words.append("[name=value…]") }
    }
    if !signature.flags.isEmpty { words.append("[--flag…]") }
    return words.joined(separator: " ")
  }

  private func spelled(_ flag: Flag) -> String {
    switch flag.value {
    case .none: "--\(flag.name)"
    case .optional: "--\(flag.name)[=…]"
    case .required: "--\(flag.name) …"
    }
  }
}
