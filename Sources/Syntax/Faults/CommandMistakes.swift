import Source

/// Recognises mistakes that newcomers make at the start of statements and stages, and says what they probably meant.
extension Parser {
  /// An assignment without `$` where a statement begins: `x = 5`, `x=5`, `x += 1`.
  mutating func bareAssignment(_ token: Token) -> Fault? {
    guard let (_, optional, end) = fieldPath(from: token.start), !optional, end >= token.end else {
      return nil
    }
    var offset = end
    while lexer.isBlank(lexer.byte(offset)) { offset += 1 }
    if lexer.has(":=", at: offset) { offset += 1 }
    guard let symbol = lexer.symbol(at: offset), symbol.assignment != nil else { return nil }
    let after = offset + symbol.length
    let valueEnd = withoutBlanks(upTo: lineEnd(from: after), from: after)
    let value = lexer.text(after..<valueEnd).drop { $0 == " " || $0 == "\t" }
    let kind = SyntaxFault.bareAssignment(
      name: lexer.text(token.start..<end), operation: symbol.rawValue, value: String(value))
    return Fault(kind, token.start, after, place: token.start..<Swift.max(token.start, valueEnd))
  }

  /// The end of the line or of the statement, whichever comes first.
  private func lineEnd(from start: Int) -> Int {
    var scanner = BracketScanner(lexer, from: start)
    while scanner.position < lexer.bytes.count {
      let byte = lexer.bytes[scanner.position]
      if byte == UInt8(ascii: "\n")
        || (scanner.isOutside && [UInt8(ascii: ";"), UInt8(ascii: "}")].contains(byte))
      {
        break
      }
      if byte == UInt8(ascii: "#"), lexer.commentMayStart(at: scanner.position) { break }
      _ = scanner.step()
    }
    return scanner.position
  }

  /// A pipeline that begins with `not`, `elif` or a keyword of another language.
  mutating func mistakenSource(_ token: Token) -> Fault? {
    let word = text(token)
    guard Self.othersWords.contains(word) else { return nil }
    return switch word {
    case "not" where !isFollowed(token, by: UInt8(ascii: "=")): bareName(token)
    case "True", "False", "None": bareName(token)
    case "elif", "elseif", "elsif": fault(.elif(text(token)), token)
    case "const", "var", "set", "local", "my", "export": otherDeclaration(token)
    case "foreach", "for-each": otherWord(token, "for") { parser in parser.at(.in) }
    case "function", "func", "fn", "fun", "sub", "proc", "procedure":
      otherWord(token, "def") { parser in parser.lexer.byte(parser.lexer.position) == UInt8(ascii: "(") }
    default: nil
    }
  }

  /// The words that `mistakenSource` knows. To look a word up here takes less time than to compare it with each, which
  /// most commands would have to wait for.
  private static let othersWords: Set<String> = [
    "not", "True", "False", "None", "elif", "elseif", "elsif", "const", "var", "set", "local", "my", "export",
    "foreach", "for-each", "function", "func", "fn", "fun", "sub", "proc", "procedure",
  ]

  /// Corrects `fn f(x) { … }` to `def f(x) { … }`. The word counts as a keyword only where a name follows, and then
  /// what `isMeant` looks for.
  private func otherWord(_ word: Token, _ ours: String, _ isMeant: (inout Parser) -> Bool) -> Fault? {
    var ahead = self
    ahead.next()
    guard [.name, .variable].contains(ahead.next().kind), isMeant(&ahead) else { return nil }
    let end = lineEnd(from: word.end)
    let rest = lexer.text(word.end..<end)
    return Fault(
      .otherWord(text(word), ours: ours, corrected: ours + rest), word.start, word.end,
      place: word.start..<end)
  }

