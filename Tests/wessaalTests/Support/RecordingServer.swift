import Glibc
import JSON
import Synchronization
import TestSupport

/// A server on loopback that notes each request, and answers as the test says. Each connection has a thread.
/// It lives until the tests end.
final class RecordingServer: Sendable {
  enum Answer: Sendable {
    /// Sends these bytes, and keeps the connection open.
    case send([UInt8])
    case sendAndClose([UInt8])
    case close
    /// Sends nothing until the client goes away.
    case hang
    /// Sends these bytes, one at a time, with so many milliseconds between them.
    case drip([UInt8], UInt32)
    /// Sends a head that promises so many bytes, and then as many of them as the client takes.
    case flood(Int)
  }

  let port: UInt16
  private let log = Mutex<(seen: [Seen], count: Int)>(([], 0))
  private let keepsLog: Bool
  private let knowsAccount: Bool
  private let answer: @Sendable (Seen, Int) -> Answer

  /// - Parameters:
  ///   - keepsLog: whether `seen` has the requests.
  ///   - knowsAccount: whether the server answers `me` in the documented form without the test. A ledger calls it
  ///     before the first claim.
  ///   - answer: gets the request and its number, from 0.
  init(
    keepsLog: Bool = true, knowsAccount: Bool = true, _ answer: @escaping @Sendable (Seen, Int) -> Answer
  ) {
    let listener: Int32
    (listener, port) = listening()
    self.keepsLog = keepsLog
    self.knowsAccount = knowsAccount
    self.answer = answer
    startThread {
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { continue }
        // A child with a copy would keep the connection open after this server closes it.
        _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
        startThread { self.serve(connection) }
      }
    }
  }

  /// Answers every request with this JSON.
  convenience init(json: String, status: Int = 200, knowsAccount: Bool = true) {
    self.init(knowsAccount: knowsAccount) { _, _ in .json(json, status: status) }
  }

  var url: String { "http://127.0.0.1:\(port)/integration/v1" }

  var seen: [Seen] { log.withLock { $0.seen } }

  private func serve(_ connection: Int32) {
    while let seen = receive(connection) {
      if knowsAccount, seen.method == "GET", seen.target.hasSuffix("/me") {
        if act(.json(#"{"success":true,"data":{"user":{"id":93}}}"#), on: connection) {
          continue
        } else {
          break
        }
      }
      let number = log.withLock { log in
        if keepsLog { log.seen.append(seen) }
        log.count += 1
        return log.count - 1
      }
      guard act(answer(seen, number), on: connection) else { break }
      // PHP reads until the connection is closed.
      if seen.header("Connection") == "close" { break }
    }
    // close(2) alone is not enough, because a child that was just started may have inherited the connection.
    shutdown(connection, Int32(SHUT_RDWR))
    close(connection)
  }
}

extension RecordingServer.Answer {
  /// The documented answer to any write: the id of the path or a new one, and a row for each message of a
  /// bulk.
  ///
  /// - Parameter number: the number of the request, so that messages of two bulks have different ids.
  static func confirmed(_ seen: Seen, _ number: Int = 0) -> Self {
    let id = seen.target.split(separator: "/").last.flatMap { Int($0) } ?? 7
    let count = (try? Value(parsing: seen.body))?["messages"]?.asArray?.count ?? 0
    let rows = (0..<count).map { index in
      "{\"index\":\(index),\"success\":true,\"message_id\":\(1000 * number + index + 7)}"
    }
    return .json(
      #"{"success":true,"data":{"id":\#(id),"message_id":7,"results":[\#(rows.joined(separator: ","))]}}"#)
  }

  static func json(_ text: String, status: Int = 200, headers: String = "") -> Self {
    .text(text, status: status, headers: "Content-Type: application/json\r\n" + headers)
  }

  static func text(_ text: String, status: Int = 200, headers: String = "") -> Self {
    let head = "HTTP/1.1 \(status) Word\r\n\(headers)Content-Length: \(text.utf8.count)\r\n\r\n"
    return .send(Array((head + text).utf8))
  }
}

/// A request as it was sent.
struct Seen: Sendable {
  var method: String
  /// Path and query.
  var target: String
  var headers: [(name: String, value: String)]
  var body: String

  /// The only header with this name; nil where there is none, or more than one.
  func header(_ name: String) -> String? {
    let found = headers.filter { $0.name.lowercased() == name.lowercased() }
    return found.count == 1 ? found[0].value : nil
  }

  /// - Parameter text: the whole request.
  init?(_ text: String) {
    let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
    let lines = parts[0].split(separator: "\r\n")
    let words = lines.first?.split(separator: " ") ?? []
    guard parts.count == 2, words.count == 3 else { return nil }
    method = String(words[0])
    target = String(words[1])
    headers = lines.dropFirst().map { line in
      let sides = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(sides[0]), sides.count == 2 ? String(sides[1].drop { $0 == " " }) : "")
    }
    body = String(parts[1])
  }
}

/// Gives the answer; false where the connection must be closed.
private func act(_ answer: RecordingServer.Answer, on connection: Int32) -> Bool {
  switch answer {
  case .send(let bytes): return transmit(bytes, to: connection)
  case .sendAndClose(let bytes):
    _ = transmit(bytes, to: connection)
    return false
  case .close: return false
  case .hang:
    var byte: UInt8 = 0
    while recv(connection, &byte, 1, 0) > 0 {}
    return false
  case .drip(let bytes, let pause):
    for byte in bytes {
      guard transmit([byte], to: connection) else { return false }
      usleep(pause * 1000)
    }
    return true
  case .flood(let length):
    let chunk = [UInt8](repeating: UInt8(ascii: " "), count: 1 << 16)
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    guard transmit(Array(head.utf8), to: connection) else { return false }
    let framed = Array("10000\r\n".utf8) + chunk + Array("\r\n".utf8)
    for _ in 0..<(length >> 16) where !transmit(framed, to: connection) { return false }
    return transmit(Array("0\r\n\r\n".utf8), to: connection)
  }
}

/// A whole request: its head, and as many bytes after it as `Content-Length` says.
private func receive(_ connection: Int32) -> Seen? {
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = recv(connection, &chunk, chunk.count, 0)
    if count <= 0 { return nil }
    bytes += chunk[..<count]
    guard let seen = Seen(String(decoding: bytes, as: UTF8.self)) else { continue }
    if seen.body.utf8.count >= Int(seen.header("Content-Length") ?? "0") ?? 0 { return seen }
  }
}
