/// How many columns a text takes on a terminal. Combining marks, newlines and control characters
/// take none; East Asian characters and emoji take two (UAX #11), and a sequence that makes one
/// emoji takes two as a whole. O(length).
public func displayWidth(of text: some StringProtocol) -> Int {
  text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
    ? text.utf8.count : text.reduce(0) { $0 + displayWidth(of: $1) }
}

/// How many columns a character takes on a terminal.
public func displayWidth(of character: Character) -> Int {
  let scalars = character.unicodeScalars
  if let first = scalars.first, scalars.count > 1, first.startsEmoji, scalars.contains(where: \.makesEmoji) {
    return 2
  }
  return scalars.reduce(0) { $0 + $1.width }
}

extension Unicode.Scalar {
  /// Digits, `#`, `*`, `©` and `☎` are emoji only with a variation selector.
  fileprivate var startsEmoji: Bool { properties.isEmoji }

  fileprivate var makesEmoji: Bool { properties.isEmojiPresentation || value == 0xFE0F }

  fileprivate var width: Int {
    if value < 0x300 { return value < 0x20 || (0x7F..<0xA0).contains(value) ? 0 : 1 }
    if isInvisible { return 0 }
    return properties.isEmojiPresentation || isEastAsianWide ? 2 : 1
  }

  /// Whether it takes no columns: a mark, a joiner, or a vowel or final of Hangul, which shares the
  /// columns of its letter.
  private var isInvisible: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .control: true
    // Arabic number signs are format characters, but visible.
    case .format: !(0x600...0x605).contains(value) && value != 0x6DD && value != 0x70F
    default: (0x1160...0x11FF).contains(value)
    }
  }

  private var isEastAsianWide: Bool {
    guard value >= 0x1100 else { return false }
    return wideRanges.contains { $0.contains(value) }
  }
}

/// The classes W and F of UAX #11 (EastAsianWidth.txt) without emoji, which have a property of their
/// own.
private let wideRanges: [ClosedRange<UInt32>] = [
  0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF, 0x4E00...0xA4C6,
  0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60,
  0xFFE0...0xFFE6, 0x16FE0...0x16FE4, 0x16FF0...0x16FF1, 0x17000...0x18CFF, 0x1AFF0...0x1B2FB,
  0x1D300...0x1D376, 0x1F200...0x1F265, 0x20000...0x2FFFD, 0x30000...0x3FFFD,
]
