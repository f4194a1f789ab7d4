import JSON
import Source

/// Recognises mistakes that newcomers make in paths and texts, and says what they probably meant.
extension Parser {
  /// `$( … )` or `${x}` outside of a text.
  mutating func shellExpansion(_ dollar: Token) -> Fault? {
    let end = endOfBracket(dollar.end)
    let inner = dollar.end + 1..<Swift.max(dollar.end + 1, end - 1)
    switch lexer.byte(dollar.end) {
    case UInt8(ascii: "("):
      return Fault(
        .shellExpansion("$(", corrected: "(\(lexer.text(inner)))"), dollar.start, dollar.end + 1,
        place: dollar.start..<end)
    case UInt8(ascii: "{"):
      return Fault(
        .shellExpansion("${", corrected: "$\(lexer.text(inner))"), dollar.start, dollar.end + 1,
        place: dollar.start..<end)
    default: return nil
    }
  }

  private func endOfBracket(_ open: Int) -> Int {
    var scanner = BracketScanner(lexer, from: open)
    repeat { _ = scanner.step() } while !scanner.isOutside && scanner.position < lexer.bytes.count
    return scanner.position
  }

  /// `@name` in place of `@.name`.
  func memberOfItem(_ at: Token) -> Fault {
    let end = lexer.nameEnd(from: at.end, hyphens: false)
    let range = hintRange(around: at.start)
    let corrected = lexer.text(range.lowerBound..<at.end) + "." + lexer.text(at.end..<range.upperBound)
    return Fault(
      .bareItem(found: lexer.text(at.start..<end), corrected: corrected), at.start, end, place: range)
  }

  func memberName() -> Fault {
    let offset = lexer.position
    let scalar = lexer.scalar(at: offset)
    let end = Swift.min(offset + (scalar.map(UTF8.width) ?? 0), lexer.bytes.count)
    let found: Found =
      switch scalar {
      case nil: .endOfFile
      case "\n", "\r": .endOfLine
      default: .source(lexer.text(offset..<end))
      }
    return Fault(.memberName(found), offset - 1, Swift.max(end, offset))
  }

  /// A hyphen between two letters in the name of a member, as in `$r.message-id`, where a subtraction cannot be meant.
  func hyphenatedMember(_ start: Int, _ end: Int) -> Fault? {
    guard lexer.byte(end) == UInt8(ascii: "-"), lexer.isNameStart(at: end + 1) else { return nil }
    let whole = lexer.nameEnd(from: start, hyphens: true)
    return Fault(.memberHyphen(name: lexer.text(start..<whole)), start, whole, place: start - 1..<whole)
  }

  /// A method such as `$l.length()` or `$l.join(", ")`. The opening bracket comes next.
  func method(_ start: Int, _ segments: [Segment]) -> Fault? {
    guard let last = segments.last, last.isSingular, case .name(let name)? = last.selectors.first,
      lexer.byte(Int(last.span.start)) == UInt8(ascii: ".")
    else { return nil }
    let open = lexer.position
    let end = endOfBracket(open)
    let value = lexer.text(start..<Int(last.span.start))
    let rest = lexer.text(open + 1..<Swift.max(open + 1, end - 1))
    let corrected =
      Self.readers.contains(name.string) ? member(of: value, rest) : call(name.string, value, rest)
    return Fault(
      .method(name.string, corrected: corrected), Int(last.span.start), open + 1, place: start..<end)
  }

  /// Corrects `$c.get("name")` to `$c["name"]`, and `$c.get("name", "-")` to `($c["name"]? ?? "-")`. Our own `get`
  /// takes a value as it stands, so that a call of it would give the name and not what the name means.
  private func member(of value: String, _ arguments: String) -> String? {
    var scanner = BracketScanner(lexer, from: lexer.position + 1)
    while scanner.position < lexer.bytes.count {
      if scanner.isOutside, [UInt8(ascii: ","), UInt8(ascii: ")")].contains(lexer.byte(scanner.position)) {
        break
      }
      _ = scanner.step()
    }
    let key = lexer.text(lexer.position + 1..<scanner.position)
    if key.isEmpty { return nil }
    let rest = arguments.dropFirst(key.count + 1).drop { $0 == " " }
    return rest.isEmpty ? "\(value)[\(key)]" : "(\(value)[\(key)]? ?? \(rest))"
  }

  /// A call of the function that a method means; nil where the function takes an expression over the items, and the
  /// method's argument says nothing of them: `map($l, "name")` would give the word itself for each item.
  private func call(_ name: String, _ value: String, _ arguments: String) -> String? {
    let function = Self.functions[name] ?? name
    let arguments = arguments.trimmed
    let isOverItems =
      vocabulary.signature(function, verb: nil)?.operands.contains { operand in
        switch operand.kind {
        case .item, .place, .field, .block: true
        case .value, .path: false
        }
      } == true
    if isOverItems, !arguments.contains("@") { return nil }
    return "\(function)(\(value)\(arguments.isEmpty ? "" : ", ")\(arguments))"
  }

  /// The methods of other languages that give a member. One of them has the name of a function of ours that does not.
  private static let readers: Set = ["get", "fetch", "getItem"]

  /// The names that other languages give to functions of this language.
  private static let functions = [
    "len": "length", "size": "length", "count": "length", "toUpperCase": "upper", "upcase": "upper",
    "toLowerCase": "lower", "downcase": "lower", "strip": "trim", "startsWith": "starts-with",
    "startswith": "starts-with", "endsWith": "ends-with", "endswith": "ends-with", "replaceAll": "replace",
    "toString": "string", "parseInt": "int",
  ]

  func optionalRoot(_ start: Int) -> Fault {
    let root = lexer.text(start..<lexer.position)
    // At the next step the question mark works: where the variable is null, that step finds nothing.
    let name = lexer.position + 2
    let end = lexer.nameEnd(from: name, hyphens: false)
    let step = lexer.byte(name - 1) == UInt8(ascii: ".") && end > name ? lexer.text(name - 1..<end) : nil
    return Fault(
      .optionalRoot(root, corrected: step.map { root + $0 + "?" }), start, lexer.position + 1,
      place: start..<Swift.max(lexer.position + 1, end))
  }

  /// A doubled quote inside a raw text: `'it''s'`.
  func doubledQuote(_ open: Int) -> Fault {
    var content = ""
    var position = open + 1
    var end = position
    while true {
      end =
        lexer.bytes[position...].firstIndex { $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "\n") }
        ?? lexer.bytes.count
      content += lexer.text(position..<end)
      guard lexer.has("''", at: end) else { break }
      content += "'"
      position = end + 2
    }
    let escaped = content.flatMap { "\"\\$".contains($0) ? "\\\($0)" : "\($0)" }
    return Fault(
      .doubledQuote(corrected: "\"\(String(escaped))\""), open, Swift.min(end + 1, lexer.bytes.count))
  }
}
