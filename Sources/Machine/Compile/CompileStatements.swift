import JSON
import Source
import Syntax

extension Compiler {
  func topLevel(_ statement: Statement) {
    builder.span = statement.span
    switch statement.kind {
    case .pipeline(let pipeline): temporary { show(pipeline) }
    case .define, .use, .test: break
    case .param(let parameter): initial(parameter.name, parameter.initial)
    case .keep(let name, let expression): initial(name, expression)
    default: self.statement(statement)
    }
  }

  /// Compiles a block; its value, that of its last statement, goes into `target` where one is wanted.
  func block(_ block: Block, into target: Int?) {
    scoped {
      for statement in block.statements.dropLast() { self.statement(statement) }
      if let last = block.statements.last, let target, case .pipeline(let pipeline) = last.kind {
        builder.span = last.span
        self.pipeline(pipeline, into: target)
        return
      }
      if let last = block.statements.last { statement(last) }
      if let target { builder.emit(.null, target) }
    }
  }

  func statement(_ statement: Statement) {
    builder.span = statement.span
    if case .pipeline(let pipeline) = statement.kind {
      needing(.nothing) { temporary { self.pipeline(pipeline, into: nil) } }
    } else {
      needing(.value) { other(statement) }
    }
  }

  /// A statement that is no pipeline.
  private func other(_ statement: Statement) {
    switch statement.kind {
    case .declare(let name, let pipeline): declaration(name, pipeline)
    case .assign(let target, let sign, let pipeline): temporary { assignment(target, sign, pipeline) }
    case .forIn(let first, let second, let pipeline, let body): loop(first, second, pipeline, body)
    case .whileLoop(let pipeline, let body): loop(while: pipeline, body)
    case .breakLoop: leaveLoop { $0.breakLabel }
    case .continueLoop: leaveLoop { $0.continueLabel }
    case .returnValue(let pipeline): temporary { returning(pipeline) }
    case .assert(let condition, let message): temporary { assertion(condition, message) }
    case .pipeline, .define, .use, .test, .param, .keep: break
    }
  }

  private func leaveLoop(_ label: (Enclosing) -> Label) {
    guard let loop = enclosing.last else { return }
    closeBrackets(ofLoop: true)
    builder.jump(to: label(loop))
  }

  private func declaration(_ name: Name, _ pipeline: Pipeline) {
    // The value is computed before the name is bound: `let x = $x + 1` reads the outer one.
    let register = builder.register()
    self.pipeline(pipeline, into: register)
    let topLevel = scopes.count == 1
    if topLevel, options.interactive || mentions.inDefinitions.contains(name.text) {
      store(register, in: global(name.text))
      builder.emit(.null, register)
    } else {
      scopes[scopes.count - 1][name.text] = .register(register)
    }
  }

