import CCurl

/// A URL as libcurl reads it, so that the URL that is checked here is the one that is fetched.
struct URLParts {
  let scheme: String
  /// Without port and brackets. An IPv4 address has its usual form.
  let host: String
  /// The port in the URL, else that of the scheme.
  let port: Int?
  /// Whether the host is this machine. libcurl does not look `localhost` up.
  let isLoopback: Bool

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
    isLoopback =
      self.host == "::1" || self.host.equalsIgnoringASCIICase("localhost") || Self.isLoopbackIPv4(self.host)
  }

  var isSecure: Bool { scheme == "https" }

  private static func isLoopbackIPv4(_ host: String) -> Bool {
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
  /// `https://example.com/`; nil where the URL has no path.
  private let text: [UInt8]?
  let parts: URLParts

  init(of url: String, _ parts: URLParts) {
    let bytes = Array(url.utf8)
    text = bytes.dropFirst(parts.scheme.utf8.count + 3).firstIndex(of: UInt8(ascii: "/")).map {
      Array(bytes[...$0])
    }
    self.parts = parts
  }

  /// Whether the URL begins with this origin, and only a path and a query follow.
  func holds(_ url: String) -> Bool {
    guard let text else { return false }
    let holds = url.utf8.withContiguousStorageIfAvailable { bytes in
      bytes.starts(with: text)
        && bytes[text.count...].allSatisfy {
          $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "\\")
        }
    }
    return holds ?? false
  }
}
