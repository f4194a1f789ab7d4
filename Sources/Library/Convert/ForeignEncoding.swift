/// Guesses the encoding of a text that is not UTF-8 from its bytes. The raw value is the name that iconv(1) takes.
enum ForeignEncoding: String {
  case utf16 = "UTF-16"
  case utf16LittleEndian = "UTF-16LE"
  case utf16BigEndian = "UTF-16BE"
  /// Excel writes this encoding where Windows is set to Arabic.
  case windows1256 = "WINDOWS-1256"
  case windows1252 = "WINDOWS-1252"

  /// The encoding of bytes that are not UTF-8.
  init(of bytes: some Collection<UInt8>) {
    self = Self.wide(bytes) ?? (Self.hasArabicWord(bytes) ? .windows1256 : .windows1252)
  }

  /// UTF-16, recognised by its byte order mark or by the zero bytes between ASCII characters, with which tables begin;
  /// nil for anything else. O(1).
  static func wide(_ bytes: some Collection<UInt8>) -> ForeignEncoding? {
    let start = Array(bytes.prefix(64))
    if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) { return .utf16 }
    let even = stride(from: 0, to: start.count, by: 2).count { start[$0] == 0 }
    let odd = stride(from: 1, to: start.count, by: 2).count { start[$0] == 0 }
    if odd > 0, even == 0, odd * 4 >= start.count { return .utf16LittleEndian }
    return even > 0 && odd == 0 && even * 4 >= start.count ? .utf16BigEndian : nil
  }

  /// Whether there are three Arabic letters in sequence. In Western texts, several letters beyond ASCII rarely follow
  /// each other.
  private static func hasArabicWord(_ bytes: some Collection<UInt8>) -> Bool {
    var length = 0
    for byte in bytes {
      length = isArabicLetter(byte) ? length + 1 : 0
      if length == 3 { return true }
    }
    return false
  }

  private static func isArabicLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0xC1...0xD6, 0xD8...0xDB, 0xDD...0xDF, 0xE1, 0xE3...0xE6, 0xEC, 0xED, 0xF0...0xF3, 0xF5, 0xF6, 0xF8,
      0xFA:
      true
    default: false
    }
  }
}
