import Source

/// A line that may hold colours, measured and cut by what is seen of it.
struct PaintedLine {
  let text: String

  /// The cells that are seen: the SGR sequences that a `Palette` writes take none.
  var width: Int {
    var width = 0
    forEachSeen { character, _ in
      width += displayWidth(of: character)
      return true
    }
    return width
  }

  /// The lines of a screen that it fills.
  func rows(columns: Int) -> Int { max((width + columns - 1) / columns, 1) }

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

  /// The part that is seen in so many cells, and what follows it, in the same colours; no rest where all is seen.
  /// O(what is seen).
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
