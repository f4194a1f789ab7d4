import CCurl
import SystemCalls

/// The transport on libcurl, on the event loop, which it wakes when an answer comes. Only the loop's thread reaches what
/// changes here: `send` goes there, and the loop calls the rest.
///
/// It sends each request at most once, follows no redirect, keeps connections open, verifies TLS
/// always, and takes proxies from the environment as libcurl does. libcurl is initialised by the first
/// request. A loop has one transport, which serves every URL.
public final class CurlTransport: Transport, @unchecked Sendable {
  /// The limits of each request.
  public struct Options: Sendable {
    /// Seconds until a connection has to be ready, name lookup and TLS included.
    public var connectTimeout = 10.0
    /// Seconds until the whole answer has to be there.
    public var timeout = 30.0
    /// Bytes that the body of an answer may have, decoded.
    public var bodyLimit = 64 << 20
    /// Connections that are open at once at most; further requests wait for one. Enough for most of the
    /// fibers that run side by side, and few beside the 1,024 descriptors that a process may have.
    public var connections = 256
    /// The certificate authorities to trust, as PEM, instead of the system's.
    public var certificateFile = CurrentProcess.variable("SSL_CERT_FILE")
    /// Whether servers speak HTTP/2 without TLS, where no handshake tells it.
    var assumesHTTP2 = false

    public init() {}
  }

  private let loop: EventLoop
  private let options: Options
  private var multi: MultiHandle?
  private var running: [UnsafeMutableRawPointer: Transfer] = [:]
  private var idle: [Transfer] = []
  private let farewells = Transfer.Farewells()
  private var lastID: UInt64 = 0
  /// The origin of the last request. Most requests go to one origin.
  private var lastOrigin: Origin?

  public init(on loop: EventLoop, options: Options = Options()) {
    self.loop = loop
    self.options = options
  }

  public func send(_ request: Request) async throws(TransportError) -> Response {
    if loop.isHere { return try await sendHere(request) }
    return try await withTaskExecutorPreference(loop) { () async throws(TransportError) in
      precondition(loop.isHere, "an executor runs what prefers it")
      return try await sendHere(request)
    }
  }

  private func sendHere(_ request: Request) async throws(TransportError) -> Response {
    let url = try request.checked(&lastOrigin)
    if Task.isCancelled { throw TransportError(.cancelled, host: url.host, acted: .no) }
    lastID += 1
    let id = lastID
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { start(id, request, url, $0) }
    } onCancel: {
      // A cancellation may come on any thread, before or after the start. The loop puts them in order.
      Task(executorPreference: loop) { await self.cancel(id) }
    }
    return try result.get()
  }

  private func start(
    _ id: UInt64, _ request: Request, _ url: URLParts, _ continuation: Transfer.Continuation
  ) {
    do throws(CurlError) {
      let multi = try readyMulti()
      let transfer = try readyTransfer()
      try transfer.easy.prepare(request, url, options)
      try multi.add(transfer.easy)
      transfer.begin(
        id, url, timeout: request.timeout ?? options.timeout, grace: request.grace, continuation)
      running[transfer.easy.pointer] = transfer
    } catch {
      let failure = TransportError(.unusable, host: url.host, detail: error.text, acted: .no)
      continuation.resume(returning: .failure(failure))
    }
  }

  private func readyMulti() throws(CurlError) -> MultiHandle {
    if let multi { return multi }
    let multi = try MultiHandle(connections: options.connections)
    loop.adopt(self)
    self.multi = multi
    return multi
  }

  private func readyTransfer() throws(CurlError) -> Transfer {
    if let transfer = idle.popLast() { return transfer }
    let transfer = try Transfer(bodyLimit: options.bodyLimit, farewells)
    try transfer.easy.configure(options)
    return transfer
  }

  private func cancel(_ id: UInt64) async {
    guard let transfer = running.values.first(where: { $0.id == id }) else { return }
    if transfer.hasBegun, transfer.grace > 0 {
      // The sleep runs in a task of its own, which nothing cancels.
      try? await loop.sleep(transfer.grace)
      guard running[transfer.easy.pointer] === transfer, transfer.id == id else { return }
    }
    finish(transfer, .failure(transfer.error(.cancelled)))
  }

  private func finish(_ transfer: Transfer, _ result: Result<Response, TransportError>) {
    multi?.remove(transfer.easy)
    running[transfer.easy.pointer] = nil
    // Where the server refused the request, the handle remembers that, and would report it for the next
    // request. So only handles that succeeded are used again.
    if case .success = result { idle.append(transfer) }
    transfer.end(result)
  }
}

extension CurlTransport: LoopDriver {
  func advance() {
    guard let multi else { return }
    do throws(CurlError) {
      try multi.perform()
      for (connection, last) in farewells.heard {
        for transfer in running.values { transfer.hear(last, on: connection) }
      }
      if !farewells.heard.isEmpty { farewells.heard = [] }
      while let (easy, code) = multi.nextFinished() {
        if let transfer = running[easy] { finish(transfer, transfer.result(code, options)) }
      }
    } catch {
      fail(error)
    }
  }

  func wait(milliseconds: Int32, wakeup: Int32) -> Bool {
    multi?.wait(milliseconds: milliseconds, other: wakeup) ?? false
  }

  /// Ends all transfers, because the multi handle itself has failed, and none of them would end.
  private func fail(_ error: CurlError) {
    for transfer in running.values {
      finish(transfer, .failure(transfer.error(.unusable, detail: error.text)))
    }
  }
}
