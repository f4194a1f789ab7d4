import JSON
import Source
import Syntax

/// A call of a builtin or an operation while its arguments are checked.
struct CommandArguments {
  let command: Command
  /// Nil where nobody knows what is called.
  let builtin: Builtin?
  /// Whether the first operand is what a pipeline would bring.
  let inputFirst: Bool
  /// What is known of what it takes.
  var input: Outline
  var known = KnownArguments()
  /// Where the input stands, if it is an argument.
  var inputSpan: Span?
  /// Where the operands stand and what is known of them, the input not counted.
  var operands: [(span: Span, outline: Outline)] = []

  init(_ command: Command, _ builtin: Builtin?, inputFirst: Bool, input: Outline?) {
    self.command = command
    self.builtin = builtin
    self.inputFirst = inputFirst
    self.input = input ?? .unknown
  }

  var name: String { command.fullName }

  var signature: Signature? { builtin?.signature }

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
        if isInput {
          arguments.input = check(value)
          arguments.inputSpan = value.span
        } else {
          check(operand: value, &arguments)
        }
        isInput = false
      case .field(let path, let isOptional): check(field: path, isOptional, argument.span, &arguments)
      case .block(let block): check(block: block, &arguments)
      case .flag(let name, let value): check(flag: name, value, &arguments)
      case .spread(let value): note(spread: check(value), at: value.span, &arguments)
      case .parameter(let path, let optional, let value):
        check(value)
        note(path, optional, value, &arguments)
      }
    }
  }

  private func check(operand value: Expression, _ arguments: inout CommandArguments) {
    let operand = arguments.operand(arguments.known.operands.count)
    let outline: Outline
    switch operand?.kind {
    case .item:
      outline = check(overItem: value, arguments)
      arguments.known.yield = outline
      checkKey(value, arguments)
      if operand?.type == .boolean, operand?.kind == .item { tellTest(value, arguments) }
    case .place:
      outline = check(place: value, arguments)
    case nil where value.startsAtItem: outline = check(overItem: value, arguments)
    case .value, .path, .field, .block, nil: outline = check(value)
    }
    let constant = operand.flatMap { known(value, as: $0.type) }
    arguments.known.operands.append(constant)
    // A bare word takes the type that is wanted.
    arguments.operands.append((value.span, constant.map { .value($0) } ?? outline))
  }

  /// An expression over `@`, which is each item, or the value of a command that takes it whole; in `reduce`
  /// also over `$acc`.
  private func check(overItem value: Expression, _ arguments: CommandArguments) -> Outline {
    let outer = context
    defer { context = outer }
    context.item = arguments.signature?.input == .whole ? arguments.input : arguments.input.item
    guard arguments.builtin?.form == .reduce else { return check(value) }
    return scoped {
      declare(.accumulator(of: value))
      return check(value)
    }
  }

  private func tellTest(_ test: Expression, _ arguments: CommandArguments) {
    let outer = context.item
    context.item = arguments.input.item
    tellConstant(test)
    context.item = outer
  }

  /// `sort-by "name"`: a key that is the same for each item neither sorts nor groups.
  private func checkKey(_ value: Expression, _ arguments: CommandArguments) {
    switch arguments.builtin?.body {
    case .gather, .stage: break
    case .form, .function, .filter, .world, nil: return
    }
    if let text = value.textConstant {
      warn(
        "\(arguments.name) takes a value of each item, but this is the same text for all", at: value.span,
        hint: "the item's member is '@.\(text)'")
    }
  }

  /// The last step of a place may be new.
  private func check(place: Expression, _ arguments: CommandArguments) -> Outline {
    guard case .path(.item, let segments) = place.kind, segments.allSatisfy(\.isSingular) else {
      error("\(arguments.name) takes a path from @ to one place, such as @.name or @[0]", at: place.span)
      return .unknown
    }
    _ = check(overItem: Expression(.path(.item, segments.dropLast()), place.span), arguments)
    if case .computed(let key)? = segments.last?.selectors.first {
      _ = check(overItem: key, arguments)
    }
    return .unknown
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
    arguments.operands.append((span, .types(.text)))
  }

  private func check(block: Block, _ arguments: inout CommandArguments) {
    let signature = arguments.signature
    let overItems = signature?.input == .items
    let outer = context.parallel
    if arguments.command.hasFlag("parallel"), overItems { context.parallel = variables.depth + 1 }
    let (mayFail, mustFail) = (context.mayFail, context.mustFail)
    if arguments.builtin?.form == .fails { (context.mayFail, context.mustFail) = (true, true) }
    arguments.known.yield =
      arguments.builtin?.isLeftByJumps == true
      ? check(block).outline
      : within(
        arguments.command.name.text, repeats: arguments.builtin?.repeats == true,
        item: overItems ? arguments.input.item : nil
      ) {
        check(block)
      }.outline
    if arguments.builtin?.traits.isKeyed == true {
      checkWrites(inOnce: block)
      checkKey(ofOnce: arguments)
    }
    (context.mayFail, context.mustFail) = (mayFail, mustFail)
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
    arguments.known.flagCalls[name.text] = knownCall(value)
  }

  /// The call that an expression is, however many parentheses stand around it.
  private func knownCall(_ expression: Expression) -> KnownCall? {
    guard case .path(let root, let segments) = expression.kind, segments.isEmpty else { return nil }
    switch root {
    case .call(let command): return knownCall(command)
    case .pipeline(let pipeline) where pipeline.stages.isEmpty:
      switch pipeline.source {
      case .command(let command): return knownCall(command)
      case .expression(let inner): return knownCall(inner)
      case .conditional, .attempt: return nil
      }
    case .pipeline, .last, .variable, .item: return nil
    }
  }

  private func knownCall(_ command: Command) -> KnownCall? {
    guard let builtin = resolution.builtin(of: command) else { return nil }
    if command.arguments.isEmpty { return KnownCall(builtin: builtin) }
    guard command.arguments.count == 1, let operand = command.operands.first, let value = known(operand)
    else {
      return nil
    }
    return KnownCall(builtin: builtin, operand: value)
  }

  /// The members of an object that is known are the parameters that they name; of another it may be any.
  private func note(spread outline: Outline, at span: Span, _ arguments: inout CommandArguments) {
    guard case .declared(let parameters)? = arguments.signature?.parameters, !parameters.isEmpty,
      let members = outline.members, case .literal = members.origin
    else {
      arguments.known.open = true
      return
    }
    for member in members.all {
      if !parameters.contains(where: { $0.name == member.name }) {
        unknown(parameter: member.name, among: parameters, at: span, &arguments)
      } else if let value = member.outline.value, !value.isNull {
        arguments.known.parameters[member.name] = value
      } else {
        arguments.known.unknown.insert(member.name)
      }
    }
  }

  private func note(
    _ path: [Name], _ optional: Bool, _ value: Expression, _ arguments: inout CommandArguments
  ) {
    let type = arguments.signature?.parameters.type(of: path) ?? .any
    if !optional { arguments.known.written.insert(path[0].text) }
    guard path.count == 1, !optional, let constant = known(value, as: type) else {
      arguments.known.unknown.insert(path[0].text)
      arguments.known.partly[path[0].text] = path.count == 1 ? partlyKnown(value) : true
      return
    }
    if arguments.known.parameters[path[0].text] != nil {
      error("a parameter is given once, but '\(path[0].text)' is given twice", at: path[0].span)
    }
    arguments.known.parameters[path[0].text] = constant
  }
}
