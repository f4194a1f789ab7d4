import HTTPTypes
import HummingbirdCore
import JSON
import NIOCore

/// Between HTTP and `Service`.
struct Responder: Sendable {
  let service: Service
  let latency: Duration

  @concurrent @Sendable func respond(
    to request: Request, by writer: consuming ResponseWriter, on channel: any Channel
  ) async throws {
    let reply = service.answer(try await Incoming(request))
    let delay = latency + reply.delay
    if delay > .zero { try await Task.sleep(for: delay) }
    if reply.delivery == .lost { try await channel.close() }
    let response = Response(reply, hasBody: request.method != .head, on: channel)
    try await writer.write(response: response.head, body: response.body)
  }
}

extension Incoming {
  /// HEAD is GET without the body of the answer (RFC 9110 §9.3.2).
  init(_ request: Request) async throws {
    self.init(
      method: request.method == .head ? "GET" : request.method.rawValue, target: request.head.path ?? "",
      key: request.headers.first { $0.name.canonicalName == "x-api-key" }?.value,
      body: try await Body(request))
  }
}

extension Incoming.Body {
  /// A body that says beforehand that it is too large is not waited for.
  fileprivate init(_ request: Request) async throws {
    let length = request.headers[.contentLength].flatMap { Int($0) } ?? 0
    guard length <= Incoming.bodyLimit else {
      self = .tooLarge
      return
    }
    do {
      self = .bytes(Array((try await request.body.collect(upTo: Incoming.bodyLimit)).readableBytesView))
    } catch is NIOTooManyBytesError {
      self = .tooLarge
    }
  }
}

extension Response {
  fileprivate init(_ reply: Reply, hasBody: Bool, on channel: any Channel) {
    var headers: HTTPFields = [.contentType: "application/json"]
    if let seconds = reply.retryAfter { headers[.retryAfter] = String(seconds) }
    if !reply.allowed.isEmpty { headers[.allow] = reply.allowed.joined(separator: ", ") }
    let body = ResponseBody(reply.body.jsonBytes(), reply.delivery, on: channel)
    let response = Response(status: HTTPResponse.Status(code: reply.status), headers: headers, body: body)
    self = hasBody ? response : response.createHeadResponse()
  }
}
