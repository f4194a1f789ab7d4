import HTTP
import JSON

/// Shows each exchange on standard error, without the key.
struct Trace: Sendable {
  private let errors: @Sendable ([UInt8]) -> Void
  private let redaction: Redaction

  init(_ world: World, _ key: APIKey?) {
    errors = world.errors
    redaction = Redaction(of: key)
  }

  @Sendable func show(_ exchange: Exchange) {
    var lines = ["> \(exchange.request.method.rawValue) \(exchange.request.url)"]
    lines += redaction.headers(of: exchange.request).map { "> \($0.name): \($0.value)" }
    if let body = exchange.request.body { lines.append("> " + String(decoding: body, as: UTF8.self)) }
    switch exchange.result {
    case .failure(let error): lines.append("< \(error.message)")
    case .success(let response):
      lines.append("< \(response.status) \(response.reason)  \(Self.times(response.timings))")
      lines += redaction.headers(response.headers).map { "< \($0.name): \($0.value)" }
      lines.append("< " + String(decoding: response.body.prefix(Self.shown), as: UTF8.self))
      if response.body.count > Self.shown { lines.append("< … \(response.body.count) bytes in all") }
    }
    errors(Array((lines.map { Escaping.line(redaction.text($0)) }.joined(separator: "\n") + "\n").utf8))
  }

  /// How much of an answer is shown, in bytes.
  private static let shown = 4096

  private static func times(_ timings: Timings) -> String {
    let parts = [
      ("name", timings.nameLookup), ("connect", timings.connect), ("tls", timings.tls),
      ("first byte", timings.firstByte), ("total", timings.total),
    ]
    return parts.map { "\($0.0) \(Figures.duration($0.1))" }.joined(separator: ", ")
  }
}
