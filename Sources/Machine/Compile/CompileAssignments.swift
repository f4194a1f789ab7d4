import JSON
import Source
import Syntax

/// Declarations and assignments.
extension Compiler {
  func declaration(_ name: Name, _ pipeline: Pipeline) {
    // The value is computed before the name is bound: `let x = $x + 1` reads the outer one.
    let register = builder.register()
    self.pipeline(pipeline, into: register)
    if isGlobal(name) {
      builder.emit(.setGlobal, register, global(name))
      builder.emit(.null, register)
    } else {
      place(name, in: register)
    }
  }

  /// Whether a declaration makes a global: at the top level, what a def reads or assigns to, and at the prompt all.
  func isGlobal(_ name: Name) -> Bool {
    guard let binding = resolution.binding(name) else { return false }
    let variable = resolution.bindings[binding]
    return variable.isTopLevel && (options.interactive || variable.isInDefinition)
  }

  func assignment(_ target: Target, _ sign: AssignmentOperator, _ pipeline: Pipeline) {
    guard let location = location(target.variable) else { return }
    if target.steps.isEmpty {
      assignment(location, sign, pipeline)
      return
    }
    if sign == .set, target.steps.count == 1, case .register(let register) = location {
      return set(register, at: target.steps[0], to: pipeline, target.span)
    }
    let first = builder.registers(target.steps.count + 1)
    for (index, step) in target.steps.enumerated() {
      switch step {
      case .member(let name): builder.constant(Value(name.text), into: first + index)
      case .computed(let key): value(key, into: first + index)
      }
    }
    self.pipeline(pipeline, into: first + target.steps.count)
    builder.span = target.span
    let operation = Assignment(sign).rawValue << 1
    switch location {
    case .register(let register):
      builder.emit(.assign, register, first, target.steps.count, flag: operation)
    case .global(let slot):
      builder.emit(.assign, slot, first, target.steps.count, flag: operation | 1)
    }
  }

  /// `$x[key] = value`, as one instruction that reads key and value where they stand.
  private func set(_ target: Int, at step: Target.Step, to pipeline: Pipeline, _ span: Span) {
    let key: (Int, UInt8) =
      switch step {
      case .member(let name): (builder.constant(Value(name.text)), 1)
      case .computed(let expression):
        operand(expression, isCopied: pipeline.onlyExpression?.mayAssign != false)
      }
    let value: (Int, UInt8)
    if let expression = pipeline.onlyExpression {
      value = operand(expression, isCopied: false)
    } else {
      value = (builder.register(), 2)
      self.pipeline(pipeline, into: value.0)
    }
    builder.span = span
    builder.emit(.setItem, target, key.0, value.0, flag: key.1 | value.1 << 2)
  }

  /// An operand of `setItem` or `appendTo`, and its flag: a constant's number and 1, or its register, and 2 if that is its own.
  private func operand(_ expression: Expression, isCopied: Bool) -> (Int, UInt8) {
    if let constant = expression.constant { return (builder.constant(constant), 1) }
    let free = builder.top
    guard isCopied else {
      let register = value(expression)
      return (register, register >= free ? 2 : 0)
    }
    let register = builder.register()
    value(expression, into: register)
    return (register, 2)
  }

  private func assignment(_ location: Location, _ sign: AssignmentOperator, _ pipeline: Pipeline) {
    if sign == .set, case .register(let target) = location, pipeline.isPlain {
      self.pipeline(pipeline, into: target)
      return
    }
    if sign == .add, let item = pipeline.onlyItem { return append(item, to: location) }
    let register = builder.register()
    if case .register(let target) = location, let expression = pipeline.onlyExpression,
      let operation = sign.binary, expression.immediate != nil || sign != .add
    {
      return binary(operation, target, expression, into: target)
    }
    self.pipeline(pipeline, into: register)
    if sign == .set { return take(register, into: location) }
    switch (location, Assignment(sign)) {
    case (.register(let target), .add): builder.emit(.addTo, target, register)
    case (.global(let slot), .add): builder.emit(.addTo, slot, register, flag: 1)
    case (.register(let target), let operation):
      builder.emit(.assign, target, register, 0, flag: operation.rawValue << 1)
    case (.global(let slot), let operation):
      builder.emit(.assign, slot, register, 0, flag: operation.rawValue << 1 | 1)
    }
  }

  /// `$list += [item]`.
  private func append(_ item: Expression, to location: Location) {
    let operand = operand(item, isCopied: false)
    switch location {
    case .register(let target): builder.emit(.appendTo, target, operand.0, flag: operand.1)
    case .global(let slot): builder.emit(.appendTo, slot, operand.0, flag: operand.1 | 4)
    }
  }

  private func take(_ register: Int, into location: Location) {
    switch location {
    case .register(let target): builder.emit(.take, target, register)
    case .global(let slot): builder.emit(.setGlobal, register, slot, flag: 1)
    }
  }
}

extension Assignment {
  init(_ sign: AssignmentOperator) {
    switch sign {
    case .set: self = .set
    case .add: self = .add
    case .subtract: self = .subtract
    case .multiply: self = .multiply
    case .divide: self = .divide
    case .remainder: self = .remainder
    }
  }
}

extension Pipeline {
  /// The item of a list of one, as in `$list += [$x]`.
  fileprivate var onlyItem: Expression? {
    guard case .array(let elements) = onlyExpression?.kind, elements.count == 1, !elements[0].spread else {
      return nil
    }
    return elements[0].value
  }

  /// Whether it is one expression that can be computed straight into the variable that it is assigned
  /// to: its last instruction reads its operands before it writes.
  fileprivate var isPlain: Bool {
    switch onlyExpression?.kind {
    case .literal, .raw, .text: true
    case .binary(let sign, _, _): ![.and, .or, .coalesce].contains(sign)
    case .word, .array, .object, .path, .unary, nil: false
    }
  }
}
