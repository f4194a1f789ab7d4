import JSON

/// The regular expressions of the document. They use the part of ECMA-262's syntax that every reader of JSON
/// Schema knows.
enum Regexps {
  /// Unicode's white space (the property `White_Space`). `\s` does not mean the same in all readers.
  private static let spaces = #"\t-\r \u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000"#

  /// An empty text, or only white space: the server takes it as not given.
  static let blank = "^[\(spaces)]*$"
  /// At least one character that is not white space.
  static let notBlank = "[^\(spaces)]"

  /// The whole text matches the pattern, or is blank.
  static func orBlank(_ pattern: Pattern) -> String { "^(?:[\(spaces)]*|\(body(pattern)))$" }

  static func whole(_ pattern: Pattern) -> String { "^(?:\(body(pattern)))$" }

  /// The expression for texts that `Pattern.matches` accepts.
  private static func body(_ pattern: Pattern) -> String {
    switch pattern {
    case .e164: #"\+[1-9][0-9]{6,14}"#
    case .digits: "[0-9]+"
    case .hexColor: "#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})"
    case .httpsURL: url(scheme: "[Hh][Tt][Tt][Pp][Ss]")
    case .url: url(scheme: "[A-Za-z][-+.0-9A-Za-z]*")
    case .email: #"(?=[^@]{1,64}@)(?!.{255})\#(atom)+(?:\.\#(atom)+)*@\#(host)"#
    }
  }

  private static func url(scheme: String) -> String {
    let user = #"(?:[^\x00-\x20\x7F/?#\\]*@)?"#
    let address = #"\[[0-9A-Fa-f:.]+\]"#
    let rest = #"(?:[/?#\\][^\x00-\x20\x7F]*)?"#
    return "\(scheme)://\(user)(?:\(host)|\(address))(?::[0-9]{0,5})?\(rest)"
  }

  private static let atom = #"[^\x00-\x20"(),.:;<>@\[\\\]\x7F]"#

  /// Labels of letters, digits and inner hyphens; letters beyond ASCII are allowed.
  private static let host: String = {
    let edge = #"[^\x00-/:-@\[-`{-\x7F]"#
    let inner = #"[^\x00-,./:-@\[-`{-\x7F]"#
    let label = "\(edge)(?:\(inner){0,61}\(edge))?"
    let tooLong = #"(?![^\x00-,/:-@\[-`{-\x7F]{254})"#
    return #"\#(tooLong)\#(label)(?:\.\#(label))*"#
  }()
}
