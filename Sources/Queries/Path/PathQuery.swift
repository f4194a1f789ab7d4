import JSON

/// A JSONPath query (RFC 9535), ready to be applied.
public struct PathQuery: Sendable {
  public var segments: [PathSegment]

  public init(_ segments: [PathSegment]) { self.segments = segments }

  /// Reads a query from `$` on, strictly as the RFC has it: well-formed and valid, also in its types
  /// (§2.4.3), or it throws where it is not.
  public init(parsing query: String) throws(PathError) {
    segments = try Array(query.utf8).withUnsafeBufferPointer { bytes throws(PathError) in
      var parser = try PathParser(bytes, at: 0, variables: false)
      return try parser.query()
    }
  }

  /// The values that the query selects, in the order of RFC 9535 §2.1.2.
  public func nodes(of root: Value) -> [Value] { PathSegment.select(segments, from: root) }

  /// The selected values, each with its normalized path (RFC 9535 §2.7).
  public func located(in root: Value) -> [(path: Text, value: Value)] {
    let evaluation = PathEvaluation(root: root, variables: [:])
    return evaluation.select(segments, from: LocatedNode(path: "$", value: root)).map { ($0.path, $0.value) }
  }

  /// The query as text, in one spelling.
  public var text: String { "$" + segments.map(\.text).joined() }
}
