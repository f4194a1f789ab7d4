import HTTP
import JSON
import Machine
import Rendering
import Verbs

/// Calls of etcd's JSON gateway (etcd 3.4, "gRPC gateway"), to whichever node answers.
///
/// Each call is tried again, at each node in turn, until the time for it is over: what a ledger asks may be done twice.
final class EtcdClient {
  let address: EtcdAddress
  private let transport: any Transport
  private let user: EtcdUser?
  private let surroundings: Surroundings
  /// Seconds that a call may take, with all that is tried again.
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

  /// Seconds that one node is waited for before the next is asked. A node that has lost the others answers after 7.
  private static let patience = 8.0
  private static let pause = 0.25

  /// Calls, for example, `/v3/kv/txn`.
  ///
  /// - Throws: `network` where no node answered in time, and `permission` or `auth` where etcd refuses this user.
  func call(_ path: String, _ body: Value) async throws(Failure) -> Value {
    // An answer that may not be long is never nil.
    try await call(path, body, isLong: false) ?? .null
  }

  /// The same where the answer may be longer than etcd gives: nil then, and less is to be asked for.
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
    /// The node is away, or cannot decide by itself.
    case unavailable(String)
    /// The token is not known any more.
    case signIn(String)
    case refused(String)
    /// The request, or its answer, is longer than etcd takes or gives.
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

  /// gRPC's codes (`google.rpc.Code`), as the gateway tells them beside HTTP's statuses.
  private static func answer(_ value: Value, _ status: Int, _ node: String) -> Answer {
    let why = value["error"]?.asString ?? value["message"]?.asString ?? "status \(status)"
    switch value["code"]?.asInt {
    case 16: return .signIn(why)
    case 7: return .refused(why)
    // An old token, or none, is told as an invalid argument.
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
        "nothing was sent; the user is that of ETCD_USER and ETCD_PASSWORD, or of the profile's journal_command"
    )
  }

  private func tooLong(_ why: String) -> Failure {
    Failure(
      .script, "what 'once' notes must be as short as etcd takes it, but etcd says: \(Escaping.line(why))",
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
      // Where etcd asks nobody who they are, a user does no harm.
      case .refused(let why) where why.contains("authentication is not enabled"):
        token = ""
        return
      case .refused(let why), .signIn(let why), .tooLong(let why):
        throw Failure(
          .auth, "etcd must know the user '\(Escaping.line(user.name))' by this password, but says: \(why)",
          hint: "nothing was sent; check ETCD_USER and ETCD_PASSWORD, or the profile's journal_command")
      case .unavailable(let why):
        guard surroundings.now() < deadline else {
          throw Failure(
            .network, "the ledger at \(address.text) must answer, but \(why)", hint: "nothing was sent")
        }
        endpoint = (endpoint + 1) % address.endpoints.count
        try await rest()
      }
    }
  }

  /// What each node says of itself, or why it says nothing.
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
            // Who must say who it is answers too.
            answers: response.status < 500))
      } catch { nodes.append(LedgerHealth.Node(name: node, state: error.message, answers: false)) }
    }
    return nodes
  }
}
