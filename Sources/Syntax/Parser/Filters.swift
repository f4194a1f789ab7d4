import JSON
import Queries
import Source

/// Reads the expression of `[?…]` with the parser of Queries, which knows RFC 9535. Here `$name` is a root as well.
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
