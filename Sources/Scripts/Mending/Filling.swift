/// Puts the groups that the pattern of an idiom has found into its template.
struct Filling {
  let groups: [String]
  let literals: [String]

  /// The template with its marks replaced. The mark `%1` stands for group 1. A letter before the number says how the
  /// group is written:
  ///
  /// - `b`: with its blanks; `y`: in lower case; `z`, `g`: in quotes, where it is a word; `j`: as the content of a
  ///   hidden text.
  /// - `d`: with `@` before members, as in `.id`; `v`: as a variable, with its `$`.
  /// - `l`: with `@` in place of the name in group 1; `m23` and `n32`: with `@` in place of the name that one of the
  ///   two groups has, in the text of the other.
  /// - `f`, `a`: as names separated by blanks or by commas; `i`: as a list of the words of a loop; `p`: as one value;
  ///   `e`: as pairs.
  /// - `s`: as a condition of SQL; `w`, `o`, `k`, `h`, `c`: as the stage for WHERE, ORDER BY, OFFSET, LIMIT, or a list
  ///   of columns.
  /// - `t`: as a text, with the values of the next group in place of its `{}`.
  /// - `q`, `r`: as the pattern for one of LIKE, or for one with `*`.
  func filled(_ template: String) -> String {
    var result = ""
    var rest = template[...]
    while let character = rest.popFirst() {
      guard character == "%", let next = rest.first, next.isLetter || next.isNumber else {
        result.append(character)
        continue
      }
      var kind: Character?
      if next.isLetter { kind = rest.removeFirst() }
      guard let number = rest.popFirst()?.wholeNumberValue else { continue }
      switch kind {
      case "m", "n":
        let second = rest.popFirst()?.wholeNumberValue ?? 0
        result += group(second).replacingWord(group(number), with: "@")
      case "b": result += groups.indices.contains(number) ? groups[number] : ""
      default: result += written(group(number), number, kind)
      }
    }
    return result
  }

  private func group(_ number: Int) -> String {
    groups.indices.contains(number) ? groups[number].trimmingBlanks : ""
  }

  private func written(_ text: String, _ number: Int, _ kind: Character?) -> String {
    switch kind {
    case "d": text.memberOfItem
    case "s": text.conditionOfSQL
    case "l": text.replacingWord(group(1), with: "@")
    case "f": text.listedWords.joined(separator: " ")
    case "a": text.listedWords.joined(separator: ", ")
    case "v": text.asVariable
    case "y": Self.spelled(text.lowercased())
    case "z": text.first?.isLetter == true || text.contains("/") ? "\"\(text)\"" : text
    case "p": values(text)
    case "t": formatted(text, with: group(number + 1))
    case "e": pairs(text)
    case "j": content(ofLiteral: text) ?? text
    case "i": listed(text)
    case "q": pattern(literal: text, any: "%")
    case "r": pattern(literal: text, any: "*")
    case "g": text.first?.isLetter == true || text.first?.isNumber == true ? "\"\(text)\"" : text
    case "w", "o", "k", "h", "c": clause(text, number, kind)
    default: text
    }
  }

  /// Writes a clause of SELECT as a stage.
  private func clause(_ text: String, _ number: Int, _ kind: Character?) -> String {
    if text.isEmpty { return "" }
    switch kind {
    case "w": return " | where \(text.conditionOfSQL)"
    case "o": return " | sort-by @.\(text)" + (group(number + 1).lowercased() == "desc" ? " --desc" : "")
    case "k": return " | skip \(text)"
    case "h": return " | first \(text)"
    default: return text == "*" ? "" : " | select \(text.listedWords.joined(separator: " "))"
    }
  }

  private static func spelled(_ word: String) -> String {
    ["average": "avg", "maximum": "max", "minimum": "min"][word] ?? word
  }

  /// Turns `"a", x` into `"a ${x}"`. A single value stays as it is.
  private func values(_ text: String) -> String {
    let parts = text.split(separator: ",").map { String($0).trimmingBlanks }
    guard parts.count > 1 else { return text }
    let inner = parts.map { part -> String in
      guard let literal = literal(part) else { return part.inserted }
      return String(literal.dropFirst().dropLast())
    }
    return "\"" + inner.joined(separator: " ") + "\""
  }

  /// Turns `"Hi {}"` and `$c.name` into `"Hi $($c.name)"`. The text stays as it is where the values do not fit into it.
  private func formatted(_ mark: String, with values: String) -> String {
    guard let text = literal(mark) else { return mark }
    var rest = values.split(separator: ",").map { String($0).trimmingBlanks.inserted }
    let all = rest
    var isWhole = !text.hasPrefix("'")
    let filled = text.replacing(/\{(\d*)\}/) { match -> String in
      if let place = Int(match.1), all.indices.contains(place) { return all[place] }
      if match.1.isEmpty, !rest.isEmpty { return rest.removeFirst() }
      isWhole = false
      return String(match.0)
    }
    return isWhole && filled != text ? filled : "\(mark).format(\(values))"
  }

  private func literal(_ mark: String) -> String? {
    Int(mark.filter(\.isNumber)).flatMap {
      mark.first?.isNumber == false && mark.first?.isLetter == false && literals.indices.contains($0)
        && !mark.contains("$")
        ? literals[$0] : nil
    }
  }

  /// Turns `a=1; b=2` into `a: 1, b: 2`.
  private func pairs(_ text: String) -> String {
    text.split { ";,".contains($0) }.map { pair in
      pair.split(separator: "=", maxSplits: 1).map { String($0).trimmingBlanks }.joined(separator: ": ")
    }
    .joined(separator: ", ")
  }

