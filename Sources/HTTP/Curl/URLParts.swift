import CCurl

/// A URL as libcurl reads it, so that the URL that is checked here is the one that is fetched.
struct URLParts {
  let scheme: String
  /// Without port and brackets. An IPv4 address has its usual form.
  let host: String
  /// The port in the URL, else that of the scheme.
  let port: Int?

  /// Nil where libcurl would not fetch it, or where it contains a user, a space, a control character or DEL.
  init?(parsing text: String) {
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }), ccurl_load(), let url = ccurl_url() else {
      return nil
    }
    defer { ccurl_url_cleanup(url) }
    let flags = UInt32(CURLU_DISALLOW_USER | CURLU_PATH_AS_IS)
    guard ccurl_url_set(url, CURLUPART_URL, text, flags) == CURLUE_OK,
      let scheme = Self.part(CURLUPART_SCHEME, of: url), scheme == "http" || scheme == "https",
      let host = Self.part(CURLUPART_HOST, of: url), !host.isEmpty,
      // libcurl accepts one slash or three instead of two.
      text.dropFirst(scheme.count).hasPrefix("://"), !text.dropFirst(scheme.count + 3).hasPrefix("/")
    else { return nil }
    self.scheme = scheme
    port = Self.part(CURLUPART_PORT, of: url, UInt32(CURLU_DEFAULT_PORT)).flatMap { Int($0) }
    self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
  }

  var isSecure: Bool { scheme == "https" }

  /// Whether the host is this machine. libcurl does not look `localhost` up.
  var isLoopback: Bool {
    host == "::1" || host.equalsIgnoringASCIICase("localhost") || isLoopbackIPv4
  }

  private var isLoopbackIPv4: Bool {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  private static func part(
    _ part: CURLUPart, of url: OpaquePointer, _ flags: UInt32 = 0
  ) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard ccurl_url_get(url, part, &text, flags) == CURLUE_OK, let text else { return nil }
    defer { ccurl_free(text) }
    return String(cString: text)
  }
}

/// The beginning of a URL up to its path, and its parts as libcurl read them. Parsing each URL again took 4 %
/// of the time of 30,000 calls.
struct Origin {
  /// `https://example.com/`.
  private let text: String
  let parts: URLParts

  /// Nil where the URL has no path.
  init?(of url: String, _ parts: URLParts) {
    guard let end = url.utf8.dropFirst(parts.scheme.utf8.count + 3).firstIndex(of: UInt8(ascii: "/")) else {
      return nil
    }
    text = String(url[...end])
    self.parts = parts
  }

  /// Whether the URL begins with this origin, and only a path and a query follow.
  func holds(_ url: String) -> Bool {
    guard url.utf8.starts(with: text.utf8) else { return false }
    return url.utf8.dropFirst(text.utf8.count).allSatisfy {
      $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "\\")
    }
  }
}
