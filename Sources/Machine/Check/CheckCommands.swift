import JSON
import Source
import Syntax

extension Checker {
  func check(_ command: Command, stage: Bool) {
    if let definition = definitions[command.name.text], command.verb == nil {
      check(command, definition, stage: stage)
    } else if let signature = commands.signature(command.name.text, verb: command.verb?.text) {
      check(command, signature, stage: stage)
    } else {
      unknown(command)
      overItem { arguments(of: command, nil, skippingInput: false) }
    }
  }

  /// Where another fault makes it unknown whether `@` is bound, it counts as bound.
  private func overItem(_ body: () -> Void) {
    let outer = context
    context.item = true
    body()
    context = outer
  }

  private func unknown(_ command: Command) {
    guard commands.isNoun(command.name.text) else {
      return unknown(command.name)
    }
    let noun = command.name.text
    let verbs = commands.names.filter { $0.hasPrefix(noun + " ") }.map {
      String($0.dropFirst(noun.count + 1))
    }
    guard let verb = command.verb else {
      return error(
        "'\(noun)' takes a verb, but has none", at: command.name.span,
        hint: "there is: \(verbs.joined(separator: ", "))")
    }
    let near = nearest(verb.text, among: verbs)
    error(
      "no command '\(noun) \(verb.text)'" + (near.map { "; did you mean '\(noun) \($0)'?" } ?? ""),
      at: verb.span,
      hint: near == nil ? "there is: \(verbs.joined(separator: ", "))" : nil)
  }

  private func unknown(_ name: Name) {
    let likely = elsewhere[name.text].flatMap { commands.signature($0, verb: nil) == nil ? nil : $0 }
    // `messages list` begins with the noun `messages`.
    let known = commands.names.compactMap { $0.split(separator: " ").first.map(String.init) }
    let near = likely ?? nearest(name.text, among: known + definitions.keys + Self.keywords)
    let verbs = near == nil ? commands.names.filter { $0.hasSuffix(" \(name.text)") } : []
    let suggestions = (near.map { [$0] } ?? verbs).map { "'\($0)'" }
    error(
      "no command '\(name.text)'"
        + (suggestions.isEmpty ? "" : "; did you mean \(suggestions.joined(separator: " or "))?"),
      at: name.span, hint: suggestions.isEmpty ? "'help' lists the commands" : nil)
  }

  // MARK: Defs

  private func check(_ command: Command, _ definition: Definition, stage: Bool) {
    let names = definition.parameters.map(\.name.text)
    var given = Set(stage ? names.prefix(1) : [])
    var positional = 0
    for argument in command.arguments {
      switch argument.kind {
      case .parameter(let path, _, let value):
        check(value)
        check(path, of: definition, given: &given)
      case .operand(let value):
        check(value)
        positional += 1
      case .spread(let value):
        error("a def takes no '...', but '\(command.name.text)' is a def", at: value.span)
      case .flag(let name, _):
        error("a def takes no flags, but '\(command.name.text)' has '--\(name.text)'", at: name.span)
      case .block(let block):
        error("a def takes no block, but '\(command.name.text)' has one", at: block.span)
      case .field(let path, _): if let name = path.first { use(name) }
      }
    }
    let free = names.filter { !given.contains($0) }
    if positional > free.count {
      error(
        "\(command.name.text) takes \(counted(names.count, "argument")), but has \(positional + given.count)",
        at: command.span)
    }
    let open = free.dropFirst(positional).filter { name in
      definition.parameters.contains { $0.name.text == name && $0.initial == nil }
    }
    if !open.isEmpty {
      error(
        "\(command.name.text) takes \(open.map { "'\($0)'" }.joined(separator: " and ")), but it is not given",
        at: command.nameSpan)
    }
  }

  private func check(_ path: [Name], of definition: Definition, given: inout Set<String>) {
    let names = definition.parameters.map(\.name.text)
    guard path.count == 1, names.contains(path[0].text) else {
      let near = nearest(path[0].text, among: names)
      if let near { given.insert(near) }
      return error(
        "unknown parameter '\(path[0].text)' of \(definition.name.text)"
          + (near.map { "; did you mean '\($0)'?" } ?? ""), at: path[0].span)
    }
    if !given.insert(path[0].text).inserted {
      error("a parameter is given once, but '\(path[0].text)' is given twice", at: path[0].span)
    }
  }

