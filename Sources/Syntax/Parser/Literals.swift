import JSON
import Source

/// Reads arrays and objects. Any JSON text is one of these.
extension Parser {
  mutating func array() throws(Fault) -> Expression {
    let open = next()
    let elements = try bracketed(from: open.start) { parser throws(Fault) in
      var elements: [Element] = []
      while parser.accept(.closeBracket) == nil {
        elements.append(try parser.element())
        try parser.separator(before: .closeBracket)
      }
      return elements
    }
    return Expression(.array(elements), span(from: open.start))
  }

  private mutating func element() throws(Fault) -> Element {
    if accept(.spread) != nil { return Element(value: try expression(), spread: true) }
    if let word = loneWord() { return Element(value: word, spread: false) }
    return Element(value: try staged(), spread: false)
  }

  /// Reads a single name before `,`, `]` or `}`; nil where something else stands here.
  private mutating func loneWord() -> Expression? {
    let token = peek()
    guard token.kind == .name, token.keyword?.isLiteral != true else { return nil }
    next()
    if at(.comma) || at(.closeBracket) || at(.closeBrace) {
      return Expression(.word(text(token)), span(token))
    }
    lexer.position = token.start
    return nil
  }

  mutating func object() throws(Fault) -> Expression {
    let open = next()
    let members = try bracketed(from: open.start) { parser throws(Fault) in
      var members: [ObjectMember] = []
      while parser.accept(.closeBrace) == nil {
        members.append(try parser.member())
        try parser.separator(before: .closeBrace)
      }
      return members
    }
    return Expression(.object(members), span(from: open.start))
  }

  private mutating func member() throws(Fault) -> ObjectMember {
    let token = peek()
    if token.kind == .variable {
      next()
      return .variable(variable(token))
    }
    if accept(.spread) != nil { return .spread(try expression()) }
    let key = try key(token)
    guard accept(.colon) != nil else {
      throw unexpected(.symbol(Symbol.colon.rawValue, after: "the member's name \(text(token))"))
    }
    return .pair(key, try element())
  }

  private mutating func key(_ token: Token) throws(Fault) -> ObjectMember.Key {
    switch token.kind {
    case .name:
      next()
      return .name(Name(text(token), span(token)))
    case .text: return .text(try textLiteral())
    case .raw:
      let text = try rawText()
      return .text(TextLiteral(parts: [.text(text)], multiline: false, span: span(from: token.start)))
    case .symbol(.openBracket):
      next()
      return .computed(
        try bracketed(from: token.start) { parser throws(Fault) in
          let key = try parser.staged()
          _ = try parser.expect(.closeBracket, after: "the computed name")
          return key
        })
    default: throw unexpected(.objectMember)
    }
  }
}
