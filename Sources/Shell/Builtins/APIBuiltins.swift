import Catalog
import HTTP
import JSON
import Machine
import Profiles
import Stage
import Syntax

extension WorldBuiltins {
  static let api = [
    WorldBuiltin(
      Signature("$response"), "the whole last exchange with the API"
    ) { _, session in .value(session.lastExchange?.value ?? .null) },
    WorldBuiltin(
      Signature(
        "messages wait", operands: [Operand("id", repeated: true, collection: "messages")],
        flags: [
          Flag(
            "until", .required, type: .enumeration(Session.progress),
            meaning: "the status to wait for; delivered unless told"),
          Flag("timeout", .required, type: .duration, meaning: "how long to wait; 60s unless told"),
        ]),
      "wait until messages are delivered, and fail where one will not be",
      examples: [
        Builtin.Example(
          """
          let sent = messages send instance=my-instance \\
            recipient=+966501234567 content=Hi
          (messages wait $sent.message_id).status
          """, shows: "\"delivered\"")
      ]
    ) { (call, session) async throws(Failure) in
      let ids = call.operand(0)?.asArray ?? []
      let timeout = try call.duration("timeout") ?? session.settings.waitTimeout
      let deadline = session.world.surroundings.now() + timeout
      var records: [Value] = []
      for id in ids.flatMap({ $0.asArray ?? [$0] }) {
        guard id.asInt != nil else { throw .argument("messages wait", "message ids", id) }
        let wanted = call.flag("until")?.asString ?? "delivered"
        records.append(try await session.wait(for: id, until: wanted, deadline: deadline))
      }
      return .value(records.count == 1 ? records[0] : .array(records))
    },
    request,
  ]

  private static let request: WorldBuiltin = {
    var request = WorldBuiltin(
      Signature(
        "request", operands: [Operand("method", type: .string), Operand("path", type: .string)],
        flags: [
          Flag("dry-run", meaning: "show the request and send nothing"), .code,
          Flag("yes", meaning: "DELETE without asking"),
        ], parameters: .any),
      "any request below the base URL: request GET /ping",
      examples: [Builtin.Example("(request GET /ping).message", shows: "\"pong\"")]
    ) { (call, session) async throws(Failure) in
      let request = try RawRequest(call).outgoing(in: session.commands.catalog)
      if call.has("dry-run") || call.has("code"), request.method != .get { session.noteShown() }
      if let language = call.flag("code") {
        return .value(try session.code(in: language, request.method, request.target, [request.body]))
      }
      if call.has("dry-run") || session.settings.dryRun && request.method != .get {
        session.showUnsent(request.method.rawValue, request.target, request.body)
        return .value(call.has("dry-run") ? .null : try session.unsent(call))
      }
      try request.checkErasing()
      if request.method == .delete, !session.settings.readOnly { try await session.confirm(request, call) }
      session.warnOnce(
        session.commands.warnings(
          ofRequest: request.method.rawValue, call.operand(1)?.asString, call.arguments.parameters))
      return .value(try await session.exchange(request))
    }
    request.builtin.textFlag = Flag.code.name
    return request
  }()
}

/// `request METHOD PATH name=value`: a query where there is no body, else a JSON object.
private struct RawRequest {
  var method: HTTP.Method
  var target: String
  var body: Value?

  /// Whether no segment is empty, or leads elsewhere, however it is written. One slash at the end means nothing.
  private static func staysBelow(_ path: String) -> Bool {
    let parts = path.prefix { $0 != "?" }.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    return (parts.last == "" ? parts.dropLast() : parts[...]).allSatisfy { part in
      // Most begin with neither, and need no second look.
      guard let first = part.utf8.first else { return false }
      return first != UInt8(ascii: ".") && first != UInt8(ascii: "%")
        || ![".", ".."].contains(part.lowercased().replacing("%2e", with: "."))
    }
  }

  func outgoing(in catalog: Catalog) -> OutgoingCall { OutgoingCall(method, target, body, in: catalog) }

  init(_ call: WorldCall) throws(Failure) {
    guard let name = call.operand(0)?.asString, let method = HTTP.Method(rawValue: name.uppercased()) else {
      throw .argument("request", "GET, POST, PUT or DELETE", call.operand(0) ?? .null)
    }
    guard let path = call.operand(1)?.asString, path.hasPrefix("/"),
      path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }),
      Self.staysBelow(path)
    else {
      throw .argument("request", "a path that begins with / and is percent-encoded", call.operand(1) ?? .null)
    }
    self.method = method
    target = path
    let parameters = call.arguments.parameters
    if parameters.isEmpty { return }
    if method == .get {
      let pairs = parameters.members.map { (name: $0.name.string, value: $0.value.asString ?? $0.value.json) }
      let query = HTTP.PercentEncoding.query(pairs)
      target += path.contains("?") ? "&" + query.dropFirst() : query
    } else {
      body = .object(parameters)
    }
  }
}
