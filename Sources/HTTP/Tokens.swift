extension Redaction {
  /// The text with `sk_…` and four characters in place of everything that looks like a key, also of another
  /// account.
  public static func withoutTokens(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var shown: [UInt8] = []
    var end = 0
    while let token = token(in: bytes, from: end) {
      shown += bytes[end..<token.lowerBound] + Array("sk_…".utf8) + bytes[..<token.upperBound].suffix(4)
      end = token.upperBound
    }
    return end == 0 ? text : String(decoding: shown + bytes[end...], as: UTF8.self)
  }

  /// Whether anything in the text looks like a key. Such a text is not saved.
  public static func holdsToken(_ text: String) -> Bool { token(in: Array(text.utf8), from: 0) != nil }

  /// The only definition of what looks like a key: `sk_` at the beginning of a word, and at least eight
  /// letters, digits, `_` or `-`. It works on bytes, because Unicode takes `key:sk_live_…` for one word.
  private static func token(in bytes: [UInt8], from start: Int) -> Range<Int>? {
    var place = start
    while place + 3 + shortest <= bytes.count {
      guard bytes[place] == UInt8(ascii: "s"), bytes[place + 1] == UInt8(ascii: "k"),
        bytes[place + 2] == UInt8(ascii: "_"), beginsWord(bytes, at: place)
      else {
        place += 1
        continue
      }
      var end = place + 3
      while end < bytes.count, isPart(bytes[end]) || bytes[end] == UInt8(ascii: "-") { end += 1 }
      if end - place >= 3 + shortest { return place..<end }
      place = end
    }
    return nil
  }

  private static let shortest = 8

  private static func beginsWord(_ bytes: [UInt8], at place: Int) -> Bool {
    guard place > 0, isPart(bytes[place - 1]) else { return true }
    // The end of `%3D`, of `\n`, or of `\u003d` begins a new word.
    func stands(_ byte: Unicode.Scalar, _ count: Int) -> Bool {
      place >= count && bytes[place - count] == UInt8(ascii: byte)
    }
    return stands("%", 3) || stands("\\", 2) || stands("\\", 6) && stands("u", 5)
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
