import JSON

/// Writes queries and filters in one uniform spelling. Reading that text gives the same query or filter.
extension Filter {
  /// The expression as it stands after `?`, with single spaces around `||`, `&&` and comparisons.
  public var text: String { test.text(within: .group) }
}

extension FilterTest {
  /// The position of a test, from the loosest to the tightest. A test that binds less tightly than its position demands
  /// gets parentheses.
  fileprivate enum Place: Int { case group, alternative, term }

  fileprivate func text(within place: Place) -> String {
    switch self {
    case .any(let tests): joined(tests, " || ", as: .alternative, parenthesized: place != .group)
    case .all(let tests): joined(tests, " && ", as: .term, parenthesized: place == .term)
    case .not(let test): "!" + test.negated
    case .exists(let query): query.text
    case .compare(let left, let sign, let right): "\(left.text) \(sign.rawValue) \(right.text)"
    case .regexp(let call): call.text
    }
  }

  private func joined(
    _ tests: [FilterTest], _ sign: String, as place: Place, parenthesized: Bool
  ) -> String {
    let text = tests.map { $0.text(within: place) }.joined(separator: sign)
    return parenthesized ? "(\(text))" : text
  }

  /// The test after `!`. A query or a call needs no parentheses; anything else gets them.
  private var negated: String {
    switch self {
    case .exists, .regexp: text(within: .term)
    case .any, .all, .not, .compare: "(\(text(within: .group)))"
    }
  }
}

extension FilterOperand {
  fileprivate var text: String {
    switch self {
    case .literal(.string(let text)): text.normalized
    case .literal(let value): value.json
    case .query(let query): query.text
    case .length(let operand): "length(\(operand.text))"
    case .count(let query): "count(\(query.text))"
    case .value(let query): "value(\(query.text))"
    }
  }
}

extension FilterPattern {
  fileprivate var text: String {
    let name = whole ? "match" : "search"
    switch pattern {
    case .compiled(_, let source): return "\(name)(\(subject.text), \(source.normalized))"
    case .computed(let operand): return "\(name)(\(subject.text), \(operand.text))"
    }
  }
}

extension FilterQuery {
  fileprivate var text: String {
    let root =
      switch root {
      case .current: "@"
      case .document: "$"
      case .variable(let name): "$\(name)"
      }
    return root + segments.map(\.text).joined()
  }
}

extension PathSegment {
  /// The step as text: `.name` where the name allows this form, otherwise in brackets.
  public var text: String {
    if selectors.count == 1, let short = selectors[0].shorthand { return (descendant ? ".." : ".") + short }
    return (descendant ? ".." : "") + "[" + selectors.map(\.text).joined(separator: ", ") + "]"
  }
}

extension PathSelector {
  fileprivate var shorthand: String? {
    switch self {
    case .wildcard: "*"
    case .name(let name): name.isMemberName ? name.string : nil
    case .index, .slice, .filter: nil
    }
  }

  /// The selector as it stands inside brackets.
  public var text: String {
    switch self {
    case .name(let name): name.normalized
    case .index(let index): "\(index)"
    case .wildcard: "*"
    case .filter(let filter): "?" + filter.text
    case .slice(let start, let end, let step):
      "\(start.text):\(end.text)" + (step.map { ":\($0)" } ?? "")
    }
  }
}

extension Int64? {
  fileprivate var text: String { map(String.init) ?? "" }
}

extension Text {
  /// Whether the name can follow a point (RFC 9535 §2.5.1.1, member-name-shorthand).
  fileprivate var isMemberName: Bool {
    withUTF8 { bytes in
      guard let first = bytes.first, first.isNameStart else { return false }
      return bytes.allSatisfy { $0.isNameStart || $0.isDigit }
    }
  }
}