  private func content(ofLiteral number: String) -> String? {
    Int(number).flatMap { literals.indices.contains($0) ? String(literals[$0].dropFirst().dropLast()) : nil }
  }

  /// Turns the words of `for x in a b c` into a list.
  private func listed(_ text: String) -> String {
    let isOne = !text.contains(" ") || text.contains("..") || text.contains("(") || text.contains("[")
    return isOne
      ? text.replacing(/^\$\((.*)\)$/) { String($0.1) } : "[" + text.listedWords.joined(separator: ", ") + "]"
  }

  /// Turns `%a%` into `"a"`, and `a%` into `"^a"`.
  private func pattern(literal number: String, any sign: Character) -> String {
    guard let index = Int(number), literals.indices.contains(index) else { return number }
    var text = literals[index].dropFirst().dropLast()
    let start = text.first == sign ? "" : "^"
    let end = text.last == sign ? "" : "$"
    if start.isEmpty { text.removeFirst() }
    if end.isEmpty, !text.isEmpty { text.removeLast() }
    return "'\(start)\(text.map { String($0) == String(sign) ? ".*" : String($0) }.joined())\(end)'"
  }
}

extension String {
  /// The expression as it is inserted into a text.
  fileprivate var inserted: String {
    let variable = asVariable
    let isPlain =
      variable.first == "$" && variable.dropFirst().allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    return isPlain ? "${\(variable.dropFirst())}" : "$(\(self))"
  }

  /// Turns `rows` into `$rows`.
  fileprivate var asVariable: String {
    guard let first, first.isLetter || first == "_", !["true", "false", "null"].contains(self),
      !contains("("), !contains(" ")
    else { return self }
    return "$" + self
  }
}

extension String {
  /// The names in a list that has blanks, tabs or commas between them.
  fileprivate var listedWords: [String] {
    split { " ,\t".contains($0) }.map {
      $0.hasPrefix(".") || $0.hasPrefix("$") && $0.count == 1 ? String($0.dropFirst()) : String($0)
    }
  }

  /// Turns `.id > 5` into `@.id > 5`.
  fileprivate var memberOfItem: String {
    var result = ""
    var previous: Character = " "
    let characters = Array(self)
    for (index, character) in characters.enumerated() {
      let next = index + 1 < characters.count ? characters[index + 1] : " "
      let begins =
        character == "." && !(previous.isLetter || previous.isNumber || "_])@?.$".contains(previous))
      if begins, next.isLetter || next == "_" {
        result += "@."
      } else if begins, next == "[" {
        result += "@"
      } else if begins, next == " " || index + 1 == characters.count || next == ")" {
        result += "@"
      } else {
        result.append(character)
      }
      previous = character
    }
    return result
  }

  /// Replaces a word, with `$` or without, unless it is the name of a member.
  func replacingWord(_ word: String, with other: String) -> String {
    guard !word.isEmpty else { return self }
    var result = ""
    var rest = self[...]
    var previous: Character = " "
    while let character = rest.first {
      let isStart = character.isLetter || character == "_" || character == "$"
      guard isStart, !(previous.isLetter || previous.isNumber || previous == "_" || previous == ".") else {
        previous = rest.removeFirst()
        result.append(previous)
        continue
      }
      let sign = character == "$" ? "$" : ""
      let name = rest.dropFirst(sign.count).prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      let isMember = rest.dropFirst(sign.count + name.count).first == ":"
      result += name == word && !isMember ? other : sign + name
      previous = name.last ?? "$"
      rest = rest.dropFirst(sign.count + name.count)
    }
    return result
  }

  /// Turns `label = 'x' AND id > 5` into `@.label == 'x' && @.id > 5`.
  fileprivate var conditionOfSQL: String {
    var text = self
    for idiom in Idiom.conditions {
      text = idiom.applied(to: text) ?? text
    }
    let kept: Set = ["null", "true", "false", "matches", "in"]
    var result = ""
    var rest = text[...]
    var previous: Character = " "
    while let character = rest.first {
      if character.isLetter || character == "_", !(previous.isLetter || "._@$\"".contains(previous)) {
        let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
        result += (kept.contains(String(name)) ? "" : "@.") + name
        previous = name.last ?? " "
        rest = rest.dropFirst(name.count)
      } else {
        previous = rest.removeFirst()
        result.append(previous)
      }
    }
    return result
  }
}

extension Idiom {
  /// Idioms for conditions of SQL.
  static let conditions = [
    Idiom("is not null", #"\bis\s+not\s+null\b"#, "!= null", anyCase: true),
    Idiom("is null", #"\bis\s+null\b"#, "== null", anyCase: true),
    Idiom(" between ", #"(\w+) between (\S+) and (\S+)"#, "%1 >= %2 && %1 <= %3", anyCase: true),
    Idiom(" and ", #"\s+and\s+"#, " && ", anyCase: true), Idiom(" or ", #"\s+or\s+"#, " || ", anyCase: true),
    Idiom("not in", #"(\w+) not in \(([^()]*)\)"#, "!(%1 in [%2])", anyCase: true),
    Idiom(" in (", #" in \(([^()]*)\)"#, " in [%1]", anyCase: true),
    Idiom("not ", #"\bnot\s+(\w+)"#, "!%1", anyCase: true),
    Idiom("<>", "<>", "!="), Idiom("=", #"([^<>=!])\s*=\s*(?!=)"#, "%b1 == "),
    Idiom("true", #"\btrue\b"#, "true", anyCase: true), Idiom("false", #"\bfalse\b"#, "false", anyCase: true),
  ]
}
