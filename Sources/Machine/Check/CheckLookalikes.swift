import JSON
import Source
import Syntax

/// Text that looks as if it inserted a value, but stays as it stands. Sent to a customer, it is a mistake that nobody can
/// take back.
extension Checker {
  /// A word such as `c.name`, where `c` is a variable.
  func checkWord(_ word: String, at span: Span) {
    let steps = word.split(separator: ".", omittingEmptySubsequences: false)
    guard steps.count > 1, steps.allSatisfy({ $0.isName }), let last = steps.last,
      !Self.endings.contains(last.lowercased()), let variable = variables.named(String(steps[0])),
      !variable.outline.types.excludes(.object)
    else { return }
    variable.isRead = true
    warn("'\(word)' is text here, not the member of the variable", at: span, hint: "the member is $\(word)")
  }

  /// A word such as `x:@.phone`, where `@` has a value.
  func checkItem(inWord word: String, at span: Span) {
    guard context.item != nil, let place = word.firstRange(of: "@.") else { return }
    let path = word[place.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    error(
      "a word inserts nothing, but has '@.\(path)'", at: span,
      proposal: Proposal(
        "\"\(word[..<place.lowerBound])$(@.\(path))\(word[path.endIndex...])\"", at: span))
  }

  /// Text such as `Hi {c.name}`, where `c` is a variable.
  func checkBraces(_ text: String, at span: Span) {
    guard text.utf8.contains(UInt8(ascii: "{")) else { return }
    for match in text.matches(of: /([{$]?)\{([A-Za-z_]\w*)((?:\.[A-Za-z_]\w*)*)\}/) {
      guard match.1.isEmpty, let variable = variables.named(String(match.2)) else { continue }
      variable.isRead = true
      return warn(
        "text inserts nothing where '\(match.0)' stands", at: span, hint: "${\(match.2)\(match.3)} inserts it"
      )
    }
  }

  /// Text such as `id is $.id` between `"`. A text that begins in this way may be a query.
  func checkLastResult(_ text: String, isFirst: Bool, at span: Span) {
    guard text.utf8.contains(UInt8(ascii: "$")),
      let match = text.firstMatch(of: /\$\.[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*\??/),
      !isFirst || match.range.lowerBound != text.startIndex
    else { return }
    let path = match.0.last == "?" ? "\(match.0) ?? \"none\"" : "\(match.0)"
    warn("text inserts nothing where '\(match.0)' stands", at: span, hint: "$(\(path)) inserts it")
  }

  /// Text such as `$c['name']`, which inserts `$c` and goes on with the bracket.
  func checkBracket(_ text: String, after path: Expression) {
    // Making the expression takes longer than all else that is checked of a text.
    guard text.utf8.starts(with: "['".utf8), let match = text.prefixMatch(of: /\['[^'\]]*'\]/),
      case .path(.variable(let name), _) = path.kind
    else { return }
    let bracket = String(match.0)
    warn(
      "text takes steps by '.name' and '[0]', but found \(bracket), which it leaves as it stands",
      at: path.span,
      hint: "$($\(name.text)\(bracket)) inserts the member")
  }

  /// The endings of files, which words have as often as members.
  private static let endings: Set = [
    "csv", "tsv", "json", "ndjson", "jsonl", "txt", "md", "html", "wsl", "har", "log", "pdf", "doc", "docx",
    "xlsx",
    "ods", "png", "jpg", "jpeg", "gif", "webp", "mp3", "mp4", "ogg", "com", "net", "org", "sa", "example",
  ]
}

extension Substring {
  /// Whether it could be the name of a variable or a member.
  fileprivate var isName: Bool {
    first.map { $0.isLetter || $0 == "_" } == true && allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }
}
