import JSON
import Source
import Syntax

extension Compiler {
  /// `name(…)` as the root of a path.
  func call(_ command: Command, into target: Int) {
    if let (number, definition) = definitions[command.name.text] {
      return call(command, number, definition, input: nil, into: target)
    }
    pipeline(Pipeline(source: .command(command), stages: [], span: command.span), into: target)
  }

  /// A command that works on whole values; its value is in the register that it gives.
  func whole(_ command: Command, input: Int?) -> Int {
    builder.span = command.span
    let target = builder.register()
    if let (number, definition) = definitions[command.name.text] {
      call(command, number, definition, input: input, into: target)
      return target
    }
    guard let builtin = builtin(command) else {
      builder.emit(.null, target)
      return target
    }
    switch builtin.body {
    case .form(.fail): needing(.value) { temporary { failing(command, input) } }
    case .form(.fails): needing(.value) { fails(command, into: target) }
    case .form(.every): every(command)
    case .world: return effect(command, builtin, input: input, demand: .value)
    default:
      temporary {
        let (site, first) = arguments(command, builtin, input: input, demand: .value)
        builder.span = command.span
        builder.emit(.native, target, builder.call(site), first)
      }
    }
    return target
  }

  func effect(_ command: Command, _ builtin: Builtin, input: Int?, demand: Demand) -> Int {
    let target = builder.register()
    temporary {
      var (site, first) = arguments(command, builtin, input: input, demand: demand)
      if demand == .count { site.projection = .nothing }
      builder.span = command.span
      builder.emit(.effect, target, builder.call(site), first, flag: need.rawValue)
    }
    return target
  }

  func stream(_ command: Command, _ builtin: Builtin, reading projection: Projection, slot: Int) {
    temporary {
      var (site, first) = arguments(command, builtin, input: nil, demand: .items)
      site.projection = projection
      builder.span = command.span
      builder.emit(.iterateStream, slot, builder.call(site), first)
    }
  }

  // MARK: Arguments of builtins

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
      default: break
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
      case .spread(let expression) where depth == 0:
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
      default: break
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

  // MARK: Defs

  /// `name(a, b)` or `name a b=…`: positional arguments in order, named ones by name, else the default.
  private func call(
    _ command: Command, _ number: Int, _ definition: Definition, input: Int?, into target: Int
  ) {
    let need = need
    temporary {
      self.need = .value
      defer { self.need = need }
      let first = builder.registers(max(1, definition.parameters.count))
      var positional = command.operands
      for (index, parameter) in definition.parameters.enumerated() {
        let register = first + index
        if index == 0, let input {
          builder.emit(.move, register, input)
        } else if let named = command.parameter(named: parameter.name.text) {
          value(named, into: register)
        } else if !positional.isEmpty {
          value(positional.removeFirst(), into: register)
        } else if let initial = parameter.initial {
          self.initial(initial, definition, index, first, into: register)
        } else {
          builder.emit(.null, register)
        }
      }
      // The frame of the def begins at its arguments, which are the topmost registers here.
      builder.span = command.span
      builder.emit(.call, target, number, first, flag: need.rawValue)
    }
  }

  /// A default is computed where the def stands: over the parameters before it, and nothing of the caller.
  private func initial(
    _ expression: Expression, _ definition: Definition, _ index: Int, _ first: Int, into target: Int
  ) {
    if let constant = expression.constant { return builder.constant(constant, into: target) }
    let outer = scopes
    scopes = [scopes[0].filter { if case .global = $0.value { true } else { false } }, [:]]
    for before in 0..<index {
      scopes[1][definition.parameters[before].name.text] = .register(first + before)
    }
    value(expression, into: target)
    scopes = outer
  }

  // MARK: fail and fails

  private func failing(_ command: Command, _ input: Int?) {
    let register = builder.register()
    if let input {
      builder.emit(.move, register, input)
    } else if let message = command.operands.first {
      value(message, into: register)
    }
    builder.span = command.span
    builder.emit(.fail, register)
  }

  /// `fails [KIND] { }` → the failure of the block.
  private func fails(_ command: Command, into target: Int) {
    let start = builder.count
    let end = builder.label()
    if let body = command.block { block(body, into: nil) }
    let stop = builder.count
    let kind = builder.register()
    if let wanted = command.operands.first { value(wanted, into: kind) } else { builder.emit(.null, kind) }
    builder.span = command.nameSpan
    builder.emit(.raiseFresh, kind)
    builder.handle(from: start, to: stop)
    builder.emit(.bindFailure, target)
    if let wanted = command.operands.first {
      let right = builder.register()
      value(wanted, into: kind)
      builder.emit(.member, right, target, builder.constant("kind"))
      builder.emit(.skipIfEqual, 0, right, kind, flag: 1)
      builder.jump(to: end)
      builder.emit(.raiseFresh, kind, target, flag: 1)
    }
    builder.place(end)
  }

  // MARK: if and try

  func conditional(_ conditional: Conditional, into target: Int?) {
    let end = builder.label()
    for branch in conditional.branches {
      let next = builder.label()
      condition(branch.condition, elseTo: next)
      block(branch.body, into: target)
      builder.jump(to: end)
      builder.place(next)
    }
    if let otherwise = conditional.otherwise {
      block(otherwise, into: target)
    } else if let target {
      builder.emit(.null, target)
    }
    builder.place(end)
  }

  func attempt(_ attempt: Attempt, into target: Int) {
    let end = builder.label()
    let start = builder.count
    block(attempt.body, into: target)
    let stop = builder.count
    builder.jump(to: end)
    builder.handle(from: start, to: stop)
    scoped {
      if let name = attempt.variable {
        let register = builder.register()
        builder.emit(.bindFailure, register)
        scopes[scopes.count - 1][name.text] = .register(register)
      }
      block(attempt.handler, into: target)
    }
    builder.place(end)
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
      case .spread where signature.repeats: result.append(argument)
      default: break
      }
    }
    return result
  }

  func hasParameters(_ signature: Signature) -> Bool {
    arguments.contains { argument in
      switch argument.kind {
      case .parameter: true
      case .spread: !signature.repeats
      default: false
      }
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
