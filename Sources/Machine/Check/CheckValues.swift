import JSON
import Source
import Syntax

/// The values of arguments that are known.
extension Checker {
  func checkValues(_ arguments: CommandArguments) {
    let command = arguments.command
    let faults =
      commands.faults(command.name.text, verb: command.verb?.text, given: arguments.known)
      + formFaults(arguments)
    for fault in faults { error(fault.message, at: span(of: fault, in: arguments), hint: fault.hint) }
    for (place, value) in arguments.known.operands.enumerated() {
      guard let value, let operand = arguments.operand(place) else { continue }
      if faults.contains(where: { $0.operand == place }) { continue }
      check(value, operand, of: arguments.name, at: arguments.operandSpans[place])
    }
    checkFlagValues(arguments, faults)
  }

  private func check(_ value: Value, _ operand: Operand, of name: String, at span: Span) {
    switch operand.kind {
    case .item: if operand.type == .boolean { condition(value, at: span) }
    case .value, .path: require(value, operand.type, of: name, at: span)
    case .place, .field, .block: break
    }
  }

  private func checkFlagValues(_ arguments: CommandArguments, _ faults: [ArgumentFault]) {
    for argument in arguments.command.arguments {
      guard case .flag(let name, let written?) = argument.kind, let flag = arguments.flag(name.text),
        let value = arguments.known.flagValues[name.text], flag.value != .none,
        !faults.contains(where: { $0.flag == name.text })
      else { continue }
      require(value, flag.type, of: "--\(name.text)", at: written.span)
    }
  }

  private func require(_ value: Value, _ type: ValueType, of name: String, at span: Span) {
    if !type.holds(value) {
      error("\(name) takes \(type.described), but has \(value.described)", at: span)
    }
  }

  /// Where a fault of the arguments is shown: at the value that it is about, else at the command's name.
  private func span(of fault: ArgumentFault, in arguments: CommandArguments) -> Span {
    if let place = fault.operand, arguments.operandSpans.indices.contains(place) {
      return arguments.operandSpans[place]
    }
    for argument in arguments.command.arguments {
      switch argument.kind {
      case .parameter(let path, _, let value):
        guard let wanted = fault.parameter else { continue }
        let written = path.map(\.text).joined(separator: ".")
        if written == wanted || path[0].text == wanted.prefix(while: { $0 != "." }) { return value.span }
      case .flag(let name, let value?): if name.text == fault.flag { return value.span }
      default: break
      }
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
