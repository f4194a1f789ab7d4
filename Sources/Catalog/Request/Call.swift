import JSON
import Verbs

/// What is sent for one call, below the base URL.
public struct Call: Equatable, Sendable {
  public let method: Method
  /// Percent-encoded: `/instances/my%20phone/status`.
  public let path: String
  /// The query without its `?`; nil where there is none.
  public let query: String?
  /// The JSON that is sent; nil for a GET, and for a DELETE without arguments.
  public let body: Value?

  /// The path and the query.
  public var target: String { query.map { "\(path)?\($0)" } ?? path }
}

extension Operation {
  /// What to send for these arguments. They are not checked, but the path must be complete. Unknown arguments
  /// are sent too.
  ///
  /// - Throws: what is missing in the path.
  public func request(for arguments: Object) throws(Violation) -> Call {
    let path = try filledPath(arguments)
    var rest = arguments
    for parameter in pathParameters { rest[parameter.name] = nil }
    let inQuery = method == .get
    let isSilent = inQuery || (method == .delete && rest.isEmpty)
    return Call(
      method: method, path: path, query: inQuery ? PercentEncoding.query(rest) : nil,
      body: isSilent ? nil : .object(rest))
  }

  private func filledPath(_ arguments: Object) throws(Violation) -> String {
    var path = path
    for parameter in pathParameters {
      guard let value = arguments[parameter.name], !value.isBlank, let text = value.plainText else {
        throw Violation(field: parameter.name, fault: .missing)
      }
      path = path.replacing("{\(parameter.name)}", with: PercentEncoding.encode(segment: text))
    }
    return path
  }
}
