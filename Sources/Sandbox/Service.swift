import Catalog
import JSON
import NIOCore
import Synchronization
import Verbs

/// A request before it is interpreted.
struct Incoming: Sendable {
  enum Body: Sendable {
    case bytes([UInt8])
    /// The body is larger than the limit.
    case tooLarge
  }

  /// The most bytes that a body may have.
  static let bodyLimit = 1 << 20

  let method: String
  /// The value of the `Host` field; nil where there is none, which HTTP/1.0 allows.
  let host: String?
  /// The path and the query, as they were sent.
  let target: String
  let key: String?
  let contentType: String?
  /// The last event that a page has received.
  let lastEventID: String?
  let body: Body
}

/// Answers requests, one at a time, and keeps the changes that they make.
final class Service: Sendable {
  private let core: Mutex<Core>
  /// Whether the state is saved for later runs.
  let isKept: Bool

  init(_ options: Options) throws(SandboxError) {
    isKept = options.stateFile != nil
    core = Mutex(try Core(options))
  }

  func answer(_ request: Incoming) -> Reply { core.withLock { $0.answer(request) } }

  /// See `Feed.events`.
  func events(after cursor: Int) -> (events: [ByteBuffer], next: Int) {
    core.withLock { $0.events(after: cursor) }
  }

  /// Saves what was not saved yet.
  func save() throws(SandboxError) {
    try core.withLock { core throws(SandboxError) in try core.save() }
  }
}

/// Functions for the program that runs the sandbox. They need no HTTP.
extension Service {
  var now: Timestamp { core.withLock { $0.state.now } }

  /// See `RunningSandbox.messages`.
  var messages: [Value] {
    let view = MessageView(["id", "type", "recipient", "status", "error_message"])
    return core.withLock { $0.state.messages.map(view.of) }
  }

  /// Moves the manual clock on.
  func advance(microseconds: Int64) {
    core.withLock { $0.state.advance(to: $0.state.now.adding(microseconds: microseconds)) }
  }

  /// Returns to the state at the start.
  func reset() { core.withLock { $0.state.reset($0.options) } }
}

/// The values that the lock protects.
private struct Core {
  let options: Options
  let routes = Routes(.standard, handlers: allHandlers())
  let controls = allControls()
  var state: State
  var feed = Feed()
  var store: Store?

  init(_ options: Options) throws(SandboxError) {
    self.options = options
    state = State(options)
    guard let path = options.stateFile else { return }
    let store = Store(path: path)
    if let saved = try store.load() { try state.restore(saved, of: path, credits: options.credits) }
    // Writing the file now shows at the start, and not later, that it cannot be written.
    try store.write(state.snapshot)
    self.store = store
  }

  /// Answers with the date of the manual clock, where that is used, so that dates and the times of records are of one
  /// clock.
  mutating func answer(_ request: Incoming) -> Reply {
    var reply = reply(to: request)
    if options.clock == .manual { reply.date = state.now }
    return reply
  }

  private mutating func reply(to request: Incoming) -> Reply {
    state.tick()
    let target = Target(request.target)
    // This check comes first: a request that the page of another site makes in a browser must not
    // be answered.
    if let host = request.host, !isLoopback(host: host) {
      return Refusal.misdirected(host: host).reply
    }
    if let page = page(target, request) { return page }
    if let name = target.control { return control(name, target, request) }
    state.requests.add(RequestLog.Entry(request))
    let (fault, delay) = state.trouble.next()
    let before = state.messages.count
    var reply = reply(to: request, target, meeting: fault)
    reply.delay = delay
    if request.method != "GET" {
      reply.encoded = reply.bytes
      state.requests.answered(
        RequestLog.Answer(status: reply.status, body: reply.bytes), queuing: before..<state.messages.count)
    }
    return reply
  }

  mutating func events(after cursor: Int) -> (events: [ByteBuffer], next: Int) {
    state.tick()
    return feed.events(after: cursor, of: state)
  }

  private mutating func reply(to request: Incoming, _ target: Target, meeting fault: Fault?) -> Reply {
    do throws(Refusal) {
      let key = try key(of: request)
      if let reply = fault?.replyInsteadOfActing { return reply }
      var reply = try serve(request, target, key)
      if request.method != "GET" { try keep() }
      if let delivery = fault?.delivery { reply.delivery = delivery }
      return reply
    } catch {
      return error.reply
    }
  }

  mutating func save() throws(SandboxError) {
    if store?.isBehind == true { try store?.save(state.snapshot) }
  }

  /// Saves a change before it is answered, or soon after that where saving takes long.
  private mutating func keep() throws(Refusal) {
    guard store != nil else { return }
    store?.isBehind = true
    guard store?.isRested == true else { return }
    do throws(SandboxError) { try save() } catch { throw .unsaved(reason: error.description) }
  }
}

