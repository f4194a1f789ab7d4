import Source
import Syntax

extension Checker {
  func check(_ literal: TextLiteral) {
    for part in literal.parts {
      switch part {
      case .text(let text):
        if context.item != nil, text.contains("@.") {
          error(
            "text takes '$(@.name)' for a member of the item, but has '@.name'", at: literal.span,
            hint: "write $(@.…) where @.… stands")
        }
      case .path(let path): check(path)
      case .pipeline(let pipeline): check(pipeline)
      }
    }
  }

  /// Text between `'` that names a declared variable: it was meant to be inserted, so it counts as read.
  func checkRaw(_ text: String, at span: Span) {
    for name in text.variablesMentioned {
      guard let (variable, _) = lookUp(name) else { continue }
      variable.isRead = true
      return warn("text between ' inserts nothing, but has $\(name)", at: span, hint: "between \" it inserts")
    }
  }
}

extension String {
  /// Each name that stands after a `$`.
  fileprivate var variablesMentioned: [String] {
    split(separator: "$", omittingEmptySubsequences: false).dropFirst().map { part in
      String(part.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    }
    .filter { !$0.isEmpty }
  }
}
