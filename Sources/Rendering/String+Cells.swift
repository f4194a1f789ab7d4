import Source

extension String {
  /// The text, or the beginning that fits into so many cells with `…` after it.
  package func cut(to columns: Int) -> String {
    guard displayWidth(of: self) > columns else { return self }
    guard columns > 0 else { return "" }
    var result = ""
    var room = columns - 1
    for character in self {
      room -= displayWidth(of: character)
      if room < 0 { break }
      result.append(character)
    }
    return result + "…"
  }

  /// The text with spaces after it, so that it fills so many cells.
  package func padded(to columns: Int) -> String {
    self + String(repeating: " ", count: max(columns - displayWidth(of: self), 0))
  }
}
