import JSON
import Source

/// Reads `def`, `param` and `assert`.
extension Parser {
  mutating func definition() throws(Fault) -> Statement.Kind {
    next()
    let token = peek()
    guard token.kind == .name else { throw unexpected(.name("def")) }
    next()
    let name = Name(text(token), span(token))
    let parameters = try definitionParameters(after: name)
    let body = try block(after: "the parameters of \(name.text)")
    return .define(Definition(name: name, parameters: parameters, body: body))
  }

  private mutating func definitionParameters(after name: Name) throws(Fault) -> [Definition.Parameter] {
    let open = try expect(.openParenthesis, after: "def \(name.text)")
    return try bracketed(from: open.start) { parser throws(Fault) in
      var parameters: [Definition.Parameter] = []
      while parser.accept(.closeParenthesis) == nil {
        parameters.append(try parser.definitionParameter())
        try parser.separator(before: .closeParenthesis)
      }
      return parameters
    }
  }

  private mutating func definitionParameter() throws(Fault) -> Definition.Parameter {
    let name = try declaredName("def")
    guard accept(.assign) != nil else { return Definition.Parameter(name: name, initial: nil) }
    return Definition.Parameter(name: name, initial: try initial())
  }

  /// Reads a default. A name alone is reported as a text without quotes.
  private mutating func initial() throws(Fault) -> Expression {
    if let mistake = bareDefault() { throw mistake }
    return try expression()
  }

  /// Reads a comma, unless the closing bracket comes next.
  mutating func separator(before closing: Symbol) throws(Fault) {
    if accept(.comma) != nil || at(closing) { return }
    throw unexpected(.separator(closing: closing.rawValue))
  }

  mutating func scriptParameter() throws(Fault) -> Statement.Kind {
    next()
    let name = try declaredName("param")
    var type: Name?
    if accept(.colon) != nil {
      let token = peek()
      guard token.kind == .name else { throw unexpected(.name("param type")) }
      next()
      type = Name(text(token), span(token))
    } else if peek().kind == .name {
      throw unexpected(.symbol(":", after: "param \(name.text)"))
    }
    if [.text, .raw, .number, .duration].contains(peek().kind) {
      throw unexpected(.symbol("=", after: "param \(name.text)"))
    }
    var initial: Expression?
    if accept(.assign) != nil {
      skipNewlines()
      initial = try self.initial()
    }
    return .param(ScriptParameter(name: name, type: type, initial: initial, help: commentOnThisLine()))
  }

  /// The comment between the position and the end of the line, also behind a `;`.
  private mutating func commentOnThisLine() -> String? {
    let end = lexer.endOfLine(from: lexer.position)
    let next = peek().start
    var ahead = lexer
    ahead.position = next
    while ahead.byte(ahead.position) == UInt8(ascii: ";") {
      ahead.position += 1
      ahead.skipBlanks()
    }
    return ahead.comments.last { lexer.position <= Int($0.span.start) && Int($0.span.start) < end }?.text
  }

  /// Reads `assert cond, "message"`, or the same in the form of a call.
  mutating func assertion() throws(Fault) -> Statement.Kind {
    let keyword = next()
    if isFollowed(keyword, by: UInt8(ascii: "(")), let call = assertionCall() { return call }
    let condition = try expression()
    guard accept(.comma) != nil else { return .assert(condition, nil) }
    skipNewlines()
    return .assert(condition, try expression())
  }

  /// Reads `(cond, message)` up to the end of the statement; nil where the bracket is only a part of the condition.
  private mutating func assertionCall() -> Statement.Kind? {
    var attempt = self
    guard let kind = try? attempt.assertionArguments() else { return nil }
    let end = attempt.peek()
    let ends =
      end.kind == .newline || end.kind == .end || end.isSymbol(.semicolon) || end.isSymbol(.closeBrace)
    guard ends, attempt.faults.count == faults.count else { return nil }
    self = attempt
    return kind
  }

  private mutating func assertionArguments() throws(Fault) -> Statement.Kind {
    let open = next()
    return try bracketed(from: open.start) { parser throws(Fault) in
      let condition = try parser.expression()
      _ = try parser.expect(.comma, after: "the condition")
      let message = try parser.expression()
      _ = parser.accept(.comma)
      _ = try parser.expect(.closeParenthesis, after: "the message")
      return .assert(condition, message)
    }
  }
}
