import JSON
import Source

/// Reads statements.
extension Parser {
  /// Reads the statements up to the end of the file, or to the `}` that closes the block.
  mutating func statements(inBlock: Bool) -> [Statement] {
    var statements: [Statement] = []
    while true {
      skipSeparators()
      let token = peek()
      if token.kind == .end || (inBlock && token.isSymbol(.closeBrace)) { return statements }
      if let statement = recovering({ parser throws(Fault) in try parser.completeStatement() }) {
        statements.append(statement)
      }
    }
  }

  private mutating func skipSeparators() {
    while true {
      let token = peek()
      guard token.kind == .newline || token.isSymbol(.semicolon) else { return }
      next()
    }
  }

  private mutating func completeStatement() throws(Fault) -> Statement {
    let start = peek().start
    context = Context(head: false, operand: false, item: context.item, hintStart: start)
    let statement = try statement()
    try endOfStatement()
    return statement
  }

  private mutating func endOfStatement() throws(Fault) {
    let token = peek()
    if token.kind == .newline || token.kind == .end || token.isSymbol(.semicolon) { return }
    if token.isSymbol(.closeBrace), blocks > 0 { return }
    throw unexpected(.statementEnd)
  }

  /// Reads `{ statements }`.
  mutating func block(after what: String) throws(Fault) -> Block {
    if let mistake = bodyBelow(what) { faults.append(mistake) }
    let open = peek()
    guard open.isSymbol(.openBrace) else { throw unexpected(.block(after: what)) }
    next()
    let inner = Context(item: context.item, hintStart: open.end)
    blocks += 1
    defer { blocks -= 1 }
    let statements = try nested(from: open.start, inner, newlineIsBlank: false) { parser throws(Fault) in
      let statements = parser.statements(inBlock: true)
      guard parser.accept(.closeBrace) != nil else {
        throw Fault(.unclosed("{"), open.start, open.end, atEnd: true)
      }
      return statements
    }
    return Block(statements: statements, span: span(from: open.start))
  }
}

// MARK: - Kinds of statements

extension Parser {
  private mutating func statement() throws(Fault) -> Statement {
    let start = peek()
    let kind = try statementKind(start)
    return Statement(kind, span(from: start.start))
  }

  private mutating func statementKind(_ token: Token) throws(Fault) -> Statement.Kind {
    guard token.kind == .name else {
      if token.kind == .variable, let mistake = increment(token) { throw mistake }
      return try assignmentOrPipeline()
    }
    switch token.keyword {
    case .let: return try declaration()
    case .keep: return try keep()
    case .for: return try forLoop()
    case .while: return try whileLoop()
    case .break: return alone(.breakLoop)
    case .continue: return alone(.continueLoop)
    case .return: return try returnStatement()
    case .def: return try definition()
    case .assert: return try assertion()
    case .use: return try use()
    case .test: return try test()
    case .param: return try scriptParameter()
    case .else, .catch: throw fault(.withoutIf(text(token)), token)
    case .if, .try, .in, .matches, .true, .false, .null, nil:
      if spells(token, "elif") || spells(token, "finally") { throw fault(.withoutIf(text(token)), token) }
      if let mistake = bareAssignment(token) { throw mistake }
      return try assignmentOrPipeline()
    }
  }

  private mutating func alone(_ kind: Statement.Kind) -> Statement.Kind {
    next()
    return kind
  }

  private mutating func declaration() throws(Fault) -> Statement.Kind {
    next()
    let name = try declaredName("let")
    _ = try expect(.assign, after: "let \(name.text)")
    skipNewlines()
    return .declare(name, try pipeline())
  }

  /// Reads the name after `let`, `keep`, `param` or `for`, which is written without `$`.
  mutating func declaredName(_ keyword: String) throws(Fault) -> Name {
    let token = peek()
    if token.kind == .variable {
      let name = String(text(token).dropFirst())
      throw rewritten(
        .dollarInDeclaration(name: name, corrected: correctedLine(dropping: token.start)), token)
    }
    return try variableName(keyword)
  }

