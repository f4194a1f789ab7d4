import JSON

/// One segment of a query (RFC 9535 §2.5).
public struct PathSegment: Sendable {
  /// Whether the segment applies also to each value inside the node (`..`).
  public var descendant: Bool
  public var selectors: [PathSelector]

  public init(descendant: Bool = false, _ selectors: [PathSelector]) {
    self.descendant = descendant
    self.selectors = selectors
  }

  /// The nodes that the segments select from a value. The value is also `$` in their filters.
  ///
  /// - Parameter variables: the values of `$name` in filters. An unknown name selects nothing.
  public static func select(
    _ segments: [PathSegment], from root: Value, variables: [Text: Value] = [:]
  ) -> [Value] {
    PathEvaluation(root: root, variables: variables).select(segments, from: root)
  }

  /// Selects nodes, and calls `onText` where an index or a slice meets a text. The RFC selects nothing there.
  public static func select(
    _ segments: [PathSegment], from root: Value, variables: [Text: Value], onText: (Text) -> Void
  ) -> [Value] {
    PathEvaluation(root: root, variables: variables).select(segments, from: root, onText: onText)
  }
}

/// What a segment selects among the children of a node (RFC 9535 §2.3).
public indirect enum PathSelector: Sendable {
  case name(Text)
  /// An index from 0; a negative one counts from the end.
  case index(Int64)
  case slice(start: Int64?, end: Int64?, step: Int64?)
  case wildcard
  case filter(Filter)
}

extension PathSegment {
  /// Whether the segment consists only of indices and slices.
  var takesPlaces: Bool {
    !descendant
      && selectors.allSatisfy { selector in
        switch selector {
        case .index, .slice: true
        case .name, .wildcard, .filter: false
        }
      }
  }

  /// The single name or index of a segment in a singular query (RFC 9535 §2.3.5.1); nil for any other segment.
  var singular: PathSelector? {
    guard !descendant, selectors.count == 1 else { return nil }
    switch selectors[0] {
    case .name, .index: return selectors[0]
    case .slice, .wildcard, .filter: return nil
    }
  }
}
