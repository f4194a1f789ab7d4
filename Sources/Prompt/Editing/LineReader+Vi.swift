import CEdit
import Completion

/// What is known of the mode of vi's keys, which libedit does not tell.
struct ViState {
  /// Whether keys are commands; else they insert.
  private(set) var isCommand = false
  private var isKnown = false
  /// An operator, and perhaps `i` or `a`, before the object that it works on: `c`, `ci`.
  fileprivate(set) var operation: [Unicode.Scalar] = []
  /// Whether the last key needs a character after it. Nothing may come between them.
  fileprivate var takesCharacter = false
  /// Whether the last key is a digit of a count. Then `0` may be one too.
  fileprivate var isCounting = false

  mutating func begin() { self = ViState() }

  /// A key by which libedit tells its mode; nil where the mode is known, or where a key would disturb.
  mutating func probe(wanted: Bool) -> Unicode.Scalar? {
    guard wanted, !isKnown, !takesCharacter, operation.isEmpty else { return nil }
    return VirtualKey.probe.scalar
  }

  mutating func learn(isCommand: Bool) { (self.isCommand, isKnown) = (isCommand, true) }

  /// Notes what libedit gets next, which may change the mode.
  mutating func note(_ characters: [Unicode.Scalar]) {
    guard let last = characters.last else { return }
    takesCharacter = isCommand && !takesCharacter && "fFtTr@".unicodeScalars.contains(last)
    isKnown = false
  }
}

extension LineReader {
  func learn(isCommand: Bool) {
    vi.learn(isCommand: isCommand)
    showShape(isCommand)
  }

  /// Shows a bar where keys insert, and a block where they are commands; nil: the terminal's own shape
  /// (DECSCUSR).
  func showShape(_ isCommand: Bool?) {
    guard paints, hasViKeys, shape != isCommand else { return }
    shape = isCommand
    emit(isCommand.map { $0 ? "\u{1B}[2 q" : "\u{1B}[6 q" } ?? "\u{1B}[0 q")
  }

  /// Handles commands on objects of text, such as `ciw`, `da"` and `yi(`, which libedit does not know. It
  /// gets other keys as they are.
  func viCharacters(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    if vi.takesCharacter { return [scalar] }
    let typed = vi.operation + [scalar]
    vi.operation = []
    if typed.count == 1, !vi.isCounting, let keys = viCharacters(inLine: scalar) { return keys }
    if typed.count == 2, typed[0] == scalar, let keys = viCharacters(onLine: scalar) { return keys }
    vi.isCounting = ("1"..."9").contains(scalar) || vi.isCounting && scalar == "0"
    switch typed.count {
    case 1 where "cdy".unicodeScalars.contains(scalar), 2 where "ia".unicodeScalars.contains(scalar):
      vi.operation = typed
      return []
    case 3:
      guard let range = TextObject(scalar, isInner: typed[1] == "i").range(in: line.scalars, at: line.cursor)
      else { return [] }
      object = (range, typed[0])
      let isAtEnd = range.upperBound == line.scalars.count
      return [VirtualKey.object.scalar] + (typed[0] == "c" ? [isAtEnd ? "A" : "i"] : [])
    default: return typed
    }
  }

  /// Commands that move to an end of the line, in an input of several lines: they stay in the cursor's line,
  /// while libedit would take the whole input for one line. Nil for other keys.
  private func viCharacters(inLine scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
    let (own, (text, cursor)) = (ownLine, line)
    if own.count == text.count { return nil }
    let start = cursor > own.lowerBound ? [VirtualKey.home.scalar] : []
    let end = cursor < own.upperBound ? [VirtualKey.end.scalar] : []
    let cut = cursor < own.upperBound ? [VirtualKey.mark, .cutEnd, .cut].map(\.scalar) : []
    // After the last character, libedit inserts only with `A`.
    let insert: Unicode.Scalar = own.upperBound == text.count ? "A" : "i"
    return switch scalar {
    case "0", "^": start
    case "$": end.isEmpty ? [] : end + ["h"]
    case "I": start + ["i"]
    case "A": end + [insert]
    case "D": cut
    case "C": cut + [insert]
    case "S": start + (own.isEmpty ? [] : [VirtualKey.mark, .cutEnd, .cut].map(\.scalar)) + [insert]
    default: nil
    }
  }

  /// `dd`, `cc` and `yy` in an input of several lines: the cursor's own. Nil for other keys.
  private func viCharacters(onLine scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
    let (own, (text, cursor)) = (ownLine, line)
    if own.count == text.count { return nil }
    let start: [VirtualKey] = cursor > own.lowerBound ? [.home] : []
    let keys: [VirtualKey]
    switch scalar {
    case "c": return viCharacters(inLine: "S")
    case "y": keys = own.isEmpty ? [] : start + [.mark, .cutEnd, .copy, .home]
    // The first `cutEnd` goes to the line's end, and the second one behind it.
    case "d" where own.upperBound < text.count:
      keys = start + [.mark] + (own.isEmpty ? [] : [.cutEnd]) + [.cutEnd, .cut]
    case "d":
      // The last line goes with the end of the one before it.
      let isBlankBefore = own.lowerBound < 2 || text[own.lowerBound - 2] == "\n"
      keys =
        start + [.left, .mark, .cutEnd] + (own.isEmpty ? [] : [.cutEnd]) + [.cut]
        + (isBlankBefore ? [] : [.home])
    default: return nil
    }
    return keys.map(\.scalar)
  }

  /// Does to the object of text what the operator says.
  func changeObject() -> UInt8 {
    guard let object else { return Reply.nothing }
    self.object = nil
    move(to: object.range.upperBound)
    if object.operation == "y" {
      move(to: object.range.lowerBound)
    } else {
      delete(object.range.count)
    }
    return Reply.redraw
  }
}

/// A part of a text, by vi's name for it: a word, or the text in quotes or brackets.
struct TextObject {
  private let name: Unicode.Scalar
  /// Whether the quotes, brackets or blanks around it do not belong to it.
  private let isInner: Bool

  init(_ name: Unicode.Scalar, isInner: Bool) { (self.name, self.isInner) = (name, isInner) }

  /// Where it stands, around the cursor or after it; nil where there is none. O(n).
  func range(in text: [Unicode.Scalar], at cursor: Int) -> Range<Int>? {
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
