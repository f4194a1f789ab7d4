import Verbs

/// A header field, with its name in the spelling that was sent.
public struct Header: Hashable, Sendable {
  public var name: String
  public var value: String

  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// Whether the field has this name. Case does not count (RFC 9110 §5.1).
  public func isNamed(_ other: String) -> Bool { name.equalsIgnoringASCIICase(other) }
}

/// One HTTP request. The API key is not among the headers: only the transport adds it, right before sending,
/// so that code which shows a request cannot show the key.
public struct Request: Sendable {
  public var method: Method
  /// Absolute, http or https, percent-encoded.
  public var url: String
  public var headers: [Header]
  public var body: [UInt8]?
  /// Sent as `X-API-Key`, and only over HTTPS or to a loopback address.
  public var key: APIKey?
  /// How long the answer is waited for after a write that may have been sent was cancelled, in seconds. So
  /// its outcome becomes known.
  public var grace = 0.0
  /// Whether it is a control request to the sandbox. Its effect can be read, and it costs nothing.
  public var isControl = false
  /// The seconds within which the whole answer must arrive; nil: the limit of the transport.
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

  /// Whether the server may change something when it receives it (RFC 9110 §9.2.1: GET is safe).
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
