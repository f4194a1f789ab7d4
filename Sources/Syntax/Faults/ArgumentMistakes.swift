import Source

/// Recognises mistakes that newcomers make in place of arguments, and says what they probably meant.
extension Parser {
  mutating func mistakenArgument(
    after previous: Argument?, of name: Name, _ verb: Name?, _ operands: Operands
  ) -> Fault? {
    let start = lexer.position
    switch lexer.byte(start) {
    case UInt8(ascii: "|") where lexer.has("||", at: start): return shellChain(start)
    case UInt8(ascii: "&") where lexer.has("&&", at: start) && endsArgument(start + 2):
      return shellChain(start)
    case UInt8(ascii: "/") where lexer.has("//", at: start) && endsArgument(start + 2):
      return Fault(.slashComment("//"), start, start + 2)
    case UInt8(ascii: ">"), UInt8(ascii: "<"): return angle(start, after: previous, of: name, verb)
    case UInt8(ascii: "&") where isBackground(start): return shellChain(start)
    case UInt8(ascii: "=") where lexer.has("==", at: start) && previous != nil:
      if let mistake = comparison(start, after: previous, of: name, verb) { return mistake }
    case UInt8(ascii: "="):
      if let previous, let field = fieldPath(from: Int(previous.span.start)),
        field.end == Int(previous.span.end)
      {
        return spacedEquals(lexer.text(Int(previous.span.start)..<field.end), from: Int(previous.span.start))
      }
    default: break
    }
    if operands.mustBeBlock, isNoBlock(start, after: previous, operands) {
      return previous.flatMap { valueInPieces($0, start) } ?? mistakenBlock(start)
    }
    guard operands.kind != .item, isLoneOperator(start) else { return nil }
    guard let previous else { return operatorAfterName(start, name) }
    return followsValue(previous) ? operatorInArgument(start, after: previous, of: name, verb) : nil
  }

  /// Whether a `&` stands between two commands, as in `ping & me`.
  private func isBackground(_ start: Int) -> Bool {
    guard lexer.isBlank(lexer.byte(start + 1)) else { return false }
    var next = start + 1
    while lexer.isBlank(lexer.byte(next)) { next += 1 }
    let word = lexer.text(next..<lexer.nameEnd(from: next, hyphens: true))
    return vocabulary.isNoun(word) || vocabulary.signature(word, verb: nil) != nil
  }

  /// Whether something else stands where a block must. A word after an unknown flag is let through, since it may be the
  /// flag's value.
  private func isNoBlock(_ start: Int, after previous: Argument?, _ operands: Operands) -> Bool {
    if case .flag(let name, nil)? = previous?.kind, operands.flag(name.text) == nil { return false }
    if lexer.byte(start) == UInt8(ascii: "{") || isFlag(start) || lexer.has("...", at: start) { return false }
    guard let (_, _, end) = fieldPath(from: start) else { return true }
    return lexer.byte(end) != UInt8(ascii: "=")
  }

  /// A comparison outside a filter: `where status == failed` without a pipeline before it, or
  /// `messages list status == failed`.
  private mutating func comparison(
    _ start: Int, after previous: Argument?, of name: Name, _ verb: Name?
  ) -> Fault? {
    guard let previous, case .operand(let value) = previous.kind, case .word(let word) = value.kind,
      let signature = vocabulary.signature(name.text, verb: verb?.text)
    else { return nil }
    let place = Int(previous.span.start)
    if let mistake = filter(word, from: place, value: start + 2) { return mistake }
    if signature.operands.first?.kind == .item {
      let outer = context
      defer { context = outer }
      context.item = true
      context.expressionStart = place
      return Fault(
        .bareItem(found: word, corrected: corrected(around: place)), place, Int(previous.span.end),
        place: hintRange(around: place))
    }
    guard signature.parameters.has(word) else { return nil }
    var after = start + 2
    while lexer.isBlank(lexer.byte(after)) { after += 1 }
    if beginsNextArgument(after) { return Fault(.argumentWithoutValue(word), place, start + 2) }
    let corrected = "\(word)=\(lexer.text(after..<endOfValue(after)))"
    return Fault(.spacedEquals(corrected: corrected), place, start + 2, place: place..<endOfValue(after))
  }