// MARK: - The API

extension Core {
  /// Checks key, rate, route, scope, size and arguments, in this order. The handler checks the
  /// rest.
  private mutating func serve(
    _ request: Incoming, _ target: Target, _ key: Key
  ) throws(Refusal) -> Reply {
    if let seconds = state.takeRequest(of: key) { throw .rateLimited(retryAfter: seconds) }
    let (route, captures) = try route(request.method, target)
    if let reason = route.operation.gone { throw .gone(reason: reason) }
    if let scope = route.operation.scope, !key.scopes.contains(scope) { throw .forbidden(scope) }
    let arguments = try arguments(route.operation, target, request)
    let violations = route.operation.validate(arguments, checks: .server)
    guard violations.isEmpty else { throw .invalid(violations.map(FieldFault.init)) }
    guard let handler = route.handler else { throw .failure }
    if route.operation.kind == .write { state.changes.add(Change(kind: .state)) }
    let path = captures.map { PercentEncoding.decode($0) ?? String($0) }
    return try handler(Visit(route: route, pathArguments: path, arguments: arguments, key: key), &state)
  }

  private func key(of request: Incoming) throws(Refusal) -> Key {
    guard let text = request.key else { throw .missingKey }
    guard let key = state.keys[text] else { throw .unknownKey }
    return key
  }

  private func route(
    _ method: String, _ target: Target
  ) throws(Refusal) -> (route: Route, captures: [Substring]) {
    guard let path = target.api else { throw .unknownRoute(path: target.path) }
    do throws(Routes.Missing) {
      return try routes.find(method: method, path: path)
    } catch {
      if error.allowed.isEmpty { throw .unknownRoute(path: target.path) }
      throw .wrongMethod(method, path: target.path, allowed: error.allowed)
    }
  }

  /// The query of a GET; else the body, and what the query adds to it.
  private func arguments(
    _ operation: Operation, _ target: Target, _ request: Incoming
  ) throws(Refusal) -> Object {
    let query = target.arguments(of: operation)
    if operation.method == .get { return query }
    var arguments = try operation.fields(of: request.bytes(), request.contentType)
    for member in query.members where arguments[member.name] == nil { arguments[member.name] = member.value }
    return arguments
  }
}

extension FieldFault {
  fileprivate init(_ violation: Violation) {
    self.init(field: violation.field, message: violation.message)
  }
}

// MARK: - The control routes

extension Core {
  /// The page of the inbox. It needs no key itself, because it shows nothing until the reader gives
  /// one.
  private func page(_ target: Target, _ request: Incoming) -> Reply? {
    var reply = Reply(status: 200, body: .null)
    switch target.path {
    case "/sandbox/": reply.content = .page
    case "/sandbox": reply = Reply(status: 301, body: .null, content: .redirect(to: "/sandbox/"))
    default: return nil
    }
    if request.method == "GET" { return reply }
    return Refusal.wrongMethod(request.method, path: target.path, allowed: ["GET", "HEAD"]).plainReply
  }

  private mutating func control(_ path: Substring, _ target: Target, _ request: Incoming) -> Reply {
    do throws(Refusal) {
      let key = try key(of: request)
      let steps = path.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      let id = steps.count == 2 ? Pattern.digits.matches(String(steps[1])) : nil
      let matches = controls.filter { $0.name == steps[0] && id == ($0.takesID ? true : nil) }
      guard !matches.isEmpty else { throw .unknownRoute(path: target.path) }
      guard let control = matches.first(where: { $0.method == request.method }) else {
        let allowed = matches.flatMap { $0.method == "GET" ? ["GET", "HEAD"] : [$0.method] }
        throw .wrongMethod(request.method, path: target.path, allowed: allowed)
      }
      if control.tells {
        let cursor = Feed.cursor(request.lastEventID, state.changes)
        return Reply(status: 200, body: .null, content: .events(after: cursor))
      }
      let arguments = request.method == "GET" ? Object() : try object(of: request.bytes())
      let call = ControlCall(
        arguments: arguments, id: steps.count == 2 ? Int64(steps[1]) : nil, target: target, key: key,
        options: options)
      let body = try control.run(call, &state)
      if request.method != "GET" { try keep() }
      return Reply(status: 200, body: body)
    } catch {
      return error.plainReply
    }
  }
}

extension Incoming {
  fileprivate func bytes() throws(Refusal) -> [UInt8] {
    guard case .bytes(let bytes) = body else { throw .tooLarge(limit: Self.bodyLimit) }
    return bytes
  }
}

extension RequestLog.Entry {
  fileprivate init(_ request: Incoming) {
    let body: [UInt8] = if case .bytes(let bytes) = request.body { bytes } else { [] }
    self.init(method: request.method, path: request.target, body: body)
  }
}
