import Glibc
import HTTP
import Synchronization
import TestSupport

/// A server on loopback that sends the bytes that a test gives it. Each connection has a thread. It
/// lives until the tests end.
final class TestServer: Sendable {
  /// What the server does with a request.
  enum Answer: Sendable {
    case send(String)
    case sendBytes([UInt8])
    case sendAndClose(String)
    case close
    /// Sends nothing until the client goes away.
    case hang
    /// Sends the head, and then the chunk again and again until the client goes away.
    case flood(head: String, chunk: [UInt8])
  }

  struct Seen: Sendable {
    var connection: Int
    /// Request line, headers and body as they were sent.
    var text: String

    var line: String { String(text.prefix { $0 != "\r\n" }) }

    func hasLine(_ line: String) -> Bool { text.split(separator: "\r\n").contains { $0 == line } }
  }

  private struct Log {
    var seen: [Seen] = []
    var connections = 0
  }

  let port: UInt16
  private let log = Mutex(Log())
  private let answer: @Sendable (Int) -> Answer

  /// - Parameter answer: gets the number of the request, from 0.
  init(_ answer: @escaping @Sendable (Int) -> Answer) {
    let listener: Int32
    (listener, port) = listening()
    self.answer = answer
    startThread {
      while true { self.serve(accept(listener, nil, nil)) }
    }
  }

  var url: String { "http://127.0.0.1:\(port)" }

  var seen: [Seen] { log.withLock { $0.seen } }

  private func serve(_ socket: Int32) {
    var on: Int32 = 1
    // A child of a parallel test would keep the connection open after this server closes it.
    _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
    setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    let number = log.withLock { log in
      log.connections += 1
      return log.connections
    }
    startThread {
      while let text = receive(socket) {
        let index = self.log.withLock { log in
          log.seen.append(Seen(connection: number, text: text))
          return log.seen.count - 1
        }
        guard act(self.answer(index), on: socket) else { break }
      }
      // close(2) alone is not enough, because a child that was just started may have inherited the
      // connection.
      shutdown(socket, Int32(SHUT_RDWR))
      close(socket)
    }
  }
}

/// Gives the answer; false where the connection must be closed.
private func act(_ answer: TestServer.Answer, on socket: Int32) -> Bool {
  switch answer {
  case .send(let text): return transmit(Array(text.utf8), to: socket)
  case .sendBytes(let bytes): return transmit(bytes, to: socket)
  case .sendAndClose(let text):
    _ = transmit(Array(text.utf8), to: socket)
    return false
  case .close: return false
  case .hang:
    var byte: UInt8 = 0
    while recv(socket, &byte, 1, 0) > 0 {}
    return false
  case .flood(let head, let chunk):
    var goesOn = transmit(Array(head.utf8), to: socket)
    while goesOn { goesOn = transmit(chunk, to: socket) }
    return false
  }
}

/// A whole request: its head, and as many bytes after it as `Content-Length` says.
private func receive(_ socket: Int32) -> String? {
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = recv(socket, &chunk, chunk.count, 0)
    if count <= 0 { return nil }
    bytes += chunk[..<count]
    let text = String(decoding: bytes, as: UTF8.self)
    let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { continue }
    let length = parts[0].split(separator: "\r\n").first { $0.hasPrefix("Content-Length: ") }
    let expected = length.flatMap { Int($0.dropFirst(16)) } ?? 0
    if parts[1].utf8.count >= expected { return text }
  }
}

func ok(_ body: String, _ headers: String = "") -> TestServer.Answer {
  .send("HTTP/1.1 200 OK\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
}

func status(_ status: Int, _ headers: String = "") -> TestServer.Answer {
  .send("HTTP/1.1 \(status) Something\r\n\(headers)Content-Length: 0\r\n\r\n")
}

/// Sends requests one after another, on a new loop and transport.
func exchange(
  _ requests: Request..., options: CurlTransport.Options = CurlTransport.Options()
) -> [Result<Response, TransportError>] {
  let loop = EventLoop()
  let transport = CurlTransport(on: loop, options: options)
  return loop.run {
    var results: [Result<Response, TransportError>] = []
    for request in requests { results.append(await transport.result(request)) }
    return results
  }
}

extension Transport {
  func result(_ request: Request) async -> Result<Response, TransportError> {
    do throws(TransportError) {
      return .success(try await send(request))
    } catch {
      return .failure(error)
    }
  }
}

extension Result where Success == Response, Failure == TransportError {
  var response: Response? { try? get() }

  var error: TransportError? { if case .failure(let error) = self { error } else { nil } }
}

extension Response {
  var text: String { String(decoding: body, as: UTF8.self) }
}
