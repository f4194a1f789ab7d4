/// A token of EXPR mode: what it is and where. Texts and numbers are read by whoever consumes them.
struct Token: Equatable, Sendable {
  enum Kind: Equatable, Sendable {
    case end
    /// A newline where it ends a statement.
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
    /// Digits followed by something that no number or duration ends with.
    case malformedNumber
    /// The opening quotes of `"text"` or `"""`.
    case text
    /// The opening quote of `'raw'`.
    case raw
    case symbol(Symbol)
    /// A character that begins nothing.
    case stray(Unicode.Scalar)
  }

  var kind: Kind
  var start: Int
  var end: Int
  /// Whether white space (or the start of the file) stands before it.
  var spaced: Bool

  func isSymbol(_ symbol: Symbol) -> Bool { kind == .symbol(symbol) }
}

/// Punctuation and operators, the longer before those that they begin with.
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

  /// Its bytes, as they are compared at every token.
  static let spellings: [(symbol: Symbol, bytes: [UInt8])] = allCases.map { ($0, Array($0.rawValue.utf8)) }

  /// The closing bracket of an opening one.
  var closing: Symbol? {
    switch self {
    case .openParenthesis: .closeParenthesis
    case .openBracket: .closeBracket
    case .openBrace: .closeBrace
    default: nil
    }
  }
}
