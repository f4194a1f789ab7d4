import JSON
import Verbs

/// The result of a search by a request's method and path.
public enum Match: Sendable {
  /// The operation, and the decoded texts of its path parameters.
  case found(Operation, parameters: [String: String])
  /// The path exists, but only for these methods.
  case wrongMethod(allowed: [Method])
  case unknown
}

extension Catalog {
  /// The operation for a method (`GET`) and a percent-encoded path below the base (`/messages/12/status`). A
  /// path without parameters comes before one with them.
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

  /// One slash at the end has no meaning, as in the routers of most services.
  static func segments(_ path: String) -> [Substring] {
    let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    return Array(segments.last == "" ? segments.dropLast() : segments)
  }
}

extension Operation {
  /// The decoded path parameters where the path is this operation's, else nil. Every operation is asked for
  /// every request, so nothing is allocated where the words of the path differ.
  func captures(_ segments: [Substring]) -> [String: String]? {
    var template = path.utf8.dropFirst()
    var captures: [String: String] = [:]
    for segment in segments {
      guard !template.isEmpty else { return nil }
      let pattern = template.prefix { $0 != UInt8(ascii: "/") }
      template = template[pattern.endIndex...].dropFirst()
      if pattern.first == UInt8(ascii: "{") {
        guard !segment.isEmpty, let text = PercentEncoding.decode(segment) else { return nil }
        let name = String(Substring(pattern.dropFirst().dropLast()))
        if parameter(name)?.isDigits == true, !Pattern.digits.matches(text) { return nil }
        captures[name] = text
      } else if !pattern.elementsEqual(segment.utf8) {
        let isEncoded = segment.utf8.contains(UInt8(ascii: "%"))
        guard isEncoded, PercentEncoding.decode(segment) == String(Substring(pattern)) else { return nil }
      }
    }
    return template.isEmpty ? captures : nil
  }
}
