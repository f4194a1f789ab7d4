import JSON
import Source
import Syntax

/// Loops, and the statements that leave them.
extension Checker {
  func checkFor(_ first: Name, _ second: Name?, _ pipeline: Pipeline, _ body: Block) {
    let item = check(pipeline).outline.item
    scoped {
      declare(first, outline: second == nil ? item : .unknown)
      if let second { declare(second, outline: item) }
      loop(body)
    }
  }

  /// A loop without end leaves its block where no `break` leaves the loop.
  func checkWhile(_ pipeline: Pipeline, _ body: Block) -> Finding {
    condition(pipeline)
    let isLeft = loop(body)
    return Finding(leaves: known(pipeline) == true && !isLeft && program.unread == nil ? "while" : nil)
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
      return Finding(leaves: statement)
    }
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
    guard let builtin = context.blockOf else { return Finding(leaves: "return") }
    error("'return' does not leave the block of '\(builtin)'", at: span)
    return Finding()
  }

  /// A condition that is known must be true or false. One that did not read is not known.
  func condition(_ pipeline: Pipeline) {
    check(pipeline)
    if let value = known(pipeline) { condition(value, at: pipeline.span) }
  }

  func condition(_ expression: Expression) {
    check(expression)
    if let value = known(expression) { condition(value, at: expression.span) }
  }

  func condition(_ value: Value, at span: Span) {
    guard value.asBool == nil, program.unread == nil else { return }
    let failure = Failure.notBoolean(value)
    error(failure.message, at: span, hint: failure.hint)
  }
}
