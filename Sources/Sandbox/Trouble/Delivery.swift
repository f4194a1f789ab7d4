import HummingbirdCore
import JSON
import NIOCore

extension Fault {
  /// What is answered in place of acting; nil where the request is acted on.
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

  /// What becomes of the answer of a request that was acted on; nil where nothing does.
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

extension ResponseBody {
  /// The body of an answer, as it is delivered.
  init(_ bytes: [UInt8], _ delivery: Reply.Delivery, on channel: any Channel) {
    switch delivery {
    case .whole, .lost: self.init(byteBuffer: ByteBuffer(bytes: bytes))
    case .garbage: self.init(byteBuffer: ByteBuffer(string: "<html><body>\u{0}It works!</body>"))
    case .truncated:
      self.init(contentLength: bytes.count) { writer in
        try await writer.write(ByteBuffer(bytes: bytes[..<(bytes.count / 2)]))
        try await channel.close()
        try await writer.finish(nil)
      }
    case .endless:
      self.init { writer in
        try await writer.write(ByteBuffer(string: #"{"success": true, "data": [0"#))
        let more = ByteBuffer(repeating: UInt8(ascii: " "), count: 1 << 16)
        // Until the client goes.
        while true { try await writer.write(more) }
      }
    }
  }
}
