/// Recognises mistakes that newcomers make in expressions, and says what they probably meant.
extension Parser {
  /// The mistake behind a token that stands where something else must; nil where no common mistake explains it.
  mutating func mistake(_ token: Token, _ expectation: Expectation) -> Fault? {
    switch token.kind {
    case .stray(let scalar):
      return Self.smartQuotes.contains(scalar)
        ? smartQuote(scalar, at: token.start) : fault(.strayCharacter(scalar), token)
    case .malformedNumber: return fault(.malformedNumber(text(token)), token)
    case .name: return mistakenName(token, expectation)
    case .symbol(let symbol): return mistakenSymbol(symbol, token, expectation)
    default: return nil
    }
  }

  private func mistakenName(_ token: Token, _ expectation: Expectation) -> Fault? {
    guard expectation.endsExpression else { return nil }
    switch text(token) {
    case "and": return wordOperator(token, "&&")
    case "or": return wordOperator(token, "||")
    case "is", "eq": return wordOperator(token, "==")
    case "elif", "elseif", "elsif": return fault(.elif(text(token)), token)
    default: return nil
    }
  }

  private func wordOperator(_ token: Token, _ operation: String) -> Fault {
    rewritten(
      .wordOperator(found: text(token), operation: operation, corrected: corrected(around: token.start)),
      token)
  }

  /// A fault whose hint shows the whole stage.
  func rewritten(_ kind: SyntaxFault, _ token: Token) -> Fault {
    Fault(kind, token.start, token.end, place: hintRange(around: token.start))
  }

  private func mistakenSymbol(_ symbol: Symbol, _ token: Token, _ expectation: Expectation) -> Fault? {
    switch symbol {
    case .assign where lexer.has("=>", at: token.start): Fault(.arrow, token.start, token.end + 1)
    case .assign where expectation.endsExpression || expectation.isValue:
      rewritten(.assignmentInCondition(corrected: corrected(around: token.start)), token)
    case .ampersand where expectation.endsExpression: wordOperator(token, "&&")
    case .greater where expectation.isValue && isAfter(UInt8(ascii: "<"), token): notEqual(token)
    case .pipe where expectation.isValue && beginsBlock(token): fault(.blockParameter("|"), token)
    case .question where expectation.endsExpression: fault(.ternary, token)
    case .pipe where expectation.isInBrackets: fault(.pipelineInValue, token)
    case .dot where expectation.isValue && lexer.isNameStart(at: token.end):
      rewritten(.bareItem(found: bareMember(token), corrected: corrected(around: token.start)), token)
    case .slash where expectation.isValue && isComment(token.start):
      Fault(.slashComment(lexer.text(token.start..<token.end + 1)), token.start, token.end + 1)
    case .openBrace where expectation.isValue && context.head: fault(.bracesInHead, token)
    case .closeParenthesis, .closeBracket, .closeBrace:
      expectation == .statementEnd || expectation == .value && closesNothing(token)
        ? fault(.closesNothing(symbol.rawValue), token) : nil
    default: nil
    }
  }

  /// Whether a closing bracket at the start of a statement has no opening one.
  private func closesNothing(_ token: Token) -> Bool { token.start == context.hintStart }

  /// Whether `//` or `/*` stands here.
  private func isComment(_ start: Int) -> Bool { lexer.has("//", at: start) || lexer.has("/*", at: start) }

  /// Whether this byte stands right before the token.
  private func isAfter(_ byte: UInt8, _ token: Token) -> Bool {
    token.start > 0 && lexer.bytes[token.start - 1] == byte
  }

  /// Corrects `<>` to `!=`.
  private func notEqual(_ angle: Token) -> Fault {
    let range = hintRange(around: angle.start)
    let corrected =
      lexer.text(range.lowerBound..<angle.start - 1) + "!="
      + lexer.text(angle.end..<Swift.max(angle.end, range.upperBound))
    return Fault(
      .wordOperator(found: "<>", operation: "!=", corrected: corrected), angle.start - 1, angle.end,
      place: range)
  }

  private func beginsBlock(_ token: Token) -> Bool {
    lexer.bytes[..<token.start].last { !lexer.isWhiteSpace($0) } == UInt8(ascii: "{")
  }

  private func bareMember(_ dot: Token) -> String {
    lexer.text(dot.start..<lexer.nameEnd(from: dot.end, hyphens: false))
  }

  /// A name that is not a call, where a value must stand.
  mutating func bareName(_ token: Token) -> Fault {
    let name = text(token)
    let before = lexer.bytes[..<token.start].last { !lexer.isWhiteSpace($0) }
    if before == UInt8(ascii: "&") || before == UInt8(ascii: "|"), vocabulary.names.contains(name) {
      return shellChain(token.start - 1)
    }
    if before == UInt8(ascii: ">"), isFollowed(token, by: UInt8(ascii: ".")), !context.item, !context.head {
      return redirect(to: token)
    }
    var after = token.end
    while lexer.isBlank(lexer.byte(after)) { after += 1 }
    if lexer.has("=>", at: after) { return Fault(.arrow, after, after + 2) }
    let corrected = corrected(around: token.start, variable: token)
    switch name {
    case "not" where isPathOfItem(after):
      let range = hintRange(around: token.start)
      return rewritten(
        .notWord(
          before: lexer.text(range.lowerBound..<token.start), path: lexer.text(after..<range.upperBound)),
        token)
    case "not": return rewritten(.wordOperator(found: name, operation: "!", corrected: corrected), token)
    case "True", "False", "None", "nil", "undefined", "NULL", "TRUE", "FALSE":
      return rewritten(.bareName(name, corrected: corrected), token)
    default:
      let isCompared =
        before == UInt8(ascii: "=") || before == UInt8(ascii: "<") || before == UInt8(ascii: ">")
      return context.item && !isCompared
        ? rewritten(.bareItem(found: name, corrected: corrected), token)
        : rewritten(.bareName(name, corrected: corrected), token)
    }
  }

