extension UnsafePointer<Text> {
  /// Appends the text between quotes. Only characters that must be escaped are escaped (RFC 8259
  /// §7).
  func appendJSON(to bytes: inout [UInt8]) {
    let text = utf8
    bytes.append(UInt8(ascii: "\""))
    var from = 0
    for index in text.indices where text[index].mustBeEscaped {
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[from..<index]))
      bytes.appendEscape(text[index])
      from = index + 1
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[from...]))
    bytes.append(UInt8(ascii: "\""))
  }
}

extension UInt8 {
  @inline(__always)
  fileprivate var mustBeEscaped: Bool { self < 0x20 || self == 0x22 || self == 0x5C }
}

extension [UInt8] {
  /// Appends a quote, a backslash or a control character in its shortest escaped form.
  package mutating func appendEscape(_ byte: UInt8) {
    append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: append(UInt8(ascii: "b"))
    case 0x09: append(UInt8(ascii: "t"))
    case 0x0A: append(UInt8(ascii: "n"))
    case 0x0C: append(UInt8(ascii: "f"))
    case 0x0D: append(UInt8(ascii: "r"))
    case 0..<0x20:
      append(byte < 0x10 ? "u000" : "u001")
      append(byte & 15 < 10 ? 0x30 + byte & 15 : 0x57 + byte & 15)
    default: append(byte)
    }
  }
}
