import JSON
import Source
import Syntax

extension Checker {
  @discardableResult
  func check(_ pipeline: Pipeline) -> Finding {
    var result = source(pipeline)
    for stage in pipeline.stages { result = Finding(outline: check(stage, input: result.outline)) }
    return result
  }

  private func source(_ pipeline: Pipeline) -> Finding {
    switch pipeline.source {
    case .conditional(let conditional): return check(conditional)
    case .attempt(let attempt): return check(attempt)
    case .command(let command):
      let callee = resolution.callee(of: command)
      return Finding(
        outline: check(command, callee, input: nil),
        leaves: pipeline.stages.isEmpty ? leaving(command, callee) : nil)
    case .expression(let expression): return Finding(outline: check(expression))
    }
  }

  /// Why what follows a command is never reached, where that is so.
  private func leaving(_ command: Command, _ callee: Callee?) -> Leaving? {
    guard case .builtin(let builtin)? = callee else { return nil }
    return switch builtin.traits.ends {
    case .leaves: .before(command.name.text)
    case .never: .never(command.name.text)
    case nil: nil
    }
  }

  /// It leaves where each branch does; its value is that of one of those that do not.
  private func check(_ conditional: Conditional) -> Finding {
    let outer = guards.count
    defer { guards.forget(since: outer) }
    var value: Outline?
    for branch in conditional.branches {
      let mark = guards.readCount
      condition(branch.condition)
      guards.add(since: mark)
      add(check(branch.body), to: &value)
    }
    guard let otherwise = conditional.otherwise else {
      return Finding(outline: value?.or(.types(.null)) ?? .types(.null))
    }
    add(check(otherwise), to: &value)
    return value.map { Finding(outline: $0) } ?? Finding(leaves: .before("if"))
  }

  private func add(_ block: Finding, to value: inout Outline?) {
    if block.leaves == nil { value = value?.or(block.outline) ?? block.outline }
  }

  private func check(_ attempt: Attempt) -> Finding {
    let outer = context.mayFail
    context.mayFail = true
    let body = check(attempt.body)
    context.mayFail = outer
    let handler = scoped {
      if let variable = attempt.variable { declare(variable, outline: .failure) }
      return check(attempt.handler)
    }
    var value: Outline?
    add(body, to: &value)
    add(handler, to: &value)
    return value.map { Finding(outline: $0) } ?? Finding(leaves: .before("try"))
  }
}
