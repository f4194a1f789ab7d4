/// A token of EXPR mode: its kind and its place. Texts and numbers are read only when they are needed.
struct Token: Equatable, Sendable {
  enum Kind: Equatable, Sendable {
    case end
    /// A newline that ends a statement.
    case newline
    /// NAME: letters, digits, `_`, and `-` before a letter or digit.
    case name
    /// `$name`
    case variable
    /// `$`
    case last
    /// `@`
    case item
    case number
    case duration
    /// Digits followed by something with which neither a number nor a duration can end.
    case malformedNumber
    /// The opening quotes of `"text"` or `"""`.
    case text
    /// The opening quote of `'raw'`.
    case raw
    case symbol(Symbol)
    /// A character with which no token begins.
    case stray(Unicode.Scalar)
  }

  var kind: Kind
  var start: Int
  var end: Int
  /// Whether white space or the start of the file is right before it.
  var spaced: Bool
  /// The keyword that a name is; nil for other names and other tokens.
  var keyword: Keyword?

  func isSymbol(_ symbol: Symbol) -> Bool { if case .symbol(symbol) = kind { true } else { false } }
}

/// Punctuation and operators. A longer one stands before those that are its beginning.
enum Symbol: String, CaseIterable, Sendable {
  case spread = "..."
  case range = ".."
  case or = "||"
  case and = "&&"
  case coalesce = "??"
  case equal = "=="
  case notEqual = "!="
  case lessOrEqual = "<="
  case greaterOrEqual = ">="
  case addAssign = "+="
  case subtractAssign = "-="
  case multiplyAssign = "*="
  case divideAssign = "/="
  case remainderAssign = "%="
  case openParenthesis = "("
  case closeParenthesis = ")"
  case openBracket = "["
  case closeBracket = "]"
  case openBrace = "{"
  case closeBrace = "}"
  case comma = ","
  case semicolon = ";"
  case colon = ":"
  case dot = "."
  case pipe = "|"
  case question = "?"
  case less = "<"
  case greater = ">"
  case assign = "="
  case plus = "+"
  case minus = "-"
  case star = "*"
  case slash = "/"
  case percent = "%"
  case not = "!"
  case ampersand = "&"

  /// The number of its bytes.
  var length: Int {
    switch self {
    case .spread: 3
    case .range, .or, .and, .coalesce, .equal, .notEqual, .lessOrEqual, .greaterOrEqual, .addAssign,
      .subtractAssign, .multiplyAssign, .divideAssign, .remainderAssign:
      2
    case .openParenthesis, .closeParenthesis, .openBracket, .closeBracket, .openBrace, .closeBrace, .comma,
      .semicolon, .colon, .dot, .pipe, .question, .less, .greater, .assign, .plus, .minus, .star, .slash,
      .percent, .not, .ampersand:
      1
    }
  }

  /// What it assigns, where it is an operator of assignments.
  var assignment: AssignmentOperator? {
    switch self {
    case .assign: .set
    case .addAssign: .add
    case .subtractAssign: .subtract
    case .multiplyAssign: .multiply
    case .divideAssign: .divide
    case .remainderAssign: .remainder
    case .spread, .range, .or, .and, .coalesce, .equal, .notEqual, .lessOrEqual, .greaterOrEqual,
      .openParenthesis, .closeParenthesis, .openBracket, .closeBracket, .openBrace, .closeBrace, .comma,
      .semicolon, .colon, .dot, .pipe, .question, .less, .greater, .plus, .minus, .star, .slash, .percent,
      .not,
      .ampersand:
      nil
    }
  }

  /// What it is between two values, where it may stand there.
  var binaryOperator: BinaryOperator? {
    switch self {
    case .coalesce: .coalesce
    case .or: .or
    case .and: .and
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .range: .range
    case .plus: .add
    case .minus: .subtract
    case .star: .multiply
    case .slash: .divide
    case .percent: .remainder
    case .spread, .addAssign, .subtractAssign, .multiplyAssign, .divideAssign, .remainderAssign,
      .openParenthesis,
      .closeParenthesis, .openBracket, .closeBracket, .openBrace, .closeBrace, .comma, .semicolon, .colon,
      .dot,
      .pipe, .question, .assign, .not, .ampersand:
      nil
    }
  }

  /// The closing bracket for an opening one; nil for other symbols.
  var closing: Symbol? {
    switch self {
    case .openParenthesis: .closeParenthesis
    case .openBracket: .closeBracket
    case .openBrace: .closeBrace
    default: nil
    }
  }
}
