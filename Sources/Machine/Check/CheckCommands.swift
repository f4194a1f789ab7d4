import JSON
import Source
import Syntax

extension Checker {
  /// - Parameter input: what is known of what the pipeline brings; nil where the command stands first.
  /// - Returns: what is known of its value.
  @discardableResult
  func check(_ command: Command, input: Outline?) -> Outline {
    check(command, resolution.callee(of: command), input: input)
  }

  func check(_ command: Command, _ callee: Callee?, input: Outline?) -> Outline {
    switch callee {
    case .definition(let definition, _): check(command, calling: definition, input: input)
    case .builtin(let builtin): return check(command, builtin, input: input)
    case nil:
      unknown(command)
      if command.called == nil { checkArguments(ofFaulty: command, nil) }
    }
    return .unknown
  }

  private func unknown(_ command: Command) {
    guard commands.isNoun(command.name.text) else {
      return unknown(command.name, before: command.operands.first?.constant?.asString)
    }
    let noun = command.name.text
    let verbs = commands.verbs(of: noun)
    guard let verb = command.verb else {
      if let called = command.called, verbs.contains(called.text) {
        return error(
          "the arguments of an operation stand without '( )', but found '\(noun) \(called.text)('",
          at: called.span, hint: "as in: \(noun) \(called.text) name=value")
      }
      return error(
        "'\(noun)' takes a verb, but has none", at: command.name.span,
        hint: "there is: \(verbs.joined(separator: ", "))")
    }
    let near = nearest(verb.text, among: verbs)
    if near == nil, let (taker, parameter) = parameter(for: verb.text, of: noun, verbs) {
      return error(
        "no command '\(noun) \(verb.text)'", at: verb.span,
        hint: "'\(noun) \(taker)' takes \(parameter)=: help \(noun) \(taker)")
    }
    error(
      "no command '\(noun) \(verb.text)'" + (near.map { "; did you mean '\(noun) \($0)'?" } ?? ""),
      at: verb.span,
      hint: near == nil ? "there is: \(verbs.joined(separator: ", "))" : nil)
  }

  /// The verb that takes a record for which another word was tried as a verb: `send` takes `template_id`, and `template`
  /// and `send-template` were tried.
  private func parameter(for word: String, of noun: String, _ verbs: [String]) -> (
    verb: String, name: String
  )? {
    let name = word.split(separator: "-").last.map { "\($0)_id" } ?? ""
    let verb = verbs.first { commands.signature(noun, verb: $0)?.parameters.has(name) == true }
    return verb.map { ($0, name) }
  }

  /// - Parameter word: what follows it: `list messages` has the words the other way round.
  private func unknown(_ name: Name, before word: String?) {
    if let unread = program.unread, unread.defs || unread.words.contains(name.text) { return }
    let suggestions =
      word.flatMap { commands.verbs(of: $0).contains(name.text) ? ["'\($0) \(name.text)'"] : nil }
      ?? suggestions(for: name.text, isLast: Int(name.span.end) >= Int(program.span.end))
    let variable = suggestions.isEmpty ? variables.named(name.text) : nil
    variable?.isRead = true
    error(
      "no command '\(name.text)'"
        + (suggestions.isEmpty ? "" : "; did you mean \(suggestions.joined(separator: " or "))?"),
      at: name.span,
      hint: variable != nil
        ? "the variable is '$\(name.text)'"
        : suggestions.isEmpty ? elsewhereForms[name.text] ?? "'help' lists the commands" : nil)
  }

  /// - Parameter isLast: whether nothing stands behind it in the program.
  private func suggestions(for name: String, isLast: Bool) -> [String] {
    if elsewhereForms[name] != nil { return [] }
    let likely =
      elsewhere[name]
      ?? commands.names.first { known in
        commands.builtin(known, verb: nil)?.otherNames.contains(name) == true
      }
    // `messages list` begins with the noun `messages`.
    let known = commands.names.compactMap { $0.split(separator: " ").first.map(String.init) }
    let verbs = commands.names.filter { $0.hasSuffix(" \(name)") }
    // At the prompt they are understood at the end of an input.
    let pagers = options.interactive && isLast ? ["less", "more"] : []
    let definitions =
      isInLibraries ? resolution.definitions.prefix(resolution.usedDefinitions) : resolution.definitions[...]
    let near =
      likely
      ?? (verbs.isEmpty
        ? nearest(
          name, among: pagers + known + definitions.map(\.name.text).sorted() + Self.keywords.sorted()) : nil)
    return (near.map { [$0] } ?? verbs).map { "'\($0)'" }
  }

  // MARK: Builtins and operations

  private func check(_ command: Command, _ builtin: Builtin, input: Outline?) -> Outline {
    tellSilent(command, builtin)
    let signature = builtin.signature
    if input != nil, signature.input == .none {
      error(
        "'\(command.fullName)' takes nothing from a pipeline", at: command.nameSpan,
        proposal: forEach(command, signature, input))
      checkArguments(ofFaulty: command, builtin)
      return .unknown
    }
    let inputFirst = input == nil && signature.input != .none
    if inputFirst, context.item == nil, command.operands.first?.startsAtItem == true {
      withoutInput(command)
      checkArguments(ofFaulty: command, builtin)
      return .unknown
    }
    var arguments = CommandArguments(command, builtin, inputFirst: inputFirst, input: input)
    check(&arguments)
    checkInput(arguments)
    checkCounts(&arguments)
    checkFlags(&arguments)
    // Whoever asks for the server's own answer gets it.
    if !(command.hasFlag("no-check") && arguments.flag("no-check") != nil) {
      checkParameters(&arguments)
      checkValues(arguments)
    }
    return outline(of: arguments)
  }

  /// The command for each item, whose id stands for an operand that is missing.
  private func forEach(_ command: Command, _ signature: Signature, _ input: Outline?) -> Proposal? {
    if signature.operands.isEmpty, !signature.parameters.takesAny { return nil }
    let needed = signature.operands.count { $0.kind != .block && $0.required }
    let item = input?.item.types.contains(.object) == false ? "@" : "@.id"
    return Proposal(
      "each { ", around: command.span, (command.operandCount < needed ? " " + item : "") + " }")
  }

  /// Where another fault makes it unknown whether `@` is bound, it counts as bound.
  private func checkArguments(ofFaulty command: Command, _ builtin: Builtin?) {
    let outer = context
    context.isItemAssumed = context.item == nil || context.isItemAssumed
    context.item = context.item ?? .unknown
    var arguments = CommandArguments(command, builtin, inputFirst: false, input: nil)
    check(&arguments)
    context = outer
  }

  func withoutInput(_ command: Command) {
    error(
      "\(command.fullName) takes a value, but stands first and has none", at: command.nameSpan,
      hint: "'… | \(command.fullName)', or '\(command.fullName) $value'")
  }
}

extension Command {
  /// The name of what its first argument calls: `list` of `messages list()`.
  fileprivate var called: Name? {
    guard case .path(.call(let call), _)? = operands.first?.kind else { return nil }
    return call.name
  }
}

extension Expression {
  /// Whether its first word is `@`.
  var startsAtItem: Bool {
    switch kind {
    case .path(let root, _): if case .item = root { true } else { false }
    case .binary(_, let left, _): left.startsAtItem
    case .literal, .text, .raw, .word, .array, .object, .unary: false
    }
  }
}
