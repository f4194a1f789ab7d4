/// Here-documents and here-strings.
extension PastedWords {
  /// `<<< '…'`: the next word is the document.
  mutating func readHereString() {
    endWord()
    place += 3
    while peek() == " " { place += 1 }
    while let next = peek(), !next.isWhitespace {
      _ = next
      step()
    }
    document = word?.text
    word = nil
  }

  mutating func beginDocument() {
    endWord()
    place += 2
    if peek() == "-" { place += 1 }
    while peek() == " " { place += 1 }
    let isRaw = peek() == "'" || peek() == "\"" || peek() == "\\"
    var name = ""
    while let next = peek(), !next.isWhitespace {
      if !"'\"\\".contains(next) { name.append(next) }
      place += 1
    }
    documentEnd = (name, isRaw)
  }

  mutating func readDocument() {
    guard let end = documentEnd else { return }
    var lines: [String] = []
    while place < text.count {
      var line = ""
      while let next = peek(), next != "\n" {
        line.append(next)
        place += 1
      }
      place += 1
      if line.trimmed == end.name {
        documentEnd = nil
        document = lines.joined(separator: "\n")
        if !end.isRaw, document?.contains("$") == true {
          note("the here-document holds $…, which only the other shell knows; here it is text")
        }
        return
      }
      lines.append(line)
    }
  }
}
