import JSON
import Source
import Syntax

/// Loops, conditions, and the statements that leave blocks.
extension Checker {
  func checkFor(_ first: Name, _ second: Name?, _ pipeline: Pipeline, _ body: Block) {
    let sequence = check(pipeline).outline
    let allowance: LoopState.Allowance = second == nil ? [] : .object
    if sequence.types.excludes(second == nil ? .list : [.list, .object]) {
      fault(.notIterable(sequence, allowance, nil), at: pipeline.span)
    }
    scoped {
      declare(first, outline: second == nil ? sequence.item : sequence.key)
      if let second { declare(second, outline: sequence.item) }
      loop(body)
    }
  }

  /// A loop without end leaves its block where no `break` leaves the loop.
  func checkWhile(_ pipeline: Pipeline, _ body: Block) -> Finding {
    let outer = guards.count
    defer { guards.forget(since: outer) }
    let mark = guards.readCount
    condition(pipeline)
    guards.add(since: mark)
    let isLeft = loop(body)
    let isEndless = known(pipeline) == true && !isLeft && program.unread == nil
    return Finding(leaves: isEndless ? .endlessLoop : nil)
  }

  /// - Returns: whether a `break` leaves it.
  @discardableResult
  private func loop(_ body: Block) -> Bool {
    let outer = (context, breaks)
    defer { (context, breaks) = outer }
    context.inLoop = true
    breaks = false
    check(body)
    return breaks
  }

  func leaving(_ statement: String, at span: Span) -> Finding {
    if context.inLoop {
      if statement == "break" { breaks = true }
      return Finding(leaves: .before(statement))
    }
    // It ends the item.
    if statement == "continue", context.hasItems { return Finding(leaves: .before(statement)) }
    if let builtin = context.blockOf {
      error(
        "'\(statement)' does not leave the block of '\(builtin)'", at: span,
        hint: "'for item in … { }' is a loop that it leaves")
    } else {
      error("'\(statement)' must stand in a loop", at: span)
    }
    return Finding()
  }

  func checkReturn(_ pipeline: Pipeline?, at span: Span) -> Finding {
    if let pipeline { check(pipeline) }
    guard let builtin = context.blockOf else { return Finding(leaves: .before("return")) }
    error("'return' does not leave the block of '\(builtin)'", at: span)
    return Finding()
  }
}

// MARK: - Conditions

extension Checker {
  /// A condition must be true or false. One that did not read is not known.
  func condition(_ pipeline: Pipeline) {
    condition(check(pipeline).outline, at: pipeline.span)
    if case .expression(let expression) = pipeline.source, pipeline.stages.isEmpty {
      tellConstant(expression)
    }
  }

  func condition(_ expression: Expression) {
    condition(check(expression), at: expression.span)
  }

  /// - Parameter operation: the `&&` or `||` that it is the right side of.
  func condition(_ found: Outline, at span: Span, joins operation: BinaryOperator? = nil) {
    guard found.types.excludes(.boolean), program.unread == nil else { return }
    var failure = Failure.notBoolean(found)
    if let operation, let literal = found.value, literal.asArray == nil, !literal.isNull {
      failure.hint =
        "each side of '\(operation.rawValue)' is a test of its own; one of several values: $x in [a, b]"
    }
    fault(failure, at: span)
  }

  /// `"status" == "failed"`: one of them was meant to be a variable, or a member of the item.
  func tellConstant(_ expression: Expression) {
    guard case .binary(let sign, let left, let right) = expression.kind, [.equal, .notEqual].contains(sign),
      right.isLiteral, let text = left.textConstant, program.unread == nil
    else { return }
    warn(
      "this test comes out the same each time: both sides are literals", at: expression.span,
      hint: "a variable is '$\(text)'" + (context.item == nil ? "" : ", a member of the item '@.\(text)'"))
  }
}

extension Outline {
  /// Of the keys or indices that a loop with two names goes through.
  fileprivate var key: Outline {
    switch types {
    case .list: .types(.number)
    case .object: .types(.text)
    default: .unknown
    }
  }
}
