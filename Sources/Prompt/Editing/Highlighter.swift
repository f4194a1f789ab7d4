import Completion
import Machine
import Syntax

/// Chooses the colours of an input while it is typed, by the words that the vocabulary knows.
struct Highlighter {
  let vocabulary: any Vocabulary
  /// The user's own commands by name, each with the parameters that it takes.
  let ownCommands: () -> [String: Set<String>]

  /// The longest input that is coloured, in scalars. A longer one is the text of a file, and stays
  /// plain.
  static let limit = 1 << 12

  /// One ink for each scalar; none where the text is too long. O(n).
  func inks(of text: [Unicode.Scalar]) -> [Ink] {
    guard text.count <= Self.limit else { return [] }
    let pieces = ContextScanner.pieces(of: text)
    var drawing = Drawing(text: text, vocabulary: vocabulary, own: ownCommands())
    drawing.takeDefinitions(pieces)
    for piece in pieces { drawing.draw(piece) }
    return drawing.inks
  }
}

/// A text while its inks are chosen.
private struct Drawing {
  let text: [Unicode.Scalar]
  let vocabulary: any Vocabulary
  var own: [String: Set<String>]
  var inks: [Ink]
  /// The command of the last argument, and the names of parameters and flags that it has.
  private var last: (command: String, second: String?, rule: Rule) = ("", nil, .any)

  private enum Rule {
    case any
    case these(parameters: Set<String>?, flags: Set<String>)
  }

  init(text: [Unicode.Scalar], vocabulary: any Vocabulary, own: [String: Set<String>]) {
    (self.text, self.vocabulary, self.own) = (text, vocabulary, own)
    inks = Array(repeating: .plain, count: text.count)
  }

  /// Makes the commands that this input itself defines known.
  mutating func takeDefinitions(_ pieces: [ContextScanner.Piece]) {
    for piece in pieces {
      if case .argument("def", _, 1) = piece.kind {
        own[string(piece.range)] = own[string(piece.range)] ?? []
      }
    }
  }

  private func string(_ range: Range<Int>) -> String { String(scalars: text[range]) }

  private mutating func fill(_ range: Range<Int>, _ ink: Ink) { for index in range { inks[index] = ink } }

  mutating func draw(_ piece: ContextScanner.Piece) {
    switch piece.kind {
    case .first: drawFirst(piece.range)
    case .argument(let command, let second, let place): drawArgument(piece.range, command, second, place)
    case .value: drawValue(piece.range)
    case .text(let isRaw): drawText(piece.range, isRaw: isRaw)
    case .comment: fill(piece.range, .comment)
    case .lonely: fill(piece.range, .fault)
    }
  }

  // MARK: Commands

  /// Whether a sign ends the name here. A name that is still being typed could become another one.
  private func isEnded(_ end: Int) -> Bool {
    end < text.count && " \t\n|=".unicodeScalars.contains(text[end])
  }

  private mutating func drawFirst(_ range: Range<Int>) {
    let word = string(range)
    guard word.isCommandName else { return drawValue(range) }
    if word.isLiteral { return }
    if Checker.keywords.contains(word) || isCommand(word) {
      fill(range, .command)
    } else if isEnded(range.upperBound) {
      fill(range, .fault)
    }
  }

  private func isCommand(_ word: String) -> Bool {
    own[word] != nil || vocabulary.isNoun(word) || vocabulary.signature(word, verb: nil) != nil
  }

  private mutating func drawArgument(_ range: Range<Int>, _ command: String, _ second: String?, _ place: Int)
  {
    if vocabulary.isNoun(command), place == 1 { return drawVerb(range, of: command) }
    if Checker.keywords.contains(command) { return drawInStatement(range, command, place) }
    let word = text[range]
    if word.starts(with: "--".unicodeScalars) { return drawFlag(range, rule(command, second)) }
    guard let equals = nameEnd(range) else { return drawValue(range) }
    let name = String(scalars: text[range.lowerBound..<equals].prefix { $0 != "." && $0 != "?" })
    var isKnown = true
    if case .these(let parameters?, _) = rule(command, second) { isKnown = parameters.contains(name) }
    fill(range.lowerBound..<equals, isKnown ? .parameter : .fault)
    drawValue(equals + 1..<range.upperBound)
  }

  private mutating func drawVerb(_ range: Range<Int>, of noun: String) {
    let word = string(range)
    if vocabulary.signature(noun, verb: word) != nil {
      fill(range, .command)
    } else if isEnded(range.upperBound), word.isCommandName {
      fill(range, .fault)
    } else {
      drawValue(range)
    }
  }

  /// `for x in …`, `def name(…)`: each kind of statement has its own words.
  private mutating func drawInStatement(_ range: Range<Int>, _ keyword: String, _ place: Int) {
    let word = string(range)
    if keyword == "def", place == 1 || Checker.keywords.contains(word) || word == "in" {
      fill(range, .command)
    } else {
      drawValue(range)
    }
  }

