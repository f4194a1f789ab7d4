import Glibc

/// Sends a request unchanged on a new connection. Returns the answer's status; nil where there was
/// no answer.
func exchange(port: UInt16, key: String, _ method: String, _ path: String, _ body: String?) -> Int? {
  let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
  defer { close(connection) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = port.bigEndian
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  let isOpen = withUnsafePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
      connect(connection, generic, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
    }
  }
  guard isOpen else { return nil }
  let text =
    "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nX-API-Key: \(key)\r\nConnection: close\r\n"
    + "Content-Type: application/json\r\nContent-Length: \(body?.utf8.count ?? 0)\r\n\r\n\(body ?? "")"
  var rest = Array(text.utf8)[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    if count <= 0 { break }
    rest = rest.dropFirst(count)
  }
  var answer: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = recv(connection, &chunk, chunk.count, 0), count > 0 { answer += chunk[..<count] }
  let words = String(decoding: answer.prefix(100), as: UTF8.self).split(separator: " ")
  return words.count > 1 ? Int(words[1]) : nil
}
