/// Walks over any text, faulty or not, and keeps track of the open brackets and quotes. It finds the end of a statement
/// after a fault, and the openings that nothing closes.
struct BracketScanner {
  /// An opening bracket or quote that is not closed yet.
  struct Opening {
    enum Kind: Equatable { case parenthesis, bracket, brace, text, lines }
    var kind: Kind
    var offset: Int
    /// Whether this is the bracket of `[?…]`, in which texts have the RFC's escapes and insert nothing.
    var filter = false
    /// The counts of open brackets around a text. They are restored where the text ends, since nothing inside it can
    /// close these brackets.
    var around = Counts()
  }

  struct Counts {
    var parentheses = 0
    var brackets = 0
    var braces = 0
  }

  let lexer: Lexer
  private(set) var position: Int
  private(set) var open: [Opening] = []
  private(set) var unclosed: [Int] = []
  /// How many brackets of each kind are open. With these, a closing bracket without an opening one is recognised at
  /// once.
  private var counts = Counts()
  private var filters = 0

  init(_ lexer: Lexer, from position: Int) {
    self.lexer = lexer
    self.position = position
  }

  /// The offsets of all openings in a file that nothing closes, in ascending order.
  static func unclosed(in lexer: Lexer) -> [Int] {
    var scanner = BracketScanner(lexer, from: lexer.start)
    while scanner.step() {}
    return (scanner.unclosed + scanner.open.map(\.offset)).sorted()
  }

  /// Whether no bracket or quote is open.
  var isOutside: Bool { open.isEmpty }

  /// Passes one character, a comment or a raw text.
  ///
  /// - Returns: false at the end of the file.
  mutating func step() -> Bool {
    guard position < lexer.bytes.count else { return false }
    switch open.last?.kind {
    case .text: stepText()
    case .lines: stepLines()
    default: stepCode()
    }
    return true
  }
}

// MARK: - Code

extension BracketScanner {
  private mutating func stepCode() {
    let byte = lexer.bytes[position]
    switch byte {
    case UInt8(ascii: "#") where lexer.commentMayStart(at: position):
      position = lexer.endOfLine(from: position)
    case UInt8(ascii: "'"): passQuoted(byte)
    case UInt8(ascii: "\"") where filters > 0: passQuoted(byte)
    case UInt8(ascii: "\""): openText()
    case UInt8(ascii: "("): push(.parenthesis, length: 1)
    case UInt8(ascii: "["): push(.bracket, length: 1)
    case UInt8(ascii: "{"): push(.brace, length: 1)
    case UInt8(ascii: ")"): close(.parenthesis)
    case UInt8(ascii: "]"): close(.bracket)
    case UInt8(ascii: "}"): close(.brace)
    case UInt8(ascii: "?"): noteFilter()
    default: position += 1
    }
  }

  /// Passes a text that ends on its line: a raw text, or any text inside a filter, where `\` escapes.
  private mutating func passQuoted(_ quote: UInt8) {
    let opening = position
    position += 1
    while position < lexer.bytes.count, lexer.bytes[position] != UInt8(ascii: "\n") {
      let byte = lexer.bytes[position]
      position += byte == UInt8(ascii: "\\") && filters > 0 ? 2 : 1
      if byte == quote { return }
    }
    position = Swift.min(position, lexer.bytes.count)
    unclosed.append(opening)
  }

  private mutating func openText() {
    let lines = lexer.has("\"\"\"", at: position)
    open.append(Opening(kind: lines ? .lines : .text, offset: position, around: counts))
    counts = Counts()
    position += lines ? 3 : 1
  }

  /// A `?` after `[` or `,` begins a filter.
  private mutating func noteFilter() {
    var before = position - 1
    while before > lexer.start, lexer.isWhiteSpace(lexer.bytes[before]) { before -= 1 }
    let opens = before >= lexer.start && [UInt8(ascii: "["), UInt8(ascii: ",")].contains(lexer.bytes[before])
    if opens, let last = open.indices.last, open[last].kind == .bracket, !open[last].filter {
      open[last].filter = true
      filters += 1
    }
    position += 1
  }
}

// MARK: - Texts

extension BracketScanner {
  private mutating func stepText() {
    switch lexer.bytes[position] {
    case UInt8(ascii: "\n"): unclosed.append(leaveText().offset)
    case UInt8(ascii: "\""):
      _ = leaveText()
      position += 1
    default: stepInText()
    }
  }

  private mutating func stepLines() {
    guard lexer.has("\"\"\"", at: position) else { return stepInText() }
    _ = leaveText()
    position += 3
  }

  private mutating func leaveText() -> Opening {
    let text = open.removeLast()
    counts = text.around
    return text
  }

  private mutating func stepInText() {
    if lexer.has("$(", at: position) { return push(.parenthesis, length: 2) }
    let escapes =
      lexer.bytes[position] == UInt8(ascii: "\\") && lexer.byte(position + 1) != UInt8(ascii: "\n")
    position = Swift.min(position + (escapes ? 2 : 1), lexer.bytes.count)
  }
}

// MARK: - The stack

extension BracketScanner {
  private mutating func push(_ kind: Opening.Kind, length: Int) {
    open.append(Opening(kind: kind, offset: position + length - 1))
    counts[kind] += 1
    position += length
  }

  /// Closes the innermost bracket of this kind. Brackets inside it stay unclosed.
  private mutating func close(_ kind: Opening.Kind) {
    position += 1
    guard counts[kind] > 0 else { return }
    while let last = open.popLast() {
      if last.filter { filters -= 1 }
      counts[last.kind] -= 1
      if last.kind == kind { return }
      unclosed.append(last.offset)
    }
  }
}

extension BracketScanner.Counts {
  subscript(kind: BracketScanner.Opening.Kind) -> Int {
    get {
      switch kind {
      case .parenthesis: parentheses
      case .bracket: brackets
      case .brace: braces
      case .text, .lines: 0
      }
    }
    set {
      switch kind {
      case .parenthesis: parentheses = newValue
      case .bracket: brackets = newValue
      case .brace: braces = newValue
      case .text, .lines: break
      }
    }
  }
}
