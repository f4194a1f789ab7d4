import Catalog

/// Why a request is not carried out. `Answers.swift` has the words.
enum Refusal: Error {
  /// The request is for another host than this machine.
  case misdirected(host: String)
  case targetTooLong(limit: Int)
  case headTooLarge(limit: Int)
  /// The bytes are not an HTTP/1.1 request.
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
  /// The request was carried out, but its result could not be saved.
  case unsaved(reason: String)
  /// The clock is not a manual one.
  case clockRunsItself(ClockMode)
}

/// What is wrong with one field of a request.
struct FieldFault: Equatable, Sendable {
  /// The name of the field, with indices in a list: `messages.3.recipient`.
  let field: String
  let message: String
}
