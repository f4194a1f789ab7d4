import Source

/// What stands right behind an argument, with no blank between.
extension Parser {
  /// Something stands right behind an argument or the name of a command, with no blank between.
  func glued(_ previous: Argument?, to offset: Int, of name: Name, _ verb: Name?) -> Fault {
    let scalar = lexer.scalar(at: offset) ?? " "
    let end = Swift.min(offset + UTF8.width(scalar), lexer.bytes.count)
    if scalar == "," { return commaAfterArgument(offset) }
    if scalar == "{", let fault = gluedBlock(offset) { return fault }
    if let previous, calculates(offset) { return operatorInArgument(offset, after: previous, of: name, verb) }
    guard let previous else {
      let corrected = verbAfterDot(name, offset) ?? memberOfResult(name, offset)
      let place = Int(name.span.start)..<endOfValue(offset)
      return Fault(
        .gluedArgument(found: .source(String(scalar)), corrected: corrected), offset, end, place: place)
    }
    return Fault(
      .gluedArgument(found: .source(String(scalar)), corrected: quoted(previous, offset)), offset, end,
      place: valueStart(previous)..<endOfValue(offset))
  }

  /// Corrects `contacts.list()` to `contacts list`.
  private func verbAfterDot(_ noun: Name, _ dot: Int) -> String? {
    let end = lexer.nameEnd(from: dot + 1, hyphens: true)
    guard vocabulary.isNoun(noun.text), lexer.byte(dot) == UInt8(ascii: "."), end > dot + 1
    else { return nil }
    return "\(noun.text) \(lexer.text(dot + 1..<end))"
  }

  /// Corrects `me.pockets` to `(me).pockets`.
  private func memberOfResult(_ name: Name, _ dot: Int) -> String? {
    guard lexer.byte(dot) == UInt8(ascii: "."), vocabulary.signature(name.text, verb: nil) != nil,
      lexer.isNameStart(at: dot + 1)
    else { return nil }
    return "(\(name.text))\(lexer.text(dot..<endOfValue(dot)))"
  }

  /// The argument together with what stands right behind it, as one text in quotes; nil where it is not a word or a
  /// variable.
  private func quoted(_ argument: Argument, _ offset: Int) -> String? {
    let start = valueStart(argument)
    let end = endOfValue(offset)
    var text = lexer.text(start..<end)
    // `$1` is an argument of a script in a shell.
    if text.first == "$", let number = Int(text.dropFirst()), number > 0 { return "$args[\(number - 1)]" }
    // `r[0].id`: in brackets after a word stands an index.
    if lexer.byte(offset) == UInt8(ascii: "["), text.first?.isLetter == true { return "$" + text }
    // `'it's'`
    if text.hasPrefix("'"), text.hasSuffix("'") { text = String(text.dropFirst().dropLast()) }
    let digits = text.filter { $0.isASCII && $0.isNumber }
    if text.first == "+", text.dropFirst().allSatisfy({ "0123456789()-.".contains($0) }) {
      return "+\(digits)"
    }
    let rest = text.replacing("$(", with: "").replacing("${", with: "")
    return rest.contains("\"") || rest.contains("(") || rest.contains("{") ? nil : "\"\(inserting(text))\""
  }

  /// Turns `x:$@.id` into `x:$(@.id)`.
  private func inserting(_ text: String) -> String {
    var rest = text[...]
    var result = ""
    while let place = rest.firstRange(of: "$@") {
      let path = rest[place.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
      result += rest[..<place.lowerBound] + "$(@\(path))"
      rest = rest[path.endIndex...]
    }
    return result + rest
  }

  /// Whether an operator and another value stand right behind a value, as in `$x-1`.
  private func calculates(_ offset: Int) -> Bool {
    guard [.plus, .minus, .star, .slash, .percent].contains(lexer.symbol(at: offset)) else { return false }
    let next = lexer.byte(offset + 1)
    return lexer.isDigit(next) || [UInt8(ascii: "$"), UInt8(ascii: "@"), UInt8(ascii: "(")].contains(next)
  }
}
