import JSON
import Source

/// Reads a program: recursive descent over a `Lexer`, one token ahead.
///
/// The functions throw the first fault of a statement; the statement loop catches it, keeps it and
/// goes on after the statement, so that all faults of a file are told at once.
struct Parser {
  /// What the text around a construct makes of it.
  struct Context {
    /// In the head of `if`, `for`, `while`: a `{` opens the body.
    var head = false
    /// Within brackets of such a head.
    var inHead = false
    /// In an operand of a command: ` --flag` ends an expression.
    var operand = false
    /// `@` is bound, so that a bare name is taken for a member of it.
    var item = false
    /// Where the command or statement begins that a hint shows corrected.
    var hintStart = 0
    /// Where the outermost expression of that command or statement begins.
    var expressionStart: Int?
    /// In a stage of an item of a list: a comma or `]` ends its command.
    var listed = false
  }

  var lexer: Lexer
  let vocabulary: any Vocabulary
  let interactive: Bool
  var context = Context()
  var faults: [Fault] = []
  /// What the faults keep from being read.
  var unread = Unread()
  /// How many brackets, blocks and unary operators are open.
  private(set) var depth = 0
  /// The height of the tree read since it was last set to 0 (see `measured`).
  var height = 0
  /// How many blocks are open.
  var blocks = 0
  /// Whether an unclosed block was told; those around it end with the file too.
  var endedInBlock = false
  /// What the last fault passed over.
  var passed = 0..<0
  private var unclosed: [Int]?

  /// Deep enough for any program that people write, and far from the end of the stack.
  static let depthLimit = 200
  /// A chain of so many operators is a tree of that height, through which others recurse.
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

  mutating func expect(_ symbol: Symbol, after previous: String) throws(Fault) -> Token {
    if let token = accept(symbol) { return token }
    throw unexpected(.symbol(symbol.rawValue, after: previous))
  }

  /// Whether the next token is this word.
  mutating func at(word: String) -> Bool {
    let token = peek()
    return token.kind == .name && text(token) == word
  }

  mutating func accept(word: String) -> Token? { at(word: word) ? next() : nil }

  /// A VNAME, as variables and parameters have.
  mutating func variableName(_ what: String) throws(Fault) -> Name {
    let token = peek()
    guard token.kind == .name, lexer.nameEnd(from: token.start, hyphens: false) == token.end else {
      throw unexpected(.name(what))
    }
    next()
    return Name(text(token), span(token))
  }

  /// Passes newlines: after an operator a statement goes on.
  mutating func skipNewlines() {
    while peek().kind == .newline { next() }
  }

  func text(_ token: Token) -> String { lexer.text(token.start..<token.end) }

  func span(_ token: Token) -> Span { lexer.span(token.start, token.end) }

  /// From there to the end of what was last read.
  func span(from start: Int) -> Span { lexer.span(start, lexer.position) }

  /// Whether a token is followed by this byte with nothing between.
  func isFollowed(_ token: Token, by byte: UInt8) -> Bool { lexer.byte(token.end) == byte }
}

// MARK: - Depth

extension Parser {
  /// Reads something that nests.
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

  /// Reads between brackets or braces, with a context of its own, and puts the old one back.
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

  /// Reads inside `( )`, `[ ]` or an object's braces: newlines are white space, `{` is an object.
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
  /// The fault that something else stands where this must.
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

  /// The openings of the file that nothing closes, in order. Found only once a fault asks.
  mutating func unclosedOpenings() -> [Int] {
    if let unclosed { return unclosed }
    let found = BracketScanner.unclosed(in: lexer)
    unclosed = found
    return found
  }
}
