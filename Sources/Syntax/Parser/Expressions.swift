import JSON
import Source

/// Reads expressions by the precedence of their operators.
extension Parser {
  mutating func expression() throws(Fault) -> Expression {
    if context.expressionStart == nil { context.expressionStart = peek().start }
    return try binary(from: .coalesce)
  }

  /// Reads operators of at least this level, and their operands. A long chain makes a tree that is deep on its left
  /// side. The height is counted and limited, because walks over the tree are recursive.
  private mutating func binary(from level: Level) throws(Fault) -> Expression {
    let outer = height
    height = 0
    defer { height = Swift.max(outer, height) }
    var left = try unary()
    while let (operation, found) = infix(), found >= level {
      let token = next()
      skipNewlines()
      if peekEndsExpression() { throw unexpected(.operand(operation.rawValue)) }
      let right = found == .product ? try unary() : try binary(from: found.above)
      left = Expression(.binary(operation, left, right), left.span.through(right.span))
      height += 1
      if height > Self.heightLimit { throw fault(.tooLong(limit: Self.heightLimit), token) }
      if !found.chains, let (_, again) = infix(), again == found {
        throw fault(.chainedComparison, peek())
      }
    }
    return left
  }

  /// The operator that comes next; nil where none does.
  private mutating func infix() -> (BinaryOperator, Level)? {
    let token = peek()
    let found: BinaryOperator?
    switch token.kind {
    case .symbol(let symbol): found = symbol.binaryOperator
    case .name: found = token.keyword == .in ? .contained : token.keyword == .matches ? .matches : nil
    default: return nil
    }
    guard let operation = found else { return nil }
    if operation == .subtract, context.operand, token.spaced, isFlag(token.start) { return nil }
    return (operation, Level(operation))
  }

  private mutating func peekEndsExpression() -> Bool {
    switch peek().kind {
    case .end, .newline: true
    case .symbol(let symbol): [.semicolon, .pipe, .closeParenthesis, .closeBrace].contains(symbol)
    default: false
    }
  }

  private mutating func unary() throws(Fault) -> Expression {
    let token = peek()
    let operation: UnaryOperator
    switch token.kind {
    case .symbol(.not): operation = .not
    case .symbol(.minus): operation = .negate
    default: return try primary()
    }
    if operation == .negate, let number = negativeNumber(token) { return number }
    next()
    let operand = try deeper(from: token.start) { parser throws(Fault) in try parser.unary() }
    return Expression(.unary(operation, operand), span(from: token.start))
  }

  /// Reads a `-` right before a number as a part of the literal, so that the smallest integer can be written.
  private mutating func negativeNumber(_ minus: Token) -> Expression? {
    guard lexer.isDigit(lexer.byte(minus.end)) else { return nil }
    let (kind, end) = lexer.number(from: minus.end)
    guard kind == .number else { return nil }
    lexer.position = end
    return Expression(.literal(lexer.numberValue(minus.start..<end)), span(from: minus.start))
  }

  private mutating func primary() throws(Fault) -> Expression {
    let token = peek()
    switch token.kind {
    case .number:
      next()
      return Expression(.literal(lexer.numberValue(token.start..<token.end)), span(token))
    case .duration:
      next()
      return Expression(.literal(lexer.durationValue(token.start..<token.end)), span(token))
    case .malformedNumber: throw fault(.malformedNumber(text(token)), token)
    case .text: return Expression(.text(try textLiteral()), span(from: token.start))
    case .raw: return Expression(.raw(try rawText()), span(from: token.start))
    case .variable, .last, .item, .symbol(.openParenthesis): return try path()
    case .symbol(.openBracket): return try array()
    case .symbol(.openBrace) where !context.head: return try object()
    case .symbol(.plus): return try phone(token)
    case .name: return try namedPrimary(token)
    default: throw unexpected(.value)
    }
  }

  private mutating func namedPrimary(_ token: Token) throws(Fault) -> Expression {
    if isFollowed(token, by: UInt8(ascii: "(")), token.keyword?.isLiteral != true { return try path() }
    let value: Value
    switch token.keyword {
    case .true: value = true
    case .false: value = false
    case .null: value = .null
    case .some, nil: throw bareName(token)
    }
    next()
    return Expression(.literal(value), span(token))
  }

  private mutating func phone(_ plus: Token) throws(Fault) -> Expression {
    guard lexer.isDigit(lexer.byte(plus.end)) else { throw unexpected(.value) }
    guard let end = lexer.phoneEnd(from: plus.start) else {
      throw phoneInPieces(plus.start, lexer.digitsEnd(from: plus.end))
    }
    lexer.position = end
    return Expression(.literal(Value(lexer.text(plus.start..<end))), span(from: plus.start))
  }
}

/// The levels of binary operators, from the weakest to the strongest.
private enum Level: Int, Comparable {
  case coalesce, or, and, comparison, range, sum, product, unary

  init(_ operation: BinaryOperator) {
    self =
      switch operation {
      case .coalesce: .coalesce
      case .or: .or
      case .and: .and
      case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: .comparison
      case .contained, .matches: .comparison
      case .range: .range
      case .add, .subtract: .sum
      case .multiply, .divide, .remainder: .product
      }
  }

  var above: Level { Level(rawValue: rawValue + 1) ?? .unary }

  /// Whether `a op b op c` means `(a op b) op c`. Comparisons and ranges cannot be chained.
  var chains: Bool { self != .comparison && self != .range }

  static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
}
