import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// The server at work: a thread, and what runs on it.
struct Running: Sendable {
  private let loop: any EventLoop
  private let application: ServiceGroup
  private let task: Task<Void, Never>
  private let finished: EventLoopPromise<Bool>
  /// Where it listens, once it does.
  let port: EventLoopFuture<Int>

  init(_ service: Service, _ options: Options) throws(SandboxError) {
    let port = options.port
    let responder = Responder(service: service, latency: options.latency)
    let channel = HTTP1Channel(responder: responder.respond)
    // Before there is a promise that would have to be kept.
    let secured = try options.tls.map { (files) throws(SandboxError) in try files.channel(over: channel) }
    // A thread of NIO's own, which is never ended: what a server has still to say of its end may come late.
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    self.loop = loop
    let listening = loop.makePromise(of: Int.self)
    let finished = loop.makePromise(of: Bool.self)
    let logger = Logger(label: "sandbox") { _ in SwiftLogNoOpLogHandler() }
    let configuration = ServerConfiguration(address: .hostname("127.0.0.1", port: port))
    let onServerRunning = { @Sendable (channel: any Channel) in
      listening.succeed(channel.localAddress?.port ?? port)
    }
    let server: any ServiceLifecycle.Service
    if let secured {
      server = Server(
        childChannelSetup: secured, configuration: configuration, onServerRunning: onServerRunning,
        eventLoopGroup: loop, logger: logger)
    } else {
      server = Server(
        childChannelSetup: channel, configuration: configuration, onServerRunning: onServerRunning,
        eventLoopGroup: loop, logger: logger)
    }
    let services: [any ServiceLifecycle.Service] =
      service.isKept ? [Saver(service: service), server] : [server]
    application = ServiceGroup(configuration: .init(services: services, logger: logger))
    task = Task(executorPreference: LoopExecutor(loop)) { [application] in
      do {
        try await application.run()
        listening.fail(CancellationError())
      } catch {
        listening.fail(error)
      }
      finished.succeed(true)
    }
    self.finished = finished
    self.port = listening.futureResult
  }

  /// Between the end of the port and that of the connections.
  private static let grace = TimeAmount.milliseconds(50)

  /// Closes the port and every connection; comes back when that is done, or after the limit.
  func stop(within limit: TimeAmount) {
    // First it takes no more connections, and begins on those that it has taken: one that was let go before would end
    // the process (NIOAsyncWriter must be finished).
    Task { [application] in await application.triggerGracefulShutdown() }
    let cancellation = loop.scheduleTask(in: Self.grace) { [task] in task.cancel() }
    let timeout = loop.scheduleTask(in: limit) { finished.succeed(false) }
    let isFinished = try? finished.futureResult.wait()
    if isFinished == true { timeout.cancel() }
    cancellation.cancel()
  }
}

/// Writes down, each second, what was too much to be written with every change.
private struct Saver: ServiceLifecycle.Service {
  let service: Service

  func run() async throws {
    while true {
      try await Task.sleep(for: .seconds(1))
      // What cannot be written now is tried again, and told at the latest when the server stops.
      try? service.save()
    }
  }
}
