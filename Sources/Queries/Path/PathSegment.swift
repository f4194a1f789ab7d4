import JSON

/// One step of a query (RFC 9535 §2.5).
public struct PathSegment: Sendable {
  /// `..`: applied to each value within as well.
  public var descendant: Bool
  public var selectors: [PathSelector]

  public init(descendant: Bool = false, _ selectors: [PathSelector]) {
    self.descendant = descendant
    self.selectors = selectors
  }

  /// What this step selects from the nodes. `root` is what `$` means in filters, `variables` what
  /// `$name` means; an unknown name selects nothing.
  public func apply(to nodes: [Value], root: Value, variables: [Text: Value] = [:]) -> [Value] {
    PathEvaluation(root: root, variables: variables).apply(self, to: nodes)
  }

  /// What the steps select from a value, which is also what `$` means in their filters.
  public static func select(
    _ segments: [PathSegment], from root: Value, variables: [Text: Value] = [:]
  ) -> [Value] {
    PathEvaluation(root: root, variables: variables).select(segments, from: root)
  }

  /// The same, and calls `onText` with a text whose parts a step would take by their place, as if the text were a list:
  /// the RFC selects nothing there.
  public static func select(
    _ segments: [PathSegment], from root: Value, variables: [Text: Value], onText: (Text) -> Void
  ) -> [Value] {
    PathEvaluation(root: root, variables: variables).select(segments, from: root, onText: onText)
  }
}

/// What a step picks among the children of a node (RFC 9535 §2.3).
public indirect enum PathSelector: Sendable {
  case name(Text)
  /// Counted from 0; negative, from the end.
  case index(Int64)
  case slice(start: Int64?, end: Int64?, step: Int64?)
  case wildcard
  case filter(Filter)
}

extension PathSegment {
  /// Whether it takes items by their places, and by nothing else.
  var takesPlaces: Bool {
    !descendant
      && selectors.allSatisfy { selector in
        switch selector {
        case .index, .slice: true
        case .name, .wildcard, .filter: false
        }
      }
  }

  /// The one name or index that the step consists of, if it does (RFC 9535 §2.3.5.1).
  var singular: PathSelector? {
    guard !descendant, selectors.count == 1 else { return nil }
    switch selectors[0] {
    case .name, .index: return selectors[0]
    case .slice, .wildcard, .filter: return nil
    }
  }
}
