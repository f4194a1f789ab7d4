import Source

/// Recognises mistakes that newcomers make in place of fields, texts and blocks, and says what they probably meant.
extension Parser {
  func commaAfterArgument(_ comma: Int) -> Fault {
    let range = hintRange(around: comma)
    if let (corrected, place) = valueWithCommas(comma, range) {
      return Fault(.commaBetweenArguments(corrected: corrected), comma, comma + 1, place: place)
    }
    return Fault(
      .commaBetweenArguments(corrected: asOneText(range) ?? withoutCommas(range)), comma, comma + 1,
      place: range)
  }

  private func withoutCommas(_ range: Range<Int>) -> String {
    lexer.text(range).replacing(",", with: " ").split(separator: " ").joined(separator: " ")
  }

  /// Corrects `content=Hello Ali, all is well` to `content="Hello Ali, all is well"`, and the value of a parameter that
  /// takes a list to one in brackets; nil where a further argument stands behind the comma.
  private func valueWithCommas(_ comma: Int, _ range: Range<Int>) -> (corrected: String, place: Range<Int>)? {
    var start = range.lowerBound
    while true {
      var next = endOfWords(from: start, upTo: range.upperBound)
      while lexer.isBlank(lexer.byte(next)) { next += 1 }
      if next >= comma { break }
      start = next
    }
    let end = endOfWords(from: start, upTo: range.upperBound)
    guard end > comma + 1, let path = fieldPath(from: start), lexer.byte(path.end) == UInt8(ascii: "=") else {
      return nil
    }
    let value = lexer.text(path.end + 1..<end)
    if value.contains(where: { "\"'\\(){}[]\n".contains($0) }) { return nil }
    guard case .array = typeOfParameter(lexer.text(path.names)) else {
      return (lexer.text(start..<path.end + 1) + "\"\(value)\"", start..<end)
    }
    let items = value.split(separator: ",").map { item in
      let item = withoutBlanks(String(item).trimmed)
      return item.allSatisfy(\.isLetter) || item.first == "$" ? item : "\"\(item)\""
    }
    return (lexer.text(start..<path.end + 1) + "[\(items.joined(separator: ", "))]", start..<end)
  }

  private func typeOfParameter(_ name: String) -> ValueType? {
    let end = lexer.nameEnd(from: context.hintStart, hyphens: true)
    var verb = end
    while lexer.isBlank(lexer.byte(verb)) { verb += 1 }
    let command = lexer.text(context.hintStart..<end)
    let verbs = lexer.text(verb..<lexer.nameEnd(from: verb, hyphens: true))
    let signature = vocabulary.signature(command, verb: vocabulary.isNoun(command) ? verbs : nil)
    guard case .declared(let parameters)? = signature?.parameters else { return nil }
    return parameters.first { $0.name == name }?.type
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
    guard let (_, isOptional, end) = fieldPath(from: start) else { return nil }
    if isOptional, lexer.byte(end) == UInt8(ascii: "."), let rest = fieldPath(from: end + 1) {
      let corrected = lexer.text(start..<end - 1) + lexer.text(end..<rest.names.upperBound) + "?"
      return Fault(
        .fieldPath(found: lexer.text(start..<end + 1), corrected: corrected), start, rest.end,
        place: start..<rest.end)
    }
    guard lexer.byte(end) == UInt8(ascii: ",") else { return nil }
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

  /// Corrects `once "x:" + $to { … }` and `once x: $to { … }` to a text before the block; nil where the pieces are
  /// something else.
  func valueInPieces(_ first: Argument, _ second: Int) -> Fault? {
    guard case .operand = first.kind else { return nil }
    var pieces: [String] = []
    var isSum = false
    var offset = Int(first.span.start)
    var end = offset
    while lexer.byte(offset) != UInt8(ascii: "{") {
      if endsCommand(offset) { return nil }
      end = endOfValue(offset)
      let piece = lexer.text(offset..<end)
      if piece == "+" {
        isSum = true
      } else if let inserted = Self.inserted(piece) {
        pieces.append(inserted)
      } else {
        return nil
      }
      offset = end
      while lexer.isBlank(lexer.byte(offset)) { offset += 1 }
    }
    let command = lexer.text(context.hintStart..<lexer.nameEnd(from: context.hintStart, hyphens: true))
    return Fault(
      .valueInPieces(
        command: command, corrected: "\"\(pieces.joined(separator: isSum ? "" : " "))\""), second,
      Swift.max(second, end), place: Int(first.span.start)..<end)
  }

  /// A value as it stands within a text; nil where it cannot.
  private static func inserted(_ piece: String) -> String? {
    let inner = piece.dropFirst().dropLast()
    let isPlain = !inner.contains { "\"'\\".contains($0) }
    switch piece.first {
    case "\"": return piece.count > 1 && piece.last == "\"" && isPlain ? String(inner) : nil
    case "(": return isPlain ? "$\(piece)" : nil
    case "@": return isPlain ? "$(\(piece))" : nil
    default: return isPlain && piece.last != "\"" && piece.last != "'" ? piece : nil
    }
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
