import JSON
import Queries
import Source

/// The expression of `[?…]`: read by the room that knows RFC 9535, with `$name` as a further root.
extension Parser {
  mutating func filter(from question: Int) throws(Fault) -> Selector {
    do throws(PathError) {
      let (filter, end) = try FilterParser.parse(lexer.bytes, at: lexer.position)
      lexer.position = end
      return .filter(filter, span(from: question))
    } catch {
      let start = Swift.min(error.offset, lexer.bytes.count)
      let width = lexer.scalar(at: start).map { $0 == "\n" ? 0 : UTF8.width($0) } ?? 0
      throw Fault(.filter(error.message, hint: error.hint), start, start + width)
    }
  }
}
