/// The place of a cursor in a text that need not be complete, with all that completion must know
/// about it.
package struct CursorContext: Equatable {
  /// The kind of place where the cursor stands, which decides what may be written there.
  package enum Place: Equatable {
    /// In a comment.
    case nothing
    /// The first word of a statement, where a keyword may stand too.
    case statement
    /// The first word of a pipeline inside something else.
    case pipeline
    /// The first word after `|`.
    case stage
    /// Among the arguments of a command. The words before the cursor begin with the command itself.
    case argument([String])
    /// Where only a value can stand.
    case expression
  }

  package var place: Place
  /// The word from its start to the cursor; in quotes, the text after the quote.
  package var word: String
  /// Where `word` starts; counted in Unicode scalars.
  package var start: Int
  /// The quote of the text in which the cursor stands; nil outside of quotes.
  package var quote: String?
  /// The name before the quote in `name="…`, and `--name` in `--name="…`.
  package var assigned: String?
  /// The part of the pipeline, up to its last bar, whose items are `@` at the cursor.
  package var source: Range<Int>?
  /// The place of the bracket `[?`, where the cursor stands in a filter.
  package var filter: Int?
  /// The places of the open brackets, the innermost last.
  var openings: [Int] = []
  /// The words of the innermost command that has not ended.
  package var call: [String]?
  /// The variables that the text itself declares and that can be used at the cursor.
  var names: [String] = []

  /// The name of the flag before the quote in `--name="…`.
  var assignedFlag: String? {
    assigned.flatMap { $0.hasPrefix("--") ? String($0.dropFirst(2)) : nil }
  }

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
