/// Why there is no response, and whether the server may still have acted.
public struct TransportError: Error, Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// This transport cannot fetch such a URL.
    case badURL
    /// A header with this name contains a character that is not allowed, such as a line break, which could
    /// smuggle in a header.
    case badHeader(String)
    /// The key would have been sent over plain HTTP to another machine.
    case insecure
    case unresolved
    case refused
    case unreachable
    case tls
    case proxy
    case timeout(Phase, seconds: Double)
    /// The connection was closed or broke before the answer.
    case lost
    /// The server said that it did not act on the request, and will not (HTTP/2: REFUSED_STREAM, GOAWAY).
    case turnedAway
    /// The connection was closed during the answer.
    case truncated
    /// The decoded answer is longer than this limit, in bytes.
    case tooLarge(limit: Int)
    case cancelled
    /// A recording stands in the place of the network, and does not hold the request. `next` is the request
    /// that it has next; nil at its end.
    case unrecorded(asked: String, next: String?)
    /// The answer is not HTTP.
    case garbage
    /// libcurl cannot work here: no memory, or a feature is missing.
    case unusable
  }

  /// The part of an exchange that took too long.
  public enum Phase: String, Hashable, Sendable { case connect, tls, total }

  /// Whether the server may have acted on the request.
  public enum Acted: Hashable, Sendable {
    /// No byte of the request was sent, or the server said that it did not act on it.
    case no
    /// The request, or a part of it, may have arrived.
    case unknown
  }

  public var kind: Kind
  /// The host of the URL; empty where it has none.
  public var host: String
  /// The port of the URL or its scheme; nil where neither has one.
  public var port: Int?
  /// libcurl's own words; may be empty.
  public var detail: String
  public var acted: Acted

  public init(_ kind: Kind, host: String, port: Int? = nil, detail: String = "", acted: Acted) {
    self.kind = kind
    self.host = host
    self.port = port
    self.detail = detail
    self.acted = acted
  }

  /// Whether the same request may succeed a little later.
  public var isTransient: Bool {
    switch kind {
    case .unresolved, .refused, .unreachable, .timeout, .lost, .turnedAway, .truncated: true
    case .badURL, .badHeader, .insecure, .tls, .proxy, .tooLarge, .cancelled, .unrecorded, .garbage,
      .unusable:
      false
    }
  }
}
