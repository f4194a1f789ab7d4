import Catalog
import Commands
import HTTP
import JSON
import Library
import Machine
import Service
import Stage
import Syntax
import Verbs

extension WorldBuiltins {
  static let request = WorldBuiltin<Session>(
    Signature(
      "request",
      operands: [
        Operand("method", type: .string, collection: Operand.methods),
        Operand("path", type: .string, collection: Operand.paths),
      ],
      flags: [
        Flag("dry-run", meaning: "show the request and send nothing"), .code,
        Flag("yes", meaning: "DELETE, and --body, without asking"),
        Flag(
          "body", .required, type: .string, collection: Operand.files,
          meaning: "a file, or JSON text, sent byte for byte"),
      ], parameters: .any),
    "any request below the base URL: request GET /ping", in: .account, also: ["curl", "http"],
    examples: [Builtin.Example("(request GET /ping).message", shows: "\"pong\"")],
    gives: .from { given, _ in given.flags.contains("code") ? .types(.text) : .unknown },
    faults: { given, _ in
      guard given.operands.count == 2 else { return [] }
      return Catalog.standard.warnings(
        ofRequest: given.operands[0]?.asString, given.operands[1]?.asString, given.parameters)
    }
  ) { (call, session) async throws(Failure) in
    var request = try RawRequest(call).outgoing(in: session.service.catalog)
    if let given = call.flag("body") { try session.setBody(of: &request, given, call) }
    if call.has("dry-run") || call.has("code"), request.method != .get { session.service.noteShown() }
    if let language = call.flag("code") {
      return .value(try session.service.code(in: language, request.method, request.target, [request.body]))
    }
    if call.has("dry-run") || session.console.mode.isDry && request.method != .get {
      session.service.showUnsent(request.method.rawValue, request.target, request.body)
      return .value(call.has("dry-run") ? .null : try call.unsent())
    }
    try request.checkErasing(in: session.service.catalog)
    // One question is enough, even where the request also has a body.
    if request.deletes, !session.account.isReadOnly {
      try await session.confirm(request, call)
    } else if request.exactBody != nil {
      try await session.confirmBody(of: request, call)
    }
    if !session.console.isQuiet { session.warnOnce(request.warnings(call.arguments.parameters)) }
    let answer = try await session.service.exchange(request)
    if request.operation?.batch != nil { session.service.tellFailures(in: answer) }
    return .value(answer)
  }.with {
    $0.textFlag = Flag.code.name
    // A request whose method is computed may write, so it counts as a write.
    $0.effect = { command in
      let method = command.operands.first?.constant(as: .string)?.asString?.uppercased()
      let isRead = method == Method.get.rawValue
      return command.isOnlyShown ? .none : isRead ? .reads(.account) : .writes(.account)
    }
  }
}

extension Session {
  /// Sets a body that is sent byte for byte: a text that can only be JSON; else the content of the file that
  /// it names.
  fileprivate func setBody(
    of request: inout OutgoingCall, _ given: Value, _ call: WorldCall
  ) throws(Failure) {
    guard call.arguments.parameters.isEmpty, request.method != .get else {
      throw Failure(.usage, "--body is the whole body of a POST, PUT or DELETE: leave out name=value")
    }
    let text = given.asString ?? given.json
    let isText = text.first { !$0.isWhitespace }.map { "{[\"".contains($0) } ?? true
    let bytes = isText ? Array(text.utf8) : try bytes(of: text)
    request.exactBody = bytes
    request.body = try? Value(parsing: bytes, options: .data(nil))
  }

  /// Asks before a body is sent that nothing has checked. On loopback it reaches nobody, so no question is
  /// asked.
  fileprivate func confirmBody(of request: OutgoingCall, _ call: WorldCall) async throws(Failure) {
    let base = try service.client.get().base
    if base.isLoopback || account.isReadOnly || call.has("yes") || console.answersYes { return }
    let what =
      "\(request.method.rawValue) \(request.target) with \(request.exactBody?.count ?? 0) unchecked bytes"
    guard let isWanted = try await console.askWhenQuiet("\(what) to \(base). Go on?") else {
      throw Failure(
        .usage, "\(what) must be confirmed, but there is no terminal to ask at", hint: "--yes answers")
    }
    if !isWanted { throw Failure(.usage, "\(what) was not confirmed: nothing was sent") }
  }
}

/// `request METHOD PATH name=value`. The values become a query where the method has no body, else a JSON
/// object.
private struct RawRequest {
  var method: Method
  var target: String
  var body: Value?

  /// Whether no segment of the path is empty or leads out of the base path, however it is encoded. One slash
  /// at the end has no meaning.
  private static func staysBelow(_ path: String) -> Bool {
    var before: UInt8 = 0
    // Most paths have no segment that is empty or begins so, and need no further check.
    let isDoubtful = path.utf8.contains { byte in
      defer { before = byte }
      guard before == UInt8(ascii: "/") else { return false }
      return byte == before || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "%")
        || byte == UInt8(ascii: "?")
    }
    if !isDoubtful { return true }
    let parts = path.withoutQuery.utf8.dropFirst().split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return (parts.last?.isEmpty == true ? parts.dropLast() : parts[...]).allSatisfy { part in
      !part.isEmpty && ![".", ".."].contains(Substring(part).lowercased().replacing("%2e", with: "."))
    }
  }

  func outgoing(in catalog: Catalog) -> OutgoingCall { OutgoingCall(method, target, body, in: catalog) }

  init(_ call: WorldCall) throws(Failure) {
    guard let name = call.operand(0)?.asString, let method = Method(word: name) else {
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
      let query = PercentEncoding.query(pairs)
      target += path.utf8.contains(UInt8(ascii: "?")) ? "&" + query.dropFirst() : query
    } else {
      body = .object(parameters)
    }
  }
}
