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
      guard case .register(let register) = lookUp(name.text) else { return nil }
      return register
    case .last, .call, .pipeline: return nil
    }
  }

  /// Two operands. The left one is copied where computing the right one may change it.
  private func operands(_ left: Expression, _ right: Expression) -> (Int, Int) {
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
    case .add, .subtract:
      if let immediate = right.immediate, sign == .add || immediate != Int(Int16.min) {
        let register = value(left)
        let added = sign == .add ? immediate : -immediate
        let bits = Int(UInt16(bitPattern: Int16(added)))
        builder.emit(.addImmediate, target, register, bits, flag: sign == .add ? 0 : 1)
      } else {
        let (x, y) = operands(left, right)
        builder.emit(sign == .add ? .add : .subtract, target, x, y)
      }
    default:
      let (x, y) = operands(left, right)
      plain(sign, x, y, into: target)
    }
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
    case .add, .subtract, .and, .or, .coalesce: break  // Compiled by `binary`.
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

  // MARK: Conditions

  func condition(_ pipeline: Pipeline, elseTo otherwise: Label) {
    needing(.value) { test(pipeline, elseTo: otherwise) }
  }

  private func test(_ pipeline: Pipeline, elseTo otherwise: Label) {
    if pipeline.stages.isEmpty, case .expression(let expression) = pipeline.source {
      return condition(expression, elseTo: otherwise)
    }
    temporary {
      let register = builder.register()
      self.pipeline(pipeline, into: register)
      builder.span = pipeline.span
      builder.jump(.jumpIfFalse, register, to: otherwise)
    }
  }

  /// Goes on where the expression is true, and to `otherwise` where it is false.
  func condition(_ expression: Expression, elseTo otherwise: Label) {
    let outer = builder.span
    builder.span = expression.span
    defer { builder.span = outer }
    switch expression.kind {
    case .binary(.and, let left, let right):
      condition(left, elseTo: otherwise)
      condition(right, elseTo: otherwise)
    case .binary(let sign, let left, let right) where sign.isComparison:
      temporary { comparison(sign, left, right) }
      builder.jump(to: otherwise)
    default:
      temporary { builder.jump(.jumpIfFalse, value(expression), to: otherwise) }
    }
  }

  /// Compares, and skips the next instruction where it holds.
  private func comparison(_ sign: BinaryOperator, _ left: Expression, _ right: Expression) {
    if let immediate = right.immediate, sign == .less || sign == .greaterOrEqual {
      let bits = Int(UInt16(bitPattern: Int16(immediate)))
      builder.emit(.skipIfLessImmediate, 0, value(left), bits, flag: sign == .less ? 0 : 1)
      return
    }
    if sign == .equal || sign == .notEqual, let constant = right.constant {
      let flag: UInt8 = sign == .equal ? 0 : 1
      builder.emit(.skipIfEqualConstant, 0, value(left), builder.constant(constant), flag: flag)
      return
    }
    let (x, y) = operands(left, right)
    switch sign {
    case .less: builder.emit(.skipIfLess, 0, x, y)
    case .lessOrEqual: builder.emit(.skipIfLessOrEqual, 0, x, y)
    case .greater: builder.emit(.skipIfLess, 0, y, x, flag: 2)
    case .greaterOrEqual: builder.emit(.skipIfLessOrEqual, 0, y, x, flag: 2)
    case .equal: builder.emit(.skipIfEqual, 0, x, y)
    default: builder.emit(.skipIfEqual, 0, x, y, flag: 1)
    }
  }

  // MARK: Literals

  func text(_ literal: TextLiteral, into target: Int) {
    let first = builder.registers(max(1, literal.parts.count))
    for (index, part) in literal.parts.enumerated() {
      switch part {
      case .text(let text): builder.constant(Value(text), into: first + index)
      case .path(let path):
        value(path, into: first + index)
        builder.span = path.span
        builder.emit(.text, first + index, first + index)
      case .pipeline(let pipeline):
        self.pipeline(pipeline, into: first + index)
        builder.span = pipeline.span
        builder.emit(.text, first + index, first + index)
      }
    }
    builder.emit(.concatenate, target, first, literal.parts.count)
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
    switch lookUp(name.text) {
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
    default: false
    }
  }
}
