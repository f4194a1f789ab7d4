import HTTP

/// Masks headers. Those that HTTP and the service define stay.
extension Mask {
  package func headers(_ headers: [Header]) -> [Header] {
    headers.map { Header(name(ofHeader: $0.name), value(of: $0)) }
  }

  private static let known: Set = [
    "accept", "accept-encoding", "accept-ranges", "access-control-allow-origin", "age", "allow",
    "cache-control", "connection", "content-encoding", "content-length", "date", "expires", "keep-alive",
    "last-modified", "pragma", "retry-after", "server", "strict-transport-security", "transfer-encoding",
    "upgrade", "user-agent", "vary", "x-api-key", "x-content-type-options", "x-frame-options", "x-powered-by",
  ]

  private func name(ofHeader name: String) -> String {
    let small = name.lowercased()
    return Self.known.contains(small) || Self.ids.contains(small) ? name : text(name)
  }

  private func value(of header: Header) -> String {
    let name = header.name.lowercased()
    // It was hidden before.
    if header.value.isEmpty || header.value == "…" { return header.value }
    if Self.ids.contains(name), isID(ofHeader: header.value) { return header.value }
    let isAmount = header.value.utf8.count < 10 && header.value.utf8.allSatisfy { (0x30...0x39).contains($0) }
    let isKnown = Self.known.contains(name) || name.contains("ratelimit")
    if isKnown, isAmount || Self.isMoment(header.value) { return header.value }
    if isKnown || extent == .numbers { return text(header.value) }
    if name == "content-type" { return mediaType(header.value) }
    if name == "location" || name == "content-location" { return location(header.value) }
    return memory.hide(header.value)
  }

  /// The names of ids that services and their proxies give to requests, in order to find them again.
  private static let ids: Set = [
    "x-request-id", "request-id", "x-requestid", "x-correlation-id", "correlation-id", "x-trace-id",
    "trace-id", "traceparent", "x-amzn-requestid", "x-amzn-trace-id", "x-amz-request-id", "x-amz-cf-id",
    "cf-ray", "x-b3-traceid", "x-b3-spanid", "x-cloud-trace-context", "fly-request-id", "x-vercel-id",
    "x-transaction-id",
  ]

  private func isID(ofHeader value: String) -> Bool {
    let isPlain = value.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || "-._:/=;+".utf8.contains(byte)
    }
    guard isPlain, value.utf8.count <= 128, value.utf8.contains(where: { (0x30...0x39).contains($0) }),
      isOpaque(value)
    else { return false }
    memory.opaqueIDs.insert(value)
    return true
  }

  /// A media type without the name of a file in its parameters.
  private func mediaType(_ value: String) -> String {
    let parts = value.split(separator: ";", omittingEmptySubsequences: false)
    let type =
      parts[0].utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } && parts[0].split(separator: "/").count == 2
    guard type else { return memory.hide(value) }
    let rest = parts.dropFirst().filter { part in
      let part = part.drop { $0 == " " }.lowercased()
      return part.hasPrefix("charset=") && part.utf8.count < 24
    }
    return text(([parts[0]] + rest).joined(separator: ";"))
  }

  private func location(_ value: String) -> String {
    if value.hasPrefix("/") {
      for base in bases where value.hasPrefix(base.path + "/") {
        return base.path + target(String(value.dropFirst(base.path.count))).text
      }
      return target(value).text
    }
    return url(value)
  }
}