  /// Two commands joined by `&&`, `||` or `&`, as in a shell. The operator stands at this place, or is the last one
  /// before it.
  func shellChain(_ offset: Int) -> Fault {
    var start = offset
    let isLone =
      lexer.byte(start) == UInt8(ascii: "&") && endsArgument(start + 1)
      && !lexer.has("&&", at: Swift.max(start, 1) - 1)
    while !isLone, start > context.hintStart, !lexer.has("&&", at: start), !lexer.has("||", at: start) {
      start -= 1
    }
    let end = start + (isLone ? 1 : 2)
    let first = context.hintStart..<withoutBlanks(upTo: start, from: context.hintStart)
    let second = end..<Swift.max(end, endOfStage(from: start, after: end))
    let kind = SyntaxFault.shellChain(
      lexer.text(start..<end), first: lexer.text(first), second: lexer.text(second).trimmed)
    return Fault(
      kind, start, end,
      place: first.lowerBound..<Swift.max(first.upperBound, withoutBlanks(upTo: second.upperBound, from: end))
    )
  }

  /// A `>` or `<` among the arguments: either `> file`, or a comparison.
  private mutating func angle(_ start: Int, after previous: Argument?, of name: Name, _ verb: Name?) -> Fault
  {
    let appends = lexer.has(">>", at: start)
    var target = start + (appends ? 2 : 1)
    while lexer.isBlank(lexer.byte(target)) { target += 1 }
    let compares =
      context.head || lexer.isDigit(lexer.byte(target)) || lexer.byte(start + 1) == UInt8(ascii: "=")
    if compares {
      guard let previous else { return operatorAfterName(start, name) ?? stray(start) }
      if followsValue(previous) { return operatorInArgument(start, after: previous, of: name, verb) }
    }
    let before = lexer.text(context.hintStart..<withoutBlanks(upTo: start, from: context.hintStart))
    let end = endOfStage(from: context.hintStart, after: start)
    let file = lexer.text(Swift.min(target, end)..<end)
    let corrected =
      lexer.byte(start) == UInt8(ascii: "<")
      ? "open \(file) | \(before)" : "\(before) | save \(file)\(appends ? " --append" : "")"
    let length = appends ? 2 : 1
    return Fault(
      .shellRedirect(lexer.text(start..<start + length), corrected: corrected), start, start + length,
      place: context.hintStart..<Swift.max(context.hintStart, end))
  }

  private func followsValue(_ argument: Argument) -> Bool {
    switch argument.kind {
    case .operand, .parameter, .field: true
    case .flag, .spread, .block: false
    }
  }

  /// Whether an operator stands here with a blank on its right side and something after that.
  private func isLoneOperator(_ start: Int) -> Bool {
    guard let symbol = lexer.symbol(at: start), Self.operators.contains(symbol) else { return false }
    var next = start + symbol.length
    if lexer.afterEscapedNewline(next) != nil { return true }
    guard lexer.isBlank(lexer.byte(next)) else { return false }
    while lexer.isBlank(lexer.byte(next)) { next += 1 }
    return !endsCommand(next)
  }

  private static let operators: Set<Symbol> = [
    .plus, .minus, .star, .slash, .percent, .equal, .notEqual, .coalesce, .range, .assign,
  ]

  /// An operator between arguments. `print $x + 1` is corrected to `print($x + 1)`; other commands get `name ($x + 1)`.
  func operatorInArgument(_ start: Int, after previous: Argument, of name: Name, _ verb: Name?) -> Fault {
    let end = endOfWords(from: start, upTo: endOfStage(from: context.hintStart, after: start))
    let valueStart = self.valueStart(previous)
    let expression = lexer.text(valueStart..<end)
    let head = lexer.text(Int(name.span.start)..<valueStart)
    let comparesResult = context.head && symbolLevel(start) && verb == nil
    let isOnly = verb == nil && lexer.text(Int(name.span.end)..<valueStart).allSatisfy { $0 == " " }
    let corrected =
      comparesResult && isOnly
      ? "\(name.text)(\(lexer.text(valueStart..<Int(previous.span.end)))) \(lexer.text(start..<end))"
      : isOnly ? "\(name.text)(\(expression))" : "\(head)(\(expression))"
    let length = lexer.symbol(at: start)?.length ?? 1
    let place = Int(name.span.start)
    return Fault(
      .operatorInArgument(corrected: corrected), start, start + length, place: place..<Swift.max(place, end))
  }

