/// The answer of the server, with any status.
public struct Response: Hashable, Sendable {
  /// The protocol's version: `1.1`, `2`.
  public var version: String
  public var status: Int
  /// The phrase after the status; empty in HTTP/2.
  public var reason: String
  /// In the order in which they came.
  public var headers: [Header]
  /// The body, decoded from its content coding.
  public var body: [UInt8]
  public var timings: Timings

  public init(
    version: String = "1.1", status: Int, reason: String = "", headers: [Header] = [],
    body: [UInt8] = [], timings: Timings = Timings()
  ) {
    self.version = version
    self.status = status
    self.reason = reason
    self.headers = headers
    self.body = body
    self.timings = timings
  }

  /// The value of the first header with this name, in any case; nil where there is none. O(number of
  /// headers).
  public subscript(header name: String) -> String? {
    headers.first { $0.isNamed(name) }?.value
  }
}

/// When each step of a request was done, in seconds from its start. It is 0 where the step was not
/// needed, as on an open connection.
public struct Timings: Hashable, Sendable {
  public var nameLookup = 0.0
  public var connect = 0.0
  public var tls = 0.0
  public var firstByte = 0.0
  public var total = 0.0

  public init() {}
}
