/// A line whose texts in quotes are hidden behind marks, so that a search for words does not find words in texts.
struct MaskedLine {
  /// The line with a mark in place of each text.
  var text = ""
  /// The hidden texts, with their quotes. The mark of a text contains its place here.
  private(set) var literals: [String] = []

  private static let open: Character = "\u{E000}"
  private static let close: Character = "\u{E001}"

  /// - Parameter mending: is applied to each text, together with the character right before it.
  init(_ line: String, _ mending: (_ literal: String, _ before: Character?) -> String = { text, _ in text }) {
    var rest = line[...]
    while let character = rest.first {
      guard "\"'`".contains(character), let end = Self.end(of: rest) else {
        text.append(character)
        rest.removeFirst()
        continue
      }
      literals.append(mending(String(rest[..<end]), text.last))
      text += "\(Self.open)\(literals.count - 1)\(Self.close)"
      rest = rest[end...]
    }
  }

  /// The place behind the closing quote; nil where the text is not closed.
  private static func end(of text: Substring) -> Substring.Index? {
    guard let quote = text.first else { return nil }
    var index = text.index(after: text.startIndex)
    while index < text.endIndex {
      if text[index] == "\\", quote != "'", text.index(after: index) < text.endIndex {
        index = text.index(after: index)
      } else if text[index] == quote {
        return text.index(after: index)
      }
      index = text.index(after: index)
    }
    return nil
  }

  /// The line with its texts in place of the marks.
  var line: String {
    var result = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: Self.open), let end = rest[start...].firstIndex(of: Self.close) {
      result += rest[..<start]
      if let index = Int(rest[rest.index(after: start)..<end]), literals.indices.contains(index) {
        result += literals[index]
      }
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  /// The stages in which the new line differs from the old one, for a person to see.
  static func changed(from old: String, to new: String) -> String {
    let before = new.commonPrefix(with: old)
    let after = String(String(new.reversed()).commonPrefix(with: String(old.reversed())).reversed())
    var start = before.endIndex
    while start > new.startIndex {
      let previous = new.index(before: start)
      if "|;{}\n".contains(new[previous]) { break }
      start = previous
    }
    let tail = new.count - Swift.min(after.count, new.count - before.count)
    var end = new.index(
      new.startIndex, offsetBy: Swift.max(tail, new.distance(from: new.startIndex, to: start)))
    while end < new.endIndex, !"|;\n".contains(new[end]) { end = new.index(after: end) }
    return String(new[new.balanced(start..<end)]).trimmingBlanks
  }
}

extension String {
  /// The range, widened until each bracket in it has its counterpart; the whole text where that is impossible.
  fileprivate func balanced(_ range: Range<Index>) -> Range<Index> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while let open = self[start..<end].openBrackets {
      if open < 0, start > startIndex {
        start = index(before: start)
        if self[start..<end].openBrackets != nil { continue }
        // The word before the bracket belongs to it.
        while start > startIndex, !"|;{}\n".contains(self[index(before: start)]) {
          start = index(before: start)
        }
      } else if open > 0, end < endIndex {
        end = index(after: end)
      } else {
        return startIndex..<endIndex
      }
    }
    return start..<end
  }
}

extension Substring {
  /// How many brackets are open at the end; negative where a bracket closes that was not opened; nil where all brackets
  /// are in pairs.
  fileprivate var openBrackets: Int? {
    var open = 0
    for character in self {
      if "([{".contains(character) { open += 1 } else if ")]}".contains(character) { open -= 1 }
      if open < 0 { return open }
    }
    return open == 0 ? nil : open
  }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    var index = startIndex
    var otherIndex = other.startIndex
    while index < endIndex, otherIndex < other.endIndex, self[index] == other[otherIndex] {
      index = self.index(after: index)
      otherIndex = other.index(after: otherIndex)
    }
    return String(self[..<index])
  }

  var trimmingBlanks: String {
    let isBlank = { (character: Character) in character == " " || character == "\t" }
    return String(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }
}
