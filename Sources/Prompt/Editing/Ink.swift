/// How a character of the line is drawn: with colours of the sixteen that every terminal theme sets (ECMA-48, SGR).
enum Ink: UInt8 {
  case plain
  /// A noun, a verb, a builtin, a `def`, or a word that begins a statement.
  case command
  /// The name of a parameter or a flag.
  case parameter
  case text, number
  /// What begins with `@`, and what begins with `$`.
  case item, variable
  case comment
  /// A name that nothing has, or a bracket without its other.
  case fault
  /// What a key would put in, or a remark under the line.
  case faint
  /// The row of a menu that Enter takes.
  case chosen

  /// What lets a terminal draw so, and in no other way. What is wrong is underlined too: some see no red.
  var start: String {
    switch self {
    case .plain: "\u{1B}[0m"
    case .command: "\u{1B}[0;1m"
    case .parameter: "\u{1B}[0;36m"
    case .text: "\u{1B}[0;32m"
    case .number: "\u{1B}[0;33m"
    case .item: "\u{1B}[0;35m"
    case .variable: "\u{1B}[0;94m"
    case .comment, .faint: "\u{1B}[0;2m"
    case .fault: "\u{1B}[0;4;31m"
    case .chosen: "\u{1B}[0;7m"
    }
  }
}

extension Unicode.Scalar {
  /// Makes one emoji of two (UAX #29, GB11).
  static let joiner: Unicode.Scalar = "\u{200D}"
}
