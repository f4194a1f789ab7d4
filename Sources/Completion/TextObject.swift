/// A part of a text, by vi's name for it: a word, or the text in quotes or brackets.
package struct TextObject {
  private let name: Unicode.Scalar
  /// Whether the quotes, brackets or blanks around it do not belong to it.
  private let isInner: Bool

  package init(_ name: Unicode.Scalar, isInner: Bool) { (self.name, self.isInner) = (name, isInner) }

  /// Where it stands, around the cursor or after it; nil where there is none. O(n).
  package func range(in text: [Unicode.Scalar], at cursor: Int) -> Range<Int>? {
    switch name {
    case "w", "W": word(text, cursor)
    case "\"", "'", "`": quoted(text, cursor)
    case "(", ")", "b": brackets("(", ")", text, cursor)
    case "[", "]": brackets("[", "]", text, cursor)
    case "{", "}", "B": brackets("{", "}", text, cursor)
    default: nil
    }
  }

  private func word(_ text: [Unicode.Scalar], _ cursor: Int) -> Range<Int>? {
    guard text.indices.contains(cursor) else { return nil }
    let kind = kind(text[cursor])
    var (start, end) = (cursor, cursor + 1)
    while start > 0, self.kind(text[start - 1]) == kind { start -= 1 }
    while end < text.count, self.kind(text[end]) == kind { end += 1 }
    if isInner { return start..<end }
    let last = end
    while end < text.count, text[end] == " " { end += 1 }
    if end == last { while start > 0, text[start - 1] == " " { start -= 1 } }
    return start..<end
  }

  private func kind(_ scalar: Unicode.Scalar) -> Int {
    if " \t\n".unicodeScalars.contains(scalar) { return 0 }
    return name == "W" || scalar.isNamePart ? 1 : 2
  }

  /// Text in quotes counts only in the cursor's line.
  private func quoted(_ text: [Unicode.Scalar], _ cursor: Int) -> Range<Int>? {
    let start = text[..<Swift.min(cursor, text.count)].lastIndex(of: "\n").map { $0 + 1 } ?? 0
    var opening: Int?
    for index in start..<text.count {
      if text[index] == "\n" { return nil }
      guard text[index] == name, index == start || text[index - 1] != "\\" else { continue }
      guard let first = opening else {
        opening = index
        continue
      }
      if index >= cursor { return isInner ? first + 1..<index : first..<index + 1 }
      opening = nil
    }
    return nil
  }

  private func brackets(
    _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ text: [Unicode.Scalar], _ cursor: Int
  ) -> Range<Int>? {
    var depth = 0
    var start = Swift.min(cursor, text.count - 1)
    while start >= 0 {
      if text[start] == close, start != cursor { depth += 1 }
      if text[start] == open {
        if depth == 0 { break }
        depth -= 1
      }
      start -= 1
    }
    guard start >= 0 else { return nil }
    depth = 0
    for index in start..<text.count {
      if text[index] == open { depth += 1 }
      if text[index] == close { depth -= 1 }
      if depth == 0 { return isInner ? start + 1..<index : start..<index + 1 }
    }
    return nil
  }
}
