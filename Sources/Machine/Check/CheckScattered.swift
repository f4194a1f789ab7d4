import JSON
import Source
import Syntax

/// A value that was typed in several words, where an argument is one: `recipient=+966 50 123 4567`, `content=Hi $name`.
struct ScatteredValue {
  /// The parameter that it was typed for; nil where it is an operand or the value of a flag.
  private(set) var parameter: String?
  /// All the words as one value, where they insert nothing.
  private(set) var value: String?
  /// The argument as it is to be typed.
  let written: String
  /// Whether nothing but the words says that they belong together: they have no name, and form no phone number.
  let isDoubtful: Bool
  /// Whether they may be the name of one file: only the last one has an ending.
  let isFileName: Bool
  /// Where the words stand, with the name before them.
  private let span: Span

  var proposal: Proposal { Proposal(written, at: span) }
  var hint: String {
    written.last == "\""
      ? "a value of several words stands in quotes: \(written)" : "a phone number is one word"
  }

  /// A part of a value, as text and as it is written between quotes.
  private typealias Word = (value: String?, code: String)

  /// The first such value of a command; nil where there is none.
  init?(in command: Command) {
    var label = ""
    var words: [Word] = []
    var span: Span?
    for argument in command.arguments {
      if let start = span, case .operand(let value) = argument.kind, let word = Self.word(value) {
        words.append(word)
        span = start.through(value.span)
        continue
      }
      if words.count > 1 { break }
      guard let head = Self.head(of: argument), let word = Self.word(head.value) else {
        (words, span) = ([], nil)
        continue
      }
      (label, parameter) = (head.label, head.parameter)
      (words, span) = ([word], argument.span.through(head.value.span))
    }
    guard let span, words.count > 1 else { return nil }
    self.span = span
    let values = words.compactMap(\.value)
    let number = values.count == words.count ? Self.number(values) : nil
    isDoubtful = label.isEmpty && number == nil
    isFileName =
      words.dropLast().allSatisfy { !$0.code.contains(".") } && words.last?.code.contains(".") == true
    if let number, number.first == "+" {
      (value, written) = (number, label + number)
    } else {
      value = values.count == words.count ? values.joined(separator: " ") : nil
      let isSum = value == nil && values.contains("+")
      let parts = isSum ? words.filter { $0.value != "+" } : words
      written = label + "\"" + parts.map(\.code).joined(separator: isSum ? "" : " ") + "\""
    }
  }

  private static func head(of argument: Argument) -> (label: String, parameter: String?, value: Expression)? {
    switch argument.kind {
    case .parameter(let path, let optional, let value):
      let name = path.map(\.text).joined(separator: ".")
      return ("\(name)\(optional ? "?" : "")=", path.count == 1 ? name : nil, value)
    case .flag(let name, let value?): return ("--\(name.text) ", nil, value)
    case .operand(let value): return ("", nil, value)
    case .flag, .field, .block, .spread: return nil
    }
  }

  /// A word, a number, a text in quotes, or a path that texts insert; nil for other values.
  private static func word(_ expression: Expression) -> Word? {
    let text: String?
    switch expression.kind {
    case .word(let word), .raw(let word): text = word
    case .literal(let value): text = value.asString ?? (value.asDouble == nil ? nil : value.json)
    case .text(let literal): text = literal.constant
    case .path:
      return expression.plainPath.map { (nil, $0.first == "@" ? "$(\($0))" : $0) }
    case .array, .object, .unary, .binary: text = nil
    }
    // A long dash begins a flag that an editor has changed.
    guard let text, !text.contains("$"), text.first != "—", text.first != "–" else { return nil }
    return (text, String(Value(text).json.dropFirst().dropLast()))
  }

  /// The phone number that the words form: with its `+`, where they tell the country.
  private static func number(_ words: [String]) -> String? {
    let text = words.joined()
    let digits = text.filter { $0.isASCII && $0.isNumber }
    guard (7...17).contains(digits.count),
      text.allSatisfy({ $0.isASCII && ($0.isNumber || "+-.()".contains($0)) })
    else { return nil }
    if text.first == "+" { return "+" + digits }
    // Without a `+` or a 0 they may be several numbers, such as ids.
    if text.first != "0" { return nil }
    return digits.hasPrefix("00") ? "+" + digits.dropFirst(2) : digits
  }
}

extension Checker {
  /// The value of several words in a command. Where it is one of a parameter, all of it is checked, and not its first
  /// word, which nobody meant.
  func scattered(_ arguments: inout CommandArguments) -> ScatteredValue? {
    guard let scattered = ScatteredValue(in: arguments.command) else { return nil }
    if let name = scattered.parameter, let value = scattered.value,
      arguments.known.parameters[name]?.asString != nil
    {
      arguments.known.parameters[name] = Value(value)
    }
    return scattered
  }
}

extension Expression {
  /// A path of a variable or the item through members, as it is written; nil for all else.
  var plainPath: String? {
    guard case .path(let root, let segments) = kind else { return nil }
    var path: String
    switch root {
    case .variable(let name): path = "$\(name.text)"
    case .item: path = "@"
    case .last, .call, .pipeline: return nil
    }
    for segment in segments {
      guard segment.isSingular, !segment.optional, case .name(let name) = segment.selectors[0],
        name.string.isName
      else { return nil }
      path += ".\(name)"
    }
    return path
  }
}
