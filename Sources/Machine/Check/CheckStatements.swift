import JSON
import Source
import Syntax

extension Checker {
  @discardableResult
  func check(_ block: Block) -> Finding {
    scoped { checkStatements(block.statements, topLevel: false) }
  }

  /// The finding of a block is that of the last statement that is reached.
  @discardableResult
  func checkStatements(_ statements: [Statement], topLevel: Bool) -> Finding {
    let outer = guards.count
    defer { guards.forget(since: outer) }
    var result = Finding(outline: .types(.null))
    var isTold = false
    for statement in statements {
      if let reason = result.leaves, !isTold, statement.runs {
        isTold = true
        warn("this never runs: \(reason.words)", at: statement.span)
      }
      let mark = guards.readCount
      context.topLevel = topLevel
      let finding = check(statement)
      context.topLevel = false
      if statement.mayEnd { guards.add(since: mark) }
      if result.leaves == nil, statement.runs { result = finding }
    }
    return result
  }

  private func check(_ statement: Statement) -> Finding {
    let topLevel = context.topLevel
    context.topLevel = false
    switch statement.kind {
    case .declare(let name, let pipeline):
      let found = check(pipeline)
      tellUnsent(name, pipeline, found.outline)
      declare(name, .declared, outline: found.outline)
      if let reason = found.leaves { return Finding(leaves: reason) }
    case .keep(let name, let expression):
      let stands = require(topLevel, "keep", at: statement.span)
      check(expression)
      declare(name, stands ? .kept : .given)
    case .param(let parameter):
      check(parameter, require(topLevel, "param", at: statement.span) ? .option : .given)
    case .assign(let target, _, let pipeline):
      check(target)
      let found = check(pipeline)
      if target.steps.isEmpty { tellUnsent(target.variable, pipeline, found.outline) }
    case .forIn(let first, let second, let pipeline, let body): checkFor(first, second, pipeline, body)
    case .whileLoop(let pipeline, let body): return checkWhile(pipeline, body)
    case .breakLoop: return leaving("break", at: statement.span)
    case .continueLoop: return leaving("continue", at: statement.span)
    case .returnValue(let pipeline): return checkReturn(pipeline, at: statement.span)
    case .define: require(topLevel, "def", at: statement.span)
    case .assert(let expression, let message):
      condition(expression)
      if let message { check(message) }
    case .use: require(topLevel, "use", at: statement.span)
    case .test: require(topLevel, "test", at: statement.span)
    case .pipeline(let pipeline):
      let found = check(pipeline)
      if topLevel { keepLast(found.outline) }
      return found
    }
    return Finding(outline: .types(.null))
  }

  /// `let m = messages send … --dry-run`: what the answer would hold is not there.
  private func tellUnsent(_ name: Name, _ pipeline: Pipeline, _ outline: Outline) {
    guard outline.types == .null, case .command(let command) = pipeline.source, pipeline.stages.isEmpty,
      command.hasFlag("dry-run")
    else { return }
    warn(
      "$\(name.text) is null: --dry-run shows the request, and sends nothing that is answered",
      at: command.nameSpan,
      hint: "without it the call is made, and $\(name.text) is the answer")
  }

  /// Null is not shown, and `$` keeps its value.
  private func keepLast(_ outline: Outline) {
    if outline.types == .null { return }
    hasLast = true
    last = outline.types.contains(.null) ? last.or(outline.orElse) : outline
  }

  @discardableResult
  private func require(_ topLevel: Bool, _ statement: String, at span: Span) -> Bool {
    if !topLevel { error("'\(statement)' must stand at the top level, but is in a block", at: span) }
    return topLevel
  }

  private func check(_ target: Target) {
    let name = target.variable
    if let binding = resolution.binding(name), binding < Resolver.variables.count {
      error("$\(name.text) is not assigned", at: name.span, hint: "'let x = $\(name.text)' copies it")
    } else if let variable = variable(name) {
      write(name, depth: variable.depth)
    } else {
      unknown(name, isRead: false)
    }
    for case .computed(let key) in target.steps { check(key) }
  }

  /// Checks the block of a builtin.
  func within(
    _ builtin: String, repeats: Bool = false, item: Outline? = nil, _ body: () -> Finding
  ) -> Finding {
    let outer = (context, breaks)
    defer { (context, breaks) = outer }
    (context.blockOf, context.repeats) = (builtin, repeats)
    context.hasItems = item != nil
    context.inLoop = false
    context.item = item ?? context.item
    return body()
  }
}

extension Statement {
  /// Whether what follows may only be reached where some test holds: `if $x == null { exit }`.
  fileprivate var mayEnd: Bool {
    switch kind {
    case .assert: true
    case .pipeline(let pipeline): if case .conditional = pipeline.source { true } else { false }
    case .declare, .keep, .assign, .forIn, .whileLoop, .breakLoop, .continueLoop, .returnValue, .define,
      .use, .test, .param:
      false
    }
  }

  /// Whether it does something where it stands, rather than declare for the whole file.
  fileprivate var runs: Bool {
    switch kind {
    case .define, .use, .test, .param: false
    case .declare, .keep, .assign, .forIn, .whileLoop, .breakLoop, .continueLoop, .returnValue, .assert,
      .pipeline:
      true
    }
  }
}
