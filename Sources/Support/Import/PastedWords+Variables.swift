/// What only the other shell knows: variables, and the output of commands.
extension PastedWords {
  /// `$PHONE`, `${PHONE}`, `$env:PHONE`, `$(date)`.
  mutating func variable() {
    guard let next = peek(1) else {
      add("$")
      place += 1
      return
    }
    if next == "(" { return substitution(")") }
    var end = place + 1
    if next == "{" {
      while end < text.count, text[end] != "}" { end += 1 }
      end = min(end + 1, text.count)
    } else {
      if text[end...].starts(with: Array("env:")) { end += 4 }
      while end < text.count, text[end].isLetter || text[end].isNumber || text[end] == "_" { end += 1 }
    }
    // `$5` means five dollars here, although a shell takes it for an argument.
    guard end > place + 1, !(next.isNumber) else {
      add("$")
      place += 1
      return
    }
    add(String(text[place..<end]), unknown: true)
    place = end
  }

  mutating func substitution(_ close: Character) {
    var end = place + 1
    var depth = 0
    while end < text.count {
      if text[end] == "(" { depth += 1 }
      if text[end] == ")" { depth -= 1 }
      if text[end] == close, close == "`" || depth == 0 { break }
      end += 1
    }
    end = min(end + 1, text.count)
    add(String(text[place..<end]), unknown: true)
    place = end
  }

  /// `%PHONE%`
  mutating func percentVariable() {
    var end = place + 1
    while end < text.count, text[end].isLetter || text[end].isNumber || text[end] == "_" { end += 1 }
    guard end > place + 1, end < text.count, text[end] == "%", !text[place + 1].isNumber else {
      add("%")
      place += 1
      return
    }
    add(String(text[place...end]), unknown: true)
    place = end + 1
  }
}