  /// Whether the stage ends with a path such as `@.notes`, which begins here.
  private func isPathOfItem(_ start: Int) -> Bool {
    guard lexer.has("@.", at: start), let path = fieldPath(from: start + 2) else { return false }
    return path.end == hintRange(around: start).upperBound
  }

  /// A phone number of the wrong length, or one with blanks: `+966 50 123 4567`.
  func phoneInPieces(_ start: Int, _ end: Int) -> Fault {
    var (number, last) = (lexer.text(start..<end), end)
    while lexer.isBlank(lexer.byte(last)) || lexer.byte(last) == UInt8(ascii: "-"),
      lexer.isDigit(lexer.byte(last + 1))
    {
      let next = lexer.digitsEnd(from: last + 1)
      number += lexer.text(last + 1..<next)
      last = next
    }
    guard last > end, (8...16).contains(number.count) else {
      return Fault(.phoneLength(lexer.text(start..<end)), start, end)
    }
    return Fault(
      .phoneLength(lexer.text(start..<end), corrected: number), start, end, place: start..<last)
  }

  private func redirect(to token: Token) -> Fault {
    let start = lexer.bytes[..<token.start].lastIndex(of: UInt8(ascii: ">")) ?? token.start
    let before = lexer.text(context.hintStart..<withoutBlanks(upTo: start, from: context.hintStart))
    let end = lexer.wordEnd(from: token.start)
    let file = lexer.text(token.start..<end)
    return Fault(
      .shellRedirect(">", corrected: "\(before) | save \(file)"), start, start + 1,
      place: context.hintStart..<Swift.max(context.hintStart, end))
  }

  func smartQuote(_ scalar: Unicode.Scalar, at start: Int) -> Fault {
    let straight = lexer.text(hintRange(around: start)).unicodeScalars.map { scalar in
      Self.smartQuotes.contains(scalar)
        ? ("‘’‚".unicodeScalars.contains(scalar) ? "'" : "\"") : String(scalar)
    }
    return Fault(
      .smartQuote(scalar, corrected: straight.joined()), start, start + UTF8.width(scalar),
      place: hintRange(around: start))
  }

  /// `name=value` or `--flag` among the arguments of a call with parentheses.
  mutating func mistakenCallArgument(_ token: Token) -> Fault? {
    if isFlag(token.start) {
      let end = lexer.nameEnd(from: token.start + 2, hyphens: true)
      return Fault(.flagInCall(lexer.text(token.start..<end)), token.start, end)
    }
    guard token.kind == .name, isFollowed(token, by: UInt8(ascii: "=")),
      lexer.byte(token.end + 1) != UInt8(ascii: "=")
    else { return nil }
    return fault(.parameterInCall(text(token)), token)
  }
}

extension Parser {
  /// Corrects `param size = small` to `param size = "small"`.
  mutating func bareDefault() -> Fault? {
    let token = peek()
    var ahead = self
    ahead.next()
    guard token.kind == .name, token.keyword?.isLiteral != true,
      [.newline, .end, .symbol(.comma), .symbol(.closeParenthesis), .symbol(.semicolon)].contains(
        ahead.peek().kind)
    else { return nil }
    let range = hintRange(around: token.start)
    guard range.contains(token.start) else { return nil }
    let corrected =
      lexer.text(range.lowerBound..<token.start) + "\"\(text(token))\""
      + lexer.text(token.end..<Swift.max(token.end, range.upperBound))
    return rewritten(.bareName(text(token), corrected: corrected), token)
  }

  /// Corrects `open(customers.csv)` to `open("customers.csv")`.
  func bareFileName(_ token: Token) -> Fault? {
    let end = lexer.wordEnd(from: token.start)
    let word = lexer.text(token.start..<Swift.max(token.start, end))
    guard token.kind == .name, word.contains("."), !word.contains(",") else { return nil }
    let range = hintRange(around: token.start)
    guard range.lowerBound <= token.start, end <= range.upperBound else { return nil }
    let corrected =
      lexer.text(range.lowerBound..<token.start) + "\"\(word)\"" + lexer.text(end..<range.upperBound)
    return Fault(.bareName(word, corrected: corrected), token.start, end, place: range)
  }
}

extension Expectation {
  var isValue: Bool {
    switch self {
    case .value, .operand: true
    default: false
    }
  }

  /// Whether the expectation comes after a complete expression.
  var endsExpression: Bool {
    switch self {
    case .statementEnd, .operatorOrEnd, .block, .separator: true
    case .symbol(let symbol, _): symbol == ")" || symbol == "]"
    default: false
    }
  }

  var isInBrackets: Bool {
    switch self {
    case .separator: true
    default: false
    }
  }
}
