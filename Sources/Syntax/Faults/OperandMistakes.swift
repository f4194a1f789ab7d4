import Source

/// Recognises mistakes that newcomers make in place of fields, texts and blocks, and says what they probably meant.
extension Parser {
  func commaAfterArgument(_ comma: Int) -> Fault {
    let range = hintRange(around: comma)
    return Fault(
      .commaBetweenArguments(corrected: asOneText(range) ?? withoutCommas(range)), comma, comma + 1,
      place: range)
  }

  private func withoutCommas(_ range: Range<Int>) -> String {
    lexer.text(range).replacing(",", with: " ").split(separator: " ").joined(separator: " ")
  }

  /// Corrects `print $a, $b` to `print "$a $b"` for a command that takes exactly one value; nil for other commands.
  private func asOneText(_ range: Range<Int>) -> String? {
    let end = lexer.nameEnd(from: range.lowerBound, hyphens: true)
    let name = lexer.text(range.lowerBound..<end)
    guard let signature = vocabulary.signature(name, verb: nil), signature.input == .whole,
      signature.operands.isEmpty
    else { return nil }
    let values = lexer.text(end..<range.upperBound).split(separator: ",").map { value in
      let value = value.drop { $0 == " " }
      if value.hasPrefix("\""), value.hasSuffix("\""), value.count > 1 { return value.dropFirst().dropLast() }
      return value.hasPrefix("@") || value.contains("(") ? "$(\(value))" : value
    }
    return "\(name) \"\(values.joined(separator: " "))\""
  }

  /// Corrects `select @.a.b` and `select .a.b` to `select a.b`, and `select a,b` to `select a b`.
  func mistakenField(_ start: Int) -> Fault? {
    let isItem = lexer.byte(start) == UInt8(ascii: "@")
    let dot = isItem ? start + 1 : start
    let range = hintRange(around: start)
    let text = lexer.text(range)
    if lexer.byte(dot) == UInt8(ascii: "."), let (_, _, end) = fieldPath(from: dot + 1) {
      let words = text.split(separator: " ").map { word in
        word.hasPrefix("@.") ? word.dropFirst(2) : word.hasPrefix(".") ? word.dropFirst() : word
      }
      return Fault(
        .fieldPath(found: isItem ? "@" : ".", corrected: words.joined(separator: " ")), start, end,
        place: range)
    }
    guard let (_, _, end) = fieldPath(from: start), lexer.byte(end) == UInt8(ascii: ",") else { return nil }
    return commaAfterArgument(end)
  }

  /// Something stands where a block must, as in `each print @.id` or `each m { … }`.
  func mistakenBlock(_ start: Int) -> Fault {
    let end = Swift.max(start, endOfStage(from: context.hintStart, after: start))
    let nameEnd = lexer.nameEnd(from: start, hyphens: false)
    var brace = nameEnd
    while lexer.isBlank(lexer.byte(brace)) { brace += 1 }
    if nameEnd > start, lexer.byte(brace) == UInt8(ascii: "{") {
      return Fault(.blockParameter(lexer.text(start..<nameEnd)), start, nameEnd)
    }
    let before = lexer.text(context.hintStart..<start)
    var body = lexer.text(start..<end)
    if body.hasPrefix("("), endOfValue(start) == end { body = String(body.dropFirst().dropLast()) }
    let command = lexer.text(
      context.hintStart..<lexer.nameEnd(from: context.hintStart, hyphens: true))
    return Fault(
      .expressionForBlock(command: command, corrected: "\(before){ \(body.isEmpty ? "…" : body) }"), start,
      Swift.max(end, start + 1), place: context.hintStart..<end)
  }

  /// Corrects `once "loop"{ … }` to `once "loop" { … }`, where the block is on one line.
  func gluedBlock(_ brace: Int) -> Fault? {
    let end = endOfValue(brace)
    let (before, block) = (lexer.text(context.hintStart..<brace), lexer.text(brace..<end))
    guard !(before + block).contains("\n") else { return nil }
    return Fault(
      .gluedArgument(found: .source("{"), corrected: "\(before) \(block)"), brace, brace + 1,
      place: context.hintStart..<end)
  }

  /// Corrects `map { messages get @.id }` to `map (messages get @.id)`.
  func blockForExpression(_ brace: Int) -> Fault {
    let end = endOfValue(brace)
    let inner = lexer.text(brace + 1..<Swift.max(brace + 1, end - 1)).trimmed
    let body = withoutBlanks(inner)
    let nameEnd = lexer.nameEnd(
      from: brace + 1 + (lexer.isBlank(lexer.byte(brace + 1)) ? 1 : 0), hyphens: true)
    let isCommand = lexer.isBlank(lexer.byte(nameEnd)) && body.first?.isLetter == true
    let before = lexer.text(context.hintStart..<brace)
    let command = lexer.text(context.hintStart..<lexer.nameEnd(from: context.hintStart, hyphens: true))
    return Fault(
      .blockForExpression(command: command, corrected: before + (isCommand ? "(\(body))" : body)), brace,
      brace + 1, place: context.hintStart..<end)
  }

  private func withoutBlanks(_ text: String) -> String {
    var text = text[...]
    while text.last == " " || text.last == "\n" { text.removeLast() }
    return String(text)
  }
}