  // MARK: Builtins and operations

  private func check(_ command: Command, _ signature: Signature, stage: Bool) {
    if stage, signature.input == .none {
      error(
        "'\(command.fullName)' takes nothing from a pipeline", at: command.nameSpan,
        hint: "for each item: 'each { \(command.fullName) \(signature.operands.isEmpty ? "…" : "@.id") }'")
      return overItem { arguments(of: command, signature, skippingInput: false) }
    }
    if !stage, !context.item, signature.input != .none, command.operands.first?.startsAtItem == true {
      withoutInput(command)
      return overItem { arguments(of: command, signature, skippingInput: false) }
    }
    let skips = !stage && signature.input != .none
    var known = arguments(of: command, signature, skippingInput: skips)
    operands(of: command, signature, known.operands.count, skippingInput: skips)
    flags(of: command, signature)
    known.unknown.formUnion(parameters(of: command, signature))
    for fault in commands.faults(command.name.text, verb: command.verb?.text, given: known) {
      error(fault.message, at: span(of: fault, in: command, skippingInput: skips), hint: fault.hint)
    }
  }

  /// Checks the arguments themselves, and gathers what is known of them.
  @discardableResult
  private func arguments(of command: Command, _ signature: Signature?, skippingInput: Bool) -> KnownArguments
  {
    var known = KnownArguments()
    var place = skippingInput ? -1 : 0
    for argument in command.arguments {
      switch argument.kind {
      case .operand(let value):
        let kinds = signature?.operands ?? []
        let operand =
          place >= 0 ? (kinds.indices.contains(place) ? kinds[place] : kinds.last(where: \.repeated)) : nil
        check(value, operand, of: command)
        if place >= 0 { known.operands.append(operand.flatMap { value.constant(as: $0.type) }) }
        place += 1
      case .field: known.operands.append(nil)
      case .block(let block):
        within(command.name.text, item: command.name.text == "each") { check(block) }
      case .flag(let name, let value):
        known.flags.insert(name.text)
        if let value { check(value) }
      case .spread(let value):
        known.open = true
        check(value)
      case .parameter(let path, let optional, let value):
        check(value)
        note(path, optional, value, signature, &known)
      }
    }
    return known
  }

  private func check(_ value: Expression, _ operand: Operand?, of command: Command) {
    guard operand?.kind == .item else { return check(value) }
    let outer = context
    context.item = true
    if command.name.text == "reduce" { scopes.append(["acc"]) }
    check(value)
    if command.name.text == "reduce" { scopes.removeLast() }
    context = outer
  }

  private func note(
    _ path: [Name], _ optional: Bool, _ value: Expression, _ signature: Signature?,
    _ known: inout KnownArguments
  ) {
    let type = signature?.parameters.type(of: path) ?? .any
    guard path.count == 1, !optional, let constant = value.constant(as: type) else {
      known.unknown.insert(path[0].text)
      return
    }
    if known.parameters[path[0].text] != nil {
      error("a parameter is given once, but '\(path[0].text)' is given twice", at: path[0].span)
    }
    known.parameters[path[0].text] = constant
  }

  private func operands(
    of command: Command, _ signature: Signature, _ given: Int, skippingInput: Bool
  ) {
    let values = signature.operands.filter { $0.kind != .block }
    let repeats = values.contains(where: \.repeated)
    if given > values.count + strays(of: command, signature), !repeats {
      if skippingInput, values.isEmpty {
        return error(
          "\(command.fullName) takes one value, but has \(given + 1)", at: command.span,
          hint: "text holds several: \"$a $b\"; a list: [$a, $b]")
      }
      let names = values.map { $0.name.uppercased() }.joined(separator: " ")
      error(
        "\(command.fullName) takes \(values.isEmpty ? "no operands" : names), but has \(given)",
        at: command.span,
        hint: given > 0 && values.isEmpty ? "parameters are written name=value" : nil)
    }
    let missing = values.filter(\.required).dropFirst(given)
    if !missing.isEmpty {
      error(
        "\(command.fullName) takes \(missing.map { $0.name.uppercased() }.joined(separator: " ")), but it is not given",
        at: command.nameSpan)
    }
    if skippingInput, command.operandCount == 0, command.arguments.allSatisfy({ !$0.isField }) {
      withoutInput(command)
    }
    let hasBlock = command.block != nil
    if signature.operands.contains(where: { $0.kind == .block && $0.required }), !hasBlock {
      error(
        "\(command.fullName) takes a block, but has none", at: command.nameSpan,
        hint: "\(command.fullName) { … }")
    } else if hasBlock, !signature.operands.contains(where: { $0.kind == .block }) {
      error("\(command.fullName) takes no block", at: command.block?.span ?? command.span)
    }
  }

