import Source
import Testing

@testable import Syntax

/// Tokens that are told apart by their first bytes.
struct LexerTests {
  @Test(arguments: Symbol.allCases) func aSymbolIsOneToken(symbol: Symbol) {
    for text in [symbol.rawValue, symbol.rawValue + " 1", symbol.rawValue + "a"] {
      let token = Self.first(text)
      #expect(token.kind == .symbol(symbol))
      #expect(token.end == symbol.rawValue.utf8.count)
    }
  }

  @Test(arguments: Keyword.allCases) func aKeywordIsNoNameOfAnythingElse(keyword: Keyword) {
    #expect(Self.first(keyword.rawValue + " x").keyword == keyword)
    // One byte more, less, or another one.
    #expect(Self.first(keyword.rawValue + "s").keyword == nil)
    #expect(Self.first(String(keyword.rawValue.dropLast())).keyword == nil)
    #expect(Self.first(String(keyword.rawValue.dropLast()) + "z").keyword == nil)
  }

  @Test(arguments: [
    ("a", 1), ("_9", 2), ("größe", 7), ("a-b", 3), ("a-", 1), ("a-_b", 1), ("x2.y", 2), ("日本", 6),
  ])
  func aNameEndsBehindItsLastLetter(text: String, end: Int) {
    let token = Self.first(text)
    #expect(token.kind == .name)
    #expect(token.end == end)
  }

  private static func first(_ text: String) -> Token {
    var lexer = Lexer(SourceFile(name: "test", text: text), file: 0)
    return lexer.peek()
  }
}
