import JSON
import Verbs

/// What goes over the wire for one call, below the base URL.
public struct Call: Equatable, Sendable {
  public let method: Method
  /// Percent-encoded: `/instances/my%20phone/status`.
  public let path: String
  /// Without its `?`; nil where there is none.
  public let query: String?
  /// The JSON to send; nil for a GET, and for a DELETE that says nothing.
  public let body: Value?

  /// The path and the query.
  public var target: String { query.map { "\(path)?\($0)" } ?? path }
}

extension Operation {
  /// What to send for these arguments, unchecked, except that the path must be whole; arguments that are not known are
  /// sent too. Throws what is missing in the path.
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
