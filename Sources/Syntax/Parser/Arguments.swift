import JSON
import Source

/// Reads the arguments of a command in ARG mode.
extension Parser {
  mutating func argument(
    _ operands: inout Operands, after previous: Argument?, of name: Name, _ verb: Name?
  ) throws(Fault) -> Argument {
    let start = lexer.position
    if let mistake = mistakenArgument(after: previous, of: name, verb, operands) { throw mistake }
    let kind = try argumentKind(&operands)
    let argument = Argument(kind, span(from: start))
    guard endsArgument(lexer.position) else { throw glued(argument, to: lexer.position, of: name, verb) }
    return argument
  }

  private mutating func argumentKind(_ operands: inout Operands) throws(Fault) -> Argument.Kind {
    let start = lexer.position
    if isFlag(start) { return try flag(operands) }
    if lexer.has("...", at: start) {
      lexer.position += 3
      return .spread(try argumentValue())
    }
    if operands.kind != .item, let parameter = try parameter() { return parameter }
    return try operand(&operands)
  }

  private mutating func operand(_ operands: inout Operands) throws(Fault) -> Argument.Kind {
    if lexer.byte(lexer.position) == UInt8(ascii: "{"), blockFollows(operands) {
      operands.advanceToBlock()
      return .block(try block(after: "the command"))
    }
    // The value of an unknown flag does not take the place of the block.
    defer { if !operands.mustBeBlock { operands.advance() } }
    switch operands.kind {
    // In `filter @.a == 1` the unknown name may be another language's name for a command of ours.
    case .value where !operands.isKnown && lexer.byte(lexer.position) == UInt8(ascii: "@"):
      return .operand(try itemExpression(isLast: false))
    case .item: return .operand(try itemExpression(isLast: operands.isLast))
    case .field: return try field()
    case .place: return .operand(try place())
    case .value, .path, .block: return .operand(try argumentValue())
    }
  }

  /// Whether `{` opens a block here. The signature decides; after an unknown name, it is a block unless it looks like
  /// an object.
  private func blockFollows(_ operands: Operands) -> Bool {
    operands.isKnown ? operands.takesBlock : !looksLikeObject(lexer.position)
  }

  /// Whether a member follows the `{`: `name:`, `"name":`, `[…`, `$x,`, `$x}`, `...` or `}`.
  func looksLikeObject(_ brace: Int) -> Bool {
    var ahead = lexer
    ahead.position = brace + 1
    ahead.newlineIsBlank = true
    let first = ahead.peek()
    ahead.position = first.end
    switch first.kind {
    case .symbol(.closeBrace), .symbol(.spread), .symbol(.openBracket): return true
    case .end: return true
    case .name: return ahead.peek().isSymbol(.colon) || ahead.peek().kind == .end
    case .variable: return ahead.peek().isSymbol(.comma) || ahead.peek().isSymbol(.closeBrace)
    case .text: return true
    default: return false
    }
  }

  /// Reads an expression over `@`, up to a flag or the end of the stage.
  private mutating func itemExpression(isLast: Bool) throws(Fault) -> Expression {
    let outer = context
    context.operand = true
    context.item = true
    context.expressionStart = lexer.position
    defer { context = outer }
    if lexer.byte(lexer.position) == UInt8(ascii: "{"), !looksLikeObject(lexer.position) {
      throw blockForExpression(lexer.position)
    }
    let expression = try expression()
    let token = peek()
    if let mistake = mistake(token, .operatorOrEnd) { throw mistake }
    let goesOn = isLast && !endsCommand(token.start) && !isFlag(token.start)
    guard endsArgument(lexer.position), !goesOn else { throw unexpected(.operatorOrEnd) }
    return expression
  }

  /// Reads a path that begins with `@`.
  private mutating func place() throws(Fault) -> Expression {
    let outer = context
    context.item = true
    defer { context = outer }
    return try argumentValue()
  }

  func isFlag(_ offset: Int) -> Bool {
    lexer.has("--", at: offset) && lexer.isNameStart(at: offset + 2)
  }

  private mutating func flag(_ operands: Operands) throws(Fault) -> Argument.Kind {
    let start = lexer.position + 2
    let end = lexer.nameEnd(from: start, hyphens: true)
    let name = Name(lexer.text(start..<end), lexer.span(start, end))
    lexer.position = end
    if lexer.byte(end) == UInt8(ascii: "=") {
      lexer.position += 1
      return .flag(name, try valueAfterEquals(of: "--\(name.text)", from: start - 2))
    }
    let flag = operands.flag(name.text)
    guard case .required = flag?.value, endsArgument(end) else {
      return .flag(name, nil)
    }
    lexer.skipBlanks()
    let isBlock = lexer.byte(lexer.position) == UInt8(ascii: "{") && operands.takesBlock
    if isBlock || endsCommand(lexer.position) || isFlag(lexer.position) {
      lexer.position = end
      return .flag(name, nil)
    }
    return .flag(name, flag?.kind == .item ? try itemExpression(isLast: false) : try argumentValue())
  }

  /// Reads `a.b=value` or `a?=value`; nil where the argument does not begin in this way.
  private mutating func parameter() throws(Fault) -> Argument.Kind? {
    let start = lexer.position
    guard let (path, optional, end) = fieldPath(from: start), lexer.byte(end) == UInt8(ascii: "=") else {
      return nil
    }
    lexer.position = end + 1
    let name = lexer.text(start..<end)
    return .parameter(path: path, optional: optional, try valueAfterEquals(of: name, from: start))
  }

  private mutating func valueAfterEquals(of name: String, from start: Int) throws(Fault) -> Expression {
    if endsArgument(lexer.position) { throw spacedEquals(name, from: start) }
    return try argumentValue()
  }

  /// Reads `VNAME { "." VNAME } [ "?" ]`, and tells where it ends.
  func fieldPath(from offset: Int) -> (path: [Name], optional: Bool, end: Int)? {
    var path: [Name] = []
    var start = offset
    while true {
      let end = lexer.nameEnd(from: start, hyphens: false)
      guard end > start else { return nil }
      path.append(Name(lexer.text(start..<end), lexer.span(start, end)))
      if lexer.byte(end) == UInt8(ascii: "?") { return (path, true, end + 1) }
      guard lexer.byte(end) == UInt8(ascii: "."), lexer.isNameStart(at: end + 1) else {
        return (path, false, end)
      }
      start = end + 1
    }
  }

  /// Reads a field of the item, given by its name alone. Anything that is not a name is read as a value.
  private mutating func field() throws(Fault) -> Argument.Kind {
    let start = lexer.position
    if let (path, optional, end) = fieldPath(from: start), endsArgument(end) {
      lexer.position = end
      return .field(path, optional: optional)
    }
    if let mistake = mistakenField(start) { throw mistake }
    return .operand(try argumentValue())
  }
}
