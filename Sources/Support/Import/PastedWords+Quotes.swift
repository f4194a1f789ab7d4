/// What quotes and escapes mean. Each shell has its own rules.
extension PastedWords {
  /// A mark of escape outside of quotes. At the end of a line it continues the line; elsewhere the next
  /// character loses its meaning.
  mutating func escaped(_ mark: Character) {
    var next = place + 1
    while next < text.count, text[next] == " " || text[next] == "\t" { next += 1 }
    if next >= text.count || text[next] == "\n" {
      if next > place + 1, next < text.count {
        note("a space follows the \(mark) at the end of a line: the shell ends the command there")
      }
      place = min(next + 1, text.count)
      return
    }
    if let character = peek(1) { add(character) }
    place += 2
  }

  mutating func singleQuoted() {
    word = word ?? Word()
    place += 1
    while let character = peek() {
      if character == "'" {
        if shell == .powerShell, peek(1) == "'" {
          add("'")
          place += 2
          continue
        }
        place += 1
        return
      }
      // Windows PowerShell takes quotes out of the arguments that it gives to a program, unless a
      // backslash stands before them.
      if shell == .powerShell, character == "\\", peek(1) == "\"" { place += 1 }
      add(peek() ?? character)
      place += 1
    }
    openQuote = "'"
  }

  mutating func doubleQuoted() {
    word = word ?? Word()
    place += 1
    while let character = peek() {
      switch (shell, character) {
      case (.cmd, "\""), (.powerShell, "\""):
        // Two quotes mean one quote.
        if peek(1) == "\"" {
          add("\"")
          place += 2
          continue
        }
        place += 1
        return
      case (.posix, "\""):
        place += 1
        return
      case (.cmd, "\\") where peek(1) == "\"", (.powerShell, "\\") where peek(1) == "\"":
        add("\"")
        place += 2
      case (.powerShell, "`"),
        (.cmd, "^") where peek(1) == "\"" || peek(1) == "^":
        if let next = peek(1) { add(next == "n" ? "\n" : next) }
        place += 2
      case (.posix, "\\"):
        let next = peek(1)
        if let next, "\"\\$`".contains(next) {
          add(next)
        } else if next != "\n" {
          add("\\" + (next.map(String.init) ?? ""))
        }
        place += 2
      case (.posix, "$"), (.powerShell, "$"): variable()
      case (.posix, "`"): substitution("`")
      case (.cmd, "%"): percentVariable()
      default:
        add(character)
        place += 1
      }
    }
    openQuote = "\""
  }

  /// Quotes of a word processor. The text between them was meant to be one word.
  mutating func smartQuoted(_ open: Character) {
    word = word ?? Word()
    place += 1
    let ends: Set<Character> = "“”".contains(open) ? ["“", "”"] : ["‘", "’"]
    while let character = peek(), !ends.contains(character) {
      add(character)
      place += 1
    }
    place += 1
  }

  /// `$'…'`, with the escapes of C.
  mutating func ansiQuoted() {
    word = word ?? Word()
    place += 2
    while let character = peek(), character != "'" {
      if character == "\\", let next = peek(1) {
        switch next {
        case "n": add("\n")
        case "t": add("\t")
        case "r": add("\r")
        case "u": addCode(digits: 4)
        case "U": addCode(digits: 8)
        case "x": addCode(digits: 2)
        default: add(next)
        }
        place += 2
      } else {
        add(character)
        place += 1
      }
    }
    place += 1
  }

  /// Adds the character whose code is written behind a letter, as in `\x41`, with at most so many
  /// hexadecimal digits.
  mutating func addCode(digits most: Int) {
    let digits = text[min(place + 2, text.count)...].prefix(most).prefix { $0.isASCII && $0.isHexDigit }
    if let code = UInt32(String(digits), radix: 16), let scalar = Unicode.Scalar(code) {
      add(Character(scalar))
      place += digits.count
    }
  }
}
