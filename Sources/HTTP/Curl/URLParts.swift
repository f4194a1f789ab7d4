import CCurl

/// A URL as libcurl reads it; so that what is checked here is what is fetched.
struct URLParts {
  let scheme: String
  /// Without port and brackets; an IPv4 address in its usual form.
  let host: String

  /// Nil where libcurl would not fetch it, where it holds a user, or where a space, control character
  /// or DEL stands in it.
  init?(parsing text: String) {
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }), ccurl_load(), let url = ccurl_url() else {
      return nil
    }
    defer { ccurl_url_cleanup(url) }
    let flags = UInt32(CURLU_DISALLOW_USER | CURLU_PATH_AS_IS)
    guard ccurl_url_set(url, CURLUPART_URL, text, flags) == CURLUE_OK,
      let scheme = Self.part(CURLUPART_SCHEME, of: url), scheme == "http" || scheme == "https",
      let host = Self.part(CURLUPART_HOST, of: url), !host.isEmpty,
      // libcurl takes one slash and three for two.
      text.dropFirst(scheme.count).hasPrefix("://"), !text.dropFirst(scheme.count + 3).hasPrefix("/")
    else { return nil }
    self.scheme = scheme
    self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
  }

  var isSecure: Bool { scheme == "https" }

  /// Whether the host is this machine. libcurl looks `localhost` up nowhere.
  var isLoopback: Bool {
    host == "::1" || host.equalsIgnoringASCIICase("localhost") || isLoopbackIPv4
  }

  private var isLoopbackIPv4: Bool {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  private static func part(_ part: CURLUPart, of url: OpaquePointer) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard ccurl_url_get(url, part, &text, 0) == CURLUE_OK, let text else { return nil }
    defer { ccurl_free(text) }
    return String(cString: text)
  }
}
