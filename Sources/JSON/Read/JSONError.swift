/// Why bytes are not JSON, and where.
public struct JSONError: Error, Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// Something else had to stand here; `found` is nil where the text ends.
    case expected(Expectation, found: UInt8?)
    case leadingZero
    /// A byte below U+0020 inside a string, unescaped.
    case controlCharacter(UInt8)
    case unknownEscape(UInt8)
    /// Half a surrogate pair, as `\uD800`: it stands for no character.
    case loneSurrogate(UInt16)
    case invalidUTF8(UInt8)
    case tooDeep(limit: Int)
    case byteOrderMark
  }

  /// What may stand at a place.
  public enum Expectation: Hashable, Sendable {
    case value, array, name, nameOrClose, colon, commaOrBracket, commaOrBrace, digit, hexDigit, quote, end
    case word(String)
  }

  public var kind: Kind
  /// Counted in bytes from the start of the text.
  public var offset: Int

  public init(_ kind: Kind, at offset: Int) {
    self.kind = kind
    self.offset = offset
  }

  /// Line and column in the text that was read, both from 1; the column counts characters. O(offset).
  public func position(in bytes: [UInt8]) -> (line: Int, column: Int) {
    let before = bytes.prefix(offset)
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    return (line, String(decoding: before[start...], as: UTF8.self).count + 1)
  }
}
