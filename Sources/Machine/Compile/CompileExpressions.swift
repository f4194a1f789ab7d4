import JSON
import Source
import Syntax

extension Compiler {
  /// Computes an expression into a register.
  func value(_ expression: Expression, into target: Int) {
    let outer = (builder.span, need)
    builder.span = expression.span
    defer { (builder.span, need) = outer }
    if let constant = expression.constant { return builder.constant(constant, into: target) }
    // A call's value is looked at where the expression's is; that of any other part always is.
    if expression.plainCall == nil { need = .value }
    switch expression.kind {
    case .literal, .raw, .word: break  // Constants, done above.
    case .text(let literal): temporary { text(literal, into: target) }
    case .array(let elements): temporary { array(elements, into: target) }
    case .object(let members): temporary { object(members, into: target) }
    case .path(let root, let segments): temporary { path(root, segments, into: target) }
    case .unary(.negate, let operand): temporary { builder.emit(.negate, target, value(operand)) }
    case .unary(.not, let operand): temporary { builder.emit(.not, target, value(operand)) }
    case .binary(let sign, let left, let right): temporary { binary(sign, left, right, into: target) }
    }
  }

  /// Computes an expression into any register: a variable's own where it is one.
  func value(_ expression: Expression) -> Int {
    if case .path(let root, let segments) = expression.kind, segments.isEmpty,
      let register = register(of: root)
    {
      return register
    }
    let register = builder.register()
    value(expression, into: register)
    return register
  }

  /// The register that holds what a path starts from, where it has one.
  func register(of root: Root) -> Int? {
    switch root {
    case .item: return item
    case .variable(let name):
      guard case .register(let register) = location(name) else { return nil }
      return register
    case .last, .call, .pipeline: return nil
    }
  }

  /// Two operands. The left one is copied where computing the right one may change it.
  func operands(_ left: Expression, _ right: Expression) -> (Int, Int) {
    guard right.mayAssign else { return (value(left), value(right)) }
    let register = builder.register()
    value(left, into: register)
    return (register, value(right))
  }

  private func binary(_ sign: BinaryOperator, _ left: Expression, _ right: Expression, into target: Int) {
    switch sign {
    case .and, .or: logical(sign, left, right, into: target)
    case .coalesce:
      let end = builder.label()
      let result = builder.register()
      value(left, into: result)
      builder.jump(.jumpIfNotNull, result, to: end)
      value(right, into: result)
      builder.place(end)
      builder.emit(.take, target, result)
    case .add, .subtract, .multiply, .divide, .remainder:
      if let immediate = right.immediate {
        arithmetic(sign, value(left), immediate, into: target)
      } else {
        fallthrough
      }
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .contained, .matches, .range:
      let (x, y) = operands(left, right)
      plain(sign, x, y, into: target)
    }
  }

  /// An operator whose left side stands in a register.
  func binary(_ sign: BinaryOperator, _ left: Int, _ right: Expression, into target: Int) {
    if let immediate = right.immediate {
      arithmetic(sign, left, immediate, into: target)
    } else {
      plain(sign, left, value(right), into: target)
    }
  }

  /// An operator with a small integer on its right side.
  private func arithmetic(_ sign: BinaryOperator, _ left: Int, _ right: Int, into target: Int) {
    let opcode: Opcode =
      switch sign {
      case .multiply: .multiplyImmediate
      case .divide: .divideImmediate
      case .remainder: .remainderImmediate
      case .add, .subtract: .addImmediate
      case .coalesce, .or, .and, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual,
        .contained, .matches, .range:
        preconditionFailure("'\(sign.rawValue)' is not arithmetic")
      }
    let written = sign == .subtract ? -right : right
    let bits = Int(UInt16(truncatingIfNeeded: written))
    builder.emit(opcode, target, left, bits, flag: sign == .subtract ? 1 : 0)
  }

