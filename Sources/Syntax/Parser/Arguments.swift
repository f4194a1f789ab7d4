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

  /// Whether `{` opens a block here: where the signature has one next, or where it does not look like an object, and the
  /// signature has one later or nobody knows the name.
  private func blockFollows(_ operands: Operands) -> Bool {
    operands.takesBlock || (operands.hasBlock || !operands.isKnown) && !looksLikeObject(lexer.position)
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
    lexer.byte(offset) == UInt8(ascii: "-") && lexer.byte(offset + 1) == UInt8(ascii: "-")
      && lexer.isNameStart(at: offset + 2)
  }

  private mutating func flag(_ operands: Operands) throws(Fault) -> Argument.Kind {
    let start = lexer.position + 2
    let end = lexer.nameEnd(from: start, hyphens: true)
    let name = Name(lexer.text(start..<end), lexer.span(start, end))
    lexer.position = end
    if lexer.byte(end) == UInt8(ascii: "=") {
      lexer.position += 1
      return .flag(name, try valueAfterEquals(of: start - 2..<end, from: start - 2))
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
    guard let path = fieldPath(from: start), lexer.byte(path.end) == UInt8(ascii: "=") else { return nil }
    lexer.position = path.end + 1
    return .parameter(
      path: names(of: path), optional: path.optional, try valueAfterEquals(of: start..<path.end, from: start))
  }

  private mutating func valueAfterEquals(of name: Range<Int>, from start: Int) throws(Fault) -> Expression {
    if endsArgument(lexer.position) { throw spacedEquals(lexer.text(name), from: start) }
    return try argumentValue()
  }

  /// VNAME { "." VNAME } [ "?" ]: where the names stand and where it ends; nil where none begins.
  func fieldPath(from start: Int) -> (names: Range<Int>, optional: Bool, end: Int)? {
    var end = lexer.nameEnd(from: start, hyphens: false)
    guard end > start else { return nil }
    while lexer.byte(end) == UInt8(ascii: "."), lexer.isNameStart(at: end + 1) {
      end = lexer.nameEnd(from: end + 1, hyphens: false)
    }
    let optional = lexer.byte(end) == UInt8(ascii: "?")
    return (start..<end, optional, optional ? end + 1 : end)
  }

  func names(of path: (names: Range<Int>, optional: Bool, end: Int)) -> [Name] {
    var names: [Name] = []
    var start = path.names.lowerBound
    while start < path.names.upperBound {
      let end = lexer.nameEnd(from: start, hyphens: false)
      names.append(Name(lexer.text(start..<end), lexer.span(start, end)))
      start = end + 1
    }
    return names
  }

  /// Reads a field of the item, given by its name alone. Anything that is not a name is read as a value.
  private mutating func field() throws(Fault) -> Argument.Kind {
    let start = lexer.position
    if let path = fieldPath(from: start), endsArgument(path.end) {
      lexer.position = path.end
      return .field(names(of: path), optional: path.optional)
    }
    if let mistake = mistakenField(start) { throw mistake }
    return .operand(try argumentValue())
  }
}
