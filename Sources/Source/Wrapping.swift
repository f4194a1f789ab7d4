/// Fills lines with words, as many in each line as fit. A word that is wider than a line stands alone in its
/// line. O(n).
///
/// - Parameters:
///   - columns: the width of a line in cells.
///   - first: how many cells of the first line are taken.
///   - rest: how many cells of each further line are taken.
///   - width: how many cells a word takes.
/// - Returns: the words of each line; one line without words where there are none.
package func wrapped(
  _ words: [String], columns: Int, first: Int = 0, rest: Int = 0,
  width: (String) -> Int = { displayWidth(of: $0) }
) -> [[String]] {
  var lines: [[String]] = [[]]
  var room = columns - first
  for word in words {
    let needed = width(word)
    if needed > room, !lines[lines.count - 1].isEmpty || (lines.count == 1 && first > rest) {
      lines.append([])
      room = columns - rest
    }
    lines[lines.count - 1].append(word)
    room -= needed + 1
  }
  return lines
}

/// A message whose lines are longer than a terminal's, broken at blanks. What goes on stands below the first word, behind
/// `error:` or the like; where no such label begins the line, a little further in than the line. Colours take no cells.
package func wrapped(message: String, columns: Int) -> String {
  guard columns >= 20 else { return message }
  return message.split(separator: "\n", omittingEmptySubsequences: false).map { line in
    let line = String(line)
    if seenWidth(of: line) <= columns { return line }
    let seen = line.withoutColours
    let indent = seen.prefix { $0 == " " }.count
    let label = labels.first { seen.dropFirst(indent).hasPrefix($0) }
    let rest = indent + (label?.count ?? 2)
    var words = line.dropFirst(indent).split(separator: " ", omittingEmptySubsequences: false).map(
      String.init)
    words.joinQuoted(within: columns - rest)
    // No label stands by itself.
    if label != nil, words.count > 1 { words[0...1] = [words[0] + " " + words[1]] }
    let lines = wrapped(words, columns: columns, first: indent, rest: rest, width: seenWidth)
    return String(repeating: " ", count: indent)
      + lines.map { $0.joined(separator: " ") }.joined(separator: "\n" + String(repeating: " ", count: rest))
  }.joined(separator: "\n")
}

/// A line of the language that is longer than a terminal's, broken at blanks outside of quotes: a `\` says there that it
/// goes on, so that it is the same line where it is copied.
///
/// - Parameter first: how many cells stand before it.
package func wrapped(code: String, columns: Int, first: Int) -> String {
  guard columns >= 40, first + displayWidth(of: code) > columns, !code.contains("\n"), !code.contains(" #")
  else { return code }
  let lines = wrapped(code.arguments, columns: columns - 2, first: first, rest: first)
  return lines.map { $0.joined(separator: " ") }
    .joined(separator: " \\\n" + String(repeating: " ", count: first))
}

private let labels = ["error: ", "warning: ", "hint: ", "fault: "]

private func seenWidth(of text: String) -> Int { displayWidth(of: text.withoutColours) }

extension [String] {
  /// Makes one word of the words between `'` and `'`, where they fit into so many cells: a command to be typed is not broken.
  package mutating func joinQuoted(within columns: Int) {
    var joined: [String] = []
    var rest = self[...]
    while let word = rest.popFirst() {
      joined.append(word)
      guard word.opensQuote, let end = rest.firstIndex(where: \.closesQuote) else { continue }
      let quoted = ([word] + rest[...end]).joined(separator: " ")
      guard seenWidth(of: quoted) <= columns else { continue }
      joined[joined.count - 1] = quoted
      rest = rest[(end + 1)...]
    }
    self = joined
  }
}

extension String {
  /// Whether it begins with `'`, perhaps behind a bracket, and has no other one.
  fileprivate var opensQuote: Bool {
    let word = withoutColours.drop { $0 == "(" }
    return word.first == "'" && word.count { $0 == "'" } == 1
  }

  /// Whether it ends with `'`, perhaps before punctuation.
  fileprivate var closesQuote: Bool {
    withoutColours.reversed().drop { ".,;:!?)…".contains($0) }.first == "'"
  }

  /// Without the SGR sequences that colour it.
  fileprivate var withoutColours: String {
    guard contains("\u{1B}") else { return self }
    var isSeen = true
    return String(
      filter { character in
        if character == "\u{1B}" { isSeen = false }
        defer { if character == "m" { isSeen = true } }
        return isSeen
      })
  }

  /// What stands between blanks that are in no quotes.
  fileprivate var arguments: [String] {
    var parts = [""]
    var quote: Character?
    var isEscaped = false
    for character in self {
      if quote == nil, character == " " {
        parts.append("")
        continue
      }
      if isEscaped {
        isEscaped = false
      } else if character == "\\", quote == "\"" {
        isEscaped = true
      } else if character == quote {
        quote = nil
      } else if quote == nil, character == "\"" || character == "'" {
        quote = character
      }
      parts[parts.count - 1].append(character)
    }
    return parts
  }
}
