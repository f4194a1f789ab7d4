import NIOCore
import NIOHTTP1

/// Answers the requests of one connection.
///
/// `HTTPServerPipelineHandler` stands before it. It passes on the next request, or bytes that are not a
/// request, when the answer to the last request is complete.
final class Exchange: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private enum Stage {
    /// Between two requests.
    case idle
    case reading(HTTPRequestHead)
    /// The answer is held back or is being sent. A request that is too large is not read to its end before
    /// that.
    case answering(isRead: Bool)
    /// The answer was sent. The rest of its request is dropped.
    case answered
  }

  /// A client that keeps its side of the connection open waits a little longer than this.
  private static let patience = TimeAmount.seconds(1)

  private let service: Service
  private let latency: Duration
  private var stage = Stage.idle
  /// The part of the body that was read.
  private var body = ByteBuffer()
  /// Whether the connection ends with this answer.
  private var isLast = false
  /// Whether the end of an answer is being written. During that, the next request is passed on.
  private var isHandingOn = false
  /// Whether nothing is read or sent any more.
  private var isEnded = false

  init(_ service: Service, latency: Duration) {
    self.service = service
    self.latency = latency
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if isEnded { return }
    switch (unwrapInboundIn(data), stage) {
    case (.head(let head), _): begin(head, context)
    case (.body(let bytes), .reading(let head)):
      body.writeImmutableBuffer(bytes)
      if body.readableBytes > Incoming.bodyLimit { answer(head, .tooLarge, isRead: false, context) }
    case (.end, .reading(let head)):
      answer(head, .bytes(Array(body.readableBytesView)), isRead: true, context)
    case (.end, .answering): stage = .answering(isRead: true)
    case (.end, .answered): stage = .idle
    case (.body, .idle), (.body, .answering), (.body, .answered), (.end, .idle): break
    }
  }

  /// A client that closes its side of the connection still gets the answer.
  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard case ChannelEvent.inputClosed = event, !isEnded else { return }
    if case .idle = stage { end(context) } else { isLast = true }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if isEnded { return }
    switch error {
    case HTTPParserError.headerOverflow: refuse(.headTooLarge(limit: HTTPRequestHead.limit), context)
    case let error as HTTPParserError: refuse(.malformed(reason: "\(error)"), context)
    // These are more bytes after those that the parser could not read.
    case is ByteToMessageDecoderError: break
    default: context.close(promise: nil)
    }
  }

  func channelInactive(context: ChannelHandlerContext) { isEnded = true }
}

// MARK: - From a request to its answer

extension Exchange {
  private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let head = head.withHostOfTarget()
    isLast = head.version.isOld || !head.isKeepAlive
    stage = .reading(head)
    if let refusal = head.refusal { return refuse(refusal, context) }
    let fits = head.declaredLength <= Incoming.bodyLimit
    // A client that asked for it waits for this answer before it sends the body. Where the body is too large,
    // the client does not get it.
    if head.asksToContinue, fits {
      context.writeAndFlush(
        wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))), promise: nil)
    }
    if head.asksToContinue, !fits { isLast = true }
    // A body whose length is declared too large is not waited for.
    if !fits { answer(head, .tooLarge, isRead: false, context) }
  }

  private func answer(
    _ head: HTTPRequestHead, _ body: Incoming.Body, isRead: Bool, _ context: ChannelHandlerContext
  ) {
    stage = .answering(isRead: isRead)
    self.body = ByteBuffer()
    let reply = service.answer(Incoming(head, body))
    let delay = latency + reply.delay
    // Without this, each of a thousand requests that wait for one another would be answered within the answer
    // before it.
    guard delay > .zero || isHandingOn else { return deliver(reply, to: head, context) }
    context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(delay)) {
      self.deliver(reply, to: head, context)
    }
  }

  /// Answers bytes that are not a request like any other failure, and ends the connection, because nobody
  /// knows where the next request begins.
  private func refuse(_ refusal: Refusal, _ context: ChannelHandlerContext) {
    isLast = true
    switch stage {
    case .idle: deliver(refusal.reply, to: nil, context)
    case .reading(let head): deliver(refusal.reply, to: head, context)
    case .answering: break
    case .answered: end(context)
    }
  }
}

// MARK: - The way of an answer

extension Exchange {
  private func deliver(_ reply: Reply, to request: HTTPRequestHead?, _ context: ChannelHandlerContext) {
    if isEnded { return }
    if reply.delivery == .lost { return context.close(promise: nil) }
    let flow = reply.flow(of: service)
    // HEAD is GET without the body of the answer (RFC 9110 §9.3.2).
    let hasBody = request?.method != .HEAD
    var head = HTTPResponseHead(reply, length: hasBody ? flow.length : flow.length ?? 0)
    // A client of HTTP/1.0 does not know chunks, and waits for the end of the connection.
    if request?.version.isOld == true { head.version = .http1_0 }
    if isLast { head.headers.add(name: "Connection", value: "close") }
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    guard hasBody else { return finish(context) }
    switch flow {
    case .whole(let bytes):
      _ = write(bytes, context)
      finish(context)
    case .half(let bytes):
      let half = write(
        bytes.getSlice(at: bytes.readerIndex, length: bytes.readableBytes / 2) ?? bytes, context)
      context.flush()
      half.assumeIsolated().whenSuccess { context.close(promise: nil) }
    case .endless(let start, let pause, let next):
      _ = write(start, context)
      go(on: next, pause, context)
    }
  }

  private func write(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) -> EventLoopFuture<Void> {
    context.write(wrapOutboundOut(.body(.byteBuffer(bytes))))
  }

  /// Asks for the next bytes only when the last ones are sent and the pause is over, so that a slow client
  /// takes no memory.
  private func go(on next: @escaping () -> [ByteBuffer], _ pause: Duration, _ context: ChannelHandlerContext)
  {
    if isEnded { return }
    let loop = context.eventLoop.assumeIsolated()
    let sent = next().map { write($0, context) }.last ?? context.eventLoop.makeSucceededVoidFuture()
    context.flush()
    sent.assumeIsolated().whenSuccess {
      loop.scheduleTask(in: TimeAmount(pause)) { self.go(on: next, pause, context) }
    }
  }

  private func finish(_ context: ChannelHandlerContext) {
    if case .answering(isRead: true) = stage { stage = .idle } else { stage = .answered }
    let isLast = isLast
    isEnded = isLast
    isHandingOn = true
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    isHandingOn = false
    if isLast { end(context) }
  }

  /// Closes this side of the connection. Further bytes of the client are read and dropped. If the connection
  /// were closed before that, the client would not see the answer.
  private func end(_ context: ChannelHandlerContext) {
    isEnded = true
    let (channel, loop) = (context.channel, context.eventLoop.assumeIsolated())
    context.close(mode: .output).assumeIsolated().whenComplete { _ in
      let patience = loop.scheduleTask(in: Self.patience) { channel.close(promise: nil) }
      channel.closeFuture.assumeIsolated().whenComplete { _ in patience.cancel() }
    }
  }
}
