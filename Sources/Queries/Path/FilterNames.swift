import JSON

/// What a filter says of itself before it is used.
extension Filter {
  /// The members of the tested item that it looks at first, each once: `a` of `@.a.b`. A member whose presence alone is
  /// tested is not among them: `[?@.a]` selects the items that have it.
  public var memberNames: [Text] {
    test.memberNames.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// What is wrong with the patterns of `match` and `search` that are given as text: each matches nothing.
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
