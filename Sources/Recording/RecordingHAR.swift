import HTTP
import JSON
import Library

// HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec), which browsers and other tools for HTTP open.

extension Value {
  /// The value of the whole file.
  ///
  /// - Parameter comment: what a mask left in it.
  package static func har(of calls: [RecordedCall], below bases: [BaseURL], comment: String?) -> Value {
    var log = Object()
    log["version"] = "1.2"
    log["creator"] = ["name": "wessaal", "version": "1.0"]
    log["entries"] = .array(zip(calls, bases).map { $0.entry(below: $1) })
    log["comment"] = comment.map { Value($0) }
    return ["log": .object(log)]
  }
}

extension RecordedCall {
  fileprivate func entry(below base: BaseURL) -> Value {
    let url = path.hasPrefix("/") ? "\(base)\(path)" : path
    var time = Value.double(0)
    var answer = Self.noResponse
    var timings: Value = ["send": 0, "wait": 0, "receive": 0]
    var comment = ""
    switch result {
    case .success(let response):
      time = Self.milliseconds(response.timings.total)
      answer = self.answer(response)
      timings = response.timings.phases
    case .failure(let error): comment = error.message
    }
    return [
      "startedDateTime": Value(Library.timestamp(start)), "time": time, "request": request(url),
      "response": answer, "cache": [:], "timings": timings, "comment": Value(comment),
    ]
  }

  private func request(_ url: String) -> Value {
    let request: Value = [
      "method": Value(method), "url": Value(url), "httpVersion": "HTTP/1.1", "cookies": [],
      "headers": Self.headers(requestHeaders), "queryString": query, "headersSize": -1,
      "bodySize": .int(Int64(requestBody.bytes.count)),
    ]
    guard requestBody != .none, case .object(var members) = request else { return request }
    members["postData"] = ["mimeType": "application/json", "text": Value(requestBody.shown)]
    return .object(members)
  }

  private var query: Value {
    let parts = path.split(separator: "?", maxSplits: 1)
    guard parts.count == 2 else { return [] }
    return .array(
      parts[1].split(separator: "&").map { pair in
        let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let texts = sides.map { PercentEncoding.decode($0) ?? String($0) }
        return ["name": Value(texts[0]), "value": Value(texts.count > 1 ? texts[1] : "")]
      })
  }

  private func answer(_ response: Response) -> Value {
    var comment = ""
    if case .cut(_, let count) = body { comment = "the body has \(count) bytes in all" }
    return [
      "status": .int(Int64(response.status)), "statusText": Value(response.reason),
      "httpVersion": Value("HTTP/\(response.version)"), "cookies": [],
      "headers": Self.headers(response.headers),
      "content": [
        "size": .int(Int64(body.bytes.count)),
        "mimeType": Value(response[header: "Content-Type"] ?? "application/octet-stream"),
        "text": Value(body.shown), "comment": Value(comment),
      ], "redirectURL": Value(response[header: "Location"] ?? ""), "headersSize": -1, "bodySize": -1,
    ]
  }

  /// HAR's response of a call without an answer.
  private static let noResponse: Value = [
    "status": 0, "statusText": "", "httpVersion": "", "cookies": [], "headers": [],
    "content": ["size": 0, "mimeType": "x-unknown"], "redirectURL": "", "headersSize": -1, "bodySize": -1,
  ]

  private static func headers(_ headers: [Header]) -> Value {
    .array(headers.map { ["name": Value($0.name), "value": Value($0.value)] })
  }

  fileprivate static func milliseconds(_ seconds: Double) -> Value {
    .double((max(seconds, 0) * 1e6).rounded() / 1e3)
  }
}

extension RecordedBody {
  fileprivate var shown: String { String(decoding: bytes, as: UTF8.self) }
}

extension Timings {
  /// The time of each phase; -1 for a phase that was not needed. In HAR, `connect` includes `ssl`.
  fileprivate var phases: Value {
    let ready = max(connect, tls)
    func phase(_ seconds: Double) -> Value { connect > 0 ? RecordedCall.milliseconds(seconds) : -1 }
    return [
      "blocked": -1, "dns": phase(nameLookup), "connect": phase(ready - nameLookup),
      "ssl": tls > 0 ? RecordedCall.milliseconds(tls - connect) : -1, "send": 0,
      "wait": RecordedCall.milliseconds(firstByte - ready),
      "receive": RecordedCall.milliseconds(total - firstByte),
    ]
  }
}
