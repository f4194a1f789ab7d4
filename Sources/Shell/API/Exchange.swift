import Catalog
import HTTP
import JSON
import Machine
import Profiles
import Stage

/// A call of the API as it goes out. The operation travels with it: nobody has to find it again in the URL.
struct OutgoingCall {
  /// Nil where it is none of the Catalog's.
  var operation: Operation?
  var method: HTTP.Method
  /// Path and query below the base URL, percent-encoded.
  var target: String
  var body: Value?

  /// - Throws: what is missing of the path.
  init(_ operation: Operation, _ arguments: Object) throws(Failure) {
    let call: Call
    do throws(Violation) { call = try operation.request(for: arguments) } catch {
      throw Failure(.validation, error.expectation(of: operation), errors: .object(Violation.errors([error])))
    }
    self.operation = operation
    method = HTTP.Method(call.method)
    (target, body) = (call.target, call.body)
  }

  /// A request that was written by hand. A service may take `%2F` for a slash, so the decoded path counts too: what a
  /// write may cost must be known.
  init(_ method: HTTP.Method, _ target: String, _ body: Value?, in catalog: Catalog) {
    (self.method, self.target, self.body) = (method, target, body)
    let path = String(target.prefix { $0 != "?" })
    let decoded = PercentEncoding.decode(path) ?? path
    // Some services look past case, parameters of a segment, and what stands behind a name.
    let plain = String(decoded.lowercased().prefix { !";?#".contains($0) && $0 > " " })
    for path in [path, decoded, plain] where operation == nil {
      if case .found(let found, _) = catalog.match(method: method.rawValue, path: path) { operation = found }
    }
  }

  /// A request that is written by hand may hold what it likes, but no update takes away what a record must have.
  func checkErasing() throws(Failure) {
    let violations = operation?.validate(body?.asObject ?? Object(), checks: .server) ?? []
    guard let operation, let violation = violations.first(where: { $0.fault == .erased }) else { return }
    throw Failure(
      .validation, violation.expectation(of: operation), errors: .object(Violation.errors([violation])))
  }

  /// What it is called where it is shown or written down.
  var name: String { operation?.name ?? "request" }

  /// How many messages it sends in one call; nil where it is no batch.
  var batchSize: Int? {
    operation?.batch.map { body?[$0.parameter]?.asArray?.count ?? 0 }
  }
}

extension HTTP.Method {
  init(_ method: Operation.Method) {
    switch method {
    case .get: self = .get
    case .post: self = .post
    case .put: self = .put
    case .delete: self = .delete
    }
  }
}

extension Session {
  /// One call and its answer's data.
  func exchange(_ operation: Operation, _ arguments: Object, raw: Bool = false) async throws(Failure) -> Value
  {
    let body = try await exchange(OutgoingCall(operation, arguments))
    known.learn(from: body, to: arguments, of: operation)
    return raw ? body : body["data"] ?? body
  }

  /// Sends a request below the base URL and gives the whole body of its answer.
  func exchange(_ outgoing: OutgoingCall) async throws(Failure) -> Value {
    if outgoing.method == .get { return try await call(outgoing) }
    if settings.readOnly {
      throw .readOnly(outgoing.operation?.name ?? "a \(outgoing.method.rawValue) request")
    }
    // However it ends: the records may be others now.
    defer { forgetRecords(of: outgoing) }
    if brackets.isEmpty && runBrackets.isEmpty && asksBefore == .nothing {
      let answer = try await call(outgoing)
      noteFree(answer)
      return answer
    }
    let write = Write(outgoing)
    try await askBeforeMany(write)
    return try await bracketed(write) { () async throws(Failure) in try await call(outgoing) }
  }

  private func forgetRecords(of outgoing: OutgoingCall) {
    guard face != nil, let noun = outgoing.operation?.noun else { return }
    known.lookups.forget(noun)
  }

  /// How long a write under way is waited for when a script is stopped, in seconds.
  private static let grace = 5.0

  private func call(_ outgoing: OutgoingCall) async throws(Failure) -> Value {
    var client = watched(try client.get())
    // At the prompt Ctrl-C is to be heard at once; a script that is stopped says what came of its last write.
    if face == nil { client.grace = Self.grace }
    try flush()
    let request = client.request(outgoing.method, outgoing.target, body: outgoing.body?.jsonBytes())
    let outcome = await requests.sending { await client.send(request) }
    var exchange = LastExchange(
      outcome, requestBody: outgoing.body, key: client.key, at: world.surroundings.date())
    defer { lastExchange = exchange }
    if case .success(let response) = outcome.result { calls.add(response, isWrite: outgoing.method != .get) }
    let answer: Value
    do throws(Failure) {
      answer = try Answers.body(of: outcome, to: outgoing)
    } catch {
      if error.kind == .inDoubt {
        calls.doubt()
        // It may have been charged: the balance is asked for again.
        known.forgetBalance()
      }
      throw error
    }
    exchange.answer = answer
    // A message's record tells what it cost when it was sent; to read it costs nothing.
    let charged = outgoing.method == .get ? 0 : Answers.charge(answer)
    calls.charge(charged)
    known.charge(charged)
    return answer
  }
}
