import JSON
import Queries
import Source

/// Reads what `$` and `\` begin inside a text.
extension Parser {
  mutating func insertion(_ builder: inout TextBuilder) throws(Fault) {
    let dollar = lexer.position
    switch lexer.byte(dollar + 1) {
    case UInt8(ascii: "("):
      lexer.position = dollar + 2
      builder.append(.pipeline(try insertedPipeline(from: dollar + 1)))
    case UInt8(ascii: "{") where lexer.byte(dollar + 2) != UInt8(ascii: "{"):
      lexer.position = dollar + 2
      builder.append(.path(try bracedPath(from: dollar)))
    default:
      lexer.position = dollar + 1
      if lexer.isNameStart(at: dollar + 1) {
        builder.append(.path(insertedPath(from: dollar)))
      } else {
        builder.append([UInt8(ascii: "$")])
      }
    }
  }

  private mutating func insertedPipeline(from open: Int) throws(Fault) -> Pipeline {
    try bracketed(from: open) { parser throws(Fault) in
      let pipeline = try parser.pipeline()
      _ = try parser.expect(.closeParenthesis, after: "the inserted pipeline")
      return pipeline
    }
  }

  private mutating func bracedPath(from dollar: Int) throws(Fault) -> Expression {
    guard lexer.isNameStart(at: lexer.position) else { throw insertedName(dollar) }
    let path = insertedPath(from: dollar)
    guard lexer.byte(lexer.position) == UInt8(ascii: "}") else { throw insertedName(dollar) }
    lexer.position += 1
    return Expression(path.kind, span(from: dollar))
  }

  private func insertedName(_ dollar: Int) -> Fault {
    let end = Swift.min(lexer.position + 1, lexer.bytes.count)
    let found: Found = lexer.atEnd ? .endOfFile : .source(lexer.text(dollar..<lexer.position))
    guard lexer.has("?}", at: lexer.position) else { return Fault(.insertedName(found), dollar, end) }
    let corrected = "$($\(lexer.text(dollar + 2..<lexer.position))? ?? \"none\")"
    return Fault(
      .insertedName(found, corrected: corrected), dollar, end, place: dollar..<lexer.position + 2)
  }

  /// Reads `VNAME { "." VNAME | "[" INT "]" }`. A `.` is a step only before a name, and a `[` only before an integer.
  private mutating func insertedPath(from dollar: Int) -> Expression {
    let start = lexer.position
    lexer.position = lexer.nameEnd(from: start, hyphens: false)
    let name = numbered(lexer.text(start..<lexer.position), lexer.span(dollar, lexer.position))
    var segments: [Segment] = []
    while let segment = insertedSegment() { segments.append(segment) }
    return Expression(.path(.variable(name), segments), span(from: dollar))
  }

  private mutating func insertedSegment() -> Segment? {
    let start = lexer.position
    let selector: Selector
    switch lexer.byte(start) {
    case UInt8(ascii: ".") where lexer.isNameStart(at: start + 1):
      lexer.position = lexer.nameEnd(from: start + 1, hyphens: false)
      selector = .name(Text(lexer.text(start + 1..<lexer.position)))
    case UInt8(ascii: "["):
      let sign = lexer.byte(start + 1) == UInt8(ascii: "-") ? 1 : 0
      let end = lexer.digitsEnd(from: start + 1 + sign)
      guard lexer.byte(end) == UInt8(ascii: "]"), let index = Int64(lexer.text(start + 1..<end)) else {
        return nil
      }
      lexer.position = end + 1
      selector = .index(index)
    default: return nil
    }
    return Segment(descendant: false, selectors: [selector], optional: false, span: span(from: start))
  }
}

// MARK: - Escapes

extension Parser {
  /// Reads one of JSON's escapes (RFC 8259 §7), or `\$`.
  mutating func escape() throws(Fault) -> [UInt8] {
    let start = lexer.position
    if lexer.byte(start + 1) == UInt8(ascii: "u") { return try unicodeEscape(start) }
    guard let byte = Self.escapes[lexer.byte(start + 1)] else {
      let width = lexer.scalar(at: start + 1).map { $0 == "\n" ? 0 : UTF8.width($0) } ?? 0
      throw Fault(.unknownEscape(lexer.text(start..<start + 1 + width)), start, start + 1 + width)
    }
    lexer.position = start + 2
    return [byte]
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
    UInt8(ascii: "/"): UInt8(ascii: "/"), UInt8(ascii: "$"): UInt8(ascii: "$"),
    UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A,
    UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
  ]

  /// Reads `\uHHHH`, or two of these for a character beyond the basic plane.
  private mutating func unicodeEscape(_ start: Int) throws(Fault) -> [UInt8] {
    let first = try unit(at: start)
    lexer.position = start + 6
    var code = UInt32(first)
    if (0xD800..<0xDC00).contains(first), lexer.has("\\u", at: lexer.position) {
      let second = try unit(at: lexer.position)
      if (0xDC00..<0xE000).contains(second) {
        code = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        lexer.position += 6
      }
    }
    guard let scalar = Unicode.Scalar(code) else {
      throw Fault(.loneSurrogate(lexer.text(start..<start + 6)), start, start + 6)
    }
    return Array(String(scalar).utf8)
  }

  /// The four hexadecimal digits of the `\u` at this offset.
  private func unit(at start: Int) throws(Fault) -> UInt16 {
    var end = start + 2
    while end < start + 6, Character(Unicode.Scalar(lexer.byte(end))).isHexDigit { end += 1 }
    guard end == start + 6, let unit = UInt16(lexer.text(start + 2..<end), radix: 16) else {
      throw Fault(.unknownEscape(lexer.text(start..<end)), start, end)
    }
    return unit
  }
}
