/// Translates words and forms of other languages into this language. Whether the result is a valid program is found out
/// by `Proposals`.
struct Mender {
  /// The variables of the program. In other languages they are written without a `$`.
  let variables: Set<String>
  /// Which operands of commands are not variables.
  let kinds: StageKinds
  /// Whether forms with two meanings get the second one.
  let isOther: Bool

  private static let mostRounds = 8

  /// The translated line; the same line where nothing in it is foreign.
  func mended(_ line: String) -> String {
    var masked = MaskedLine(line) { literal, before in Literals.mended(literal, after: before) }
    masked.text = masked.text.withoutForeignSigns
    for _ in 0..<Self.mostRounds {
      let before = masked.text
      for idiom in Idiom.all {
        if let text = idiom.applied(to: masked.text, masked.literals, isOther: isOther) { masked.text = text }
      }
      if masked.text == before { break }
    }
    masked.text = masked.text.tidied
    return declaring(withVariables(masked.line))
  }

  /// Turns `rows` into `$rows` where there is such a variable. A name that may belong to a command or a member is left
  /// alone.
  private func withVariables(_ line: String) -> String {
    let variables = variables.union(Self.variables(in: line))
    guard !variables.isEmpty else { return line }
    // Here `$(…)` holds a pipeline, and a command has no members.
    let line = line.replacing(/\$\(([A-Za-z_]\w*)((?:\.\w+)+)\)/) { match in
      variables.contains(String(match.1)) ? "${\(match.1)\(match.2)}" : String(match.0)
    }
    var masked = MaskedLine(line)
    // The head of a def declares its parameters, so they are not changed there.
    let head = masked.text.prefixMatch(of: /\s*def\s+[\w-]+\([^)]*\)/).map { String($0.output) } ?? ""
    masked.text = head + String(masked.text.dropFirst(head.count)).withVariables(variables, kinds)
    return masked.line
  }

  /// Turns `$total = 1` into `let total = 1` where the variable is not declared.
  private func declaring(_ line: String) -> String {
    guard let match = line.firstMatch(of: /^(\s*)\$(\w+)(\s*)=(?![=~])/), !variables.contains(String(match.2))
    else { return line }
    return "\(match.1)let \(match.2) =" + line[match.range.upperBound...]
  }

  /// The variables that a program declares with `let`, `keep`, `param` and `for`, and as parameters of defs.
  static func variables(in text: String) -> Set<String> {
    var names: Set<String> = []
    for match in text.matches(of: /\b(?:let|keep|param|for)\s+([A-Za-z_]\w*)(?:\s*,\s*([A-Za-z_]\w*))?/) {
      names.insert(String(match.1))
      if let second = match.2 { names.insert(String(second)) }
    }
    for match in text.matches(of: /\bdef\s+[\w-]+\(([^)]*)\)/) {
      for parameter in match.1.split(separator: ",") {
        names.insert(String(parameter.drop { $0 == " " }.prefix { $0.isLetter || $0.isNumber || $0 == "_" }))
      }
    }
    names.remove("")
    return names
  }
}

extension String {
  private static let operators: Set = ["in", "matches", "is", "and", "or", "if"]

  /// Replaces the spaces and dashes that word processors put in place of plain ones.
  fileprivate var withoutForeignSigns: String {
    var result = ""
    for (index, character) in zip(indices, self) {
      switch character {
      case "\u{A0}", "\u{2007}", "\u{202F}", "\u{3000}", "\u{2003}", "\u{2002}", "\u{2009}":
        result.append(" ")
      case "\u{200B}", "\u{FEFF}": break
      case "—", "–":
        let next = self.index(after: index)
        let isFlag = next < endIndex && self[next].isLetter && (result.isEmpty || result.last == " ")
        result += isFlag ? "--" : "-"
      default: result.append(character)
      }
    }
    return result
  }

