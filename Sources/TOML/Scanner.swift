import JSON

/// Moves through the text of a document, over blanks, comments, ends of lines and names.
struct Scanner {
  private let text: [UInt8]
  private(set) var place = 0

  init(_ text: [UInt8]) {
    self.text = text
    // Editors on Windows write a byte order mark at the beginning of a file.
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
  }

  /// The byte at this place as an ASCII character; nil at the end of the text. Any other byte is given as U+FFFD.
  var byte: Unicode.Scalar? {
    guard place < text.count else { return nil }
    return text[place] < 0x80 ? Unicode.Scalar(text[place]) : "\u{FFFD}"
  }

  /// The bytes from this place on.
  var rest: ArraySlice<UInt8> { text[place...] }

  mutating func skip(_ count: Int = 1) { place = min(place + count, text.count) }

  /// Skips this text where it comes next.
  mutating func skip(_ wanted: String) -> Bool {
    guard rest.starts(with: wanted.utf8) else { return false }
    place += wanted.utf8.count
    return true
  }

  mutating func skipBlanks() {
    while byte == " " || byte == "\t" { place += 1 }
  }

  /// Skips blanks, comments and ends of lines.
  mutating func skipLines() throws(TOMLError) {
    while true {
      skipBlanks()
      switch byte {
      case "#", "\n", "\r": try endLine()
      default: return
      }
    }
  }

  /// Skips the rest of a line. Only blanks and a comment may stand there.
  mutating func endLine() throws(TOMLError) {
    skipBlanks()
    if byte == "#" {
      while let byte, byte != "\n", byte != "\r" {
        try checkIsPlain(byte)
        place += 1
      }
    }
    guard byte == nil || skipEnd() else { throw fault("a line must end here, but goes on with \(found)") }
  }

  /// Skips the end of a line: LF, or CR and LF.
  mutating func skipEnd() -> Bool { skip("\n") || skip("\r\n") }

  /// Control characters other than the tab are not allowed anywhere.
  func checkIsPlain(_ byte: Unicode.Scalar) throws(TOMLError) {
    guard byte.value < 0x20 && byte != "\t" || byte.value == 0x7F else { return }
    throw fault(
      "a control character must be written as an escape, but U+00\(byte.value < 16 ? "0" : "")"
        + String(byte.value, radix: 16, uppercase: true) + " stands here")
  }

  /// Reads a bare name, or a name in quotes.
  mutating func name() throws(TOMLError) -> String {
    if byte == "\"" || byte == "'" {
      if rest.starts(with: "\"\"\"".utf8) || rest.starts(with: "'''".utf8) {
        throw fault("a name must stand in one line, and in single quotes")
      }
      return try string()
    }
    let start = place
    while let byte, Self.isBare(byte) { place += 1 }
    guard place > start else { throw fault("a name must stand here, but \(found) does") }
    return String(decoding: text[start..<place], as: UTF8.self)
  }

  private static func isBare(_ byte: Unicode.Scalar) -> Bool {
    switch byte {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "-": true
    default: false
    }
  }

  /// Describes what stands here, for a message.
  var found: String {
    switch byte {
    case nil: "the end"
    case "\n"?, "\r"?: "the end of the line"
    case let byte?: byte.value < 0x80 ? "'\(byte)'" : "another character"
    }
  }

  func fault(_ message: String) -> TOMLError {
    TOMLError(line: text[..<place].count { $0 == UInt8(ascii: "\n") } + 1, message: message)
  }
}
