import JSON
import Source
import Syntax

/// The values of arguments that are known.
extension Checker {
  func checkValues(_ arguments: CommandArguments) {
    let faults =
      (arguments.builtin?.faults(arguments.known, commands.rules) ?? []) + formFaults(arguments)
    if !context.mustFail {
      for fault in faults {
        let span = span(of: fault, in: arguments)
        if fault.isWarning {
          if told.insert(fault.message).inserted { warn(fault.message, at: span, hint: fault.hint) }
        } else {
          error(
            fault.message, at: span, hint: fault.hint, example: fault.example,
            proposal: fault.addition.map { addition($0, to: arguments.command) })
        }
      }
    }
    for (place, (span, outline)) in arguments.operands.enumerated() {
      guard let operand = arguments.operand(place) else { continue }
      if faults.contains(where: { $0.operand == place }) { continue }
      check(outline, operand, of: arguments.name, at: span)
    }
    checkFlagValues(arguments, faults)
  }

  private func addition(_ text: String, to command: Command) -> Proposal {
    Proposal(adding: " " + text, to: command.arguments.reduce(command.nameSpan) { $0.through($1.span) })
  }

  private func check(_ found: Outline, _ operand: Operand, of name: String, at span: Span) {
    switch operand.kind {
    case .item:
      if operand.type == .boolean { condition(found, at: span) }
    case .value: require(found, operand.type, isOptional: !operand.required, of: name, at: span)
    case .path:
      require(found, operand.type, isOptional: false, of: name, at: span)
      if let path = found.value?.asString { checkFile(path, at: span) }
    case .place, .field, .block: break
    }
  }

  /// A file that the program names itself (Program.md, "What a script may touch"). `-` is not a file.
  private func checkFile(_ path: String, at span: Span) {
    if path != "-", let failure = options.refusal(path) {
      error(failure.message, at: span, hint: failure.hint)
    }
  }

  private func checkFlagValues(_ arguments: CommandArguments, _ faults: [ArgumentFault]) {
    for argument in arguments.command.arguments {
      guard case .flag(let name, let written?) = argument.kind, let flag = arguments.flag(name.text),
        let value = arguments.known.flagValues[name.text], flag.value != .none,
        !faults.contains(where: { $0.flag == name.text })
      else { continue }
      require(.value(value), flag.type, isOptional: false, of: "--\(name.text)", at: written.span)
    }
  }

  /// - Parameter isOptional: whether null says that it is left out.
  private func require(
    _ found: Outline, _ type: ValueType, isOptional: Bool, of name: String, at span: Span
  ) {
    if isOptional, found.types.contains(.null) { return }
    let fits = found.value.map { type.holds($0) } ?? !found.types.excludes(Types(type))
    if !fits { fault(.argument(name, type.described, found), at: span) }
  }

  /// Where a fault of the arguments is shown: at the value that it is about, else at the command's name.
  private func span(of fault: ArgumentFault, in arguments: CommandArguments) -> Span {
    if let place = fault.operand, arguments.operands.indices.contains(place) {
      return arguments.operands[place].span
    }
    if let field = fault.parameter,
      let span = arguments.command.span(ofField: field, isName: fault.isAboutName)
    {
      return span
    }
    for argument in arguments.command.arguments {
      if case .flag(let name, let value?) = argument.kind, name.text == fault.flag { return value.span }
    }
    return arguments.command.nameSpan
  }
}

extension ValueType {
  /// Whether a value is of this type; nothing is converted.
  func holds(_ value: Value) -> Bool {
    switch self {
    case .any: true
    case .string: value.asText != nil
    case .integer: value.asInt != nil
    case .number, .duration: value.asDouble != nil
    case .boolean: value.asBool != nil
    case .array: value.asArray != nil
    case .object, .map: value.asObject != nil
    case .enumeration(let words): value.asString.map(words.contains) ?? false
    case .identifier: value.asText != nil || value.asInt != nil
    }
  }

  /// The words for what it takes.
  var described: String {
    switch self {
    case .any: "a value"
    case .string: "text"
    case .integer: "an integer"
    case .number: "a number"
    case .boolean: "true or false"
    case .array: "a list"
    case .object, .map: "an object"
    case .duration: "a duration such as 2s"
    case .enumeration(let words) where words.count <= 2: words.joined(separator: " or ")
    case .enumeration(let words): "one of \(words.joined(separator: " "))"
    case .identifier: "an id or a name"
    }
  }
}
