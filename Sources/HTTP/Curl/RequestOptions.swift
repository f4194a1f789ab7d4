import CCurl
import Verbs

extension EasyHandle {
  /// Sets the options that hold for every request of a transport.
  func configure(_ options: CurlTransport.Options) throws(CurlError) {
    try set(CURLOPT_PROTOCOLS_STR, "http,https")
    try set(CURLOPT_FOLLOWLOCATION, false)
    try set(CURLOPT_SSL_VERIFYPEER, true)
    try set(CURLOPT_SSL_VERIFYHOST, 2)
    if let file = options.certificateFile { try set(CURLOPT_CAINFO, file) }
    try set(
      CURLOPT_HTTP_VERSION,
      Int(options.assumesHTTP2 ? CURL_HTTP_VERSION_2_PRIOR_KNOWLEDGE : CURL_HTTP_VERSION_2TLS))
    // Where a request was lost on a kept connection, libcurl repeats it by itself, but not where it receives
    // RTSP. With that option it repeats only a request that the server has refused without acting on it, and
    // says so (`Transfer.takeText`). A libcurl without RTSP does not accept the option: then the repetition
    // is refused, and nobody knows whether the server acted.
    try? set(CURLOPT_RTSP_REQUEST, CURL_RTSPREQ_RECEIVE)
    // The program ignores SIGPIPE, so that libcurl need not do so for each call: its four calls of
    // sigaction(2) took 4 % of the time of a call.
    try set(CURLOPT_NOSIGNAL, true)
    try set(CURLOPT_TCP_NODELAY, true)
    try set(CURLOPT_PATH_AS_IS, true)
    try set(CURLOPT_ACCEPT_ENCODING, "")
    try set(CURLOPT_USERAGENT, "wessaal/1.0")
    try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, true)
    try set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds(options.connectTimeout))
    try set(size: CURLOPT_MAXFILESIZE_LARGE, options.bodyLimit)
  }

  /// Sets the options of this request. The handle may have carried another request before.
  func prepare(_ request: Request, _ url: URLParts, _ options: CurlTransport.Options) throws(CurlError) {
    try set(CURLOPT_URL, request.url)
    try set(CURLOPT_TIMEOUT_MS, milliseconds(request.timeout ?? options.timeout))
    // libcurl's messages are expensive. Only a write that may go over HTTP/2 needs them.
    try set(CURLOPT_VERBOSE, request.isWrite && (url.scheme == "https" || options.assumesHTTP2))
    // With TLS, the handshake tells whether a connection carries several requests at once, so it pays to wait
    // for it. Without TLS, only the first answer would tell, and it may come late.
    try set(CURLOPT_PIPEWAIT, url.scheme == "https")
    // Between two ends on one machine no proxy is used, because the key may be unencrypted there.
    try set(CURLOPT_NOPROXY, url.isLoopback ? "*" : nil)
    // They are mostly those of the request before.
    if headersMadeOf?.headers != request.headers || headersMadeOf?.key != request.key {
      headersMadeOf = nil
      try set(headerLines: headerLines(request))
      headersMadeOf = (request.headers, request.key)
    }
    if let body = request.body ?? (request.method == .get || request.method == .delete ? nil : []) {
      try set(CURLOPT_POST, true)
      try set(body: body)
    } else {
      try set(CURLOPT_HTTPGET, true)
    }
    try set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
  }

  /// The header lines in libcurl's syntax: `Name:` suppresses a header of its own, `Name;` sends one without
  /// a value.
  private func headerLines(_ request: Request) -> [String] {
    var lines = ["Expect:"]
    if !request.headers.contains(where: { $0.isNamed("Content-Type") }) { lines.append("Content-Type:") }
    for header in request.headers {
      lines.append(header.value.isEmpty ? header.name + ";" : header.name + ": " + header.value)
    }
    if let key = request.key { lines.append(APIKey.header + ": " + key.secret) }
    return lines
  }

  /// The time in milliseconds, at least 1, because libcurl takes 0 for no limit.
  private func milliseconds(_ seconds: Double) -> Int { Int(max(1, min(seconds, 1e6) * 1000)) }
}

extension Request {
  /// Refuses what could smuggle in a header, and a key that would go in the clear.
  ///
  /// - Parameter known: an origin that was read before; from here on that of this request.
  func checked(_ known: inout Origin?) throws(TransportError) -> URLParts {
    if known?.holds(url) != true { known = URLParts(parsing: url).map { Origin(of: url, $0) } }
    guard let parts = known?.parts else { throw TransportError(.badURL, host: "", acted: .no) }
    for header in headers where !header.isWellFormed {
      throw TransportError(.badHeader(header.name), host: parts.host, acted: .no)
    }
    guard key == nil || parts.isSecure || parts.isLoopback else {
      throw TransportError(.insecure, host: parts.host, acted: .no)
    }
    return parts
  }
}

extension Header {
  /// Whether it is a token and a value without control characters (RFC 9110 §5.1 and §5.5).
  var isWellFormed: Bool {
    !name.isEmpty && name.utf8.allSatisfy(\.isToken)
      && value.utf8.allSatisfy { ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }
  }
}

extension UInt8 {
  /// Whether it may stand in a token (RFC 9110 §5.6.2).
  var isToken: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(self)
    }
  }
}
