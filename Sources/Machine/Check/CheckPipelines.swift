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
    case .conditional(let conditional): check(conditional)
    case .attempt(let attempt): check(attempt)
    case .command(let command):
      Finding(outline: check(command, input: nil), leaves: leaves(command) ? command.name.text : nil)
    case .expression(let expression): Finding(outline: check(expression))
    }
  }

  /// Whether what follows a command is never reached.
  private func leaves(_ command: Command) -> Bool {
    command.verb == nil && Self.leaving.contains(command.name.text)
  }

  private static let leaving: Set<String> = ["fail", "exit"]

  /// It leaves where each branch does.
  private func check(_ conditional: Conditional) -> Finding {
    var allLeave = true
    for branch in conditional.branches {
      condition(branch.condition)
      if check(branch.body).leaves == nil { allLeave = false }
    }
    if let otherwise = conditional.otherwise, check(otherwise).leaves != nil, allLeave {
      return Finding(leaves: "if")
    }
    return Finding()
  }

  private func check(_ attempt: Attempt) -> Finding {
    let body = check(attempt.body)
    let handler = scoped {
      if let variable = attempt.variable { declare(variable, outline: .failure) }
      return check(attempt.handler)
    }
    return Finding(leaves: body.leaves == nil || handler.leaves == nil ? nil : "try")
  }
}
