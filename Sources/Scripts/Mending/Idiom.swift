/// What people of another language write, and the same in ours.
struct Idiom: Sendable {
  /// A piece that is in every text that fits, so that few lines need a look.
  let needle: String
  /// A regular expression over a line whose texts are hidden (`MaskedLine`).
  let pattern: String
  /// What takes its place: `%1` is the first group, and a letter between says how it is written (`Filling`).
  let template: String
  /// Where the first does not check.
  let other: String?
  /// Whether small and capital letters are one.
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

  /// The line with all that fits replaced; nil where nothing does.
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
