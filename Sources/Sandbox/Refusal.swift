import Catalog

/// Why a request is not carried out. `Answers.swift` says it in words.
enum Refusal: Error {
  /// The request is for a host that is not this machine.
  case misdirected(host: String)
  case targetTooLong(limit: Int)
  case headTooLarge(limit: Int)
  /// The bytes are not a request of HTTP/1.1.
  case malformed(reason: String)
  case missingKey
  case unknownKey
  case rateLimited(retryAfter: Int)
  case tooLarge(limit: Int)
  case unknownRoute(path: String)
  case wrongMethod(String, path: String, allowed: [String])
  case gone(reason: String)
  case forbidden(Scope)
  case notJSON(reason: String)
  case invalid([FieldFault])
  case notFound(record: String)
  case noCredits
  /// A test number asked for it.
  case failure
  /// It was carried out, but could not be saved.
  case unsaved(reason: String)
  /// The clock is not a manual one.
  case clockRunsItself(ClockMode)
}

/// What is wrong with one field of a request.
struct FieldFault: Equatable, Sendable {
  /// With indices in a list: `messages.3.recipient`.
  let field: String
  let message: String
}
