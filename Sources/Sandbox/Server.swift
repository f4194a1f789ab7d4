import Catalog
import JSON
import NIOCore
import NIOPosix
import Synchronization
import SystemCalls

/// The Integration API v1 on a loopback port, with an account that costs nothing.
///
/// It runs on one lasting thread of NIO. It must be stopped with `stop`: it goes on running even when
/// nobody holds it.
public final class SandboxServer: Sendable {
  private let options: Options
  private let key: Key
  fileprivate let service: Service
  private let running = Mutex<Running?>(nil)

  /// - Throws: where there is no key, or the state file cannot be read or written.
  public init(_ options: Options = Options()) throws(SandboxError) {
    guard let key = options.keys.first else { throw .noKeys }
    self.options = options
    self.key = key
    service = try Service(options)
  }

  /// Starts to listen, and returns the address. It must be called only once.
  ///
  /// - Throws: where it cannot listen.
  public func start() async throws(SandboxError) -> Address {
    let port = try launch()
    do { return address(try await port.get()) } catch { throw failure(error) }
  }

  /// Starts a sandbox from a program that has no event loop, or one of its own. It waits on the
  /// calling thread until the sandbox listens.
  ///
  /// - Throws: where it cannot be made or cannot listen.
  public static func startInBackground(
    _ options: Options = Options()
  ) throws(SandboxError) -> RunningSandbox {
    let server = try SandboxServer(options)
    let port = try server.launch()
    do {
      return RunningSandbox(address: server.address(try port.wait()), server: server)
    } catch {
      throw server.failure(error)
    }
  }

  /// Closes all connections and saves the state. It waits for that on the calling thread; for
  /// requests that are still being answered it waits at most two seconds.
  ///
  /// - Throws: where the state cannot be saved.
  public func stop() throws(SandboxError) {
    guard let running = running.withLock({ $0.take() }) else { return }
    running.stop(within: .seconds(2))
    try service.save()
  }

  private func launch() throws(SandboxError) -> EventLoopFuture<Int> {
    let running = try Running(service, options)
    self.running.withLock { $0 = running }
    return running.port
  }

  private func address(_ port: Int) -> Address {
    let scheme = options.tls == nil ? "http" : "https"
    return Address(url: "\(scheme)://127.0.0.1:\(port)\(Catalog.basePath)", key: key.text, port: port)
  }

  private func failure(_ error: any Error) -> SandboxError {
    running.withLock { $0.take() }?.stop(within: .seconds(2))
    let reason = (error as? IOError).map { "\(SystemError(code: $0.errnoCode))" } ?? "\(error)"
    return .cannotListen(port: options.port, reason: reason)
  }
}

/// A sandbox that is running.
public struct RunningSandbox: Sendable {
  public let address: Address
  fileprivate let server: SandboxServer

  /// The time of its clock, in seconds since 1970.
  public var now: Double { Double(server.service.now.microseconds) / 1e6 }

  /// Moves its manual clock on by so many seconds, and carries out everything that is due by then.
  public func advance(by seconds: Double) {
    server.service.advance(microseconds: Int64(clamping: min(max(seconds, 0), 1e9) * 1e6))
  }

  /// All messages that were ever queued, in order: `id`, `type`, `recipient`, `status`,
  /// `error_message`.
  public var messages: [Value] { server.service.messages }

  /// Returns to the account before the first call.
  public func reset() { server.service.reset() }

  /// Saves the state where it is kept and has changed. It is called before the process ends without
  /// `stop`.
  public func save() throws(SandboxError) { try server.service.save() }

  /// See `SandboxServer.stop()`.
  public func stop() throws(SandboxError) { try server.stop() }
}
