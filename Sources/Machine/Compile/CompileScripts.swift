import Source
import Syntax

/// What only scripts have: their options, what they keep from run to run, their tests.
extension Compiler {
  /// A variable that may have been set before the run; else it gets its initial value. At the prompt nothing
  /// is set before: there it is as if `let` had made it.
  func initial(_ name: Name, _ expression: Expression?) {
    let slot = global(name)
    let set = builder.label()
    if !options.interactive { builder.jump(.jumpIfSet, slot, to: set) }
    temporary {
      let register = builder.register()
      if let expression { value(expression, into: register) } else { builder.emit(.null, register) }
      builder.emit(.setGlobal, register, slot)
    }
    builder.place(set)
  }

  /// An assertion that compares. Its sides are computed into registers first, so that the failure can show them where
  /// it does not hold.
  struct Comparison {
    var sign: BinaryOperator
    var left: Int
    var right: Int
    var expression: Expression
  }

  func comparison(of condition: Expression) -> Comparison? {
    guard case .binary(let sign, let left, let right) = condition.kind,
      sign.isComparison || sign == .contained || sign == .matches
    else { return nil }
    let first = builder.registers(2)
    for (side, register) in [(left, first), (right, first + 1)] {
      builder.span = side.span
      value(side, into: register)
    }
    return Comparison(
      sign: sign, left: first, right: first + 1,
      expression: Expression(
        .binary(sign, side(" left", first, left), side(" right", first + 1, right)), condition.span))
  }

  /// A side of a comparison by a name that no variable has; as it is where it is known.
  private func side(_ name: String, _ register: Int, _ side: Expression) -> Expression {
    if side.constant != nil { return side }
    sides[name] = register
    return Expression(.path(.variable(Name(name, side.span)), []), side.span)
  }

  /// One test in place of the program. Beside the test, only defaults run.
  func test(_ test: Span, of program: Program) {
    for statement in program.statements { beforeTest(statement) }
    for statement in program.statements where statement.span == test {
      guard case .test(_, let body) = statement.kind else { continue }
      builder.span = test
      needing(.nothing) { block(body, into: nil) }
    }
  }

  private func beforeTest(_ statement: Statement) {
    switch statement.kind {
    case .param, .keep: topLevel(statement)
    case .pipeline(let pipeline) where pipeline.stages.isEmpty:
      if case .command(let command) = pipeline.source, builtin(command)?.traits.setsDefaults == true {
        topLevel(statement)
      }
    case .declare(let name, _):
      // A def may read it, and finds that it is not set.
      if isGlobal(name) { _ = global(name) }
    case .pipeline, .assign, .forIn, .whileLoop, .breakLoop, .continueLoop, .returnValue, .define, .assert,
      .use, .test:
      break
    }
  }
}
