import JSON

/// What can be told about a filter before it is used.
extension Filter {
  /// The members of the tested item at which the filter looks, each once: `a` for `@.a.b`. Members whose presence is
  /// all that is tested are left out, since the test `[?@.a]` is there to find out whether items have them.
  public var memberNames: [Text] {
    test.memberNames.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// A test of a member of the item by a text: `@.a == "b"`, `match(@.a, "b")`.
  public struct Test: Sendable {
    public let member: Text
    let pattern: IRegexp?
    let text: Text
    let isWhole: Bool

    /// Whether the member would have to be, or not to be, that text.
    public func isOf(_ word: String) -> Bool {
      let word = Text(word)
      guard let pattern else { return text == word }
      return isWhole ? pattern.matchesWhole(word) : pattern.search(word)
    }
  }

  public var tests: [Test] { test.tests }

  /// The faults in those patterns of `match` and `search` that are given as text. Such a pattern matches nothing.
  public var patternFaults: [RegexpError] { test.patternFaults }
}

extension FilterTest {
  fileprivate var memberNames: [Text] {
    switch self {
    case .any(let tests), .all(let tests): tests.flatMap(\.memberNames)
    case .not(let test): test.memberNames
    case .exists: []
    case .compare(let left, _, let right): left.memberNames + right.memberNames
    case .regexp(let pattern): pattern.subject.memberNames
    }
  }

  fileprivate var tests: [Filter.Test] {
    switch self {
    case .any(let tests), .all(let tests): return tests.flatMap(\.tests)
    case .not(let test): return test.tests
    case .exists: return []
    case .compare(.query(let query), let sign, .literal(.string(let text))),
      .compare(.literal(.string(let text)), let sign, .query(let query)):
      guard sign == .equal || sign == .notEqual, let member = query.memberName else { return [] }
      return [Filter.Test(member: member, pattern: nil, text: text, isWhole: true)]
    case .compare: return []
    case .regexp(let pattern):
      guard case .compiled(let compiled?, let source) = pattern.pattern,
        let member = pattern.subject.memberNames.first
      else { return [] }
      return [Filter.Test(member: member, pattern: compiled, text: source, isWhole: pattern.whole)]
    }
  }

  fileprivate var patternFaults: [RegexpError] {
    switch self {
    case .any(let tests), .all(let tests): tests.flatMap(\.patternFaults)
    case .not(let test): test.patternFaults
    case .exists, .compare: []
    case .regexp(let pattern): pattern.fault.map { [$0] } ?? []
    }
  }
}

extension FilterOperand {
  fileprivate var memberNames: [Text] {
    switch self {
    case .literal: []
    case .query(let query), .count(let query), .value(let query): query.memberName.map { [$0] } ?? []
    case .length(let operand): operand.memberNames
    }
  }
}

extension FilterQuery {
  fileprivate var memberName: Text? {
    guard root == .current, case .name(let name)? = steps?.first else { return nil }
    return name
  }
}

extension FilterPattern {
  fileprivate var fault: RegexpError? {
    guard case .compiled(nil, let source) = pattern else { return nil }
    do throws(RegexpError) { _ = try IRegexp(parsing: source.string) } catch { return error }
    return nil
  }
}
