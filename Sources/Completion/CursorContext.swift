/// Where a cursor stands in a text that need not be finished, as far as completion must know.
package struct CursorContext: Equatable {
  package enum Place: Equatable {
    /// In a comment.
    case nothing
    /// The first word of a statement, where a keyword may stand too.
    case statement
    /// The first word of a pipeline within something else.
    case pipeline
    /// The first word after `|`.
    case stage
    /// Among the arguments of a command: the words before the cursor, the command's own first.
    case argument([String])
    /// Where only a value can stand.
    case expression
  }

  package var place: Place
  /// The word from its start to the cursor; within quotes, what follows the quote.
  package var word: String
  /// Where `word` starts; counted in Unicode scalars.
  package var start: Int
  /// The quote within which the cursor stands.
  package var quote: String?
  /// The name before the quote in `name="…`.
  package var assigned: String?
  /// Where the pipeline stands whose items `@` is at the cursor, up to the last bar.
  package var source: Range<Int>?
  /// Where the bracket of `[?…` stands, within which the cursor is.
  package var filter: Int?
  /// Where the open brackets stand, the innermost last.
  var openings: [Int] = []
  /// The words of the innermost command that is open.
  package var call: [String]?

  package var end: Int { start + word.unicodeScalars.count }

  /// Reads the text up to the cursor. O(n).
  package init(text: [Unicode.Scalar], cursor: Int) {
    var scanner = ContextScanner(Array(text.prefix(Swift.max(cursor, 0))))
    self = scanner.scan()
  }

  package init(place: Place, word: String, start: Int, quote: String? = nil) {
    self.place = place
    self.word = word
    self.start = start
    self.quote = quote
  }
}
