import NIOCore
import NIOHTTP1

/// The head of a request, and whether it is valid.
extension HTTPRequestHead {
  /// The longest target of a request line, in bytes.
  private static let targetLimit = 8 << 10
  /// The longest request line with all fields, in bytes.
  static let limit = 32 << 10

  /// Why the request is refused; nil where it is not.
  var refusal: Refusal? {
    if uri.utf8.count > Self.targetLimit { return .targetTooLong(limit: Self.targetLimit) }
    let fields = headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
    if uri.utf8.count + fields > Self.limit { return .headTooLarge(limit: Self.limit) }
    let hosts = headers["Host"].count
    // RFC 9112 §3.2.
    if hosts > 1 || (hosts == 0 && !version.isOld) {
      return .malformed(reason: "it must have one Host field, but has \(hosts)")
    }
    return nil
  }

  /// The host in a target in absolute form replaces the `Host` field (RFC 9112 §3.2.2).
  func withHostOfTarget() -> HTTPRequestHead {
    guard uri.utf8.first != UInt8(ascii: "/"), let range = uri.firstRange(of: "://") else { return self }
    let host = uri[range.upperBound...].prefix { $0 != "/" && $0 != "?" }
    let rest = uri[host.endIndex...]
    var head = self
    head.headers.replaceOrAdd(name: "Host", value: String(host))
    head.uri = rest.first == "/" ? String(rest) : "/" + rest
    return head
  }

  /// The declared length of the body; 0 where none is declared.
  var declaredLength: Int { list("Content-Length").flatMap { Int($0) } ?? 0 }

  /// Whether the client waits for an interim answer. Clients of HTTP/1.0 do not know such answers
  /// (RFC 9110 §10.1.1).
  var asksToContinue: Bool { !version.isOld && list("Expect")?.lowercased() == "100-continue" }

  fileprivate func first(_ name: String) -> String? { headers.first(name: name).map(Self.trimmed) }

  /// The values of a field. A field that comes several times is a list.
  fileprivate func list(_ name: String) -> String? {
    let values = headers[name].map(Self.trimmed)
    return values.isEmpty ? nil : values.joined(separator: ", ")
  }

  /// The value without the spaces after it, which the parser leaves, but which do not belong to it
  /// (RFC 9110 §5.5).
  private static func trimmed(_ value: String) -> String {
    value.lastIndex { $0 != " " && $0 != "\t" }.map { String(value[...$0]) } ?? ""
  }
}

extension HTTPVersion {
  /// Whether it is a version before HTTP/1.1.
  var isOld: Bool { major < 1 || (major == 1 && minor < 1) }
}

extension Incoming {
  init(_ head: HTTPRequestHead, _ body: Body) {
    self.init(
      method: head.method == .HEAD ? "GET" : head.method.rawValue, host: head.first("Host"),
      target: head.uri, key: head.first("X-API-Key"), contentType: head.list("Content-Type"),
      lastEventID: head.list("Last-Event-ID"), body: body)
  }
}