  private mutating func keep() throws(Fault) -> Statement.Kind {
    next()
    let name = try declaredName("keep")
    _ = try expect(.assign, after: "keep \(name.text)")
    skipNewlines()
    return .keep(name, try expression())
  }

  private mutating func returnStatement() throws(Fault) -> Statement.Kind {
    next()
    let token = peek()
    switch token.kind {
    case .newline, .end, .symbol(.semicolon), .symbol(.closeBrace): return .returnValue(nil)
    default: return .returnValue(try pipeline())
    }
  }

  private mutating func use() throws(Fault) -> Statement.Kind {
    next()
    return .use(try plainText(after: "use"))
  }

  private mutating func test() throws(Fault) -> Statement.Kind {
    next()
    let name = try plainText(after: "test")
    return .test(name, try block(after: "the test's name"))
  }

  /// Reads the name of a file or a test: a text in double or single quotes.
  private mutating func plainText(after keyword: String) throws(Fault) -> TextLiteral {
    let token = peek()
    switch token.kind {
    case .text: return try textLiteral()
    case .raw:
      let text = try rawText()
      return TextLiteral(parts: [.text(text)], multiline: false, span: span(from: token.start))
    default: throw unexpected(.text(after: keyword))
    }
  }
}

// MARK: - Loops

extension Parser {
  private mutating func forLoop() throws(Fault) -> Statement.Kind {
    next()
    let first = try declaredName("for")
    var second: Name?
    if accept(.comma) != nil { second = try declaredName("for") }
    guard accept(.in) != nil else { throw unexpected(.word("in", after: "for \(first.text)")) }
    let (sequence, body) = try head("for")
    return .forIn(first: first, second: second, sequence, body)
  }

  private mutating func whileLoop() throws(Fault) -> Statement.Kind {
    next()
    let (condition, body) = try head("while")
    return .whileLoop(condition, body)
  }

  /// Reads the pipeline of `if`, `for` or `while` and the block after it. Where the pipeline is faulty, the block is
  /// read all the same, so that its faults are reported too.
  mutating func head(_ keyword: String) throws(Fault) -> (Pipeline, Block) {
    let start = lexer.position
    let outer = context
    context.head = true
    context.expressionStart = nil
    let pipeline: Pipeline
    do throws(Fault) {
      pipeline = try self.pipeline()
      if let mistake = bodyBelow("the head of \(keyword)") { faults.append(mistake) }
      guard at(.openBrace) else { throw unexpected(.block(after: "the head of \(keyword)")) }
    } catch {
      context = outer
      guard let brace = bodyOpening(from: start, after: error.end) else { throw error }
      faults.append(error)
      lexer.position = brace
      pass(from: start)
      return (.missing(span(from: start)), try block(after: keyword))
    }
    context = outer
    return (pipeline, try block(after: keyword))
  }

  /// The fault of a `{` that stands one line too low; nil where there is none. After the fault, the block is read from
  /// that `{`.
  private mutating func bodyBelow(_ what: String) -> Fault? {
    guard peek().kind == .newline else { return nil }
    let before = lexer.position
    let fault = unexpected(.block(after: what))
    skipNewlines()
    if at(.openBrace) { return fault }
    lexer.position = before
    return nil
  }

  /// The first `{` outside brackets on the faulty line.
  private func bodyOpening(from start: Int, after fault: Int) -> Int? {
    var scanner = BracketScanner(lexer, from: start)
    while scanner.position < lexer.bytes.count {
      if scanner.isOutside {
        let byte = lexer.bytes[scanner.position]
        if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: ";") { return nil }
        if byte == UInt8(ascii: "{"), scanner.position >= fault { return scanner.position }
      }
      _ = scanner.step()
    }
    return nil
  }
}

extension Pipeline {
  /// Takes the place of a faulty pipeline. A program with a fault is never run.
  static func missing(_ span: Span) -> Pipeline {
    Pipeline(source: .expression(Expression(.literal(.null), span)), stages: [], span: span)
  }
}
