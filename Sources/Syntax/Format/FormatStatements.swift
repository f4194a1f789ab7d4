import Source

/// Lays out statements and blocks.
extension Formatter {
  mutating func program(_ program: Program) {
    let end = source.bytes.count
    let last = statements(program.statements, from: source.start)
    _ = gap(last, end, first: program.statements.isEmpty)
  }

  /// Writes statements, one on each line.
  ///
  /// - Returns: the offset where the last one ends.
  private mutating func statements(_ statements: [Statement], from start: Int) -> Int {
    var last = start
    for (index, statement) in statements.enumerated() {
      let blank = gap(last, Int(statement.span.start), first: index == 0)
      add(index == 0 && !blank ? .line(blank: false) : .hard(blank: blank))
      self.statement(statement)
      last = Int(statement.span.end)
    }
    return last
  }

  /// Writes `{ … }`. It stands on one line where its group does; the caller has opened the group.
  mutating func blockInGroup(_ block: Block) {
    let (start, end) = (Int(block.span.start), Int(block.span.end))
    comments(before: start)
    word("{")
    if !block.statements.isEmpty || hasComment(before: end) {
      let before = newlines
      if isBroken(block) { force() }
      within(newlineIsBlank: false) { formatter in
        formatter.indented(.indent(2)) { formatter in
          let last = formatter.statements(block.statements, from: start + 1)
          _ = formatter.gap(last, end - 1, first: block.statements.isEmpty)
        }
      }
      if newlines > before { force() }
      add(.line(blank: false))
    }
    word("}")
  }

  private func isBroken(_ block: Block) -> Bool {
    block.statements.count > 1 || hasNewline(Int(block.span.start), Int(block.span.end))
  }

  /// Writes the block of a statement. The block is indented relative to the statement.
  private mutating func body(_ block: Block) {
    add(.space)
    blockInGroup(block)
  }

  // MARK: - Kinds

  private mutating func statement(_ statement: Statement) {
    switch statement.kind {
    case .declare(let name, let value): declaration("let ", name, value)
    case .keep(let name, let value):
      word("keep ")
      atom(name)
      word(" = ")
      expression(value)
    case .assign(let target, let operation, let value): assignment(target, operation, value)
    case .forIn(let first, let second, let sequence, let body): loop(first, second, sequence, body)
    case .whileLoop(let condition, let body):
      bracketGroup { formatter in
        formatter.word("while ")
        formatter.pipeline(condition)
        formatter.body(body)
      }
    case .breakLoop: word("break")
    case .continueLoop: word("continue")
    case .returnValue(let value): returned(value)
    case .define(let definition): self.definition(definition)
    case .assert(let condition, let message): assertion(condition, message, statement.span)
    case .use(let text):
      word("use ")
      self.text(text)
    case .test(let name, let body):
      bracketGroup { formatter in
        formatter.word("test ")
        formatter.text(name)
        formatter.body(body)
      }
    case .param(let parameter): self.parameter(parameter)
    case .pipeline(let value): pipeline(value)
    }
  }

  private mutating func declaration(_ keyword: StaticString, _ name: Name, _ value: Pipeline) {
    word(keyword)
    atom(name)
    word(" = ")
    pipeline(value)
  }

  private mutating func assignment(_ target: Target, _ operation: AssignmentOperator, _ value: Pipeline) {
    atom(target.variable)
    for step in target.steps { self.step(step) }
    add(.space)
    operatorWord(operation.rawValue)
    add(.space)
    pipeline(value)
  }

  /// Writes one step of a target. A literal name or index is written as it stands, with its brackets.
  private mutating func step(_ step: Target.Step) {
    switch step {
    case .member(let name): atom(name)
    case .computed(let key):
      if case .literal = key.kind, source.byte(Int(key.span.start)) == UInt8(ascii: "[") {
        return atom(key.span)
      }
      word("[")
      within(newlineIsBlank: true) { formatter in formatter.expression(key) }
      word("]")
    }
  }

  private mutating func loop(_ first: Name, _ second: Name?, _ sequence: Pipeline, _ body: Block) {
    bracketGroup { formatter in
      formatter.word("for ")
      formatter.atom(first)
      if let second {
        formatter.word(", ")
        formatter.atom(second)
      }
      formatter.word(" in ")
      formatter.pipeline(sequence)
      formatter.body(body)
    }
  }

  private mutating func returned(_ value: Pipeline?) {
    word("return")
    guard let value else { return }
    add(.space)
    pipeline(value)
  }

  private mutating func definition(_ definition: Definition) {
    bracketGroup { formatter in
      formatter.word("def ")
      formatter.atom(definition.name)
      let end = Int(definition.body.span.start)
      formatter.list(
        definition.parameters, Brackets("(", ")", start: Int(definition.name.span.end), end: end),
        span: { parameter in
          parameter.initial.map { parameter.name.span.through($0.span) } ?? parameter.name.span
        },
        write: { formatter, parameter in formatter.parameter(parameter) })
      formatter.body(definition.body)
    }
  }

  private mutating func parameter(_ parameter: Definition.Parameter) {
    atom(parameter.name)
    guard let initial = parameter.initial else { return }
    word(" = ")
    expression(initial)
  }

  private mutating func parameter(_ parameter: ScriptParameter) {
    word("param ")
    atom(parameter.name)
    if let type = parameter.type {
      word(": ")
      atom(type)
    }
    guard let initial = parameter.initial else { return }
    word(" = ")
    expression(initial)
  }

  /// Writes `assert cond, "message"`. An assertion in the form of a call keeps this form.
  private mutating func assertion(_ condition: Expression, _ message: Expression?, _ span: Span) {
    word("assert")
    let bracket = Int(span.start) + 6
    let isCall = source.byte(bracket) == UInt8(ascii: "(") && Int(condition.span.start) > bracket
    if isCall {
      let arguments = [condition] + (message.map { [$0] } ?? [])
      return list(
        arguments, Brackets("(", ")", start: bracket, end: Int(span.end)), span: \.span,
        write: { formatter, argument in formatter.expression(argument) })
    }
    add(.space)
    expression(condition)
    guard let message else { return }
    word(", ")
    expression(message)
  }
}

// MARK: - if and try

extension Formatter {
  mutating func conditional(_ conditional: Conditional) {
    bracketGroup { formatter in
      for (index, branch) in conditional.branches.enumerated() {
        if index > 0 { formatter.continuation("else ", before: branch.condition.span) }
        formatter.word("if ")
        formatter.pipeline(branch.condition)
        formatter.body(branch.body)
      }
      guard let otherwise = conditional.otherwise else { return }
      formatter.continuation("else", before: otherwise.span)
      formatter.body(otherwise)
    }
  }

  mutating func attempt(_ attempt: Attempt) {
    bracketGroup { formatter in
      formatter.word("try")
      formatter.body(attempt.body)
      formatter.continuation("catch", before: attempt.variable?.span ?? attempt.handler.span)
      if let variable = attempt.variable {
        formatter.add(.space)
        formatter.atom(variable)
      }
      formatter.body(attempt.handler)
    }
  }

  /// Writes the word that continues after a block, such as `else`. Comments in between come first.
  private mutating func continuation(_ word: StaticString, before span: Span) {
    add(.space)
    comments(before: Int(span.start))
    self.word(word)
  }
}
