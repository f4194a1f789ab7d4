import JSON
import Source
import Syntax

extension Checker {
  func check(_ block: Block) {
    scoped { for statement in block.statements { check(statement) } }
  }

  func check(_ statement: Statement) {
    let topLevel = context.topLevel
    context.topLevel = false
    defer { context.topLevel = false }
    switch statement.kind {
    case .declare(let name, let pipeline):
      check(pipeline)
      declare(name)
    case .keep(let name, let expression):
      require(topLevel, "keep", at: statement.span)
      check(expression)
      declare(name)
    case .param(let parameter):
      require(topLevel, "param", at: statement.span)
      check(parameter)
    case .assign(let target, _, let pipeline):
      check(target)
      check(pipeline)
    case .forIn(let first, let second, let pipeline, let body):
      check(pipeline)
      scoped {
        declare(first)
        if let second { declare(second) }
        loop(body)
      }
    case .whileLoop(let pipeline, let body):
      check(pipeline)
      loop(body)
    case .breakLoop: leaving("break", at: statement.span)
    case .continueLoop: leaving("continue", at: statement.span)
    case .returnValue(let pipeline):
      if let builtin = context.blockOf {
        error("'return' does not leave the block of '\(builtin)'", at: statement.span)
      }
      if let pipeline { check(pipeline) }
    case .define: require(topLevel, "def", at: statement.span)
    case .assert(let condition, let message):
      check(condition)
      if let message { check(message) }
    case .use: require(topLevel, "use", at: statement.span)
    case .test(_, let body):
      require(topLevel, "test", at: statement.span)
      within("test") { check(body) }
    case .pipeline(let pipeline): check(pipeline)
    }
  }

  private func require(_ topLevel: Bool, _ statement: String, at span: Span) {
    if !topLevel { error("'\(statement)' must stand at the top level, but is in a block", at: span) }
  }

  private func check(_ parameter: ScriptParameter) {
    let types = ["string", "int", "number", "bool", "path", "json", "phone", "duration"]
    if let type = parameter.type, !types.contains(type.text) {
      let near = nearest(type.text, among: types)
      error(
        "a param's type must be one of \(types.joined(separator: " ")), but is '\(type.text)'"
          + (near.map { "; did you mean '\($0)'?" } ?? ""), at: type.span)
    }
    if let initial = parameter.initial { check(initial) }
    declare(parameter.name)
  }

  private func check(_ target: Target) {
    let name = target.variable
    if Self.builtinVariables.contains(name.text) {
      error("$\(name.text) is not assigned", at: name.span, hint: "'let x = $\(name.text)' copies it")
    } else if !isDeclared(name.text) {
      let near = nearest(name.text, among: scopes.flatMap { $0 })
      error(
        "no variable $\(name.text)" + (near.map { "; did you mean '$\($0)'?" } ?? ""), at: name.span,
        hint: "'let \(name.text) = …' declares it")
    }
    for case .computed(let key) in target.steps { check(key) }
  }

  private func loop(_ body: Block) {
    let outer = context
    context.inLoop = true
    check(body)
    context = outer
  }

  private func leaving(_ statement: String, at span: Span) {
    if context.inLoop { return }
    if let builtin = context.blockOf {
      error(
        "'\(statement)' does not leave the block of '\(builtin)'", at: span,
        hint: "'for item in … { }' is a loop that it leaves")
    } else {
      error("'\(statement)' must stand in a loop", at: span)
    }
  }

  /// Checks the block of a builtin.
  func within(_ builtin: String, item: Bool = false, _ body: () -> Void) {
    let outer = context
    context.blockOf = builtin
    context.inLoop = false
    context.item = item || outer.item
    body()
    context = outer
  }

  // MARK: Pipelines

  func check(_ pipeline: Pipeline) {
    switch pipeline.source {
    case .conditional(let conditional):
      for branch in conditional.branches {
        check(branch.condition)
        check(branch.body)
      }
      if let otherwise = conditional.otherwise { check(otherwise) }
    case .attempt(let attempt):
      check(attempt.body)
      scoped {
        if let variable = attempt.variable { declare(variable) }
        check(attempt.handler)
      }
    case .command(let command): check(command, stage: false)
    case .expression(let expression): check(expression)
    }
    for stage in pipeline.stages { check(stage, stage: true) }
  }

  // MARK: Expressions

  func check(_ expression: Expression) {
    switch expression.kind {
    case .literal, .word: break
    case .raw(let text): rawText(text, at: expression.span)
    case .text(let literal): check(literal)
    case .array(let elements): for element in elements { check(element.value) }
    case .object(let members): for member in members { check(member) }
    case .path(let root, let segments):
      check(root, at: expression.span)
      for segment in segments { for selector in segment.selectors { check(selector) } }
    case .unary(_, let operand): check(operand)
    case .binary(let sign, let left, let right):
      check(left)
      check(right)
      if sign == .matches, case .string(let pattern) = right.constant {
        check(pattern: pattern, at: right.span)
      }
    }
  }

  private func check(pattern: Text, at span: Span) {
    do throws(RegexpError) {
      _ = try IRegexp(parsing: pattern.string, dialect: .extended)
    } catch {
      self.error(error.message, at: span, hint: error.hint)
    }
  }

  private func check(_ literal: TextLiteral) {
    for part in literal.parts {
      switch part {
      case .text(let text):
        if context.item, text.contains("@.") {
          error(
            "text takes '$(@.name)' for a member of the item, but has '@.name'", at: literal.span,
            hint: "write $(@.…) where @.… stands")
        }
      case .path(let path): check(path)
      case .pipeline(let pipeline): check(pipeline)
      }
    }
  }

  private func rawText(_ text: String, at span: Span) {
    for name in scopes.joined() where text.mentions(variable: name) {
      warn("text between ' inserts nothing, but has $\(name)", at: span, hint: "between \" it inserts")
      return
    }
  }

  private func check(_ member: ObjectMember) {
    switch member {
    case .pair(let key, let element):
      switch key {
      case .name: break
      case .text(let literal): check(literal)
      case .computed(let expression): check(expression)
      }
      check(element.value)
    case .variable(let name): use(name)
    case .spread(let expression): check(expression)
    }
  }

  private func check(_ root: Root, at span: Span) {
    switch root {
    case .last:
      if context.inDefinition {
        error(
          "'$' is the last result at top level and is not there in a def", at: span,
          hint: "pass it as an argument")
      }
    case .item:
      if !context.item {
        error(
          "'@' is the current item and must stand in where, map, each or another stage over items", at: span,
          hint: "in 'for x in …' the item is $x")
      }
    case .variable(let name): use(name)
    case .call(let command): check(command, stage: false)
    case .pipeline(let pipeline): check(pipeline)
    }
  }

  private func check(_ selector: Selector) {
    switch selector {
    case .name, .index, .wildcard: break
    case .slice(let start, let end, let step): for part in [start, end, step] { if let part { check(part) } }
    case .filter(let filter, let span): for name in filter.variables { use(Name(name.string, span)) }
    case .computed(let expression): check(expression)
    }
  }
}

extension String {
  /// Whether `$name` stands in the text, as a whole name.
  fileprivate func mentions(variable name: String) -> Bool {
    var rest = Substring(self)
    while let dollar = rest.firstIndex(of: "$") {
      rest = rest[rest.index(after: dollar)...]
      if rest.hasPrefix(name),
        rest.dropFirst(name.count).first.map({ $0.isLetter || $0.isNumber || $0 == "_" }) != true
      {
        return true
      }
    }
    return false
  }
}
