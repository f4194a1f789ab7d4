import HTTP
import JSON
import Machine
import Rendering
import Verbs

/// Calls etcd's JSON gateway (etcd 3.4, "gRPC gateway") at whichever node answers.
///
/// A call that fails is repeated, at each node in turn, until its time is over. That is safe because every request of
/// the ledger has the same effect when it arrives twice.
final class EtcdClient {
  let address: EtcdAddress
  private let transport: any Transport
  private let user: EtcdUser?
  private let surroundings: Surroundings
  /// How many seconds a call may take, all repetitions included.
  let timeout: Double
  private var endpoint = 0
  private var token: String?

  init(
    _ address: EtcdAddress, _ transport: any Transport, user: EtcdUser?, timeout: Double,
    _ surroundings: Surroundings
  ) {
    self.address = address
    self.transport = transport
    self.user = user
    self.timeout = timeout
    self.surroundings = surroundings
  }

  /// How many seconds a node has to answer before the next one is asked. A node that has lost contact with the others
  /// answers with an error after 7 seconds.
  private static let patience = 8.0
  private static let pause = 0.25

  /// Sends `body` to a path such as `/v3/kv/txn`, and returns etcd's answer.
  ///
  /// - Throws: `network` where no node answered in time, and `permission` or `auth` where etcd refuses this user.
  func call(_ path: String, _ body: Value) async throws(Failure) -> Value {
    // Only a call with `isLong` can return nil.
    try await call(path, body, isLong: false) ?? .null
  }

  /// The same for a request whose answer may be larger than etcd is willing to send. Then this returns nil, and the
  /// caller asks for less.
  func call(_ path: String, _ body: Value, isLong: Bool) async throws(Failure) -> Value? {
    let deadline = surroundings.now() + timeout
    var fault = ""
    var signedIn = false
    repeat {
      if user != nil, token == nil { try await signIn(until: deadline) }
      switch try await post(path, body, until: deadline) {
      case .value(let value): return value
      case .signIn(let why):
        guard user != nil, !signedIn else { throw refused(why) }
        (token, signedIn) = (nil, true)
      case .refused(let why): throw refused(why)
      case .tooLong where isLong: return nil
      case .tooLong(let why): throw tooLong(why)
      case .unavailable(let why):
        fault = why
        endpoint = (endpoint + 1) % address.endpoints.count
        try await rest()
      }
    } while surroundings.now() < deadline
    throw Failure(
      .network, "the ledger at \(address.text) must answer within \(Figures.duration(timeout)), but \(fault)",
      hint: "nothing is sent without it; 'doctor' shows whether its nodes answer")
  }

  private func rest() async throws(Failure) {
    do throws(CancellationError) { try await surroundings.sleep(Self.pause) } catch { throw .interrupted }
  }

  private enum Answer {
    case value(Value)
    /// The node cannot be reached, or has lost the majority of the other nodes.
    case unavailable(String)
    /// etcd does not accept the token any more, so this client must sign in again.
    case signIn(String)
    case refused(String)
    /// The request or its answer is larger than etcd allows.
    case tooLong(String)
  }

  private func post(_ path: String, _ body: Value, until deadline: Double) async throws(Failure) -> Answer {
    let node = address.endpoints[endpoint]
    var request = Request(.post, node + path, headers: [Header("Content-Type", "application/json")])
    if let token { request.headers.append(Header("Authorization", token)) }
    request.body = body.jsonBytes()
    request.timeout = min(Self.patience, max(deadline - surroundings.now(), 0.5))
    let response: Response
    do throws(TransportError) { response = try await transport.send(request) } catch {
      if error.kind == .cancelled { throw .interrupted }
      guard error.isTransient || error.kind == .garbage else {
        throw Failure(.network, "the ledger at \(node): \(error.message)", hint: error.hint)
      }
      return .unavailable(error.message)
    }
    guard let value = try? Value(parsing: response.body) else {
      return .unavailable("\(node) must answer in JSON, and did not")
    }
    if response.status == 200 { return .value(value) }
    return Self.answer(value, response.status, node)
  }

  /// Sorts answers by gRPC's codes (`google.rpc.Code`), which the gateway adds to HTTP's statuses.
  private static func answer(_ value: Value, _ status: Int, _ node: String) -> Answer {
    let why = value["error"]?.asString ?? value["message"]?.asString ?? "status \(status)"
    switch value["code"]?.asInt {
    case 16: return .signIn(why)
    case 7: return .refused(why)
    // etcd reports an old or missing token as an invalid argument.
    case 3 where why.contains("user name is empty") || why.contains("revision in header is old"):
      return .signIn(why)
    case 3 where why.contains("too large"), 8 where why.contains("larger than max"): return .tooLong(why)
    case 3: return .refused(why)
    default: return .unavailable("\(node) answers: \(Escaping.line(why))")
    }
  }

  private func refused(_ why: String) -> Failure {
    let who = user.map { "'\(Escaping.line($0.name))'" } ?? "a caller without a user"
    return Failure(
      .permission,
      "etcd must let \(who) read and write below \(address.prefix), but says: \(Escaping.line(why))",
      hint:
        "nothing was sent under this key; the user is that of ETCD_USER and ETCD_PASSWORD, or of the profile's journal_command"
    )
  }

  private func tooLong(_ why: String) -> Failure {
    Failure(
      .script, "the record of a key must be small enough for etcd, but etcd says: \(Escaping.line(why))",
      hint: "a block that ends with a short value, for example the id of its message, has little to note")
  }

  private func signIn(until deadline: Double) async throws(Failure) {
    guard let user else { return }
    while true {
      let body: Value = ["name": Value(user.name), "password": Value(user.password)]
      switch try await post("/v3/auth/authenticate", body, until: deadline) {
      case .value(let value):
        token = value["token"]?.asString
        return
      // Where etcd has authentication switched off, it is no fault to have named a user.
      case .refused(let why) where why.contains("authentication is not enabled"):
        token = ""
        return
      case .refused(let why), .signIn(let why), .tooLong(let why):
        throw Failure(
          .auth, "etcd must know the user '\(Escaping.line(user.name))' by this password, but says: \(why)",
          hint: "nothing was sent under this key; check ETCD_USER and ETCD_PASSWORD, or the journal_command")
      case .unavailable(let why):
        guard surroundings.now() < deadline else {
          throw Failure(
            .network, "the ledger at \(address.text) must answer, but \(why)",
            hint: "nothing was sent under this key")
        }
        endpoint = (endpoint + 1) % address.endpoints.count
        try await rest()
      }
    }
  }

  /// Asks each node for its version. A node that fails is listed with the reason.
  func nodes() async -> [LedgerHealth.Node] {
    var nodes: [LedgerHealth.Node] = []
    for node in address.endpoints {
      var request = Request(
        .post, node + "/v3/maintenance/status", headers: [Header("Content-Type", "application/json")])
      if let token { request.headers.append(Header("Authorization", token)) }
      request.body = Array("{}".utf8)
      request.timeout = 2
      do throws(TransportError) {
        let response = try await transport.send(request)
        let version = (try? Value(parsing: response.body))?["version"]?.asString
        nodes.append(
          LedgerHealth.Node(
            name: node, state: version.map { "etcd \(Escaping.line($0))" } ?? "status \(response.status)",
            // A node that demands a user does answer.
            answers: response.status < 500))
      } catch { nodes.append(LedgerHealth.Node(name: node, state: error.message, answers: false)) }
    }
    return nodes
  }
}
