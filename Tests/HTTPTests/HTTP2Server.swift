import Glibc
import Synchronization
import TestSupport

/// An HTTP/2 server (RFC 9113) on loopback, without TLS. It reads frames, and answers each request with the
/// frames that the test gives. It lives until the tests end.
final class HTTP2Server: Sendable {
  enum Frame: Sendable {
    /// The answer 200 without a body.
    case ok
    /// RST_STREAM for the stream of the request.
    case reset(UInt32)
    /// GOAWAY with the last stream on which the server may act, and the reason.
    case goAway(last: UInt32, error: UInt32)
    /// The head of the answer, and nothing after it.
    case head
    /// 103 (Early Hints). The head of the final answer would come after it.
    case interim
    case close
    /// All of these in one write.
    indirect case together([Frame])
  }

  /// REFUSED_STREAM and others (RFC 9113 §7).
  static let (noError, protocolError, internalError, refused, cancel, tooMuch, needsHTTP1) =
    (UInt32(0), UInt32(1), UInt32(2), UInt32(7), UInt32(8), UInt32(11), UInt32(13))

  let url: String
  /// The certificate to trust, where the server speaks TLS.
  private(set) nonisolated(unsafe) var certificate: String?
  private let log = Mutex<[UInt32]>([])
  private let answer: @Sendable (Int, UInt32) -> [Frame]?

  /// A server without TLS.
  ///
  /// - Parameter answer: gets the number of the request, from 0, and its stream. Nil: no answer before the
  ///   next request.
  init(plain answer: @escaping @Sendable (Int, UInt32) -> [Frame]?) {
    let (listener, port) = listening()
    url = "http://127.0.0.1:\(port)"
    self.answer = answer
    startThread {
      while true {
        let socket = accept(listener, nil, nil)
        guard socket >= 0 else { continue }
        _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
        startThread {
          self.serve(Wire(input: socket, output: socket))
          shutdown(socket, Int32(SHUT_RDWR))
          close(socket)
        }
      }
    }
  }

  /// A server with TLS, which `openssl s_server` decrypts. Nil where `openssl` is missing.
  init?(tls answer: @escaping @Sendable (Int, UInt32) -> [Frame]?) {
    self.answer = answer
    guard let terminator = TLSTerminator() else { return nil }
    url = "https://localhost:\(terminator.port)"
    certificate = terminator.certificate
    startThread {
      // The connections come one after another, through the same pipe.
      self.serve(Wire(input: terminator.output, output: terminator.input))
    }
  }

  /// The streams of the requests, in the order in which the requests were complete.
  var streams: [UInt32] { log.withLock { $0 } }

  private func serve(_ wire: Wire) {
    guard wire.read(24) != nil, wire.write(frame(4, 0, 0)) else { return }
    while let head = wire.read(9) {
      if head.starts(with: "PRI ".utf8) {
        guard wire.read(15) != nil, wire.write(frame(4, 0, 0)) else { return }
        continue
      }
      let length = head[..<3].reduce(0) { $0 << 8 | Int($1) }
      let stream = head[5...].reduce(0) { $0 << 8 | UInt32($1) }
      guard wire.read(length) != nil else { return }
      let (type, flags) = (head[3], head[4])
      if type == 4, flags & 1 == 0 { guard wire.write(frame(4, 1, 0)) else { return } }
      // DATA or HEADERS with END_STREAM.
      guard type <= 1, flags & 1 == 1 else { continue }
      let number = log.withLock { log in
        log.append(stream)
        return log.count - 1
      }
      for answer in answer(number, stream) ?? [] {
        guard wire.write(bytes(of: answer, stream)) else { return }
        if case .close = answer { return }
      }
    }
  }

  private func bytes(of answer: Frame, _ stream: UInt32) -> [UInt8] {
    switch answer {
    // `:status: 200` is entry 8 of HPACK's static table (RFC 7541).
    case .ok: frame(1, 5, stream, [0x88])
    case .head: frame(1, 4, stream, [0x88])
    // A literal value of 3 bytes with the name of entry 8.
    case .interim: frame(1, 4, stream, [0x08, 3] + Array("103".utf8))
    case .reset(let code): frame(3, 0, stream, big(code))
    case .goAway(let last, let error): frame(7, 0, 0, big(last) + big(error))
    case .close: []
    case .together(let frames): frames.flatMap { bytes(of: $0, stream) }
    }
  }

  private func frame(_ type: UInt8, _ flags: UInt8, _ stream: UInt32, _ payload: [UInt8] = []) -> [UInt8] {
    big(UInt32(payload.count)).dropFirst() + [type, flags] + big(stream) + payload
  }

