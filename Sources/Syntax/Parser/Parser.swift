import JSON
import Source

/// Reads a program by recursive descent over a `Lexer`, with one token of look-ahead.
///
/// Its functions throw the first fault of a statement. The loop over statements catches the fault, keeps it, and goes
/// on after the statement. So all faults of a file are reported at once.
struct Parser {
  /// What the surroundings of a construct decide about it.
  struct Context {
    /// In the head of `if`, `for` or `while`, where a `{` opens the body.
    var head = false
    /// Inside brackets in such a head.
    var inHead = false
    /// In an operand of a command, where ` --flag` ends an expression.
    var operand = false
    /// Where `@` has a value. A bare name is then probably a member of it.
    var item = false
    /// Where the command or statement begins that a hint shows.
    var hintStart = 0
    /// Where the outermost expression of this command or statement begins.
    var expressionStart: Int?
    /// In a stage of an item of a list, where a comma or `]` ends the command.
    var listed = false
  }

  var lexer: Lexer
  let vocabulary: any Vocabulary
  let interactive: Bool
  var context = Context()
  var faults: [Fault] = []
  /// What could not be read because of the faults.
  var unread = Unread()
  /// How many brackets, blocks and unary operators are open.
  private(set) var depth = 0
  /// The height of the tree that has been read since this was last set to 0.
  var height = 0
  /// How many blocks are open.
  var blocks = 0
  /// Whether an unclosed block was reported. The blocks around it are unclosed too, and are not reported again.
  var endedInBlock = false
  /// The range that was skipped after the last fault.
  var passed = 0..<0
  private var unclosed: [Int]?
  /// How many names have a number.
  private var names: UInt32 = 0

  /// The limit for nesting. No program that people write comes near it, and the stack is large enough for it.
  static let depthLimit = 200
  /// The limit for a chain of operators. The chain is a tree of this height, through which other code recurses.
  static let heightLimit = 1000

  init(_ file: SourceFile, id: UInt32, vocabulary: any Vocabulary, interactive: Bool) {
    lexer = Lexer(file, file: id)
    self.vocabulary = vocabulary
    self.interactive = interactive
    lexer.joinsNextLine = !interactive
  }
}

// MARK: - Tokens

extension Parser {
  mutating func peek() -> Token { lexer.peek() }

  @discardableResult mutating func next() -> Token {
    let token = lexer.peek()
    lexer.position = token.end
    return token
  }

  mutating func accept(_ symbol: Symbol) -> Token? { peek().isSymbol(symbol) ? next() : nil }

  mutating func at(_ symbol: Symbol) -> Bool { peek().isSymbol(symbol) }

  mutating func expect(
    _ symbol: Symbol, after previous: @autoclosure () -> String
  ) throws(Fault) -> Token {
    if let token = accept(symbol) { return token }
    throw unexpected(.symbol(symbol.rawValue, after: previous()))
  }

  mutating func at(_ keyword: Keyword) -> Bool { peek().keyword == keyword }

  mutating func accept(_ keyword: Keyword) -> Token? { at(keyword) ? next() : nil }

  /// Reads a VNAME, the form of the names of variables and parameters.
  mutating func variableName(_ what: String) throws(Fault) -> Name {
    let token = peek()
    guard token.kind == .name, lexer.nameEnd(from: token.start, hyphens: false) == token.end else {
      throw unexpected(.name(what))
    }
    next()
    return numbered(text(token), span(token))
  }

  /// Passes newlines, for example after an operator, where a statement continues.
  mutating func skipNewlines() {
    while peek().kind == .newline { next() }
  }

  /// Whether the token is this word.
  func spells(_ token: Token, _ word: String) -> Bool {
    token.end - token.start == word.utf8.count && lexer.has(word, at: token.start)
  }

  func text(_ token: Token) -> String { lexer.text(token.start..<token.end) }

  /// The name of a variable, without its `$`.
  mutating func variable(_ token: Token) -> Name {
    numbered(lexer.text(token.start + 1..<token.end), span(token))
  }

  /// The name of a variable or of a command.
  mutating func numbered(_ text: String, _ span: Span) -> Name {
    names += 1
    return Name(text, span, number: names)
  }

  func span(_ token: Token) -> Span { lexer.span(token.start, token.end) }

  /// The span from `start` to the end of what was read last.
  func span(from start: Int) -> Span { lexer.span(start, lexer.position) }

  /// Whether this byte stands right after the token.
  func isFollowed(_ token: Token, by byte: UInt8) -> Bool { lexer.byte(token.end) == byte }
}

// MARK: - Depth

extension Parser {
  /// Reads a part that may be nested.
  ///
  /// - Throws: `tooDeep` where the limit is reached.
  mutating func deeper<Result>(
    from start: Int, _ body: (inout Parser) throws(Fault) -> Result
  ) throws(Fault) -> Result {
    guard depth < Self.depthLimit else { throw Fault(.tooDeep(limit: Self.depthLimit), start, start + 1) }
    let outer = height
    height = 0
    depth += 1
    defer {
      depth -= 1
      height = Swift.max(outer, height + 1)
    }
    return try body(&self)
  }

  /// Reads the inside of brackets or braces with another context, and restores the old context afterwards.
  mutating func nested<Result>(
    from start: Int, _ context: Context, newlineIsBlank: Bool,
    _ body: (inout Parser) throws(Fault) -> Result
  ) throws(Fault) -> Result {
    let outer = (self.context, lexer.newlineIsBlank, lexer.joinsNextLine)
    self.context = context
    lexer.newlineIsBlank = newlineIsBlank
    lexer.joinsNextLine = true
    defer { (self.context, lexer.newlineIsBlank, lexer.joinsNextLine) = outer }
    return try deeper(from: start, body)
  }

  /// Reads inside `( )`, `[ ]` or the braces of an object. There a newline is white space, and `{` begins an object.
  mutating func bracketed<Result>(
    from start: Int, _ body: (inout Parser) throws(Fault) -> Result
  ) throws(Fault) -> Result {
    let inner = Context(
      inHead: context.head || context.inHead, item: context.item, hintStart: context.hintStart,
      expressionStart: context.expressionStart)
    return try nested(from: start, inner, newlineIsBlank: true, body)
  }
}

// MARK: - Faults

extension Parser {
  /// The fault where the next token is not what must stand here.
  mutating func unexpected(_ expectation: Expectation) -> Fault {
    let token = peek()
    return mistake(token, expectation)
      ?? Fault(
        .expected(expectation, found: found(token)), token.start, token.end, atEnd: token.kind == .end)
  }

  func found(_ token: Token) -> Found {
    switch token.kind {
    case .end: .endOfFile
    case .newline: .endOfLine
    default: .source(text(token))
    }
  }

  func fault(_ kind: SyntaxFault, _ token: Token) -> Fault { Fault(kind, token.start, token.end) }

  /// The offsets of the openings in the file that nothing closes. They are searched for only when a fault needs them.
  mutating func unclosedOpenings() -> [Int] {
    if let unclosed { return unclosed }
    let found = BracketScanner.unclosed(in: lexer)
    unclosed = found
    return found
  }
}
