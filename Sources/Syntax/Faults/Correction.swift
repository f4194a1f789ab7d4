/// Makes the texts of hints: the user's own words, corrected. It works on tokens, so that it can be used on text that
/// does not parse.
extension Parser {
  /// The range that a hint shows. It begins at the start of the command or statement, or at the start of the faulty
  /// line where that comes later, and ends at the end of the stage.
  func hintRange(around fault: Int) -> Range<Int> {
    let end = Swift.max(endOfStage(from: context.hintStart, after: fault), fault)
    let lineStart = lexer.bytes[..<fault].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? lexer.start
    guard lineStart > context.hintStart else { return context.hintStart..<end }
    let text = lexer.bytes[lineStart..<fault].firstIndex { !lexer.isBlank($0) } ?? fault
    return text..<end
  }

  /// The end of the stage: the place of the `|`, `;`, newline or closing bracket that ends it, without blanks before.
  func endOfStage(from start: Int, after fault: Int) -> Int {
    var scanner = BracketScanner(lexer, from: Swift.min(start, fault))
    while scanner.position < lexer.bytes.count {
      if scanner.position >= fault, endsStage(scanner) { break }
      _ = scanner.step()
    }
    return withoutBlanks(upTo: scanner.position, from: start)
  }

  func withoutBlanks(upTo end: Int, from start: Int) -> Int {
    var end = end
    while end > start, lexer.isWhiteSpace(lexer.bytes[end - 1]) { end -= 1 }
    return end
  }

  private func endsStage(_ scanner: BracketScanner) -> Bool {
    let offset = scanner.position
    switch lexer.bytes[offset] {
    case UInt8(ascii: "\n"): return true
    case UInt8(ascii: ";"), UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "]"):
      return scanner.isOutside
    case UInt8(ascii: "{"): return scanner.isOutside && (context.head || context.inHead)
    case UInt8(ascii: "#"): return lexer.commentMayStart(at: offset)
    case UInt8(ascii: "|"):
      return scanner.isOutside && lexer.byte(offset + 1) != UInt8(ascii: "|")
        && lexer.bytes[Swift.max(offset, 1) - 1] != UInt8(ascii: "|")
    default: return false
    }
  }

  /// The text of the hint with a corrected expression: `@.` before members, `&&` in place of `and`, and so on.
  func corrected(around fault: Int) -> String {
    let range = hintRange(around: fault)
    let start = Swift.max(context.expressionStart ?? range.lowerBound, range.lowerBound)
    guard start <= range.upperBound else { return lexer.text(range) }
    var correction = Correction(
      lexer: lexer, vocabulary: vocabulary, item: context.item, start: start, end: range.upperBound)
    return lexer.text(range.lowerBound..<start) + correction.text()
  }

  /// The text of the hint where a name is probably a variable. Where the general correction changes nothing, the name
  /// gets a `$`.
  func corrected(around fault: Int, variable name: Token) -> String {
    let range = hintRange(around: fault)
    let corrected = corrected(around: fault)
    guard corrected == lexer.text(range), range.contains(name.start) else { return corrected }
    return "\(lexer.text(range.lowerBound..<name.start))$\(lexer.text(name.start..<range.upperBound))"
  }

  /// The text of the hint without the byte at this offset.
  func correctedLine(dropping offset: Int) -> String {
    let range = hintRange(around: offset)
    return lexer.text(range.lowerBound..<offset)
      + lexer.text(offset + 1..<Swift.max(range.upperBound, offset + 1))
  }
}

/// Rewrites the tokens of an expression.
private struct Correction {
  var lexer: Lexer
  let vocabulary: any Vocabulary
  let item: Bool
  let end: Int
  private var previous: Token?
  private var result = ""

  init(lexer: Lexer, vocabulary: any Vocabulary, item: Bool, start: Int, end: Int) {
    self.lexer = lexer
    self.vocabulary = vocabulary
    self.lexer.position = start
    self.lexer.newlineIsBlank = true
    self.item = item
    self.end = end
  }