  /// Removes what the templates leave over: double blanks, and sums of numbers.
  fileprivate var tidied: String {
    var text = replacing(/\.\.\(([0-9]+) - 1\)/) { "..\((Int($0.1) ?? 1) - 1)" }
    text = text.replacing("| skip 0 | first", with: "| first").replacing(/(\S) {2,}/) { "\($0.1) " }
    text = text.replacing(/\s+\)/) { _ in ")" }.replacing(/;\s*\}/) { _ in " }" }
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return text
  }

  fileprivate func withVariables(_ variables: Set<String>, _ kinds: StageKinds) -> String {
    var stages: [String] = []
    for (index, part) in split(separator: "|", omittingEmptySubsequences: false).enumerated() {
      let stage = String(part)
      let word = String(stage.drop { $0 == " " }.prefix { $0.isLetter || $0 == "-" })
      if index > 0, kinds.ofFields.contains(word) {
        stages.append(stage)
      } else {
        stages.append(
          stage.with(variables: variables, kinds, onlyCompared: index > 0 && kinds.ofItems.contains(word)))
      }
    }
    return stages.joined(separator: "|")
  }

  /// - Parameter onlyCompared: whether only names after an operator count as variables.
  fileprivate func with(variables: Set<String>, _ kinds: StageKinds, onlyCompared: Bool) -> String {
    var result = ""
    var rest = self[...]
    var previous: Character = " "
    var isStart = true
    while let character = rest.first {
      guard character.isLetter || character == "_", !(previous.isLetter || previous.isNumber) else {
        previous = rest.removeFirst()
        result.append(previous)
        if "|;{".contains(previous) { isStart = true } else if previous != " " { isStart = false }
        continue
      }
      let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
      rest = rest.dropFirst(name.count)
      let next = rest.first { $0 != " " }
      let word = result.split { " (;{|".contains($0) }.last.map(String.init) ?? ""
      // A name before an operator is a value.
      let following = rest.drop { $0 == " " }.prefix { $0.isLetter }
      let isDeclared =
        ["let", "keep", "param", "for", "def", "catch"].contains(word) || result.hasSuffix("for \(word) ")
      let isValue =
        !"$.@-\u{E001}\"".contains(previous) && !isDeclared && next != ":" && rest.first != "("
        && !(rest.first == "=" && rest.dropFirst().first != "=")
      // A command may have the same name as a variable, but an operator does not follow it.
      let isOperand =
        (next.map { ".[=+*/%<>-|?!&".contains($0) } ?? true) || Self.operators.contains(String(following))
      let isFile = rest.first == "." && (kinds.ofFiles.contains(word) || word == "use")
      let isCommand = isStart && !isOperand || isFile
      let isCompared = result.last { $0 != " " }.map { "=<>+*/".contains($0) } ?? false
      result +=
        isValue && !isCommand && (!onlyCompared || isCompared) && variables.contains(String(name))
        ? "$\(name)" : String(name)
      previous = name.last ?? " "
      isStart = false
    }
    return result
  }
}

/// Translates texts in quotes as other languages write them.
enum Literals {
  /// - Parameter before: the character right before the text.
  static func mended(_ literal: String, after before: Character?) -> String {
    var text = literal
    if text.hasPrefix("`"), text.hasSuffix("`"), text.count > 1 {
      let inner = text.dropFirst().dropLast()
      // In JavaScript this is a template; in sh it is a command.
      if !inner.contains("${"), inner.contains(" ") { return "(\(inner))" }
      text = "\"" + inner.replacing("\"", with: "\\\"") + "\""
    }
    guard text.hasPrefix("\""), !text.hasPrefix("\"\"\"") else { return text }
    if before == "f" || before == "F" { text = text.replacing(/\{([^{}]+)\}/) { "${\($0.1)}" } }
    if before == "$" { text = text.replacing(/\(([^()]+)\)/) { "$(\($0.1))" } }
    // sh inserts the text behind ":-" where the variable is empty.
    text = text.replacing(/\$\{(\w[\w.]*):?-([^{}"]*)\}/) { match in
      "$($\(match.1)\(match.1.contains(".") ? "?" : "") ?? \"\(match.2)\")"
    }
    // "Hi ${x.y + 1}" and "Hi ${@.name}" insert an expression.
    text = text.replacing(/\$\{([^{}]*[^\w.{}\[\]][^{}]*)\}/) { "$(\($0.1))" }
    // In "report-$day.csv" the part after the point is the ending of a file name, not a member.
    text = text.replacing(/\$(\w+)\.(csv|tsv|json|ndjson|txt|html|md|pdf|png|jpg|jpeg|mp4|log|wsl|xlsx)\b/) {
      "${\($0.1)}.\($0.2)"
    }
    text = text.replacing(/%([A-Z_]+)%/) { "$\($0.1)" }
    return text
  }
}
