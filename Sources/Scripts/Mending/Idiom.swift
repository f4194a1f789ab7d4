/// Something that people write who know another language, and the same in this language.
struct Idiom: Sendable {
  /// A piece that every matching line contains. Few lines contain it, so that few need the regular expression.
  let needle: String
  /// A regular expression for a line whose texts are hidden (`MaskedLine`).
  let pattern: String
  /// The replacement. The mark `%1` stands for the first group, and a letter after the `%` says how the group is
  /// written (`Filling`).
  let template: String
  /// Another replacement, for lines where the first one does not check.
  let other: String?
  /// Whether upper and lower case make no difference.
  let ignoresCase: Bool

  init(
    _ needle: String, _ pattern: String, _ template: String, or other: String? = nil, anyCase: Bool = false
  ) {
    self.needle = needle
    self.pattern = pattern
    self.template = template
    self.other = other
    ignoresCase = anyCase
  }

  /// The line with all matches replaced; nil where nothing matches.
  func applied(to line: String, _ literals: [String] = [], isOther: Bool = false) -> String? {
    let isThere = ignoresCase ? line.lowercased().contains(needle) : line.contains(needle)
    guard isThere, let regex = try? Regex(pattern) else { return nil }
    var found = false
    let result = line.replacing(ignoresCase ? regex.ignoresCase() : regex) { match in
      found = true
      let groups = match.output.map { $0.substring.map(String.init) ?? "" }
      return Filling(groups: groups, literals: literals).filled(isOther ? other ?? template : template)
    }
    return found ? result : nil
  }
}
