import JSON
import Source

/// Reads texts of several lines, between `"""` and `"""`. The indentation of the closing quotes is removed from each
/// line, and the newline before them is not part of the text.
extension Parser {
  private struct Line {
    var indentation: Range<Int>
    var parts: [TextLiteral.Part]
  }

  mutating func linesOfText(_ open: Token) throws(Fault) -> TextLiteral {
    try endOpeningLine(open)
    var lines: [Line] = []
    var indentation = passIndentation()
    while !lexer.has("\"\"\"", at: lexer.position) {
      lines.append(Line(indentation: indentation, parts: try lineWithin(open)))
      indentation = passIndentation()
    }
    lexer.position += 3
    let parts = try joined(lines, without: indentation)
    return TextLiteral(parts: parts, multiline: true, span: span(from: open.start))
  }

  private mutating func endOpeningLine(_ open: Token) throws(Fault) {
    while lexer.isBlank(lexer.byte(lexer.position)) { lexer.position += 1 }
    if lexer.atEnd { throw Fault(.unclosedText("\"\"\""), open.start, open.end, atEnd: true) }
    guard lexer.byte(lexer.position) == UInt8(ascii: "\n") else {
      throw Fault(.openingQuotesLine, open.start, open.end)
    }
    lexer.position += 1
  }

  private mutating func passIndentation() -> Range<Int> {
    let start = lexer.position
    while [UInt8(ascii: " "), UInt8(ascii: "\t")].contains(lexer.byte(lexer.position)) { lexer.position += 1 }
    return start..<lexer.position
  }

  /// Reads the rest of a line and passes its newline.
  private mutating func lineWithin(_ open: Token) throws(Fault) -> [TextLiteral.Part] {
    var builder = TextBuilder()
    while lexer.byte(lexer.position) != UInt8(ascii: "\n") {
      if lexer.atEnd { throw Fault(.unclosedText("\"\"\""), open.start, open.end, atEnd: true) }
      if lexer.has("\"\"\"", at: lexer.position) {
        throw Fault(.closingQuotesLine, lexer.position, lexer.position + 3)
      }
      try pieceOfText(&builder)
    }
    lexer.position += 1
    return builder.finished(droppingCarriageReturn: true)
  }

  private func joined(_ lines: [Line], without closing: Range<Int>) throws(Fault) -> [TextLiteral.Part] {
    var builder = TextBuilder()
    for (number, line) in lines.enumerated() {
      if number > 0 { builder.append([UInt8(ascii: "\n")]) }
      if lexer.bytes[line.indentation].starts(with: lexer.bytes[closing]) {
        builder.append(lexer.bytes[line.indentation].dropFirst(closing.count))
      } else if !line.parts.isEmpty {
        throw Fault(.missingIndentation, line.indentation.lowerBound, line.indentation.upperBound)
      }
      for part in line.parts { builder.append(part) }
    }
    return builder.finished()
  }
}
