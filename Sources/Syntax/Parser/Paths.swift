import JSON
import Queries
import Source

/// Reads paths (RFC 9535): a root, and then segments without white space before them. They are the same in expressions,
/// arguments and texts.
extension Parser {
  mutating func path() throws(Fault) -> Expression {
    let start = peek().start
    let root = try root()
    let segments = try segments()
    if segments.isEmpty, isOptionalMark { throw optionalRoot(start) }
    if lexer.byte(lexer.position) == UInt8(ascii: "("), let mistake = method(start, segments) {
      throw mistake
    }
    return Expression(.path(root, segments), span(from: start))
  }

  private mutating func root() throws(Fault) -> Root {
    let token = peek()
    switch token.kind {
    case .last:
      if let mistake = shellExpansion(token) { throw mistake }
      next()
      return .last
    case .item:
      if lexer.isNameStart(at: token.end) { throw memberOfItem(token) }
      next()
      return .item
    case .variable:
      next()
      return .variable(variable(token))
    case .symbol(.openParenthesis):
      next()
      return .pipeline(try parenthesised(token))
    default: return .call(try call(asStage: false))
    }
  }

  private mutating func parenthesised(_ open: Token) throws(Fault) -> Pipeline {
    try bracketed(from: open.start) { parser throws(Fault) in
      let pipeline = try parser.pipeline()
      _ = try parser.expect(.closeParenthesis, after: "the pipeline")
      return pipeline
    }
  }

  private mutating func segments() throws(Fault) -> [Segment] {
    var segments: [Segment] = []
    while let segment = try segment() { segments.append(segment) }
    return segments
  }

  private mutating func segment() throws(Fault) -> Segment? {
    let start = lexer.position
    let descendant = lexer.byte(start) == UInt8(ascii: ".") && lexer.byte(start + 1) == UInt8(ascii: ".")
    let selectors: [Selector]
    switch lexer.byte(start) {
    case UInt8(ascii: ".") where descendant:
      guard startsStep(at: start + 2) else { return nil }
      lexer.position += 2
      selectors = lexer.byte(lexer.position) == UInt8(ascii: "[") ? try bracket() : try member()
    case UInt8(ascii: "."):
      lexer.position += 1
      selectors = try member()
    case UInt8(ascii: "["): selectors = try bracket()
    default: return nil
    }
    let optional = isOptionalMark
    if optional { lexer.position += 1 }
    return Segment(descendant: descendant, selectors: selectors, optional: optional, span: span(from: start))
  }

  /// Whether `..` before this offset is a step of a path. Before anything else it is the range operator.
  private func startsStep(at offset: Int) -> Bool {
    lexer.byte(offset) == UInt8(ascii: "*") || lexer.byte(offset) == UInt8(ascii: "[")
      || lexer.isNameStart(at: offset)
  }

  /// Whether a `?` stands here that is not the beginning of `??`.
  private var isOptionalMark: Bool {
    lexer.byte(lexer.position) == UInt8(ascii: "?") && lexer.byte(lexer.position + 1) != UInt8(ascii: "?")
  }

  /// Reads what follows a dot: `*` or a name.
  private mutating func member() throws(Fault) -> [Selector] {
    let start = lexer.position
    if lexer.byte(start) == UInt8(ascii: "*") {
      lexer.position += 1
      return [.wildcard]
    }
    let end = lexer.nameEnd(from: start, hyphens: false)
    guard end > start else { throw memberName() }
    if let mistake = hyphenatedMember(start, end) { throw mistake }
    lexer.position = end
    return [.name(Text(lexer.text(start..<end)))]
  }
}

// MARK: - Brackets

extension Parser {
  private mutating func bracket() throws(Fault) -> [Selector] {
    let open = next()
    return try bracketed(from: open.start) { parser throws(Fault) in
      var selectors: [Selector] = []
      repeat {
        selectors.append(try parser.selector())
      } while parser.accept(.comma) != nil
      guard parser.accept(.closeBracket) != nil else {
        throw parser.unexpected(.separator(closing: "]"))
      }
      return selectors
    }
  }

  private mutating func selector() throws(Fault) -> Selector {
    let token = peek()
    switch token.kind {
    case .symbol(.star):
      next()
      return .wildcard
    case .symbol(.question):
      next()
      return try filter(from: token.start)
    case .symbol(.coalesce): throw fault(.filter("a filter is one '?' and an expression", hint: nil), token)
    case .symbol(.colon): return try slice(from: nil)
    default:
      let first = try expression()
      return at(.colon) ? try slice(from: first) : selector(first)
    }
  }

  private mutating func slice(from start: Expression?) throws(Fault) -> Selector {
    next()
    let end = try sliceBound()
    let step = accept(.colon) == nil ? nil : try sliceBound()
    return .slice(start: start, end: end, step: step)
  }

  private mutating func sliceBound() throws(Fault) -> Expression? {
    at(.colon) || at(.comma) || at(.closeBracket) ? nil : try expression()
  }

  /// A name or index that is known now, or one that is computed later.
  private func selector(_ expression: Expression) -> Selector {
    switch expression.kind {
    case .literal(.int(let index)): return .index(index)
    case .raw(let name): return .name(Text(name))
    case .text(let text): return text.constant.map { .name(Text($0)) } ?? .computed(expression)
    default: return .computed(expression)
    }
  }
}
