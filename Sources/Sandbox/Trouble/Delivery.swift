import JSON

extension Fault {
  /// The answer where the request is not acted on; nil where it is.
  var replyInsteadOfActing: Reply? {
    switch self {
    case .status(429):
      var reply = Reply(status: 429, body: Self.body("Too many requests"))
      reply.retryAfter = 1
      return reply
    case .status(let status):
      return Reply(status: status, body: Self.body(status == 503 ? "Service Unavailable" : "Server Error"))
    case .dropBefore:
      var reply = Reply(status: 500, body: .null)
      reply.delivery = .lost
      return reply
    case .dropAfter, .slow, .truncate, .garbage, .huge: return nil
    }
  }

  /// What happens to the answer of a request that was acted on; nil where it is delivered normally.
  var delivery: Reply.Delivery? {
    switch self {
    case .dropAfter: .lost
    case .truncate: .truncated
    case .garbage: .garbage
    case .huge: .endless
    case .status, .dropBefore, .slow: nil
    }
  }

  private static func body(_ message: String) -> Value {
    ["success": false, "message": Value(message)]
  }
}
