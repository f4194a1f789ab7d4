import Catalog
import JSON
import Synchronization

/// A request, before it means anything.
struct Incoming: Sendable {
  enum Body: Sendable {
    case bytes([UInt8])
    /// More of it came than is taken.
    case tooLarge
  }

  /// The most bytes that a body may have.
  static let bodyLimit = 1 << 20

  let method: String
  /// The path and the query, as they came.
  let target: String
  let key: String?
  let body: Body
}

/// Answers requests, one at a time, and keeps what they change.
final class Service: Sendable {
  private let core: Mutex<Core>
  /// Whether the state outlives the run.
  let isKept: Bool

  init(_ options: Options) throws(SandboxError) {
    isKept = options.stateFile != nil
    core = Mutex(try Core(options))
  }

  func answer(_ request: Incoming) -> Reply { core.withLock { $0.answer(request) } }

  /// Writes what was not written yet.
  func save() throws(SandboxError) {
    try core.withLock { core throws(SandboxError) in try core.save() }
  }
}

/// What a program does to the sandbox within it, without asking over HTTP.
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

  /// Back to the seed.
  func reset() { core.withLock { $0.state = State($0.options) } }
}

/// What the lock guards.
private struct Core {
  let options: Options
  let routes = Routes(.standard, handlers: allHandlers())
  let controls = allControls()
  var state: State
  var store: Store?

  init(_ options: Options) throws(SandboxError) {
    self.options = options
    state = State(options)
    guard let path = options.stateFile else { return }
    let store = Store(path: path)
    if let saved = try store.load() { try state.restore(saved, of: path, credits: options.credits) }
    // What cannot be written is told now, and not when somebody relies on it.
    try store.write(state.snapshot)
    self.store = store
  }

  mutating func answer(_ request: Incoming) -> Reply {
    state.tick()
    let target = Target(request.target)
    if let name = target.control { return control(name, request) }
    state.requests.add(RequestLog.Entry(request))
    let (fault, delay) = state.trouble.next()
    var reply = reply(to: request, target, meeting: fault)
    reply.delay = delay
    return reply
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

  /// Writes a change down before it is answered, or soon after where that takes long.
  private mutating func keep() throws(Refusal) {
    guard store != nil else { return }
    store?.isBehind = true
    guard store?.isRested == true else { return }
    do throws(SandboxError) { try save() } catch { throw .unsaved(reason: error.description) }
  }
}

// MARK: - The API

extension Core {
  /// The order of checks: key, rate, size, route, scope, arguments; the rest is the handler's.
  private mutating func serve(
    _ request: Incoming, _ target: Target, _ key: Key
  ) throws(Refusal) -> Reply {
    if let seconds = state.takeRequest(of: key) { throw .rateLimited(retryAfter: seconds) }
    let body = try request.bytes()
    let (route, captures) = try route(request.method, target)
    if let reason = route.operation.gone { throw .gone(reason: reason) }
    if let scope = route.operation.scope, !key.scopes.contains(scope) { throw .forbidden(scope) }
    let arguments = try arguments(route.operation, target, body)
    let violations = route.operation.validate(arguments, checks: .server)
    guard violations.isEmpty else { throw .invalid(violations.map(FieldFault.init)) }
    guard let handler = route.handler else { throw .failure }
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

  private func arguments(
    _ operation: Operation, _ target: Target, _ body: [UInt8]
  ) throws(Refusal) -> Object {
    operation.method == .get ? target.arguments(of: operation) : try object(of: body)
  }
}

extension FieldFault {
  fileprivate init(_ violation: Violation) {
    self.init(field: violation.field, message: violation.message)
  }
}

// MARK: - The control routes

extension Core {
  private mutating func control(_ name: Substring, _ request: Incoming) -> Reply {
    do throws(Refusal) {
      _ = try key(of: request)
      let matches = controls.filter { $0.name == name }
      guard !matches.isEmpty else { throw .unknownRoute(path: "/sandbox/\(name)") }
      guard let control = matches.first(where: { $0.method == request.method }) else {
        throw .wrongMethod(request.method, path: "/sandbox/\(name)", allowed: matches.map(\.method))
      }
      let arguments = request.method == "GET" ? Object() : try object(of: request.bytes())
      let body = try control.run(arguments, &state, options)
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

/// The JSON object of a body; an empty one where there is no body.
private func object(of body: [UInt8]) throws(Refusal) -> Object {
  if body.isEmpty { return Object() }
  let value: Value
  do throws(JSONError) {
    value = try Value(parsing: body)
  } catch {
    throw .notJSON(reason: "it is not JSON from byte \(error.offset) on")
  }
  guard case .object(let object) = value else { throw .notJSON(reason: "it is of type \(value.typeName)") }
  return object
}
