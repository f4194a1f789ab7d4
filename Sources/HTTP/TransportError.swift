/// Why there is no response, and whether the server can have acted all the same.
public struct TransportError: Error, Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// This transport does not fetch such a URL.
    case badURL
    /// A header of that name holds what no header may: a line break could smuggle in another one.
    case badHeader(String)
    /// The key would have gone over plain HTTP to another machine.
    case insecure
    case unresolved
    case refused
    case unreachable
    case tls
    case proxy
    case timeout(Phase, seconds: Double)
    /// The connection closed, or broke, before the answer.
    case lost
    /// The server said that it did nothing of the request, and will not (HTTP/2: REFUSED_STREAM, GOAWAY).
    case turnedAway
    /// The connection closed within the answer.
    case truncated
    /// The answer, decoded, is longer than so many bytes.
    case tooLarge(limit: Int)
    case cancelled
    /// The recording that stands in the place of the network does not hold what was asked for. `next` is what it has
    /// next; nil at its end.
    case unrecorded(asked: String, next: String?)
    /// What came is not HTTP.
    case garbage
    /// libcurl cannot work here: no memory, or a feature is missing.
    case unusable
  }

  public enum Phase: String, Hashable, Sendable { case connect, tls, total }

  public enum Acted: Hashable, Sendable {
    /// No byte of the request was sent, or the server said that it did nothing of it.
    case no
    /// The request, or part of it, may have arrived.
    case unknown
  }

  public var kind: Kind
  /// The host that was asked for; empty where the URL names none.
  public var host: String
  /// Where the URL, or its scheme, names one.
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

  /// Whether the same request may well succeed a little later.
  public var isTransient: Bool {
    switch kind {
    case .unresolved, .refused, .unreachable, .timeout, .lost, .turnedAway, .truncated: true
    case .badURL, .badHeader, .insecure, .tls, .proxy, .tooLarge, .cancelled, .unrecorded, .garbage,
      .unusable:
      false
    }
  }
}
