import JSON
import Source
import Syntax

/// The arguments of a builtin or an operation, computed into registers.
extension Compiler {
  /// Computes the arguments into registers, one after another from the register that it gives.
  func arguments(
    _ command: Command, _ builtin: Builtin, input: Int?, demand: Demand
  ) -> (CallSite, Int) {
    let outer = need
    need = .value
    defer { need = outer }
    let signature = builtin.signature
    let hasInput = signature.input == .whole
    let operands = signature.operands.filter { $0.kind != .block && ($0.kind != .item || hasInput) }
    var site = CallSite(builtin: builtin, slots: [], parameters: nil, count: 0, demand: demand)
    let first = builder.registers((hasInput ? 1 : 0) + operands.count + signature.flags.count + 1)
    var next = first
    let fill = { (compile: ((Int) -> Void)?) in
      guard let compile else { return site.slots.append(nil) }
      compile(next)
      site.slots.append(next - first)
      next += 1
    }
    var given = command.positional(signature)
    if hasInput {
      if let input {
        fill { self.builder.emit(.move, $0, input) }
      } else if demand == .items {
        fill(nil)  // It comes item by item.
      } else {
        fill(given.isEmpty ? nil : positional(given.removeFirst(), .any))
      }
    }
    for operand in operands {
      if operand.repeated {
        let rest = given
        given = []
        fill { self.repeated(rest, operand.type, into: $0) }
      } else if operand.kind == .item || operand.kind == .place {
        fill(given.isEmpty ? nil : over(first, given.removeFirst(), operand.kind))
      } else {
        fill(given.isEmpty ? nil : positional(given.removeFirst(), operand.type))
      }
    }
    let lists = site.slots.compactMap { $0.map { first + $0 } }
    for flag in signature.flags {
      fill(flag.kind == .item ? keys(flag, of: command, lists) : self.flag(flag, of: command))
    }
    if command.hasParameters(signature) {
      parameters(command, signature, into: next)
      site.parameters = next - first
      next += 1
    }
    site.count = next - first
    return (site, first)
  }

  private func positional(_ argument: Argument, _ type: ValueType) -> (Int) -> Void {
    { target in
      switch argument.kind {
      case .operand(let expression): self.value(expression, as: type, into: target)
      case .field(let names, let optional):
        let written = names.map(\.text).joined(separator: ".") + (optional ? "?" : "")
        self.builder.constant(Value(written), into: target)
      case .spread(let expression): self.value(expression, into: target)
      case .parameter, .flag, .block: break
      }
    }
  }

  private func repeated(_ arguments: [Argument], _ type: ValueType, into target: Int) {
    temporary {
      let first = builder.registers(max(1, arguments.count))
      if arguments.contains(where: \.isSpread) {
        builder.emit(.array, target, first, 0)
        for argument in arguments {
          positional(argument, type)(first)
          builder.emit(argument.isSpread ? .spread : .append, target, first)
        }
      } else {
        for (index, argument) in arguments.enumerated() { positional(argument, type)(first + index) }
        builder.emit(.array, target, first, arguments.count)
      }
    }
  }

  private func flag(_ flag: Flag, of command: Command) -> ((Int) -> Void)? {
    for case .flag(let name, let value) in command.arguments.map(\.kind) where name.text == flag.name {
      return { target in
        if let value {
          self.value(value, as: flag.type, into: target)
        } else {
          self.builder.constant(true, into: target)
        }
      }
    }
    return nil
  }

  /// An argument's value: a bare word takes the type that is declared.
  func value(_ expression: Expression, as type: ValueType, into target: Int) {
    if let constant = expression.constant(as: type) {
      builder.span = expression.span
      builder.constant(constant, into: target)
    } else {
      value(expression, into: target)
    }
  }

  // MARK: name=value

  private func parameters(_ command: Command, _ signature: Signature, into target: Int) {
    builder.emit(.object, target)
    let types = signature.parameters
    members(command.arguments[...], depth: 0, into: target) { types.type(of: $0) }
  }