  private func big(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}

/// The two ends of a connection, or of two pipes.
private struct Wire {
  var input: Int32
  var output: Int32

  func write(_ bytes: [UInt8]) -> Bool {
    bytes.isEmpty || Glibc.write(output, bytes, bytes.count) == bytes.count
  }

  func read(_ count: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16_384)
    while bytes.count < count {
      let got = Glibc.read(input, &chunk, min(chunk.count, count - bytes.count))
      if got <= 0 { return nil }
      bytes += chunk[..<got]
    }
    return bytes
  }
}

/// `openssl s_server`, which speaks TLS with its clients, and plain bytes on two pipes.
private final class TLSTerminator: Sendable {
  let port: UInt16
  /// Bytes that are written here go to the client.
  let input: Int32
  /// Bytes from the client.
  let output: Int32
  /// The file of its certificate, which is also its own authority.
  let certificate: String

  init?() {
    var template = Array("/tmp/wessaal-tls-XXXXXX".utf8CString)
    guard let folder = mkdtemp(&template).map({ String(cString: $0) }) else { return nil }
    certificate = folder + "/cert.pem"
    let request = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
      folder + "/key.pem", "-out", certificate, "-days",
      "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
    ]
    let made = spawning.withLock { _ in Self.openssl(request, nil, nil) }
    guard let made, Self.succeeds(made) else { return nil }
    signal(SIGPIPE, SIG_IGN)
    let options = ["-quiet", "-alpn", "h2", "-cert", certificate, "-key", folder + "/key.pem"]
    // Another process may have taken the port before the server does.
    for _ in 1...5 {
      let (socket, port) = listening()
      close(socket)
      guard let server = Self.serve(options, port) else { return nil }
      if Self.isListening(port, server.pid) {
        (self.port, input, output) = (port, server.input, server.output)
        return
      }
      for end in [server.input, server.output] { close(end) }
    }
    return nil
  }

  /// Starts a server with two pipes. It is stopped after ten minutes, because between two connections
  /// `s_server` does not notice that its input has ended, for example when this process has gone.
  private static func serve(
    _ options: [String], _ port: UInt16
  ) -> (pid: pid_t, input: Int32, output: Int32)? {
    spawning.withLock { _ in
      var (toServer, fromServer): ([Int32], [Int32]) = ([0, 0], [0, 0])
      pipe(&toServer)
      pipe(&fromServer)
      for end in [toServer[1], fromServer[0]] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      let pid = openssl(["s_server", "-accept", "\(port)"] + options, toServer[0], fromServer[1])
      close(toServer[0])
      close(fromServer[1])
      return pid.map { ($0, toServer[1], fromServer[0]) }
    }
  }

  private static func openssl(_ words: [String], _ input: Int32?, _ output: Int32?) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (end, target) in [(input, STDIN_FILENO), (output, STDOUT_FILENO)] {
      if let end { posix_spawn_file_actions_adddup2(&actions, end, target) }
    }
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    // It lives longer than other tests. A connection of theirs that it inherited would not end before it does.
    for other in 3..<min(Int32(clamping: sysconf(Int32(_SC_OPEN_MAX))), 4096) {
      posix_spawn_file_actions_addclose(&actions, other)
    }
    let arguments = (["timeout", "-s", "KILL", "600", "openssl"] + words).map { strdup($0) } + [nil]
    defer { for text in arguments { free(text) } }
    var pid: pid_t = 0
    return posix_spawnp(&pid, "timeout", &actions, nil, arguments, environ) == 0 ? pid : nil
  }

  private static func succeeds(_ pid: pid_t) -> Bool {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    return status == 0
  }

  /// Waits until the server listens on the port, by the kernel's own list, because a test by connecting would
  /// be a connection. False where the server has ended.
  private static func isListening(_ port: UInt16, _ server: pid_t) -> Bool {
    let wanted = String(port, radix: 16, uppercase: true)
    let padded = ":" + String(repeating: "0", count: 4 - wanted.count) + wanted + " "
    for _ in 0..<3000 {
      var status: Int32 = 0
      if waitpid(server, &status, WNOHANG) != 0 { return false }
      for list in ["/proc/net/tcp", "/proc/net/tcp6"] {
        guard let file = fopen(list, "r") else { continue }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 512)
        while fgets(&line, 512, file) != nil {
          let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
          let words = text.split(separator: " ")
          // The server listens on all addresses; other programs on the port listen only on loopback.
          let isOurs = words.count > 3 && (words[1] + " ").hasSuffix(padded) && words[1].hasPrefix("00000000")
          if isOurs, words[3] == "0A" { return true }
        }
      }
      usleep(10_000)
    }
    return false
  }
}