  /// Whether a comparison operator stands here.
  private func symbolLevel(_ start: Int) -> Bool {
    switch lexer.symbol(at: start) {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
  }

  /// An operator after a name, as in `x == 5`. The name is either a variable without its `$`, or a command, which needs
  /// parentheses here.
  private func operatorAfterName(_ start: Int, _ name: Name) -> Fault? {
    guard let symbol = lexer.symbol(at: start), ![.minus, .star, .range].contains(symbol) else { return nil }
    let end = endOfStage(from: context.hintStart, after: start)
    let rest = lexer.text(start..<end)
    let place = Int(name.span.start)..<Swift.max(Int(name.span.start), end)
    if vocabulary.names.contains(name.text) {
      let before = lexer.bytes[..<Int(name.span.start)].last { !lexer.isWhiteSpace($0) }
      let isStage = before == UInt8(ascii: "|")
      return Fault(
        .operatorInArgument(corrected: "(\(isStage ? "… | " : "")\(name.text)) \(rest)"), start,
        start + symbol.length, place: place)
    }
    let corrected = "$\(name.text) \(rest)"
    return Fault(
      .bareName(name.text, corrected: corrected), Int(name.span.start), Int(name.span.end), place: place)
  }

  func valueStart(_ argument: Argument) -> Int {
    guard case .parameter(_, _, let value) = argument.kind else { return Int(argument.span.start) }
    return Int(value.span.start)
  }

  /// A filter that was typed into a command: `messages list where status = failed`.
  private func filter(_ member: String, from start: Int, value: Int) -> Fault? {
    let before = lexer.bytes[..<start].lastIndex { !lexer.isBlank($0) } ?? 0
    let place = lexer.bytes[..<before].lastIndex { lexer.isBlank($0) }.map { $0 + 1 } ?? 0
    let word = lexer.text(place..<before + 1)
    guard place > 0, let test = vocabulary.signature(word, verb: nil)?.operands.first, test.kind == .item,
      test.type == .boolean
    else { return nil }
    var from = value
    while lexer.isBlank(lexer.byte(from)) { from += 1 }
    let end = endOfValue(from)
    let written = lexer.text(from..<end)
    let isWord = written.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" || $0 == "+" }
    let isText = isWord && Int(written) == nil && !["true", "false", "null"].contains(written)
    let corrected = "| \(word) @.\(member) == \(isText ? "\"\(written)\"" : written)"
    return from == end
      ? nil : Fault(.filterWithoutPipe(corrected: corrected), place, before + 1, place: place..<end)
  }

  func spacedEquals(_ name: String, from start: Int) -> Fault {
    let equals = lexer.bytes[start...].firstIndex(of: UInt8(ascii: "=")) ?? start
    if let mistake = filter(name, from: start, value: equals + 1) { return mistake }
    var value = equals + 1
    while lexer.isBlank(lexer.byte(value)) { value += 1 }
    let end = endOfValue(value)
    if value == end || beginsNextArgument(value) {
      return Fault(.argumentWithoutValue(name), start, equals + 1)
    }
    let corrected = "\(name)=\(lexer.text(value..<end))"
    return Fault(.spacedEquals(corrected: corrected), start, equals + 1, place: start..<end)
  }

  /// Whether a flag, a spread or a parameter begins here. It is no value of the argument before: joined with it, the
  /// flag `--dry-run` would become a text that is sent.
  func beginsNextArgument(_ start: Int) -> Bool {
    if isFlag(start) || lexer.has("...", at: start) { return true }
    guard let (_, _, end) = fieldPath(from: start), lexer.byte(end) == UInt8(ascii: "=") else { return false }
    return lexer.byte(end + 1) != UInt8(ascii: "=")
  }

  /// The end of the words from here on, where the first of them that begins a further argument ends them.
  func endOfWords(from start: Int, upTo end: Int) -> Int {
    var offset = start
    while offset < end {
      if offset > start, beginsNextArgument(offset) { return withoutBlanks(upTo: offset, from: start) }
      offset = endOfValue(offset)
      repeat { offset += 1 } while offset < end && lexer.isBlank(lexer.byte(offset))
    }
    return end
  }

  func endOfValue(_ start: Int) -> Int {
    var scanner = BracketScanner(lexer, from: start)
    while scanner.position < lexer.bytes.count {
      if scanner.isOutside, endsArgument(scanner.position) { break }
      _ = scanner.step()
    }
    return scanner.position
  }

  func strayInArgument() -> Fault { stray(lexer.position) }

  private func stray(_ offset: Int) -> Fault {
    let scalar = lexer.scalar(at: offset) ?? " "
    let end = offset + UTF8.width(scalar)
    if scalar == "]" || scalar == ")" { return Fault(.closesNothing(String(scalar)), offset, end) }
    return Fault(.strayCharacter(scalar), offset, end)
  }
}

extension Signature.ParameterRule {
  fileprivate func has(_ name: String) -> Bool {
    if case .declared(let parameters) = self { parameters.contains { $0.name == name } } else { false }
  }
}
