import JSON
import Source
import Syntax

/// The names of flags and parameters.
extension Checker {
  /// A parameter that is written as a flag counts as given, so that one mistake is told once.
  func checkFlags(_ arguments: inout CommandArguments) {
    let all = arguments.command.arguments
    for (place, argument) in all.enumerated() {
      guard case .flag(let name, let value) = argument.kind else { continue }
      guard let flag = arguments.flag(name.text) else {
        var next: Expression?
        if place + 1 < all.count, case .operand(let operand) = all[place + 1].kind { next = operand }
        unknown(flag: name, value ?? next, of: arguments, at: argument.span)
        arguments.known.unknown.insert(name.asParameter)
        continue
      }
      if flag.value == .required, value == nil {
        error("'--\(name.text)' takes a value, but has none", at: argument.span)
      } else if flag.value == .none, let value {
        error("'--\(name.text)' takes no value", at: value.span)
      } else if value == nil, place + 1 < all.count, let word = flag.word(meantBy: all[place + 1]) {
        error(
          "'--\(name.text)' takes its value behind '=', but found it behind a space",
          at: argument.span.through(all[place + 1].span),
          proposal: Proposal("--\(name.text)=\(word)", at: argument.span.through(all[place + 1].span)))
      }
    }
  }

  private func unknown(
    flag name: Name, _ value: Expression?, of arguments: CommandArguments, at span: Span
  ) {
    guard let signature = arguments.signature else { return }
    var near: String?
    var hint: String?
    if name.text == "help" {
      hint = "help \(arguments.name)"
    } else if signature.parameters.has(name.asParameter) {
      hint = "a parameter is written \(name.asParameter)=\(value?.spelled ?? "value")"
    } else if let operand = signature.operands.first(where: { $0.name.lowercased() == name.asParameter }) {
      hint =
        "\(operand.name.uppercased()) stands without a name: \(arguments.name) \(value?.spelled ?? operand.name.uppercased())"
    } else if let other = commands.signature(name.text, verb: nil), other.operands.last?.kind == .block {
      let operands =
        value?.spelled ?? other.operands.dropLast().map { $0.name.uppercased() }.joined(separator: " ")
      hint = "\(name.text) stands around it: \(name.text) \(operands) { \(arguments.name) … }"
    } else {
      near = nearest(name.text, among: signature.flags.map(\.name))
      if near == nil, !signature.flags.isEmpty {
        hint = "it has: " + signature.flags.map { "--\($0.name)" }.joined(separator: " ")
      }
    }
    error(
      "unknown flag '--\(name.text)' of \(arguments.name)"
        + (near.map { "; did you mean '--\($0)'?" } ?? ""), at: span, hint: hint)
  }

  /// The parameters that misspelt ones were meant to be count as given, so that one mistake is told once.
  func checkParameters(_ arguments: inout CommandArguments) {
    for argument in arguments.command.arguments {
      if case .spread(let value) = argument.kind { checkSpread(value, arguments) }
      guard case .parameter(let path, _, _) = argument.kind else { continue }
      if isOperand(path[0], arguments) { continue }
      switch arguments.signature?.parameters {
      case .any, nil: break
      case .none?:
        error("\(arguments.name) takes no parameters, but has '\(path[0].text)='", at: path[0].span)
      case .declared(let parameters)?:
        if parameters.contains(where: { $0.name == path[0].text }) { break }
        unknown(parameter: path[0].text, among: parameters, at: path[0].span, &arguments)
      }
    }
  }

  func unknown(
    parameter name: String, among parameters: [Parameter], at span: Span,
    _ arguments: inout CommandArguments
  ) {
    let names = parameters.map(\.name)
    let near =
      nearest(name, among: names)
      ?? (arguments.flag(name) == nil ? Self.elsewhereNames[name]?.first(where: names.contains) : nil)
    if let near { arguments.known.unknown.insert(near) }
    var hint = near == nil && !names.isEmpty ? "it takes: \(names.joined(separator: ", "))" : nil
    if near == nil, let map = parameters.first(where: { if case .map = $0.type { true } else { false } }),
      arguments.known.written.contains(where: { $0.hasSuffix("_id") && map.name.hasPrefix($0.dropLast(2)) })
    {
      hint = "a variable of the template is \(map.name).\(name)=…; " + (hint ?? "")
    }
    if arguments.flag(name) != nil { hint = "'\(name)' is a flag: --\(name)=…" }
    if near == nil, let flag = arguments.signature?.flags.first(where: { $0.otherNames.contains(name) }) {
      hint = "it is a flag here: \(arguments.name) --\(flag.name) …"
    }
    error(
      "unknown parameter '\(name)' of \(arguments.name)" + (near.map { "; did you mean '\($0)'?" } ?? ""),
      at: span, hint: hint)
  }

  /// What the parameters are that other programs call so.
  private static let elsewhereNames = [
    "to": ["recipient"], "number": ["recipient", "phone"], "phone": ["recipient"], "recipient": ["phone"],
    "text": ["content"], "body": ["content"], "message": ["content"], "name": ["label"], "from": ["instance"],
    "template": ["template_id"], "contact": ["contact_id"], "type": ["message_type"], "media": ["media_url"],
    "question": ["name"], "options": ["values"],
  ]

  /// Tells of an operand that is given as `name=value`.
  private func isOperand(_ name: Name, _ arguments: CommandArguments) -> Bool {
    guard let signature = arguments.signature, !signature.parameters.has(name.text),
      !signature.parameters.isOpen,
      signature.operands.contains(where: { $0.name.lowercased() == name.text.lowercased() })
    else { return false }
    let operand = name.text.uppercased()
    error(
      "the \(operand) of \(arguments.name) has no name, but found '\(name.text)='", at: name.span,
      hint: "\(arguments.name) takes it as it is: \(arguments.name) \(operand)")
    return true
  }

  private func checkSpread(_ value: Expression, _ arguments: CommandArguments) {
    guard let signature = arguments.signature, !signature.repeats else { return }
    switch signature.parameters {
    case .none: error("\(arguments.name) takes no '...'", at: value.span)
    case .declared(let parameters) where parameters.isEmpty:
      error("\(arguments.name) takes no '...'", at: value.span)
    case .any, .declared: break
    }
  }
}

extension Flag {
  /// The word that an argument behind the flag was meant as, where the flag may have a value and takes it behind `=`.
  func word(meantBy argument: Argument) -> String? {
    guard value == .optional, case .enumeration(let words) = type, case .operand(let operand) = argument.kind,
      let word = operand.constant(as: .string)?.asString
    else { return nil }
    return words.contains(word) ? word : nearest(word, among: words)
  }
}

extension Signature.ParameterRule {
  fileprivate var isOpen: Bool { if case .any = self { true } else { false } }

  func has(_ name: String) -> Bool {
    if case .declared(let parameters) = self { parameters.contains { $0.name == name } } else { false }
  }
}

extension Name {
  /// The parameter that a flag of this name is meant for: `--per-page`.
  var asParameter: String { text.replacing("-", with: "_") }
}

extension Expression {
  /// A value as it is written as an argument; nil where only the run knows it.
  var spelled: String? {
    if case .word(let word) = kind { return word }
    // A telephone number needs no quotes.
    if let text = constant?.asString, text.first == "+", text.dropFirst().allSatisfy(\.isNumber) {
      return text
    }
    return constant?.json
  }
}
