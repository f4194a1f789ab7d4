// The words for every error of this room: what must hold, and what was found.

extension JSONError {
  public var message: String { kind.message }

  public var hint: String? {
    switch kind {
    case .expected(.value, let found?) where found == UInt8(ascii: "'"): "JSON quotes with \""
    case .expected(.name, let found?) where found == UInt8(ascii: "}"):
      "JSON has no comma after the last member"
    case .expected(.value, let found?) where found == UInt8(ascii: "]"):
      "JSON has no comma after the last element"
    case .controlCharacter(let byte): "write it as \(escape(of: byte))"
    case .leadingZero: "a number that must keep its zeros is a string"
    case .invalidUTF8: "save the text as UTF-8"
    default: nil
    }
  }
}

extension JSONError.Kind {
  package var message: String {
    switch self {
    case .expected(let expectation, let found):
      "\(expectation.words) must stand here, but \(JSONError.words(for: found)) does"
    case .leadingZero: "a number must not begin with 0 before another digit"
    case .controlCharacter(let byte):
      "a control character in a string must be escaped, but \(JSONError.words(for: byte)) is not"
    case .unknownEscape(let byte):
      "after \\ must stand one of \" \\ / b f n r t u, but \(JSONError.words(for: byte)) does"
    case .loneSurrogate(let unit):
      "a surrogate must be one of a pair, but \\u\(hex(UInt32(unit), 4)) stands alone"
    case .invalidUTF8(let byte):
      "the text must be UTF-8, but the byte 0x\(hex(UInt32(byte), 2)) is not part of it"
    case .tooDeep(let limit): "arrays and objects must not be nested more than \(limit) deep"
    case .byteOrderMark: "the text must begin with a value, but a byte order mark does"
    }
  }
}

extension JSONError.Expectation {
  fileprivate var words: String {
    switch self {
    case .value: "a value"
    case .array: "an array"
    case .name: "a member's name between \" and \""
    case .nameOrClose: "a member's name between \" and \", or }"
    case .colon: ":"
    case .commaOrBracket: ", or ]"
    case .commaOrBrace: ", or }"
    case .digit: "a digit"
    case .hexDigit: "a hexadecimal digit"
    case .quote: "the closing quote"
    case .end: "the end of the text"
    case .word(let word): word
    }
  }
}

extension JSONError {
  /// Names the byte that was found in the place of another one; nil is the end of the text.
  package static func words(for byte: UInt8?) -> String {
    switch byte {
    case nil: "the end"
    case 0x20: "a space"
    case 0x0A: "the end of the line"
    case 0x09: "a tab"
    case let byte? where (0x21...0x7E).contains(byte): "\(Unicode.Scalar(byte))"
    case let byte?: "the byte 0x\(hex(UInt32(byte), 2))"
    }
  }
}

private func escape(of byte: UInt8) -> String {
  var bytes: [UInt8] = []
  bytes.appendEscape(byte)
  return String(decoding: bytes, as: UTF8.self)
}

private func hex(_ value: UInt32, _ width: Int) -> String {
  let digits = String(value, radix: 16, uppercase: true)
  return String(repeating: "0", count: width - digits.count) + digits
}
