/// Why bytes are not JSON, and where.
public struct JSONError: Error, Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// Something else was expected here. `found` is nil at the end of the text.
    case expected(Expectation, found: UInt8?)
    case leadingZero
    /// A byte below U+0020 inside a string, unescaped.
    case controlCharacter(UInt8)
    case unknownEscape(UInt8)
    /// Half of a surrogate pair, such as `\uD800`, which is not a character.
    case loneSurrogate(UInt16)
    case invalidUTF8(UInt8)
    case tooDeep(limit: Int)
    case byteOrderMark
  }

  /// What is expected at a place.
  public enum Expectation: Hashable, Sendable {
    case value, array, name, nameOrClose, colon, commaOrBracket, commaOrBrace, digit, hexDigit, quote, end
    case word(String)
  }

  public var kind: Kind
  /// The place in bytes from the start of the text.
  public var offset: Int

  public init(_ kind: Kind, at offset: Int) {
    self.kind = kind
    self.offset = offset
  }

  /// Line and column in the text, both from 1. The column counts characters. O(offset).
  public func position(in bytes: [UInt8]) -> (line: Int, column: Int) {
    let before = bytes.prefix(offset)
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    return (line, String(decoding: before[start...], as: UTF8.self).count + 1)
  }
}