  mutating func text() -> String {
    while true {
      let token = lexer.peek()
      guard token.kind != .end, token.start < end else { return result }
      result += lexer.text(lexer.position..<token.start)
      // The flags behind an expression are no part of it.
      if token.spaced, lexer.has("--", at: token.start), lexer.isNameStart(at: token.start + 2) {
        return result + lexer.text(token.start..<end)
      }
      let after = self.end(of: token)
      lexer.position = after
      result += replacement(token, lexer.text(token.start..<after))
      previous = token
      previous?.end = after
    }
  }

  /// The end of a token. For a text, this is the end of the whole text.
  private func end(of token: Token) -> Int {
    guard token.kind == .text || token.kind == .raw else { return Swift.min(token.end, end) }
    var scanner = BracketScanner(lexer, from: token.start)
    repeat { _ = scanner.step() } while !scanner.isOutside && scanner.position < end
    return Swift.min(scanner.position, end)
  }

  private mutating func replacement(_ token: Token, _ text: String) -> String {
    switch token.kind {
    case .name: name(token, text)
    case .symbol(.dot) where !continuesPath(token): "@."
    case .symbol(.assign): isAfter(.equal, token) || isAfter(.notEqual, token) ? "" : "=="
    case .symbol(.ampersand): "&&"
    case .stray(let scalar) where Parser.smartQuotes.contains(scalar): "\""
    default: text
    }
  }

  private func isAfter(_ symbol: Symbol, _ token: Token) -> Bool {
    previous.map { $0.isSymbol(symbol) && $0.end == token.start } ?? false
  }

  private func continuesPath(_ token: Token) -> Bool {
    guard let previous, previous.end == token.start else { return false }
    switch previous.kind {
    case .variable, .last, .item, .name, .symbol(.closeParenthesis), .symbol(.closeBracket),
      .symbol(.question):
      return true
    default: return false
    }
  }

  private mutating func name(_ token: Token, _ text: String) -> String {
    if let word = Self.words[text] { return word }
    if text == "not" {
      if lexer.peek().spaced, lexer.peek().start < end { lexer.position = lexer.peek().start }
      return "!"
    }
    let next = lexer.peek()
    let isCall = lexer.byte(token.end) == UInt8(ascii: "(")
    let isWord = next.isSymbol(.comma) || next.isSymbol(.closeBracket) || next.isSymbol(.colon)
    if isAfter(.dot, token) || isCall || isWord || Self.kept.contains(text) { return text }
    guard comparesWithPrevious else { return (item ? "@." : "$") + text }
    guard isMoment(text) else { return "\"\(text)\"" }
    makeTimeOfLastPath()
    return text + "()"
  }

  /// Whether a function of nothing stands behind `<` or `>`, such as `yesterday`, with whose seconds the texts of answers
  /// are compared.
  private func isMoment(_ name: String) -> Bool {
    guard case .symbol(let symbol) = previous?.kind,
      [.less, .greater, .lessOrEqual, .greaterOrEqual].contains(symbol),
      let signature = vocabulary.signature(name, verb: nil), case .none = signature.parameters
    else { return false }
    return signature.input == .none && signature.operands.isEmpty
  }

  /// Puts the path before the last operator in `time(…)`.
  private mutating func makeTimeOfLastPath() {
    let blanks = result.reversed().prefix { " =<>!".contains($0) }.count
    let before = result.dropLast(blanks)
    let path = before.reversed().prefix { $0.isLetter || $0.isNumber || "_.@$?".contains($0) }.count
    guard path > 0, let first = before.suffix(path).first, first == "@" || first == "$" else { return }
    result = before.dropLast(path) + "time(\(before.suffix(path)))" + result.suffix(blanks)
  }

  private var comparesWithPrevious: Bool {
    guard case .symbol(let symbol) = previous?.kind else { return false }
    return [.equal, .notEqual, .assign, .less, .greater, .lessOrEqual, .greaterOrEqual].contains(symbol)
  }

  private static let kept: Set<String> = ["in", "matches", "true", "false", "null"]

  private static let words = [
    "and": "&&", "or": "||", "is": "==", "eq": "==", "True": "true", "False": "false", "None": "null",
    "nil": "null", "undefined": "null", "NULL": "null", "TRUE": "true", "FALSE": "false",
  ]
}