  /// The statements `$x++` and `$x--`.
  mutating func increment(_ token: Token) -> Fault? {
    guard let (_, optional, end) = fieldPath(from: token.start + 1), !optional else { return nil }
    let sign = lexer.text(end..<Swift.min(end + 2, lexer.bytes.count))
    guard sign == "++" || sign == "--", endsArgument(end + 2) else { return nil }
    let corrected = "\(lexer.text(token.start..<end)) \(sign.prefix(1))= 1"
    return Fault(.increment(sign, corrected: corrected), end, end + 2, place: token.start..<end + 2)
  }

  /// Corrects `const x = 5` to `let x = 5`.
  private func otherDeclaration(_ word: Token) -> Fault? {
    var start = word.end
    while lexer.isBlank(lexer.byte(start)) || lexer.byte(start) == UInt8(ascii: "$") { start += 1 }
    let end = lexer.nameEnd(from: start, hyphens: false)
    var equals = end
    while lexer.isBlank(lexer.byte(equals)) { equals += 1 }
    guard start > word.end, end > start, lexer.byte(equals) == UInt8(ascii: "=") else { return nil }
    let lineEnd = withoutBlanks(upTo: lineEnd(from: equals), from: equals)
    let value = lexer.text(equals + 1..<Swift.max(equals + 1, lineEnd)).trimmed
    return Fault(
      .otherDeclaration(text(word), corrected: "let \(lexer.text(start..<end)) = \(value)"), word.start,
      word.end, place: word.start..<lineEnd)
  }

  /// A stage that does not begin with the name of a command.
  mutating func mistakenStage(_ token: Token) -> Fault {
    let end = endOfStage(from: token.start, after: token.start)
    let expression = lexer.text(token.start..<Swift.max(token.start, end))
    let stages: (corrected: String, otherwise: String?)
    switch token.kind {
    case .symbol(.dot):
      stages = Self.stages(
        ofItem: "@\(expression.hasPrefix(".[") ? expression.dropFirst() : expression[...])")
    case .item: stages = Self.stages(ofItem: expression)
    case .last: stages = Self.stages(ofItem: "@\(expression.dropFirst())")
    case .symbol(.openBracket): stages = Self.stages(ofItem: "@\(expression)", orList: expression)
    case .variable, .symbol(.openBrace), .text: stages = ("map \(expression)", nil)
    default: return unexpected(.stage)
    }
    return Fault(
      .stageWithoutCommand(corrected: stages.corrected, otherwise: stages.otherwise), token.start, token.end,
      place: token.start..<Swift.max(token.start, end))
  }

  /// What `| @.id`, `| [0]` and the like mean, and what they mean otherwise: of one value and not of each item of a list.
  ///
  /// - Parameter list: the same as a list, where it can be one.
  private static func stages(
    ofItem path: String, orList list: String? = nil
  ) -> (corrected: String, otherwise: String?) {
    let operators = [" == ", " != ", " < ", " > ", " <= ", " >= ", " in ", " matches "]
    if operators.contains(where: path.contains), !path.hasPrefix("@[") { return ("where \(path)", nil) }
    guard path.hasPrefix("@[") else { return ("map \(path)", "get \(path)") }
    let inner = path.dropFirst(2).dropLast()
    if path.hasPrefix("@[?"), path.hasSuffix("]") { return ("where \(inner.dropFirst())", nil) }
    if path == "@[0]" { return ("first", "get @[0]") }
    if path == "@[-1]" { return ("last", "get @[-1]") }
    let bounds = inner.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    if bounds.count == 2, let start = Int(bounds[0].isEmpty ? "0" : bounds[0]), start >= 0 {
      if bounds[1].isEmpty { return ("skip \(start)", nil) }
      if let end = Int(bounds[1]), end > start {
        return ((start == 0 ? "" : "skip \(start) | ") + "first \(end - start)", nil)
      }
    }
    let isIndex = inner.first { $0 != "-" }?.isNumber == true
    return isIndex || list == nil ? ("get \(path)", nil) : ("map \(list ?? path)", "get \(path)")
  }
}

extension String {
  var trimmed: String {
    var text = self[...]
    while text.first == " " || text.first == "\t" { text.removeFirst() }
    return String(text)
  }
}
