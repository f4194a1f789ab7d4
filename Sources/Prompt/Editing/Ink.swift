/// How a character of the line is drawn. Only the sixteen colours are used that every theme of a terminal
/// sets (ECMA-48, SGR).
enum Ink: UInt8 {
  case plain
  /// A noun, a verb, a builtin, a `def`, or a word that begins a statement.
  case command
  /// The name of a parameter or a flag.
  case parameter
  case text, number
  /// A name that begins with `@`, and a name that begins with `$`.
  case item, variable
  case comment
  /// A name that does not exist, or a bracket without its partner.
  case fault
  /// A proposal that a key would insert, or a remark under the line.
  case faint
  /// The row of a menu that Enter would take.
  case chosen

  /// The sequence after which a terminal draws only in this way. Faults are underlined too, because some
  /// people do not see red.
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
  /// Joins two emoji into one (UAX #29, GB11).
  static let joiner: Unicode.Scalar = "\u{200D}"
}