  private func plain(_ sign: BinaryOperator, _ x: Int, _ y: Int, into target: Int) {
    switch sign {
    case .equal: builder.emit(.equal, target, x, y)
    case .notEqual: builder.emit(.equal, target, x, y, flag: 1)
    case .less: builder.emit(.less, target, x, y)
    case .lessOrEqual: builder.emit(.lessOrEqual, target, x, y)
    case .greater: builder.emit(.less, target, y, x, flag: 2)
    case .greaterOrEqual: builder.emit(.lessOrEqual, target, y, x, flag: 2)
    case .contained: builder.emit(.contained, target, x, y)
    case .matches: builder.emit(.matches, target, x, y)
    case .range: builder.emit(.range, target, x, y)
    case .multiply: builder.emit(.multiply, target, x, y)
    case .divide: builder.emit(.divide, target, x, y)
    case .remainder: builder.emit(.remainder, target, x, y)
    case .add: builder.emit(.add, target, x, y)
    case .subtract: builder.emit(.subtract, target, x, y)
    case .and, .or, .coalesce: break  // Compiled by `binary`.
    }
  }

  private func logical(_ sign: BinaryOperator, _ left: Expression, _ right: Expression, into target: Int) {
    let end = builder.label()
    let result = builder.register()
    value(left, into: result)
    builder.jump(sign == .and ? .jumpIfFalse : .jumpIfTrue, result, to: end)
    value(right, into: result)
    builder.span = right.span
    builder.emit(.checkBoolean, result)
    builder.place(end)
    builder.emit(.move, target, result)
  }

  // MARK: Literals

  func text(_ literal: TextLiteral, into target: Int) {
    var parts: [Value] = []
    var spans: [Span] = []
    let lastAssigning = literal.parts.lastIndex(where: \.mayAssign) ?? -1
    for (index, part) in literal.parts.enumerated() {
      switch part {
      case .text(let text):
        parts.append(Value(text))
        spans.append(builder.span)
      case .path(let path):
        parts.append(insertion(path, isCopied: index < lastAssigning))
        spans.append(path.span)
      case .pipeline(let pipeline):
        let register = builder.register()
        self.pipeline(pipeline, into: register)
        parts.append(.int(Int64(-1 - register)))
        spans.append(pipeline.span)
      }
    }
    builder.join(parts, spans, into: target)
  }

  /// What stands for an inserted value among the parts of a text.
  private func insertion(_ expression: Expression, isCopied: Bool) -> Value {
    let free = builder.top
    var register = free
    if isCopied {
      register = builder.register()
      value(expression, into: register)
    } else {
      register = value(expression)
    }
    return .int(Int64(register >= free ? -1 - register : register))
  }

  private func array(_ elements: [Element], into target: Int) {
    let result = builder.register()
    guard elements.contains(where: \.spread) || elements.count > 64 else {
      let first = builder.registers(elements.count)
      for (index, element) in elements.enumerated() { value(element.value, into: first + index) }
      return builder.emit(.array, target, first, elements.count)
    }
    builder.emit(.array, result, result, 0)
    for element in elements {
      temporary {
        let register = builder.register()
        value(element.value, into: register)
        builder.span = element.value.span
        builder.emit(element.spread ? .spread : .append, result, register)
      }
    }
    builder.emit(.take, target, result)
  }

  private func object(_ members: [ObjectMember], into target: Int) {
    let result = builder.register()
    builder.emit(.object, result)
    for member in members {
      temporary {
        let register = builder.register()
        switch member {
        case .pair(let key, let element): pair(key, element, register, into: result)
        case .variable(let name):
          variable(name, into: register)
          builder.emit(.setMember, result, builder.constant(Value(name.text)), register)
        case .spread(let expression):
          value(expression, into: register)
          builder.span = expression.span
          builder.emit(.spread, result, register)
        }
      }
    }
    builder.emit(.take, target, result)
  }

  private func pair(_ key: ObjectMember.Key, _ element: Element, _ register: Int, into object: Int) {
    if let name = key.constant {
      value(element.value, into: register)
      builder.emit(.setMember, object, builder.constant(Value(name)), register)
      return
    }
    let computed = builder.register()
    switch key {
    case .name: break  // A constant, done above.
    case .text(let literal): text(literal, into: computed)
    case .computed(let expression): value(expression, into: computed)
    }
    value(element.value, into: register)
    builder.emit(.setComputed, object, computed, register)
  }

  func variable(_ name: Name, into target: Int) {
    switch location(name) {
    case .register(let register): if register != target { builder.emit(.move, target, register) }
    case .global(let slot): builder.emit(.global, target, slot)
    case nil: builder.emit(.null, target)  // Refused by the checker.
    }
  }
}

extension BinaryOperator {
  var isComparison: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    case .coalesce, .or, .and, .contained, .matches, .range, .add, .subtract, .multiply, .divide, .remainder:
      false
    }
  }
}
