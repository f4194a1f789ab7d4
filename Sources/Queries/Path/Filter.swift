import JSON

/// The logical expression of `[?…]` (RFC 9535 §2.3.5).
public struct Filter: Sendable {
  let test: FilterTest
  /// The names of the variables in the expression, each once and without `$`.
  public let variables: [Text]

  /// Whether the expression is true for a value.
  ///
  /// - Parameters:
  ///   - root: the value of `$`.
  ///   - variables: the values of `$name`, by name.
  public func holds(for value: Value, root: Value, variables: [Text: Value] = [:]) -> Bool {
    PathEvaluation(root: root, variables: variables).holds(test, for: value)
  }
}

indirect enum FilterTest: Sendable {
  case any([FilterTest])
  case all([FilterTest])
  case not(FilterTest)
  /// Whether the query selects at least one node.
  case exists(FilterQuery)
  case compare(FilterOperand, FilterOperator, FilterOperand)
  /// A call of `match` or `search`.
  case regexp(FilterPattern)
}

/// The comparison operators (RFC 9535 §2.3.5.1).
enum FilterOperator: String, Sendable {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
}

/// An operand that yields one value or nothing (ValueType in RFC 9535 §2.4.1).
indirect enum FilterOperand: Sendable {
  case literal(Value)
  /// A singular query.
  case query(FilterQuery)
  case length(FilterOperand)
  case count(FilterQuery)
  case value(FilterQuery)
}

/// A query within a filter. It is a class, because it is passed around for each node that is tested.
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
  /// The names and indices of a singular query; nil for any other query.
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
    /// A pattern that was known when the filter was read. It is nil where the text is not an I-Regexp, which matches
    /// nothing.
    case compiled(IRegexp?, source: Text)
    case computed(FilterOperand)
  }

  let subject: FilterOperand
  let pattern: Pattern
  /// Whether this is `match`, which must match the whole text, rather than `search`.
  let whole: Bool

  init(subject: FilterOperand, pattern: Pattern, whole: Bool) {
    self.subject = subject
    self.pattern = pattern
    self.whole = whole
  }
}
