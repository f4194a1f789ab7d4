import Inbox
import NIOHTTP1

extension HTTPResponseHead {
  /// The head of an answer. `length` is that of its body; nil where it is not known.
  init(_ reply: Reply, length: Int?) {
    var headers = reply.content.headers
    if let seconds = reply.retryAfter { headers.add(name: "Retry-After", value: String(seconds)) }
    if !reply.allowed.isEmpty {
      headers.add(name: "Allow", value: reply.allowed.joined(separator: ", "))
    }
    if let length { headers.add(name: "Content-Length", value: String(length)) }
    headers.add(name: "Date", value: (reply.date ?? .wall).httpDate)
    self.init(version: .http1_1, status: HTTPResponseStatus(statusCode: reply.status), headers: headers)
  }
}

extension Reply.Content {
  fileprivate var headers: HTTPHeaders {
    switch self {
    case .json: ["Content-Type": Reply.json]
    case .redirect(let place): ["Location": place]
    case .events: ["Content-Type": "text/event-stream", "Cache-Control": "no-store"]
    case .page:
      [
        "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store",
        "Content-Security-Policy": InboxPage.policy, "X-Content-Type-Options": "nosniff",
      ]
    }
  }
}
