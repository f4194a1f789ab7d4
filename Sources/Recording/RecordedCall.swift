import Catalog
import HTTP
import JSON
import Verbs

/// An exchange as a record holds it, without keys. It is one line of a `.jsonl` file.
package struct RecordedCall: Sendable {
  package var method: String
  /// The path and the query, below the base URL.
  package var path: String
  var requestHeaders: [Header] = []
  package var requestBody: RecordedBody
  /// The answer without its body, or the reason why there is none.
  package var result: Result<Response, TransportError>
  package var body: RecordedBody
  /// Seconds since 1970.
  package var start: Double
}

/// A body: a value where it is JSON, else a text.
package enum RecordedBody: Equatable, Sendable {
  case none
  case json(Value)
  case text(String)
  /// The beginning of a body that was too long to be kept, and the body's length in bytes.
  case cut(String, of: Int)

  /// - Parameters:
  ///   - count: the length of the whole body in bytes.
  ///   - scrub: removes from JSON what must not be seen.
  package init(_ bytes: [UInt8], of count: Int, _ scrubber: Scrubber, _ scrub: (Value) -> Value) {
    if bytes.isEmpty {
      self = .none
    } else if count > bytes.count {
      self = .cut(scrubber.opaque(String(decoding: bytes, as: UTF8.self)), of: count)
    } else if let value = try? Value(parsing: scrubber.mask == nil ? bytes : bytes.withoutMark) {
      self = .json(scrub(value))
    } else {
      self = .text(scrubber.opaque(String(decoding: bytes, as: UTF8.self)))
    }
  }

  package var bytes: [UInt8] {
    switch self {
    case .none: []
    case .json(let value): value.jsonBytes()
    case .text(let text), .cut(let text, _): Array(text.utf8)
    }
  }
}

extension RecordedCall {
  package init(_ recorded: RecordedExchange, _ scrubber: Scrubber) {
    scrubber.onCall()
    let (exchange, request) = (recorded.exchange, recorded.exchange.request)
    let base = "\(recorded.base)"
    method = request.method.rawValue
    let target = scrubber.target(
      request.url.hasPrefix(base) ? String(request.url.dropFirst(base.count)) : request.url, method)
    path = target.text
    requestHeaders = scrubber.headers(request.headers)
    if let key = request.key { requestHeaders.append(Header(APIKey.header, "\(key)")) }
    requestBody = RecordedBody(request.body ?? [], of: recorded.requestCount, scrubber) {
      scrubber.request($0, of: target.operation)
    }
    start = exchange.start
    switch exchange.result {
    case .success(var response):
      body = RecordedBody(response.body, of: recorded.answerCount, scrubber) {
        scrubber.answer($0, of: target.operation)
      }
      response.headers = scrubber.headers(response.headers)
      response.reason = scrubber.text(response.reason)
      response.body = []
      result = .success(response)
    case .failure(var error):
      error.detail = scrubber.text(error.detail)
      (body, result) = (.none, .failure(error))
    }
  }
}

extension [UInt8] {
  /// The bytes without a byte order mark.
  fileprivate var withoutMark: [UInt8] { starts(with: [0xEF, 0xBB, 0xBF]) ? Array(dropFirst(3)) : self }
}
