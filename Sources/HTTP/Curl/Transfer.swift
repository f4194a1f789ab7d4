import CCurl

/// An easy handle, and what it has received so far. It is used for one request after another.
final class Transfer {
  typealias Continuation = CheckedContinuation<Result<Response, TransportError>, Never>

  let easy: EasyHandle
  private let bodyLimit: Int

  /// Distinguishes this request from those that the handle carried before.
  private(set) var id: UInt64 = 0
  private(set) var url: URLParts?
  /// How long the answer is waited for after the request was cancelled, in seconds.
  private(set) var grace = 0.0
  /// Seconds that the whole request may take.
  private(set) var timeout = 0.0
  private var continuation: Continuation?

  private(set) var head = ResponseHead()
  private(set) var body: [UInt8] = []
  /// Whether a connection was ready, so that the request may have been sent on it.
  private(set) var hasBegun = false
  private(set) var isTooLarge = false
  /// Whether libcurl wanted to send the request a second time.
  private(set) var wasLost = false
  /// Whether the server has said that it did not act on the request, and will not (RFC 9113 §8.7).
  private(set) var wasTurnedAway = false
  /// The connection on which it was sent, and for HTTP/2 its stream there.
  private var connection: Connection?
  private var stream: Int?
  private let farewells: Farewells

  /// Both ends of a connection. No two open connections have both in common.
  struct Connection: Equatable {
    var local: String
    var localPort: Int32
    var remote: String
    var remotePort: Int32
  }

  /// What servers said with GOAWAY. It concerns all transfers of the connection, but libcurl tells it only to
  /// one of them.
  final class Farewells {
    var heard: [(connection: Connection, lastStream: Int)] = []
  }

  init(bodyLimit: Int, _ farewells: Farewells) throws(CurlError) {
    easy = try EasyHandle()
    self.farewells = farewells
    self.bodyLimit = bodyLimit
    try hookUp()
  }

  /// Prepares for a request. The continuation gets what `end` gets.
  func begin(
    _ id: UInt64, _ url: URLParts, timeout: Double, grace: Double, _ continuation: Continuation
  ) {
    self.id = id
    self.url = url
    self.timeout = timeout
    self.grace = grace
    self.continuation = continuation
    hasBegun = false
    isTooLarge = false
    wasLost = false
    wasTurnedAway = false
    (connection, stream) = (nil, nil)
    easy.clearDetail()
  }

  /// Hands over what was received, and keeps nothing of it, so that a long body lives only as long as its
  /// receiver keeps it.
  func end(_ result: Result<Response, TransportError>) {
    head = ResponseHead()
    body = []
    continuation?.resume(returning: result)
    continuation = nil
  }

  /// This is safe: the transport keeps every transfer alive while libcurl may call back.
  private func hookUp() throws(CurlError) {
    let this = Unmanaged.passUnretained(self).toOpaque()
    try easy.set(CURLOPT_WRITEDATA, pointer: this)
    try easy.set(CURLOPT_HEADERDATA, pointer: this)
    try easy.set(CURLOPT_PREREQDATA, pointer: this)
    try easy.set(CURLOPT_DEBUGDATA, pointer: this)
    try easy.set(
      CURLOPT_DEBUGFUNCTION,
      debug: { _, kind, text, count, this in
        if kind == CURLINFO_TEXT { Transfer.of(this).takeText(Transfer.buffer(text, count)) }
        return 0
      })
    try easy.set(CURLOPT_WRITEFUNCTION) { bytes, _, count, this in
      Transfer.of(this).takeBody(Transfer.buffer(bytes, count)) ? count : 0
    }
    try easy.set(CURLOPT_HEADERFUNCTION) { bytes, _, count, this in
      Transfer.of(this).takeHeader(Transfer.buffer(bytes, count)) ? count : 0
    }
    try easy.set(
      CURLOPT_PREREQFUNCTION,
      prereq: { this, remote, local, remotePort, localPort in
        let connection = Connection(
          local: Transfer.text(local), localPort: localPort, remote: Transfer.text(remote),
          remotePort: remotePort)
        return Transfer.of(this).mayBegin(on: connection) ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
      })
  }

  private func takeBody(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    isTooLarge = bytes.count > bodyLimit - body.count
    if !isTooLarge { body.append(contentsOf: bytes) }
    return !isTooLarge
  }

  private func takeHeader(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    isTooLarge = !head.take(line)
    return !isTooLarge
  }

  /// Reads libcurl's words about the request's stream: that it was refused (RST_STREAM with REFUSED_STREAM),
  /// or that it came after the last one on which the server acts (GOAWAY). No other words tell anything
  /// certain.
  private func takeText(_ bytes: UnsafeBufferPointer<UInt8>) {
    if bytes.starts(with: "Using Stream ID: ".utf8) {
      stream = Self.number(in: bytes.dropFirst("Using Stream ID: ".utf8.count))
    } else if bytes.starts(with: "REFUSED_STREAM, ".utf8) {
      wasTurnedAway = true
    } else if let last = Self.lastStream(bytes), let connection {
      farewells.heard.append((connection, last))
    }
  }

  /// Notes the last stream of a connection on which its server acts.
  func hear(_ lastStream: Int, on other: Connection) {
    if connection == other, let stream, stream > lastStream { wasTurnedAway = true }
  }

  /// The 3 of `received GOAWAY, error=0, last_stream=3`; nil for any other text.
  private static func lastStream(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    let text = String(decoding: bytes.prefix(100), as: UTF8.self)
    guard text.contains(" GOAWAY, error="), let name = text.firstRange(of: " last_stream=") else {
      return nil
    }
    return number(in: text.utf8[name.upperBound...])
  }

  /// The number at the beginning of a text.
  private static func number(in text: some Sequence<UInt8>) -> Int? {
    Int(String(decoding: text.prefix { (0x30...0x39).contains($0) }, as: UTF8.self))
  }

  /// Where a kept connection breaks before the first byte of the answer, libcurl sends the request again by
  /// itself. The server may have acted by then, so the second time is refused: only the retry policy decides
  /// about repeating a request.
  private func mayBegin(on connection: Connection) -> Bool {
    wasLost = hasBegun
    hasBegun = true
    if !wasLost { self.connection = connection }
    return !wasLost
  }

  private static func text(_ text: UnsafeMutablePointer<CChar>?) -> String {
    text.map { String(cString: $0) } ?? ""
  }

  private static func of(_ pointer: UnsafeMutableRawPointer?) -> Transfer {
    // It is never nil: libcurl returns what `hookUp` gave it.
    Unmanaged<Transfer>.fromOpaque(pointer!).takeUnretainedValue()
  }

  private static func buffer(
    _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int
  ) -> UnsafeBufferPointer<UInt8> {
    let start = UnsafeRawPointer(bytes)?.assumingMemoryBound(to: UInt8.self)
    return UnsafeBufferPointer(start: start, count: count)
  }
}
