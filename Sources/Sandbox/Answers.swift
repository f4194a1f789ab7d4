import Catalog
import JSON

/// An answer before it is written as HTTP.
struct Reply: Sendable {
  var status: Int
  var body: Value
  var content = Content.json
  /// The bytes of the body, where it was encoded before.
  var encoded: [UInt8]?
  var retryAfter: Int?
  /// The date that it bears; nil: that of the machine.
  var date: Timestamp?
  /// The methods of the path, where the request has another one.
  var allowed: [String] = []
  var delivery = Delivery.whole
  /// How long it is held back, in addition to the latency of all answers.
  var delay = Duration.zero

  /// What happens to the answer on its way.
  enum Delivery {
    case whole
    /// The connection is closed instead of an answer.
    case lost
    /// The connection is closed after half of the body.
    case truncated
    /// The body is replaced by bytes that are not JSON.
    case garbage
    /// The body does not end.
    case endless
  }

  /// The type of all answers in JSON.
  static let json = "application/json"

  /// The bytes of the body.
  var bytes: [UInt8] { encoded ?? body.jsonBytes() }

  /// The content of the body.
  enum Content: Sendable {
    case json
    /// The page of the inbox.
    case page
    /// A redirection to another address.
    case redirect(to: String)
    /// Server-sent events for the changes after so many.
    case events(after: Int)
  }

  /// The documentation's envelope of a success.
  static func data(_ data: Value, status: Int, message: String? = nil) -> Reply {
    var body = Object()
    body["success"] = true
    if let message { body["message"] = Value(message) }
    body["data"] = data
    return Reply(status: status, body: .object(body))
  }
}

extension Refusal {
  /// The documentation's envelope of a failure ("Error Response Shape").
  var reply: Reply {
    var body = Object()
    body["success"] = false
    body["message"] = Value(message)
    switch self {
    case .invalid(let faults): body["errors"] = .object(Self.grouped(faults))
    case .noCredits: body["error_code"] = Value(Self.noCreditsCode)
    case .misdirected, .targetTooLong, .headTooLarge, .malformed, .missingKey, .unknownKey, .rateLimited,
      .tooLarge, .unknownRoute, .wrongMethod, .gone, .forbidden, .notJSON, .notFound, .failure, .unsaved,
      .clockRunsItself:
      break
    }
    return reply(.object(body))
  }

  /// The answer of a control route, without an envelope.
  var plainReply: Reply {
    var body = Object()
    body["message"] = Value(message)
    if case .invalid(let faults) = self { body["errors"] = .object(Self.grouped(faults)) }
    return reply(.object(body))
  }

  private func reply(_ body: Value) -> Reply {
    var reply = Reply(status: status, body: body)
    if case .rateLimited(let seconds) = self { reply.retryAfter = seconds }
    if case .wrongMethod(_, _, let allowed) = self { reply.allowed = allowed }
    return reply
  }

  /// The documentation's words ("402 Insufficient Credits"), also for a message of a bulk.
  static let noCreditsWords = "Insufficient credits: not enough balance"
  static let noCreditsCode = "INSUFFICIENT_CREDITS"

  /// The messages of each field, each once.
  private static func grouped(_ faults: [FieldFault]) -> Object {
    var errors = Object()
    for fault in faults {
      let others = errors[fault.field]?.asArray ?? []
      let message = Value(fault.message)
      if !others.contains(message) { errors[fault.field] = .array(others + [message]) }
    }
    return errors
  }

  private var status: Int {
    switch self {
    case .notJSON, .malformed: 400
    case .missingKey, .unknownKey: 401
    case .noCredits: 402
    case .forbidden: 403
    case .unknownRoute, .notFound: 404
    case .wrongMethod: 405
    case .clockRunsItself: 409
    case .gone: 410
    case .tooLarge: 413
    case .targetTooLong: 414
    case .misdirected: 421
    case .invalid: 422
    case .rateLimited: 429
    case .headTooLarge: 431
    case .failure, .unsaved: 500
    }
  }

  private var message: String {
    switch self {
    case .misdirected(let host):
      "Misdirected Request: the Host must be this machine's, such as 127.0.0.1 or localhost, but is '\(host)'"
    case .targetTooLong(let limit): "URI Too Long: the target must not be longer than \(limit) bytes"
    case .headTooLarge(let limit):
      "Request Header Fields Too Large: the head of a request must not be larger than \(limit) bytes"
    case .malformed(let reason): "Bad Request: the bytes must be a request of HTTP/1.1, but: \(reason)"
    case .missingKey: "Unauthorized: the X-API-Key header is missing"
    case .unknownKey: "Unauthorized: invalid API key"
    case .rateLimited: "Too many requests"
    case .tooLarge(let limit): "The request body must not be larger than \(limit) bytes"
    case .unknownRoute(let path): "The route \(path) could not be found"
    case .wrongMethod(let method, let path, let allowed):
      "The \(method) method is not supported for route \(path). "
        + "Supported methods: \(allowed.joined(separator: ", "))"
    case .gone(let reason): "Gone: \(reason)"
    case .forbidden(let scope): "Forbidden: the API key lacks the permission \(scope.rawValue)"
    case .notJSON(let reason): "The request body must be a JSON object: \(reason)"
    case .invalid: "Validation failed"
    case .notFound(let record): "\(record) not found"
    case .noCredits: Self.noCreditsWords
    case .failure: "Server Error"
    case .unsaved(let reason): "Server Error: the sandbox's state could not be saved: \(reason)"
    case .clockRunsItself(let mode): "The clock must be manual to be advanced, but is \(mode.rawValue)"
    }
  }
}
