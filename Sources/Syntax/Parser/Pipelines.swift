import JSON
import Source

/// Reads pipelines, `if` and `try`.
extension Parser {
  mutating func pipeline() throws(Fault) -> Pipeline {
    let start = peek()
    if context.expressionStart == nil { context.expressionStart = start.start }
    let source = try pipelineSource(start)
    return try stages(after: source, from: start.start)
  }

  mutating func stages(after source: Pipeline.Source, from start: Int) throws(Fault) -> Pipeline {
    var stages: [Command] = []
    while accept(.pipe) != nil {
      skipNewlines()
      stages.append(try stage())
    }
    return Pipeline(source: source, stages: stages, span: span(from: start))
  }

  /// Reads an item of a list, or an argument of a call. It is an expression that may have stages without parentheses
  /// around them.
  mutating func staged() throws(Fault) -> Expression {
    let start = peek().start
    let expression = try expression()
    guard at(.pipe) else { return expression }
    let outer = context
    context.listed = true
    defer { context = outer }
    let pipeline = try stages(after: .expression(expression), from: start)
    return Expression(.path(.pipeline(pipeline), []), pipeline.span)
  }

  private mutating func pipelineSource(_ token: Token) throws(Fault) -> Pipeline.Source {
    guard token.kind == .name else { return .expression(try expression()) }
    switch token.keyword {
    case .if: return .conditional(try conditional())
    case .try: return .attempt(try attempt())
    case .true, .false, .null: return .expression(try expression())
    case let keyword? where keyword.beginsStatement:
      throw fault(.statementInValue(keyword.rawValue), token)
    case .some, nil:
      if let mistake = mistakenSource(token) { throw mistake }
      if isFollowed(token, by: UInt8(ascii: "(")) { return .expression(try expression()) }
      return .command(try command(asStage: false))
    }
  }

  /// Reads a stage: a call or a command.
  private mutating func stage() throws(Fault) -> Command {
    let token = peek()
    context.hintStart = token.start
    context.expressionStart = nil
    guard token.kind == .name, token.keyword?.mayBeStage != false else { throw mistakenStage(token) }
    guard isFollowed(token, by: UInt8(ascii: "(")) else { return try command(asStage: true) }
    return try call(asStage: true)
  }
}

// MARK: - if and try

extension Parser {
  private mutating func conditional() throws(Fault) -> Conditional {
    let start = next().start
    var branches = [try branch()]
    var otherwise: Block?
    while otherwise == nil, acceptContinuation(.else) {
      if accept(.if) != nil {
        branches.append(try branch())
      } else {
        otherwise = try block(after: "else")
      }
    }
    return Conditional(branches: branches, otherwise: otherwise, span: span(from: start))
  }

  private mutating func branch() throws(Fault) -> (condition: Pipeline, body: Block) {
    let (condition, body) = try head("if")
    return (condition, body)
  }

  private mutating func attempt() throws(Fault) -> Attempt {
    let start = next().start
    let body = try block(after: "try")
    guard acceptContinuation(.catch) else { throw unexpected(.word("catch", after: "the block of try")) }
    let variable = at(.openBrace) ? nil : try declaredName("catch")
    let handler = try block(after: "catch")
    return Attempt(body: body, variable: variable, handler: handler, span: span(from: start))
  }

  /// Reads `else` or `catch` after a block, on the same line or at the start of the next.
  private mutating func acceptContinuation(_ keyword: Keyword) -> Bool {
    let before = lexer.position
    if lexer.joinsNextLine { skipNewlines() }
    if accept(keyword) != nil { return true }
    lexer.position = before
    return false
  }
}
