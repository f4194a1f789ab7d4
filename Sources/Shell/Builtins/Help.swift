import Catalog
import JSON
import Machine
import Source
import Syntax

extension Session {
  /// The text of `help` and `help WORDS`.
  func help(_ words: [String]) -> String {
    let renderer = HelpRenderer(screen: world.outputScreen)
    let name = words.joined(separator: " ")
    if name.isEmpty { return overview(renderer) }
    if let builtin = commands.builtin(words[0], verb: words.count > 1 ? words[1] : nil) {
      return Reference(builtin, operation: commands.operation(words[0], words.count > 1 ? words[1] : nil)).text
    }
    if commands.isNoun(name) { return list(commands.all.filter { $0.name.hasPrefix(name + " ") }) }
    if let topic = Topics.named(name) { return renderer.text(topic) }
    let near = nearest(name, among: commands.names + Topics.all.map(\.name))
    return "no help on '\(Escaping.line(name))'" + (near.map { "; did you mean '\($0)'?" } ?? "") + "\n"
  }

  private func overview(_ renderer: HelpRenderer) -> String {
    let api = commands.all.filter { commands.operation(of: $0) != nil }
    let builtins = commands.all.filter { commands.operation(of: $0) == nil }.map(\.name).joined(separator: " ")
    return "The API\n" + list(api) + "\nBuiltins\n" + wrapped(builtins) + "\nTopics\n" + renderer.index(Topics.all)
      + "\n'help messages send', 'help where', 'help paths' tell more.\n"
  }

  private func list(_ builtins: [Builtin]) -> String {
    let width = builtins.map(\.name.count).max() ?? 0
    return builtins.map { "  \($0.name.padded(to: width))  \($0.summary)\n" }.joined()
  }

  private func wrapped(_ text: String) -> String {
    HelpRenderer(screen: world.outputScreen).text(markdown: text).split(separator: "\n").map { "  \($0)\n" }.joined()
  }
}

extension ShellCommands {
  func operation(of builtin: Builtin) -> Operation? {
    let words = builtin.name.split(separator: " ").map(String.init)
    return operation(words[0], words.count > 1 ? words[1] : nil)
  }
}

/// What `help NAME` says of a command: how it is called, its parameters and flags, examples.
struct Reference {
  private let builtin: Builtin
  private let operation: Operation?

  init(_ builtin: Builtin, operation: Operation?) {
    self.builtin = builtin
    self.operation = operation
  }

  var text: String {
    var parts = ["\(usage)\n  \(builtin.summary)\n"]
    if let reason = operation?.gone { parts.append("  Gone (410): \(reason)\n") }
    if let notes = operation?.notes { parts.append("  \(notes)\n") }
    if case .declared(let parameters) = builtin.signature.parameters, !parameters.isEmpty {
      parts.append("Parameters\n" + rows(parameters.map { ($0.name + ($0.required ? " *" : ""), "\($0.meaning)") }))
    }
    if !builtin.signature.flags.isEmpty {
      parts.append("Flags\n" + rows(builtin.signature.flags.map { (spelled($0), $0.meaning) }))
    }
    if let scope = operation?.scope { parts.append("Needs the permission \(scope.rawValue).\n") }
    let examples = builtin.examples.map { example in
      "  \(example.code)\n" + (example.shown.map { $0.split(separator: "\n").map { "    \($0)\n" }.joined() } ?? "")
    }
    if !examples.isEmpty { parts.append("Examples\n" + examples.joined()) }
    if let example = operation?.examples.first { parts.append("Example\n  \(line(example.arguments))\n") }
    return parts.joined(separator: "\n")
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

  private func rows(_ rows: [(String, String)]) -> String {
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { "  \($0.0.padded(to: width))  \($0.1)\n" }.joined()
  }

  /// The documentation's example as a line of the language.
  private func line(_ arguments: Object) -> String {
    let path = operation?.pathParameters.map(\.name) ?? []
    let words = arguments.members.map { member in
      path.contains(member.name.string) ? member.value.json : "\(member.name)=\(member.value.json)"
    }
    return ([builtin.name] + words).joined(separator: " ")
  }
}
