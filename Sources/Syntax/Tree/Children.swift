import Source

/// A part of a program that may contain other parts. A walk over a program asks each part for its children. So the walk
/// itself decides only what to do with the parts that concern it.
public enum Node: Sendable {
  case statement(Statement)
  case block(Block)
  case pipeline(Pipeline)
  case command(Command)
  case expression(Expression)

  /// Calls `body` with each part that this one contains directly, in the order of the text. Literal names of files and
  /// tests are not visited, because they contain nothing. O(number of children).
  public func forEachChild(_ body: (Node) -> Void) {
    switch self {
    case .statement(let statement): statement.forEachChild(body)
    case .block(let block): for statement in block.statements { body(.statement(statement)) }
    case .pipeline(let pipeline): pipeline.forEachChild(body)
    case .command(let command): for argument in command.arguments { argument.forEachChild(body) }
    case .expression(let expression): expression.forEachChild(body)
    }
  }
}

extension Node {
  /// Gives itself and all the parts within it, each before its own parts. O(length).
  public func forEachPart(_ body: (Node) -> Void) {
    body(self)
    forEachChild { $0.forEachPart(body) }
  }

  /// The command with this span, either this part itself or one inside it; nil where there is none. O(length).
  public func command(at span: Span) -> Command? {
    if case .command(let command) = self, command.span == span { return command }
    var found: Command?
    forEachChild { if found == nil { found = $0.command(at: span) } }
    return found
  }
}

extension Statement {
  fileprivate func forEachChild(_ body: (Node) -> Void) {
    switch kind {
    case .declare(_, let pipeline), .pipeline(let pipeline), .returnValue(let pipeline?):
      body(.pipeline(pipeline))
    case .keep(_, let expression): body(.expression(expression))
    case .assign(let target, _, let pipeline):
      for case .computed(let key) in target.steps { body(.expression(key)) }
      body(.pipeline(pipeline))
    case .forIn(_, _, let pipeline, let block), .whileLoop(let pipeline, let block):
      body(.pipeline(pipeline))
      body(.block(block))
    case .define(let definition):
      for case let initial? in definition.parameters.map(\.initial) { body(.expression(initial)) }
      body(.block(definition.body))
    case .assert(let condition, let message):
      body(.expression(condition))
      if let message { body(.expression(message)) }
    case .test(_, let block): body(.block(block))
    case .param(let parameter): if let initial = parameter.initial { body(.expression(initial)) }
    case .use, .breakLoop, .continueLoop, .returnValue(nil): break
    }
  }
}

extension Pipeline {
  fileprivate func forEachChild(_ body: (Node) -> Void) {
    switch source {
    case .conditional(let conditional):
      for branch in conditional.branches {
        body(.pipeline(branch.condition))
        body(.block(branch.body))
      }
      if let otherwise = conditional.otherwise { body(.block(otherwise)) }
    case .attempt(let attempt):
      body(.block(attempt.body))
      body(.block(attempt.handler))
    case .command(let command): body(.command(command))
    case .expression(let expression): body(.expression(expression))
    }
    for stage in stages { body(.command(stage)) }
  }
}

extension Argument {
  fileprivate func forEachChild(_ body: (Node) -> Void) {
    switch kind {
    case .flag(_, let value): if let value { body(.expression(value)) }
    case .parameter(_, _, let value), .spread(let value), .operand(let value): body(.expression(value))
    case .block(let block): body(.block(block))
    case .field: break
    }
  }
}

extension Expression {
  fileprivate func forEachChild(_ body: (Node) -> Void) {
    switch kind {
    case .literal, .raw, .word: break
    case .text(let literal): literal.forEachChild(body)
    case .array(let elements): for element in elements { body(.expression(element.value)) }
    case .object(let members): for member in members { member.forEachChild(body) }
    case .path(let root, let segments):
      root.forEachChild(body)
      for segment in segments { for selector in segment.selectors { selector.forEachChild(body) } }
    case .unary(_, let operand): body(.expression(operand))
    case .binary(_, let left, let right):
      body(.expression(left))
      body(.expression(right))
    }
  }
}

extension TextLiteral {
  fileprivate func forEachChild(_ body: (Node) -> Void) {
    for part in parts {
      switch part {
      case .text: break
      case .path(let path): body(.expression(path))
      case .pipeline(let pipeline): body(.pipeline(pipeline))
      }
    }
  }
}

extension ObjectMember {
  fileprivate func forEachChild(_ body: (Node) -> Void) {
    switch self {
    case .pair(let key, let element):
      switch key {
      case .name: break
      case .text(let literal): literal.forEachChild(body)
      case .computed(let expression): body(.expression(expression))
      }
      body(.expression(element.value))
    case .variable: break
    case .spread(let expression): body(.expression(expression))
    }
  }
}

extension Root {
  fileprivate func forEachChild(_ body: (Node) -> Void) {
    switch self {
    case .last, .item, .variable: break
    case .call(let command): body(.command(command))
    case .pipeline(let pipeline): body(.pipeline(pipeline))
    }
  }
}

extension Selector {
  fileprivate func forEachChild(_ body: (Node) -> Void) {
    switch self {
    case .name, .index, .wildcard, .filter: break
    case .slice(let start, let end, let step):
      for case let part? in [start, end, step] { body(.expression(part)) }
    case .computed(let expression): body(.expression(expression))
    }
  }
}
