import JSON
import Source
import Syntax

/// Tests that lead on, or elsewhere.
extension Compiler {
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
      comparison(sign, left, right, isNegated: false, elseTo: otherwise)
    default:
      temporary { builder.jump(.jumpIfFalse, value(expression), to: otherwise) }
    }
  }

  /// Goes on where a comparison holds, and else to `otherwise`; the other way round where it is negated.
  func comparison(
    _ sign: BinaryOperator, _ left: Expression, _ right: Expression, isNegated: Bool, elseTo otherwise: Label
  ) {
    temporary { skip(sign, left, right, flag: isNegated ? 1 : 0) }
    builder.jump(to: otherwise)
  }

  /// Compares, and skips the next instruction where it holds, or where it does not if the flag is 1.
  private func skip(_ sign: BinaryOperator, _ left: Expression, _ right: Expression, flag: UInt8) {
    if let immediate = right.immediate, ![.equal, .notEqual].contains(sign) {
      let bits = Int(UInt16(bitPattern: Int16(immediate)))
      let opcode: Opcode =
        [.less, .greaterOrEqual].contains(sign) ? .skipIfLessImmediate : .skipIfGreaterImmediate
      let isOpposite = [.lessOrEqual, .greaterOrEqual].contains(sign)
      builder.emit(opcode, 0, value(left), bits, flag: isOpposite ? flag ^ 3 : flag)
      return
    }
    if sign == .equal || sign == .notEqual, let immediate = right.immediate,
      case .binary(.remainder, let number, let divisor) = left.kind, let divisor = divisor.immediate,
      divisor > 0
    {
      let register = value(number)
      // Only the remainder can fail.
      builder.span = left.span
      builder.emit(
        .skipIfRemainder, divisor, register, Int(UInt16(bitPattern: Int16(immediate))),
        flag: sign == .equal ? flag : flag ^ 1)
      return
    }
    if sign == .equal || sign == .notEqual, let constant = right.constant {
      let register = value(left)
      builder.emit(
        .skipIfEqualConstant, 0, register, builder.constant(constant), flag: sign == .equal ? flag : flag ^ 1)
      return
    }
    let (x, y) = operands(left, right)
    switch sign {
    case .less: builder.emit(.skipIfLess, 0, x, y, flag: flag)
    case .lessOrEqual: builder.emit(.skipIfLessOrEqual, 0, x, y, flag: flag)
    case .greater: builder.emit(.skipIfLess, 0, y, x, flag: flag | 2)
    case .greaterOrEqual: builder.emit(.skipIfLessOrEqual, 0, y, x, flag: flag | 2)
    case .equal: builder.emit(.skipIfEqual, 0, x, y, flag: flag)
    case .notEqual: builder.emit(.skipIfEqual, 0, x, y, flag: flag ^ 1)
    case .coalesce, .or, .and, .contained, .matches, .range, .add, .subtract, .multiply, .divide, .remainder:
      preconditionFailure("'\(sign.rawValue)' is not a comparison")
    }
  }
}
