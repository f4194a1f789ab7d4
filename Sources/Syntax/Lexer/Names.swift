/// Reads names (NAME and VNAME of the grammar) and bare words.
extension Lexer {
  /// The end of the name that begins at this offset; the offset itself where there is no name. With `hyphens`, a `-`
  /// before a letter or digit belongs to the name.
  func nameEnd(from offset: Int, hyphens: Bool) -> Int {
    var end = offset + nameStartLength(at: offset)
    guard end > offset else { return offset }
    while true {
      // Most names are ASCII.
      while end < bytes.count, isPlainNameByte(bytes[end]) { end += 1 }
      let length = nameCharacterLength(at: end)
      if length > 0 {
        end += length
      } else if hyphens, byte(end) == UInt8(ascii: "-"), nameCharacterLength(at: end + 1) > 0,
        byte(end + 1) != UInt8(ascii: "_")
      {
        end += 1
      } else {
        return end
      }
    }
  }

  func isNameStart(at offset: Int) -> Bool { nameStartLength(at: offset) > 0 }

  /// The length of a letter or `_` at this offset; 0 where there is none.
  private func nameStartLength(at offset: Int) -> Int {
    let byte = byte(offset)
    if byte < 0x80 { return isLetter(byte) || byte == UInt8(ascii: "_") ? 1 : 0 }
    guard let scalar = scalar(at: offset), scalar.properties.isIDStart else { return 0 }
    return UTF8.width(scalar)
  }

  /// The length of a letter, digit or `_` at this offset; 0 where there is none. A combining mark counts too, since it
  /// belongs to the letter before it.
  private func nameCharacterLength(at offset: Int) -> Int {
    let byte = byte(offset)
    if byte < 0x80 { return isPlainNameByte(byte) ? 1 : 0 }
    guard let scalar = scalar(at: offset), scalar.properties.isIDContinue else { return 0 }
    return UTF8.width(scalar)
  }

  private func isPlainNameByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_")
  }

  func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  /// The end of the bare word that begins at this offset; the offset itself where there is none.
  func wordEnd(from offset: Int) -> Int {
    var end = offset
    while end < bytes.count {
      if bytes[end] < 0x80 {
        guard !Self.endsWord(bytes[end]) else { return end }
        end += 1
      } else {
        guard let scalar = scalar(at: end), !scalar.properties.isWhitespace else { return end }
        end += UTF8.width(scalar)
      }
    }
    return end
  }

  private static func endsWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, 0x7F: true
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "$"): true
    case UInt8(ascii: "\\"), UInt8(ascii: "|"), UInt8(ascii: ";"): true
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"): true
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "<"), UInt8(ascii: ">"): true
    default: false
    }
  }
}

extension String {
  /// Whether the text is the name of a variable (VNAME of the grammar). Such a name may stand after `$` and `.` without
  /// quotes.
  public var isName: Bool {
    unicodeScalars.first.map { $0 == "_" || $0.properties.isIDStart } == true
      && unicodeScalars.allSatisfy { $0.properties.isIDContinue }
  }
}
