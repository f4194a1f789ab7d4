import JSON
import Source
import Syntax

/// A call of a builtin or an operation while its arguments are checked.
struct CommandArguments {
  let command: Command
  let signature: Signature?
  /// Whether the first operand is what a pipeline would bring.
  let inputFirst: Bool
  /// What is known of what it takes.
  var input: Outline
  var known = KnownArguments()
  /// What is known of what its expression or block over the items yields.
  var yield = Outline.unknown
  /// Where the operands stand, the input not counted.
  var operandSpans: [Span] = []

  init(_ command: Command, _ signature: Signature?, inputFirst: Bool, input: Outline?) {
    self.command = command
    self.signature = signature
    self.inputFirst = inputFirst
    self.input = input ?? .unknown
  }

  var name: String { command.fullName }

  /// What the operand of that place is declared as; one that repeats takes all that follow.
  func operand(_ place: Int) -> Operand? {
    let operands = signature?.operands ?? []
    return operands.indices.contains(place) ? operands[place] : operands.last(where: \.repeated)
  }

  func flag(_ name: String) -> Flag? { signature?.flags.first { $0.name == name } }
}

extension Checker {
  /// Checks the arguments themselves, and gathers what is known of them.
  func check(_ arguments: inout CommandArguments) {
    var isInput = arguments.inputFirst
    for argument in arguments.command.arguments {
      switch argument.kind {
      case .operand(let value):
        if isInput { arguments.input = check(value) } else { check(operand: value, &arguments) }
        isInput = false
      case .field(let path, let isOptional): check(field: path, isOptional, argument.span, &arguments)
      case .block(let block): check(block: block, &arguments)
      case .flag(let name, let value): check(flag: name, value, &arguments)
      case .spread(let value):
        arguments.known.open = true
        check(value)
      case .parameter(let path, let optional, let value):
        check(value)
        note(path, optional, value, &arguments)
      }
    }
  }

  private func check(operand value: Expression, _ arguments: inout CommandArguments) {
    let operand = arguments.operand(arguments.known.operands.count)
    switch operand?.kind {
    case .item: arguments.yield = check(overItem: value, arguments)
    case .place:
      _ = check(overItem: value, arguments)
      check(place: value, arguments.name)
    default: check(value)
    }
    arguments.known.operands.append(operand.flatMap { known(value, as: $0.type) })
    arguments.operandSpans.append(value.span)
  }

  /// An expression over `@`, which is each item, or the value of a command that takes it whole; in `reduce`
  /// also over `$acc`.
  private func check(overItem value: Expression, _ arguments: CommandArguments) -> Outline {
    let outer = context
    defer { context = outer }
    context.item = arguments.signature?.input == .whole ? arguments.input : arguments.input.item
    guard arguments.name == "reduce" else { return check(value) }
    return scoped {
      declare(Name("acc", value.span))
      return check(value)
    }
  }

  private func check(place: Expression, _ name: String) {
    if case .path(.item, let segments) = place.kind, segments.allSatisfy(\.isSingular) { return }
    error("\(name) takes a path from @ to one place, such as @.name or @[0]", at: place.span)
  }

  private func check(
    field path: [Name], _ isOptional: Bool, _ span: Span, _ arguments: inout CommandArguments
  ) {
    var outline = arguments.input.item.members == nil ? arguments.input : arguments.input.item
    for (index, name) in path.enumerated() {
      let mayMiss = isOptional && index == path.count - 1
      outline = member(name.text, of: outline, isOptional: mayMiss, at: name.span)
    }
    arguments.known.operands.append(Value(path.map(\.text).joined(separator: ".")))
    arguments.operandSpans.append(span)
  }

  private func check(block: Block, _ arguments: inout CommandArguments) {
    let signature = arguments.signature
    let overItems = signature?.input == .items
    let outer = context.parallel
    if arguments.command.hasFlag("parallel"), overItems { context.parallel = scopes.count }
    arguments.yield =
      within(arguments.command.name.text, item: overItems ? arguments.input.item : nil) { check(block) }
      .outline
    context.parallel = outer
  }

  private func check(flag name: Name, _ value: Expression?, _ arguments: inout CommandArguments) {
    arguments.known.flags.insert(name.text)
    guard let value else { return }
    let flag = arguments.flag(name.text)
    if flag?.kind == .item {
      let outer = context
      context.item = arguments.input.item
      check(value)
      context = outer
      return
    }
    check(value)
    if let flag, let known = known(value, as: flag.type) {
      arguments.known.flagValues[name.text] = known
    }
  }

  private func note(
    _ path: [Name], _ optional: Bool, _ value: Expression, _ arguments: inout CommandArguments
  ) {
    let type = arguments.signature?.parameters.type(of: path) ?? .any
    guard path.count == 1, !optional, let constant = known(value, as: type) else {
      arguments.known.unknown.insert(path[0].text)
      return
    }
    if arguments.known.parameters[path[0].text] != nil {
      error("a parameter is given once, but '\(path[0].text)' is given twice", at: path[0].span)
    }
    arguments.known.parameters[path[0].text] = constant
  }
}

extension Command {
  fileprivate func hasFlag(_ name: String) -> Bool {
    arguments.contains { if case .flag(let flag, _) = $0.kind { flag.text == name } else { false } }
  }
}
