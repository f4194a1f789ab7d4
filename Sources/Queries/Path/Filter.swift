import JSON

/// The logical expression of `[?…]` (RFC 9535 §2.3.5).
public struct Filter: Sendable {
  let test: FilterTest
  /// The names of the variables that occur in it, without `$`, each once.
  public let variables: [Text]

  /// Whether it holds for a value. `root` is what `$` means in it, `variables` what `$name` means.
  public func holds(for value: Value, root: Value, variables: [Text: Value] = [:]) -> Bool {
    PathEvaluation(root: root, variables: variables).holds(test, for: value)
  }
}

indirect enum FilterTest: Sendable {
  case any([FilterTest])
  case all([FilterTest])
  case not(FilterTest)
  /// Whether the query selects anything.
  case exists(FilterQuery)
  case compare(FilterOperand, FilterOperator, FilterOperand)
  /// `match` and `search`.
  case regexp(FilterPattern)
}

enum FilterOperator: String, Sendable {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
}

/// What yields one value, or nothing (ValueType of RFC 9535 §2.4.1).
indirect enum FilterOperand: Sendable {
  case literal(Value)
  /// A singular query.
  case query(FilterQuery)
  case length(FilterOperand)
  case count(FilterQuery)
  case value(FilterQuery)
}

/// A query within a filter. One reference, since it is passed around for each node that is tested.
final class FilterQuery: Sendable {
  enum Root: Sendable, Equatable {
    /// `@`
    case current
    /// `$`
    case document
    /// `$name`
    case variable(Text)
  }

  let root: Root
  let segments: [PathSegment]
  /// The names and indices that a singular query consists of, else nil.
  let steps: [PathSelector]?

  init(root: Root, segments: [PathSegment]) {
    self.root = root
    self.segments = segments
    let steps = segments.compactMap(\.singular)
    self.steps = steps.count == segments.count ? steps : nil
  }
}

/// A call of `match` or `search`.
final class FilterPattern: Sendable {
  enum Pattern: Sendable {
    /// Known when the filter was read; nil where the text is not an I-Regexp, which matches nothing.
    case compiled(IRegexp?, source: Text)
    case computed(FilterOperand)
  }

  let subject: FilterOperand
  let pattern: Pattern
  /// `match` rather than `search`.
  let whole: Bool

  init(subject: FilterOperand, pattern: Pattern, whole: Bool) {
    self.subject = subject
    self.pattern = pattern
    self.whole = whole
  }
}
