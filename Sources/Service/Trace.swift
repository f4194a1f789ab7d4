import HTTP
import JSON
import Rendering
import Stage
import Verbs

/// Shows each exchange on standard error, without the API key.
package struct Trace: CallObserver {
  /// Changes an exchange into the form in which it may be shown.
  package typealias Shown = @Sendable (Exchange, BaseURL) -> Exchange

  private let errors: @Sendable ([UInt8]) -> Void
  private let shown: Shown?

  /// - Parameter shown: hides data about customers; nil: everything is shown.
  package init(_ world: World, shown: Shown? = nil) {
    errors = world.errors
    self.shown = shown
  }

  package func note(_ exchange: Exchange, below base: BaseURL, about: RowFilter?) {
    let exchange = shown?(exchange, base) ?? exchange
    let request = exchange.request
    let redaction = Redaction(of: request.key)
    let again = exchange.attempt > 1 ? "  (attempt \(exchange.attempt))" : ""
    var lines = ["> \(request.method.rawValue) \(request.url)\(again)"]
    lines += redaction.headers(of: request).map { "> \($0.name): \($0.value)" }
    if let body = request.body { lines += Self.lines(of: body).map { "> " + $0 } }
    switch exchange.result {
    case .failure(let error): lines.append("< \(error.message)")
    case .success(let response):
      lines.append("< \(response.status) \(response.reason)  \(Self.phases(response.timings))")
      lines += redaction.headers(response.headers).map { "< \($0.name): \($0.value)" }
      lines += Self.lines(of: response.body).map { "< " + $0 }
    }
    show(lines, redaction)
  }

  /// Shows that another attempt follows, before the wait for it.
  package func note(_ retry: Retry) {
    let line = "* again in \(Figures.duration(retry.delay)) (attempt \(retry.attempt))"
    show([line], Redaction(of: retry.request.key))
  }

  private func show(_ lines: [String], _ redaction: Redaction) {
    let lines = lines.map { Escaping.line(Redaction.withoutTokens(redaction.text($0))) }
    errors(Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  /// How many bytes and lines of a body are shown.
  private static let shownBytes = 64 << 10
  private static let shownLines = 60

  /// The body as indented JSON, or as it is where it is not JSON. A long body is cut, and its size is told.
  private static func lines(of body: [UInt8]) -> [String] {
    if body.isEmpty { return [] }
    let value = body.count <= shownBytes ? try? Value(parsing: body) : nil
    let text = value?.json(indent: 2) ?? String(decoding: body.prefix(4096), as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let isCut = lines.count > shownLines || (value == nil && body.count > 4096)
    return lines.prefix(shownLines) + (isCut ? ["… \(body.count) bytes in all"] : [])
  }

  /// The duration of each phase. libcurl measures the end of each phase from the start of the request.
  private static func phases(_ timings: Timings) -> String {
    var parts: [(String, Double)] = []
    if timings.connect > 0 {
      parts = [("name", timings.nameLookup), ("connect", timings.connect - timings.nameLookup)]
      if timings.tls > 0 { parts.append(("tls", timings.tls - timings.connect)) }
    }
    let ready = max(timings.connect, timings.tls)
    parts += [("first byte", timings.firstByte - ready), ("total", timings.total)]
    return (timings.connect > 0 ? "" : "reused connection, ")
      + parts.map { "\($0.0) \(Figures.duration($0.1))" }.joined(separator: ", ")
  }
}
