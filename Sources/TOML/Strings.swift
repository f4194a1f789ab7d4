import JSON

/// Reads strings in their four forms (TOML, "String").
extension Scanner {
  mutating func string() throws(TOMLError) -> String {
    for quotes in ["\"\"\"", "'''"] where skip(quotes) { return try severalLines(quotes) }
    let quote: Unicode.Scalar = byte == "'" ? "'" : "\""
    skip()
    var bytes: [UInt8] = []
    while true {
      switch byte {
      case nil, "\n", "\r": throw fault("a string must end with \(quote) in its line, but does not")
      case quote:
        skip()
        return String(decoding: bytes, as: UTF8.self)
      case "\\" where quote == "\"": try escape(into: &bytes)
      case let byte?: try take(byte, into: &bytes)
      }
    }
  }

  private mutating func severalLines(_ quotes: String) throws(TOMLError) -> String {
    var bytes: [UInt8] = []
    // An end of line right after the opening quotes does not belong to the string.
    _ = skipEnd()
    while let byte {
      if rest.starts(with: quotes.utf8) { return try end(quotes, bytes) }
      switch byte {
      case "\\" where quotes.first == "\"":
        if try !joinsLines() { try escape(into: &bytes) }
      case "\r":
        guard skipEnd() else { throw fault("a carriage return must end a line with a line feed") }
        bytes.append(UInt8(ascii: "\n"))
      case "\n":
        skip()
        bytes.append(UInt8(ascii: "\n"))
      default: try take(byte, into: &bytes)
      }
    }
    throw fault("a string must end with \(quotes), but the text ends before")
  }

  /// Ends a string of several lines. Up to two quotes right before the three closing ones belong to the string.
  private mutating func end(_ quotes: String, _ bytes: [UInt8]) throws(TOMLError) -> String {
    let quote = quotes.utf8.first ?? 0
    let count = rest.prefix { $0 == quote }.count
    skip(min(count, 5))
    return String(decoding: bytes + [UInt8](repeating: quote, count: min(count, 5) - 3), as: UTF8.self)
  }

  private mutating func take(_ byte: Unicode.Scalar, into bytes: inout [UInt8]) throws(TOMLError) {
    try checkIsPlain(byte)
    bytes.append(rest.first ?? 0)
    skip()
  }

  /// A backslash at the end of a line removes all white space up to the next other character.
  private mutating func joinsLines() throws(TOMLError) -> Bool {
    var ahead = self
    ahead.skip()
    ahead.skipBlanks()
    guard ahead.skipEnd() else { return false }
    while true {
      ahead.skipBlanks()
      if !ahead.skipEnd() { break }
    }
    self = ahead
    return true
  }

  private mutating func escape(into bytes: inout [UInt8]) throws(TOMLError) {
    skip()
    let escapes: [Unicode.Scalar: UInt8] = [
      "b": 0x08, "t": 0x09, "n": 0x0A, "f": 0x0C, "r": 0x0D, "\"": 0x22, "\\": 0x5C,
    ]
    if let byte, let meant = escapes[byte] {
      skip()
      bytes.append(meant)
      return
    }
    let count = byte == "u" ? 4 : byte == "U" ? 8 : 0
    let digits = rest.dropFirst().prefix(count)
    guard count > 0, digits.count == count, digits.first != UInt8(ascii: "+"),
      let number = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
      let scalar = Unicode.Scalar(number)
    else {
      throw fault(#"an escape must be one of \b \t \n \f \r \" \\ \u1234 and \U00012345, but is another"#)
    }
    skip(1 + count)
    bytes += Array(String(scalar).utf8)
  }
}
