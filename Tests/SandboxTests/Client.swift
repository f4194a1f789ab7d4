import Glibc
import JSON

/// An answer from the socket.
struct Answer {
  let status: Int
  /// Names in lower case.
  let headers: [String: String]
  let text: String

  var body: Value { (try? Value(parsing: text)) ?? .null }
  var data: Value { body["data"] ?? .null }
  var message: String { body["message"]?.asString ?? "" }

  /// The messages for a field of a 422.
  func errors(_ field: String) -> [String] {
    body["errors"]?[field]?.asArray?.compactMap(\.asString) ?? []
  }
}

/// Sends an HTTP/1.1 request on a new connection. Nil where the connection ends without an answer.
func exchange(port: Int, _ request: [UInt8]) -> Answer? {
  let socket = connected(port)
  defer { close(socket) }
  var rest = request[...]
  while !rest.isEmpty {
    let chunk = Array(rest)
    let count = send(socket, chunk, chunk.count, Int32(MSG_NOSIGNAL))
    if count <= 0 { break }
    rest = rest.dropFirst(count)
  }
  return Answer(readAll(socket))
}

private func connected(_ port: Int) -> Int32 {
  let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = in_port_t(port).bigEndian
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  // The C interface takes every kind of address as a pointer to the general one.
  withUnsafePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
      _ = connect(socket, general, socklen_t(MemoryLayout<sockaddr_in>.size))
    }
  }
  return socket
}

private func readAll(_ socket: Int32) -> [UInt8] {
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = recv(socket, &chunk, chunk.count, 0)
    if count <= 0 { return bytes }
    bytes += chunk[..<count]
  }
}

extension Answer {
  fileprivate init?(_ bytes: [UInt8]) {
    let parts = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n\r\n", maxSplits: 1)
    let lines = parts.first?.split(separator: "\r\n") ?? []
    guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
      return nil
    }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let pair = line.split(separator: ":", maxSplits: 1)
      if pair.count == 2 { headers[pair[0].lowercased()] = String(pair[1].drop { $0 == " " }) }
    }
    self.init(status: status, headers: headers, text: parts.count == 2 ? String(parts[1]) : "")
  }
}

/// A connection on which both sides send by turns.
final class Talk {
  private let socket: Int32
  private var heard: [UInt8] = []
  /// Whether the other side ended the connection.
  private(set) var hasEnded = false

  init(port: Int) { socket = connected(port) }

  deinit { close(socket) }

  func say(_ text: String) {
    let bytes = Array(text.utf8)
    _ = send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }

  /// Closes this side of the connection.
  func end() { shutdown(socket, Int32(SHUT_WR)) }

  /// Makes the connection end with a reset, like that of a program that was killed.
  func resetAtEnd() {
    var time = linger(l_onoff: 1, l_linger: 0)
    setsockopt(socket, SOL_SOCKET, SO_LINGER, &time, socklen_t(MemoryLayout<linger>.size))
  }

  /// What the other side sent up to this text, and with it. All of it where the connection ends, or nothing
  /// comes for twenty seconds.
  func hear(until end: String) -> String {
    var limit = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let text = String(decoding: heard, as: UTF8.self)
      if let range = text.firstRange(of: end) {
        heard = Array(text[range.upperBound...].utf8)
        return String(text[..<range.upperBound])
      }
      let count = recv(socket, &chunk, chunk.count, 0)
      hasEnded = count == 0 || count < 0 && errno == ECONNRESET
      if count <= 0 { return text }
      heard += chunk[..<count]
    }
  }
}
