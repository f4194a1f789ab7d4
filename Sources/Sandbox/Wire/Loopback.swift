/// Whether a `Host` field names this machine.
///
/// A page of another site can let a name of its own point at 127.0.0.1, and have a browser send requests here. The
/// `Host` field has that name then.
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
