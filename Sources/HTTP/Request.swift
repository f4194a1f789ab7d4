import Verbs

/// A header field, its name spelled as it was sent.
public struct Header: Hashable, Sendable {
  public var name: String
  public var value: String

  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// Whether this is the field of that name: case does not count (RFC 9110 §5.1).
  public func isNamed(_ other: String) -> Bool { name.equalsIgnoringASCIICase(other) }
}

/// One HTTP request. The API key is not among the headers: the transport alone adds it, as the last
/// thing before sending, so that nothing that looks at a request can show it.
public struct Request: Sendable {
  public var method: Method
  /// Absolute, http or https, percent-encoded.
  public var url: String
  public var headers: [Header]
  public var body: [UInt8]?
  /// Sent as `X-API-Key`, and only over HTTPS or to a loopback address.
  public var key: APIKey?
  /// After a write was cancelled that may have gone out, its answer is waited for so many seconds, so that its outcome
  /// is known.
  public var grace = 0.0
  /// Whether it is for the sandbox itself, beside the API. What comes of it can be looked at, and costs nothing.
  public var isControl = false
  /// Seconds until the whole answer has to be there; nil: as long as the transport waits for all.
  public var timeout: Double?

  public init(
    _ method: Method, _ url: String, headers: [Header] = [], body: [UInt8]? = nil, key: APIKey? = nil
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.key = key
  }

  /// Whether the server may change something on receiving it (RFC 9110 §9.2.1: GET is safe).
  public var isWrite: Bool { method != .get }
}

extension String {
  func equalsIgnoringASCIICase(_ other: String) -> Bool {
    utf8.elementsEqual(other.utf8) { $0.asciiLowercased == $1.asciiLowercased }
  }
}

extension UInt8 {
  var asciiLowercased: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}
