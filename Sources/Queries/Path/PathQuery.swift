import JSON

/// A JSONPath query (RFC 9535) that has been read and can be applied to values.
public struct PathQuery: Sendable {
  public var segments: [PathSegment]

  public init(_ segments: [PathSegment]) { self.segments = segments }

  /// Reads a query that begins with `$`. The query must be well-formed and valid in the strict sense of the RFC, which
  /// includes the types of its expressions (§2.4.3).
  ///
  /// - Throws: the first fault in the query.
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

  /// The query in a uniform spelling.
  public var text: String { "$" + segments.map(\.text).joined() }
}