  private func withoutInput(_ command: Command) {
    error(
      "\(command.fullName) takes a value, but stands first and has none", at: command.nameSpan,
      hint: "'… | \(command.fullName)', or '\(command.fullName) $value'")
  }

  /// The unknown flags whose value may be among the operands: `--sinc 2d`.
  private func strays(of command: Command, _ signature: Signature) -> Int {
    command.arguments.count { argument in
      guard case .flag(let name, nil) = argument.kind else { return false }
      return !signature.flags.contains { $0.name == name.text }
    }
  }

  private func flags(of command: Command, _ signature: Signature) {
    for argument in command.arguments {
      guard case .flag(let name, let value) = argument.kind else { continue }
      guard let flag = signature.flags.first(where: { $0.name == name.text }) else {
        let near = nearest(name.text, among: signature.flags.map(\.name))
        error(
          "unknown flag '--\(name.text)' of \(command.fullName)"
            + (near.map { "; did you mean '--\($0)'?" } ?? ""),
          at: argument.span,
          hint: near == nil
            && commands.signature(command.name.text, verb: command.verb?.text)?.parameters.has(name.text)
              == true
            ? "a parameter is written \(name.text)=value"
            : near == nil && !signature.flags.isEmpty
              ? "it has: " + signature.flags.map { "--\($0.name)" }.joined(separator: " ") : nil)
        continue
      }
      if flag.value == .required, value == nil {
        error("'--\(name.text)' takes a value, but has none", at: argument.span)
      } else if flag.value == .none, let value {
        error("'--\(name.text)' takes no value", at: value.span)
      }
    }
  }

  /// - Returns: the parameters that misspelt ones were meant to be: they count as given, so that one
  ///   mistake is told once.
  private func parameters(of command: Command, _ signature: Signature) -> Set<String> {
    var meant: Set<String> = []
    for argument in command.arguments {
      guard case .parameter(let path, _, _) = argument.kind else { continue }
      switch signature.parameters {
      case .any: break
      case .none:
        error("\(command.fullName) takes no parameters, but has '\(path[0].text)='", at: path[0].span)
      case .declared(let parameters):
        guard !parameters.contains(where: { $0.name == path[0].text }) else { break }
        let near = nearest(path[0].text, among: parameters.map(\.name))
        if let near { meant.insert(near) }
        error(
          "unknown parameter '\(path[0].text)' of \(command.fullName)"
            + (near.map { "; did you mean '\($0)'?" } ?? ""), at: path[0].span,
          hint: near == nil ? "it takes: \(parameters.map(\.name).joined(separator: ", "))" : nil)
      }
    }
    return meant
  }

  /// Where a fault of the arguments is shown: at the value that it is about, else at the command's name.
  private func span(of fault: ArgumentFault, in command: Command, skippingInput: Bool) -> Span {
    var place = skippingInput ? -1 : 0
    for argument in command.arguments {
      switch argument.kind {
      case .parameter(let path, _, let value):
        guard let wanted = fault.parameter else { continue }
        if path.map(\.text).joined(separator: ".") == wanted
          || path[0].text == wanted.prefix(while: { $0 != "." })
        {
          return value.span
        }
      case .operand(let value):
        if fault.operand == place { return value.span }
        place += 1
      default: break
      }
    }
    return command.nameSpan
  }

  private func counted(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }
}

extension Argument {
  var isField: Bool { if case .field = kind { true } else { false } }
}

extension Signature.ParameterRule {
  func has(_ name: String) -> Bool {
    if case .declared(let parameters) = self { parameters.contains { $0.name == name } } else { false }
  }
}

extension Expression {
  /// Whether its first word is `@`.
  fileprivate var startsAtItem: Bool {
    switch kind {
    case .path(.item, _): true
    case .binary(_, let left, _): left.startsAtItem
    default: false
    }
  }
}
