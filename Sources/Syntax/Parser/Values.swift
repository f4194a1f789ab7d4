import JSON
import Source

/// Reads the value of an argument: a bare word, a text, a path, an array, an object, a call or `( … )`.
extension Parser {
  mutating func argumentValue() throws(Fault) -> Expression {
    let start = lexer.position
    switch lexer.byte(start) {
    case UInt8(ascii: "\""): return Expression(.text(try textLiteral()), span(from: start))
    case UInt8(ascii: "'"): return Expression(.raw(try rawText()), span(from: start))
    case UInt8(ascii: "$"), UInt8(ascii: "@"), UInt8(ascii: "("): return try path()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "{"): return try object()
    default:
      let nameEnd = lexer.nameEnd(from: start, hyphens: true)
      if nameEnd > start, lexer.byte(nameEnd) == UInt8(ascii: "(") { return try path() }
      return try word()
    }
  }

  /// Reads a bare word. Nothing is inserted into it, and it takes the type that its parameter declares.
  private mutating func word() throws(Fault) -> Expression {
    let start = lexer.position
    var end = lexer.wordEnd(from: start)
    if context.listed, end > start, lexer.byte(end - 1) == UInt8(ascii: ",") { end -= 1 }
    guard end > start else { throw endsCommand(start) ? unexpected(.value) : strayInArgument() }
    if let scalar = lexer.scalar(at: start), Self.smartQuotes.contains(scalar) {
      throw smartQuote(scalar, at: start)
    }
    if lexer.byte(end - 1) == UInt8(ascii: ",") { throw commaAfterArgument(end - 1) }
    lexer.position = end
    let text = lexer.text(start..<end)
    if lexer.byte(start) == UInt8(ascii: "+"), lexer.phoneEnd(from: start) == end {
      return Expression(.literal(Value(text)), span(from: start))
    }
    return Expression(.word(text), span(from: start))
  }

  static let smartQuotes: Set<Unicode.Scalar> = ["“", "”", "„", "‘", "’", "‚"]
}