  private mutating func drawFlag(_ range: Range<Int>, _ rule: Rule) {
    let equals = text[range].firstIndex(of: "=") ?? range.upperBound
    let name = String(scalars: text[range.lowerBound + 2..<equals])
    var isKnown = true
    if case .these(_, let flags) = rule { isKnown = flags.contains(name) }
    if isKnown {
      fill(range.lowerBound..<equals, .parameter)
    } else if isEnded(equals) {
      fill(range.lowerBound..<equals, .fault)
    }
    if equals < range.upperBound { drawValue(equals + 1..<range.upperBound) }
  }

  /// The place of the `=` after a parameter's name; nil where there is none.
  private func nameEnd(_ range: Range<Int>) -> Int? {
    guard let first = text[range].first, first == "_" || first.properties.isAlphabetic,
      let equals = text[range].firstIndex(of: "="),
      equals + 1 >= text.count || text[equals + 1] != "=",
      text[range.lowerBound..<equals].allSatisfy({ $0.isNamePart || ".?-".unicodeScalars.contains($0) })
    else { return nil }
    return equals
  }

  private mutating func rule(_ command: String, _ second: String?) -> Rule {
    if last.command == command, last.second == second { return last.rule }
    let rule = lookedUp(command, second)
    last = (command, second, rule)
    return rule
  }

  private func lookedUp(_ command: String, _ second: String?) -> Rule {
    if let parameters = own[command] {
      return parameters.isEmpty ? .any : .these(parameters: parameters, flags: [])
    }
    let verb = vocabulary.isNoun(command) ? second : nil
    guard let signature = vocabulary.signature(command, verb: verb) else { return .any }
    let flags = Set(signature.flags.map(\.name) + ["help"])
    return switch signature.parameters {
    case .any: .these(parameters: nil, flags: flags)
    case .none: .these(parameters: [], flags: flags)
    case .declared(let list): .these(parameters: Set(list.map(\.name)), flags: flags)
    }
  }

  // MARK: Values

  /// Numbers, and names that begin with `@` or `$`. The characters between them stay plain.
  private mutating func drawValue(_ range: Range<Int>) {
    var index = range.lowerBound
    var mayBegin = true
    while index < range.upperBound {
      let scalar = text[index]
      var end = index + 1
      if scalar == "@" || scalar == "$" {
        end = pathEnd(index + 1, range.upperBound)
        fill(index..<end, scalar == "@" ? .item : .variable)
      } else if mayBegin, scalar.isDigit, let numberEnd = numberEnd(index, range.upperBound) {
        end = numberEnd
        fill(index..<end, .number)
      }
      mayBegin = !text[end - 1].isNamePart && text[end - 1] != "+"
      index = end
    }
  }

  private func pathEnd(_ start: Int, _ limit: Int) -> Int {
    var end = start
    while end < limit, text[end].isNamePart || ".?*".unicodeScalars.contains(text[end]) { end += 1 }
    return end
  }

  /// The end of a number with its unit: `12`, `1.5e3`, `2s`. Nil where a word goes on, as in `2nd`.
  private func numberEnd(_ start: Int, _ limit: Int) -> Int? {
    var end = start
    while end < limit, text[end].isDigit || text[end] == "." || text[end] == "_" { end += 1 }
    let unit = String(scalars: text[end..<limit].prefix { $0.isNamePart })
    if unit.isEmpty { return end }
    if ["ms", "s", "m", "h", "d", "w"].contains(unit) { return end + unit.count }
    guard unit.hasPrefix("e") || unit.hasPrefix("E") else { return nil }
    end += 1
    if end < limit, text[end] == "-" || text[end] == "+" { end += 1 }
    let digits = text[end..<limit].prefix(while: \.isDigit).count
    return digits > 0 ? end + digits : nil
  }

  private mutating func drawText(_ range: Range<Int>, isRaw: Bool) {
    fill(range, .text)
    if isRaw { return }
    var index = range.lowerBound
    while index < range.upperBound {
      if text[index] == "\\" {
        index += 2
      } else if text[index] == "$", index + 1 < range.upperBound,
        text[index + 1].isNamePart || text[index + 1] == "{"
      {
        let isBraced = text[index + 1] == "{"
        var end = pathEnd(index + (isBraced ? 2 : 1), range.upperBound)
        if isBraced, end < range.upperBound, text[end] == "}" { end += 1 }
        fill(index..<end, .variable)
        index = end
      } else {
        index += 1
      }
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}

extension String {
  fileprivate var isLiteral: Bool { ["true", "false", "null"].contains(self) }

  /// Whether it consists of letters, digits, `_` and `-`, and begins with a letter.
  fileprivate var isCommandName: Bool {
    guard let first = unicodeScalars.first, first == "_" || first.properties.isAlphabetic else {
      return false
    }
    return unicodeScalars.allSatisfy { $0.isNamePart || $0 == "-" }
  }
}