  /// The members of one level: `a.b=1 a.c=2` makes one object `a`.
  private func members(
    _ arguments: ArraySlice<Argument>, depth: Int, into target: Int, type: ([Name]) -> ValueType
  ) {
    var done: Set<String> = []
    for argument in arguments {
      builder.span = argument.span
      switch argument.kind {
      case .spread(let expression):
        guard depth == 0 else { break }
        temporary {
          let register = builder.register()
          value(expression, into: register)
          builder.emit(.spread, target, register)
        }
      case .parameter(let path, let optional, let expression):
        let name = path[depth]
        if path.count == depth + 1 {
          temporary { member(name, optional, expression, type(path), into: target) }
        } else if done.insert(name.text).inserted {
          temporary {
            let inner = builder.register()
            builder.emit(.object, inner)
            let same = arguments.filter { $0.reaches(into: name.text, depth: depth) }
            members(same[...], depth: depth + 1, into: inner, type: type)
            builder.emit(.setMember, target, builder.constant(Value(name.text)), inner)
          }
        }
      case .flag, .operand, .block, .field: break
      }
    }
  }

  private func member(
    _ name: Name, _ optional: Bool, _ expression: Expression, _ type: ValueType, into target: Int
  ) {
    let register = builder.register()
    value(expression, as: type, into: register)
    let skip = builder.label()
    if optional { builder.jump(.jumpIfNull, register, to: skip) }
    builder.emit(.setMember, target, builder.constant(Value(name.text)), register)
    builder.place(skip)
  }
}

extension Command {
  /// The positional arguments that are values or fields, in order.
  func positional(_ signature: Signature) -> [Argument] {
    var place = 0
    var result: [Argument] = []
    for argument in arguments {
      switch argument.kind {
      case .operand:
        let kind = signature.operands.indices.contains(place) ? signature.operands[place].kind : nil
        if kind != .item || signature.input == .whole { result.append(argument) }
        place += 1
      case .field: result.append(argument)
      case .spread: if signature.repeats { result.append(argument) }
      case .flag, .parameter, .block: break
      }
    }
    return result
  }

  func hasParameters(_ signature: Signature) -> Bool {
    arguments.contains { argument in
      switch argument.kind {
      case .parameter: true
      case .spread: !signature.repeats
      case .flag, .operand, .block, .field: false
      }
    }
  }

  /// Those that are given by a name; the first where one is given twice.
  var namedParameters: [String: Expression] {
    arguments.reduce(into: [:]) { all, argument in
      guard case .parameter(let path, _, let value) = argument.kind, path.count == 1 else { return }
      all[path[0].text] = all[path[0].text] ?? value
    }
  }

  func parameter(named name: String) -> Expression? {
    for argument in arguments {
      if case .parameter(let path, _, let value) = argument.kind, path.count == 1, path[0].text == name {
        return value
      }
    }
    return nil
  }
}

extension Argument {
  var isSpread: Bool { if case .spread = kind { true } else { false } }

  fileprivate func reaches(into name: String, depth: Int) -> Bool {
    guard case .parameter(let path, _, _) = kind else { return false }
    return path.count > depth + 1 && path[depth].text == name
  }
}

extension Signature.ParameterRule {
  /// The type that is declared for a parameter, or for a member of one.
  public func type(of path: [Name]) -> ValueType {
    guard case .declared(let parameters) = self,
      let parameter = parameters.first(where: { $0.name == path[0].text })
    else { return .any }
    guard path.count > 1 else { return parameter.type }
    if case .map(let inner) = parameter.type { return inner }
    return .any
  }
}

extension Expression {
  /// The value of an argument that is known when the program is read.
  public func constant(as type: ValueType) -> Value? {
    switch kind {
    case .word(let word): return word.word(as: type)
    case .array(let elements):
      guard case .array(let inner) = type else { return constant }
      var items: [Value] = []
      for element in elements {
        guard !element.spread, let item = element.value.constant(as: inner) else { return nil }
        items.append(item)
      }
      return .array(items)
    default: return constant
    }
  }
}
