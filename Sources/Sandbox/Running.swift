import NIOCore
import NIOHTTP1
import NIOPosix

/// The running server: its port and its connections, which belong to one thread.
struct Running: Sendable {
  private let listener: EventLoopFuture<any Channel>
  private let connections: NIOLoopBoundBox<[ObjectIdentifier: any Channel]>
  /// Saves from time to time a state that is too large to be written at each change.
  private let saver: RepeatedTask?
  /// The port, once the server listens.
  let port: EventLoopFuture<Int>

  init(_ service: Service, _ options: Options) throws(SandboxError) {
    let secure = try options.tls.map { files throws(SandboxError) in try files.handlers() }
    // This thread of NIO's own never ends, because a server may report its end late.
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let connections = NIOLoopBoundBox.makeBoxSendingValue([ObjectIdentifier: any Channel](), eventLoop: loop)
    let latency = options.latency
    listener = ServerBootstrap(group: loop)
      .serverChannelOption(.backlog, value: 256)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelInitializer { channel in
        let id = ObjectIdentifier(channel)
        connections.value[id] = channel
        channel.closeFuture.whenComplete { _ in connections.value[id] = nil }
        return channel.eventLoop.makeCompletedFuture {
          if let secure { try channel.pipeline.syncOperations.addHandler(secure()) }
          try channel.pipeline.syncOperations.addHandlers(
            HTTPResponseEncoder(), ByteToMessageHandler(HTTPRequestDecoder(limitConfiguration: Self.limits)),
            HTTPServerPipelineHandler(), Exchange(service, latency: latency))
        }
      }
      .bind(host: "127.0.0.1", port: options.port)
    self.connections = connections
    port = listener.map { $0.localAddress?.port ?? options.port }
    saver =
      service.isKept
      ? loop.scheduleRepeatedTask(initialDelay: .seconds(1), delay: .seconds(1)) { _ in
        // A failed write is tried again later. At the latest, stopping the server reports it.
        try? service.save()
      } : nil
  }

  /// `Exchange` has its own limits. The parser's limits only protect the memory.
  private static var limits: NIOHTTPDecoderLimitConfiguration {
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldSize = 1 << 20
    limits.maxHeaderListSize = 1 << 20
    limits.maxHeaderFieldCount = 1000
    return limits
  }

  /// The time between closing the port and closing the connections.
  private static let grace = TimeAmount.milliseconds(50)

  /// Closes the port and all connections. Returns when that is done, or after the limit.
  func stop(within limit: TimeAmount) {
    saver?.cancel()
    let loop = listener.eventLoop
    let finished = loop.makePromise(of: Void.self)
    let timeout = loop.scheduleTask(in: limit) { finished.succeed() }
    listener.whenComplete { [connections] listener in
      let port = try? listener.get()
      port?.close(promise: nil)
      let open = Array(connections.value.values)
      // A connection without a request is closed at once.
      for one in open { one.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
      loop.scheduleTask(in: Self.grace) { for one in open { one.close(promise: nil) } }
      EventLoopFuture.andAllComplete((open + [port].compactMap(\.self)).map(\.closeFuture), on: loop)
        .cascade(to: finished)
    }
    try? finished.futureResult.wait()
    timeout.cancel()
  }
}
