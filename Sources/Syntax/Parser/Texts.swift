import JSON
import Source

/// Reads texts on one line: `"text $name ${path} $( pipeline )"` and `'raw'`.
extension Parser {
  mutating func textLiteral() throws(Fault) -> TextLiteral {
    let open = next()
    return open.end - open.start == 3 ? try linesOfText(open) : try lineOfText(open)
  }

  private mutating func lineOfText(_ open: Token) throws(Fault) -> TextLiteral {
    var builder = TextBuilder()
    while lexer.byte(lexer.position) != UInt8(ascii: "\"") {
      if lexer.atEnd || lexer.byte(lexer.position) == UInt8(ascii: "\n") {
        throw Fault(.unclosedText("\""), open.start, open.end)
      }
      try pieceOfText(&builder)
    }
    lexer.position += 1
    return TextLiteral(parts: builder.finished(), multiline: false, span: span(from: open.start))
  }

  /// Reads an escape, an insertion, or the plain characters before the next one, a quote or the end of the line.
  mutating func pieceOfText(_ builder: inout TextBuilder) throws(Fault) {
    switch lexer.byte(lexer.position) {
    case UInt8(ascii: "\\"): builder.append(try escape())
    case UInt8(ascii: "$"): try insertion(&builder)
    default:
      let start = lexer.position
      lexer.position = plainEnd(from: start)
      builder.append(lexer.bytes[start..<lexer.position])
    }
  }

  private func plainEnd(from offset: Int) -> Int {
    let special: (UInt8) -> Bool = {
      $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "$")
        || $0 == UInt8(ascii: "\n")
    }
    return lexer.bytes[(offset + 1)...].firstIndex(where: special) ?? lexer.bytes.count
  }

  /// Reads `'raw'`, a text on one line without escapes.
  mutating func rawText() throws(Fault) -> String {
    let open = next()
    let end = lexer.bytes[open.end...].firstIndex { $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "\n") }
    guard let end, lexer.bytes[end] == UInt8(ascii: "'") else {
      throw Fault(.unclosedText("'"), open.start, open.end)
    }
    if lexer.byte(end + 1) == UInt8(ascii: "'") { throw doubledQuote(open.start) }
    lexer.position = end + 1
    return lexer.text(open.end..<end)
  }
}

/// Collects the parts of a text while it is read.
struct TextBuilder {
  private var parts: [TextLiteral.Part] = []
  private var bytes: [UInt8] = []

  mutating func append(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

  mutating func append(_ part: TextLiteral.Part) {
    if case .text(let text) = part { return append(text.utf8) }
    flush()
    parts.append(part)
  }

  /// The parts. Neighbouring pieces of text become one, and an empty text has no parts.
  mutating func finished(droppingCarriageReturn: Bool = false) -> [TextLiteral.Part] {
    if droppingCarriageReturn, bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    flush()
    return parts
  }

  private mutating func flush() {
    guard !bytes.isEmpty else { return }
    parts.append(.text(String(decoding: bytes, as: UTF8.self)))
    bytes = []
  }
}
