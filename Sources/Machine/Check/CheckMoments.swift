import JSON
import Source
import Syntax

/// Comparisons with what looks like a time and is none.
extension Checker {
  /// `@.created_at > "yesterday"` compares letters, and `@.created_at > 2026-11-29` with the number 1986.
  func tellNoTime(
    _ sign: BinaryOperator, _ left: Expression, _ right: Expression, _ value: Value?, at span: Span
  ) {
    if let word = value?.asString, commands.builtin(word, verb: nil)?.traits.moment == .named {
      let path = left.plainPath ?? "…"
      warn(
        "'\(sign.rawValue)' compares the letters of two texts, and '\(word)' is no time here", at: span,
        hint: "time(\(path)) \(sign.rawValue) \(word)()")
    }
    if let date = right.subtractedDate {
      warn(
        "\(date) is a subtraction here, and no date", at: right.span,
        hint: "a date stands in quotes: \"\(date)\"")
    }
  }
}

extension Expression {
  /// The date that a subtraction of three numbers looks like.
  fileprivate var subtractedDate: String? {
    guard case .binary(.subtract, let first, let day) = kind,
      case .binary(.subtract, let year, let month) = first.kind,
      let year = year.constant?.asInt, let month = month.constant?.asInt, let day = day.constant?.asInt,
      (1970...2100).contains(year), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }
}