  private func assignment(_ target: Target, _ sign: AssignmentOperator, _ pipeline: Pipeline) {
    guard let binding = lookUp(target.variable.text) else { return }
    if target.steps.isEmpty {
      assignment(binding, sign, pipeline)
      return
    }
    if sign == .set, target.steps.count == 1, case .register(let register) = binding {
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
    switch binding {
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

  private func assignment(_ binding: Binding, _ sign: AssignmentOperator, _ pipeline: Pipeline) {
    if sign == .set, case .register(let target) = binding, pipeline.isPlain {
      self.pipeline(pipeline, into: target)
      return
    }
    if sign == .add, let item = pipeline.onlyItem { return append(item, to: binding) }
    let register = builder.register()
    if case .register(let target) = binding, let expression = pipeline.onlyExpression,
      let operation = sign.binary, expression.immediate != nil || sign != .add
    {
      return binary(operation, target, expression, into: target)
    }
    self.pipeline(pipeline, into: register)
    if sign == .set { return take(register, into: binding) }
    switch (binding, Assignment(sign)) {
    case (.register(let target), .add): builder.emit(.addTo, target, register)
    case (.global(let slot), .add): builder.emit(.addTo, slot, register, flag: 1)
    case (.register(let target), let operation):
      builder.emit(.assign, target, register, 0, flag: operation.rawValue << 1)
    case (.global(let slot), let operation):
      builder.emit(.assign, slot, register, 0, flag: operation.rawValue << 1 | 1)
    }
  }

  /// `$list += [item]`.
  private func append(_ item: Expression, to binding: Binding) {
    let operand = operand(item, isCopied: false)
    switch binding {
    case .register(let target): builder.emit(.appendTo, target, operand.0, flag: operand.1)
    case .global(let slot): builder.emit(.appendTo, slot, operand.0, flag: operand.1 | 4)
    }
  }

  private func take(_ register: Int, into binding: Binding) {
    switch binding {
    case .register(let target): builder.emit(.take, target, register)
    case .global(let slot): builder.emit(.setGlobal, register, slot, flag: 1)
    }
  }

  private func loop(while condition: Pipeline, _ body: Block) {
    if let expression = condition.onlyExpression,
      case .binary(let sign, let left, let right) = expression.kind,
      sign.isComparison, left.isSmall, right.isSmall
    {
      return loop(whileHolds: expression, body) {
        self.comparison(sign, left, right, isNegated: true, elseTo: $0)
      }
    }
    let start = builder.label()
    let end = builder.label()
    builder.place(start)
    self.condition(condition, elseTo: end)
    enclosing.append(Enclosing(breakLabel: end, continueLabel: start))
    block(body, into: nil)
    enclosing.removeLast()
    builder.jump(to: start)
    builder.place(end)
  }

  /// A loop whose test is small enough to stand twice: before the loop, and at the end of its body, where it
  /// jumps back. A turn so is one jump less.
  private func loop(whileHolds condition: Expression, _ body: Block, again: (Label) -> Void) {
    let start = builder.label()
    let test = builder.label()
    let end = builder.label()
    self.condition(condition, elseTo: end)
    builder.place(start)
    enclosing.append(Enclosing(breakLabel: end, continueLabel: test))
    block(body, into: nil)
    enclosing.removeLast()
    builder.place(test)
    builder.span = condition.span
    again(start)
    builder.place(end)
  }

  private func loop(_ first: Name, _ second: Name?, _ pipeline: Pipeline, _ body: Block) {
    scoped {
      builder.span = pipeline.span
      let loop = second == nil ? items(of: pipeline) : pairs(of: pipeline)
      scopes[scopes.count - 1][first.text] = .register(loop.item)
      if let second { scopes[scopes.count - 1][second.text] = .register(loop.item + 1) }
      let stop = builder.label()
      let outside = builder.label()
      enclosing.append(Enclosing(breakLabel: stop, continueLabel: loop.continueLabel))
      passingOver({ block(body, into: nil) }, otherwise: {})
      enclosing.removeLast()
      builder.jump(to: loop.continueLabel)
      builder.place(stop)
      close(loop)
      builder.jump(to: outside)
      builder.place(loop.endLabel)
      builder.place(outside)
    }
  }

  private func returning(_ pipeline: Pipeline?) {
    if let expression = pipeline?.onlyExpression {
      needing(.caller) {
        let register = value(expression)
        closeBrackets(ofLoop: false)
        builder.emit(.returnValue, register)
      }
      return
    }
    let register = builder.register()
    if let pipeline {
      needing(.caller) { self.pipeline(pipeline, into: register) }
    } else {
      builder.emit(.null, register)
    }
    closeBrackets(ofLoop: false)
    builder.emit(.returnValue, register)
  }

  private func assertion(_ condition: Expression, _ message: Expression?) {
    let failed = builder.label()
    let end = builder.label()
    let comparison = message == nil ? comparison(of: condition) : nil
    self.condition(comparison?.expression ?? condition, elseTo: failed)
    builder.jump(to: end)
    builder.place(failed)
    let register = builder.register()
    if let message {
      value(message, into: register)
    } else if let comparison {
      builder.span = condition.span
      builder.constant(Value(comparison.sign.rawValue), into: register)
      builder.emit(.raiseFresh, register, comparison.left, comparison.right, flag: 2)
    } else {
      builder.constant("the assertion must hold, but does not", into: register)
    }
    builder.span = condition.span
    builder.emit(.fail, register)
    builder.place(end)
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
    default: false
    }
  }
}

extension Expression {
  /// Whether it is a number, a variable, or arithmetic of these: code that may stand twice.
  fileprivate var isSmall: Bool {
    switch kind {
    case .literal: true
    case .path(.variable, let segments): segments.isEmpty
    case .binary(let sign, let left, let right):
      [.add, .subtract, .multiply].contains(sign) && left.isLeaf && right.isLeaf
    default: false
    }
  }

  private var isLeaf: Bool { if case .binary = kind { false } else { isSmall } }
}
