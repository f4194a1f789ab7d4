import JSON
import Source
import Syntax

extension Checker {
  /// - Returns: the text, where it is known.
  @discardableResult
  func check(_ literal: TextLiteral) -> Outline {
    var known: Text? = .empty
    for (place, part) in literal.parts.enumerated() {
      let outline: Outline
      switch part {
      case .text(let text):
        outline = .value(Value(text))
        checkBraces(text, at: literal.span)
        checkLastResult(text, isFirst: place == 0, at: literal.span)
        if place > 0, case .path(let path) = literal.parts[place - 1] { checkBracket(text, after: path) }
        if context.item != nil, text.utf8.contains(UInt8(ascii: "@")), text.contains("@.") {
          error(
            "text takes '$(@.name)' for a member of the item, but has '@.name'", at: literal.span,
            hint: "write $(@.…) where @.… stands")
        }
      case .path(let path):
        outline = check(path)
        insert(outline, at: path.span)
      case .pipeline(let pipeline):
        outline = check(pipeline).outline
        insert(outline, at: pipeline.span)
      }
      switch outline.value {
      case .string(let text)?: known?.append(text)
      case .int(let number)?: known?.append(Text("\(number)"))
      default: known = nil
      }
    }
    return known.map { .value(.string($0)) } ?? .types(.text)
  }

  private func insert(_ outline: Outline, at span: Span) {
    if outline.types.excludes(.insertable) { fault(.notText(outline), at: span) }
  }

  /// Text between `'` that names a declared variable: it was meant to be inserted, so it counts as read.
  func checkRaw(_ text: String, at span: Span) {
    checkBraces(text, at: span)
    for name in text.variablesMentioned {
      guard let variable = variables.named(name) else { continue }
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
