import Source

/// A line that may hold colours. Its visible characters are measured and cut.
package struct PaintedLine {
  let text: String

  /// The width of the visible characters in cells. The SGR sequences of a `Palette` take none.
  var width: Int {
    var width = 0
    forEachSeen { character, _ in
      width += displayWidth(of: character)
      return true
    }
    return width
  }

  /// How many rows of a screen the line fills.
  func rows(columns: Int) -> Int { Self.rows(of: width, columns: columns) }

  /// How many rows a line of so many cells fills.
  package static func rows(of width: Int, columns: Int) -> Int { max((width + columns - 1) / columns, 1) }

  func cut(to columns: Int) -> String {
    guard width > columns else { return text }
    var room = columns - 1
    var end = text.startIndex
    forEachSeen { character, after in
      room -= displayWidth(of: character)
      if room >= 0 { end = after }
      return room >= 0
    }
    return String(text[..<end]) + "…" + (text.contains("\u{1B}") ? "\u{1B}[0m" : "")
  }

  /// The part that fits into so many cells, and the rest in the same colours; nil where all fits. O(visible
  /// characters).
  package func split(after columns: Int) -> (head: String, rest: String?) {
    var room = columns
    var end = text.startIndex
    forEachSeen { character, after in
      room -= displayWidth(of: character)
      if room >= 0 { end = after }
      return room >= 0
    }
    guard room < 0 else { return (text, nil) }
    let head = text[..<end]
    guard let escape = head.lastIndex(of: "\u{1B}") else { return (String(head), String(text[end...])) }
    let colour = head[escape...].prefix { $0 != "m" }
    return ("\(head)\u{1B}[0m", "\(colour)m\(text[end...])")
  }

  private func forEachSeen(_ body: (Character, String.Index) -> Bool) {
    var index = text.startIndex
    while index < text.endIndex {
      let next = text.index(after: index)
      if text[index] == "\u{1B}" {
        index = text[next...].firstIndex(of: "m").map { text.index(after: $0) } ?? text.endIndex
        continue
      }
      guard body(text[index], next) else { return }
      index = next
    }
  }
}
