import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// The server at work: a thread, and what runs on it.
struct Running: Sendable {
  private let group: MultiThreadedEventLoopGroup
  private let application: ServiceGroup
  private let task: Task<Void, Never>
  private let finished: EventLoopPromise<Bool>
  /// Where it listens, once it does.
  let port: EventLoopFuture<Int>

  init(_ service: Service, _ options: Options) throws(SandboxError) {
    let port = options.port
    let responder = Responder(service: service, latency: options.latency)
    let channel = HTTP1Channel(responder: responder.respond)
    // Before there is a thread or a promise that would have to be ended.
    let secured = try options.tls.map { (files) throws(SandboxError) in try files.channel(over: channel) }
    group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let loop = group.next()
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
        eventLoopGroup: group, logger: logger)
    } else {
      server = Server(
        childChannelSetup: channel, configuration: configuration, onServerRunning: onServerRunning,
        eventLoopGroup: group, logger: logger)
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

  /// Closes the port and every connection, and ends the thread; where that takes longer than the
  /// limit, the thread is left behind.
  func stop(within limit: TimeAmount) {
    // First it takes no more connections, and begins on those that it has taken: one that was let go before would end
    // the process (NIOAsyncWriter must be finished).
    Task { [application] in await application.triggerGracefulShutdown() }
    let cancellation = group.next().scheduleTask(in: Self.grace) { [task] in task.cancel() }
    let timeout = group.next().scheduleTask(in: limit) { finished.succeed(false) }
    let isFinished = try? finished.futureResult.wait()
    guard isFinished == true else { return }
    timeout.cancel()
    cancellation.cancel()
    // What the server has still to say of its end is said on its thread.
    group.next().scheduleTask(in: Self.grace * 4) { [group] in group.shutdownGracefully { _ in } }
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
