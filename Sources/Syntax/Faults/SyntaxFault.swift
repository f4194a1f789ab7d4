import Source

/// A rule of the grammar that a text breaks, and what was found. `Wording.swift` words it.
///
/// `corrected` is the user's own line as it should be.
enum SyntaxFault: Error, Hashable, Sendable {
  case invalidUTF8(UInt8)
  case unclosed(String)
  case unclosedText(String)
  case closesNothing(String)
  case tooDeep(limit: Int)
  case tooLong(limit: Int)
  case expected(Expectation, found: Found)
  case strayCharacter(Unicode.Scalar)
  case smartQuote(Unicode.Scalar, corrected: String)
  case slashComment(String)

  // Statements
  case bareAssignment(name: String, operation: String, value: String)
  case notAssignable(String)
  case dollarInDeclaration(name: String, corrected: String)
  case otherDeclaration(String, corrected: String)
  /// A keyword of another language, such as `foreach` or `fn`.
  case otherWord(String, ours: String, corrected: String)
  /// `x => x + 1`
  case arrow
  /// `$x++`
  case increment(String, corrected: String)
  case statementInValue(String)
  case withoutIf(String)
  case shellChain(String, first: String, second: String)
  case shellRedirect(String, corrected: String)
  case elif(String)

  // Expressions
  case bareName(String, corrected: String)
  case bareItem(found: String, corrected: String)
  case wordOperator(found: String, operation: String, corrected: String)
  /// `where not @.notes`, which may ask for what is false, or for what is not there.
  case notWord(before: String, path: String)
  case assignmentInCondition(corrected: String)
  case chainedComparison
  case ternary
  case pipelineInValue
  case malformedNumber(String)
  case phoneLength(String, corrected: String? = nil)
  case flagInCall(String)
  case parameterInCall(String)
  case bracesInHead

  // Paths
  case memberName(Found)
  case memberHyphen(name: String)
  case optionalRoot(String, corrected: String?)
  /// `$l.length()`
  case method(String, corrected: String?)
  case shellExpansion(String, corrected: String)
  case filter(String, hint: String?)

  // Arguments
  case operatorInArgument(corrected: String)
  case commaBetweenArguments(corrected: String)
  /// `label=` without a value.
  case argumentWithoutValue(String)
  case spacedEquals(corrected: String)
  /// `messages list where status = failed`, without the `|` before the filter.
  case filterWithoutPipe(corrected: String)
  case gluedArgument(found: Found, corrected: String?)
  case fieldPath(found: String, corrected: String)
  /// `map { messages get @.id }`, where an expression must stand.
  case blockForExpression(command: String, corrected: String)
  /// `each print @.id`, where a block must stand.
  case expressionForBlock(command: String, corrected: String)
  /// `once "x:" $to { … }`, where one value must stand before the block.
  case valueInPieces(command: String, corrected: String)
  /// `each { |m| … }`, `each m { … }`
  case blockParameter(String)
  case stageWithoutCommand(corrected: String?, otherwise: String? = nil)

  // Texts
  case unknownEscape(String)
  case loneSurrogate(String)
  case doubledQuote(corrected: String)
  case insertedName(Found, corrected: String? = nil)
  case openingQuotesLine
  case closingQuotesLine
  case missingIndentation
}

/// Something that must stand at a place.
enum Expectation: Hashable, Sendable {
  case value
  case operand(String)
  case stage
  case statementEnd
  case block(after: String)
  case name(String)
  case word(String, after: String)
  case symbol(String, after: String)
  case separator(closing: String)
  case text(after: String)
  case operatorOrEnd
  case objectMember
}

/// What stands at the place instead.
enum Found: Hashable, Sendable {
  case endOfFile
  case endOfLine
  case source(String)
}

/// A fault and the bytes that it concerns.
struct Fault: Error, Sendable {
  var kind: SyntaxFault
  var start: Int
  var end: Int

  /// Whether more text could repair the fault, because the text only ends too early.
  var atEnd: Bool

  /// The bytes that the corrected text replaces.
  var place: Range<Int>

  /// - Parameter place: the bytes that the corrected text replaces; by default the bytes of the fault.
  init(_ kind: SyntaxFault, _ start: Int, _ end: Int, atEnd: Bool = false, place: Range<Int>? = nil) {
    self.kind = kind
    self.start = start
    self.end = end
    self.atEnd = atEnd
    self.place = place ?? start..<Swift.max(start, end)
  }

  func diagnostic(in file: UInt32) -> Diagnostic {
    let span = Span(file: file, start: start, end: end)
    let place = Span(file: file, start: place.lowerBound, end: place.upperBound)
    return .error(
      kind.message, at: span, hint: kind.hint,
      proposal: kind.corrected.map { Proposal($0, at: place, shown: kind.shown) },
      otherProposal: kind.otherwise.map { Proposal($0, at: place) })
  }
}
