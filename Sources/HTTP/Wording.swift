// The words for every error of this room: what must hold, and what was found; then a hint.

extension TransportError: CustomStringConvertible {
  public var description: String { message }

  /// One line, without libcurl's own words, which are in `detail`.
  public var message: String {
    switch kind {
    case .badURL: "a URL must be http or https with a host, and its characters percent-encoded"
    case .badHeader(let name):
      "the header \(name.debugDescription) must be one line of text, and holds a control character"
    case .insecure:
      "the API key must go over https, or to this machine, but the URL is http://\(host)"
    case .unresolved: "the host \(host) must have an address, and none was found"
    case .refused: "a server must listen at \(place), and it refused the connection"
    case .unreachable: "the host \(host) must be reachable, and it is not"
    case .tls: TLSCause(detail: detail).message(place)
    case .proxy: "the proxy must lead to \(host), and does not"
    case .timeout(.connect, let seconds): "\(host) must accept within \(plain(seconds)) s, and did not"
    case .timeout(.tls, let seconds):
      "\(place) must agree upon TLS within \(plain(seconds)) s; it accepted the connection, and then sent nothing"
    case .timeout(.total, let seconds): "\(host) must answer within \(plain(seconds)) s, and did not"
    case .lost: "\(host) must answer, and the connection broke first"
    case .turnedAway: "\(host) must accept the request, but refused it without acting on it"
    case .truncated: "\(host) must send its whole answer, and the connection closed within it"
    case .tooLarge(let limit): "an answer must be at most \(size(limit)), and that of \(host) is longer"
    case .cancelled: "the request to \(host) was cancelled"
    case .unrecorded(let asked, let next):
      "the recording must hold \(asked), but \(next.map { "goes on with \($0)" } ?? "is at its end")"
    case .garbage: "\(host) must answer in HTTP, and sent something else"
    case .unusable: "libcurl must be able to work, and it is not"
    }
  }

  /// The host, and its port where that is known.
  private var place: String {
    guard let port else { return host }
    return (host.contains(":") ? "[\(host)]" : host) + ":\(port)"
  }

  /// The size as `64 MiB` where that is exact, else in bytes.
  private func size(_ bytes: Int) -> String {
    bytes >= 1 << 20 && bytes % (1 << 20) == 0 ? "\(bytes >> 20) MiB" : "\(bytes) bytes"
  }

  /// The seconds as `10`, not `10.0`.
  private func plain(_ seconds: Double) -> String {
    let rounded = (seconds * 1000).rounded() / 1000
    return Int(exactly: rounded).map(String.init) ?? String(rounded)
  }

  /// What the user can check next; nil where nothing helps.
  public var hint: String? {
    switch kind {
    case .unresolved: "check the base URL and the network"
    case .refused: "check the host and port of the base URL; does the server run?"
    case .unreachable: "check the network"
    case .insecure: "write the base URL with https://"
    case .tls: TLSCause(detail: detail).hint
    case .proxy: "check https_proxy, http_proxy and no_proxy"
    case .unrecorded: "type what was typed when it was recorded; 'replay off' speaks to the service again"
    case .timeout(.tls, _): "does that port speak TLS? A firewall or a proxy in between may hold it back"
    case .timeout: "give more time with --timeout"
    case .garbage: "check the host and port of the base URL"
    case .tooLarge: "ask for less: per_page= and page= make pages smaller"
    case .badURL, .badHeader, .lost, .turnedAway, .truncated, .cancelled, .unusable: nil
    }
  }
}

extension BaseURLError: CustomStringConvertible {
  public var description: String {
    let rule =
      switch fault {
      case .scheme: "must begin with https:// or http://"
      case .host: "must name a host"
      case .userInfo: "must hold no user name or password"
      case .query: "must hold no query (?…)"
      case .fragment: "must hold no fragment (#…)"
      case .malformed: "must be a URL with its characters percent-encoded"
      }
    if fault == .userInfo { return "a base URL \(rule)" }  // not to show the password
    return "a base URL \(rule), but it is \(text.debugDescription)"
  }
}

extension APIKeyError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .empty: "an API key must not be empty"
    case .unprintable: "an API key must be printable ASCII without spaces"
    }
  }
}
