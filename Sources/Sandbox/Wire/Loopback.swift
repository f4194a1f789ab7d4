/// Whether a `Host` field names this machine.
///
/// The page of another site can let one of its own names point to 127.0.0.1, and make a browser send requests
/// here. Then the `Host` field has that name.
func isLoopback(host: String) -> Bool {
  let name = withoutPort(host).lowercased()
  if name == "localhost" || name.hasSuffix(".localhost") || name == "[::1]" { return true }
  let parts = name.split(separator: ".", omittingEmptySubsequences: false)
  return parts.count == 4 && parts[0] == "127"
    && parts.allSatisfy { part in
      part.utf8.allSatisfy { (0x30...0x39).contains($0) } && UInt8(part) != nil
    }
}

private func withoutPort(_ host: String) -> Substring {
  let end = host.hasPrefix("[") ? host.firstIndex(of: "]") ?? host.startIndex : host.startIndex
  guard let colon = host[end...].firstIndex(of: ":") else { return host[...] }
  return host[colon...].dropFirst().utf8.allSatisfy { (0x30...0x39).contains($0) }
    ? host[..<colon] : host[...]
}
