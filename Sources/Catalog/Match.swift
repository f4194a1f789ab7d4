/// What an HTTP request's method and path lead to.
public enum Match: Sendable {
  /// The operation, and the text of its path parameters, decoded.
  case found(Operation, parameters: [String: String])
  /// There is such a path, for these methods.
  case wrongMethod(allowed: [Operation.Method])
  case unknown
}

extension Catalog {
  /// The operation for a method (`GET`) and a path below the base, still percent-encoded
  /// (`/messages/12/status`). A path without parameters goes before one with.
  public func match(method: String, path: String) -> Match {
    let segments = Self.segments(path)
    let matches = operations.compactMap { operation in
      operation.captures(segments).map { (operation: operation, parameters: $0) }
    }
    let fitting = matches.filter { $0.operation.method.rawValue == method }
    if let best = fitting.min(by: { $0.parameters.count < $1.parameters.count }) {
      return .found(best.operation, parameters: best.parameters)
    }
    return matches.isEmpty ? .unknown : .wrongMethod(allowed: matches.map(\.operation.method))
  }

  /// One trailing slash means nothing, as in the routers of most services.
  static func segments(_ path: String) -> [Substring] {
    let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    return Array(segments.last == "" ? segments.dropLast() : segments)
  }
}

extension Operation {
  /// The decoded path parameters where the path is this operation's, else nil.
  func captures(_ segments: [Substring]) -> [String: String]? {
    let template = Catalog.segments(path)
    guard template.count == segments.count else { return nil }
    var captures: [String: String] = [:]
    for (pattern, segment) in zip(template, segments) {
      if pattern.first == "{" {
        guard !segment.isEmpty, let text = PercentEncoding.decode(segment) else { return nil }
        captures[String(pattern.dropFirst().dropLast())] = text
      } else if pattern != segment, PercentEncoding.decode(segment) != String(pattern) {
        return nil
      }
    }
    return captures
  }
}
