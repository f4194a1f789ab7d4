import Catalog
import HTTP
import JSON
import Machine
import Profiles
import Syntax

extension WorldBuiltins {
  static let session = [
    WorldBuiltin(
      Signature("help", operands: [Operand("topic", type: .string, required: false, repeated: true)]),
      "tell of commands, statements and concepts: help messages send, help if",
      examples: [
        Builtin.Example("help where"), Builtin.Example("help topics"), Builtin.Example("help \"??\""),
      ]
    ) { (call, session) async throws(Failure) in
      let words = (call.operand(0)?.asArray ?? []).compactMap(\.asString)
      try session.display.write(Array(session.help(words).utf8))
      return .value(.null)
    },
    WorldBuiltin(
      Signature("exit", operands: [Operand("code", type: .integer, required: false)]),
      "end the shell, or the script, with an exit status",
      examples: [Builtin.Example("if length($args) > 9 { exit 2 }\nprint \"going on\"", shows: "going on")]
    ) { (call, session) async throws(Failure) in
      let code = call.operand(0) ?? 0
      guard let exit = code.asInt.flatMap(Int32.init(exactly:)), (0...255).contains(exit) else {
        throw .argument("exit", "a status from 0 to 255", code)
      }
      session.exitCode = exit
      throw .exit
    },
    WorldBuiltin(
      Signature("trace", operands: [Operand("switch", type: .enumeration(["on", "off"]))]),
      "show each request and response on standard error, without the key",
      examples: [Builtin.Example("trace on\nping | ignore\ntrace off")]
    ) { (call, session) async throws(Failure) in
      switch call.operand(0)?.asString {
      case "on": session.settings.trace = true
      case "off": session.settings.trace = false
      default: throw .argument("trace", "'on' or 'off'", call.operand(0) ?? .null)
      }
      return .value(.null)
    },
    WorldBuiltin(
      Signature(
        "sandbox",
        operands: [
          Operand("what", type: .enumeration(SandboxControl.names)),
          Operand("value", required: false, repeated: true),
        ]),
      "steer the sandbox: credits 5, advance 60s, fault 503@0.5, key NAME scope…, messages, requests, reset",
      examples: [
        Builtin.Example("sandbox credits 5 | ignore\n(me).pockets.whatsapp.balance", shows: "5"),
        Builtin.Example("sandbox messages | map @.recipient"),
      ]
    ) { (call, session) async throws(Failure) in
      .value(try await SandboxControl(call).perform(in: session))
    },
  ]
}

extension Failure {
  /// `exit`: the run ends with the session's exit code.
  static let exit = Failure(.interrupted, "exit")
}

/// `sandbox credits 5` and its like: the sandbox's control routes.
struct SandboxControl {
  fileprivate static let names = ["credits", "advance", "fault", "key", "messages", "requests", "reset"]
  /// Those that change nothing.
  static let reads: Set = ["messages", "requests"]

  private let what: String
  private let values: [Value]

  fileprivate init(_ call: WorldCall) throws(Failure) {
    guard let what = call.operand(0)?.asString, Self.names.contains(what) else {
      throw .argument("sandbox", "one of \(Self.names.joined(separator: " "))", call.operand(0) ?? .null)
    }
    self.what = what
    values = call.operand(1)?.asArray ?? []
  }

  fileprivate func perform(in session: Session) async throws(Failure) -> Value {
    switch what {
    case "messages": return try await send(.get, "messages", nil, in: session)
    case "requests": return try await send(.get, "requests", nil, in: session)
    case "reset": return try await send(.post, "reset", [:], in: session)
    case "credits":
      guard let balance = values.first?.asInt else {
        throw .argument("sandbox credits", "a number", values.first ?? .null)
      }
      return try await send(.post, "credits", ["balance": .int(balance)], in: session)
    case "advance":
      guard let seconds = values.first.flatMap(seconds) else {
        throw .argument("sandbox advance", "a duration such as 60s", values.first ?? .null)
      }
      return try await send(.post, "clock", ["advance_s": .double(seconds)], in: session)
    case "fault":
      // Without any, nothing goes wrong any more.
      let faults = values.map { Value($0.asString ?? $0.json) }
      return try await send(.post, "faults", ["faults": .array(faults)], in: session)
    default:
      guard let key = values.first?.asString else {
        throw .argument("sandbox key", "a key", values.first ?? .null)
      }
      return try await send(
        .post, "keys", ["key": Value(key), "scopes": .array(Array(values.dropFirst()))], in: session)
    }
  }

  private func seconds(_ value: Value) -> Double? {
    value.asDouble ?? value.asString?.word(as: .duration).asDouble
  }

  private func send(
    _ method: HTTP.Method, _ route: String, _ body: Value?, in session: Session
  ) async throws(Failure) -> Value {
    let client = try session.client.get()
    guard client.base.isLoopback else {
      throw Failure(
        .usage, "'sandbox' steers the sandbox, but this is \(client.base)", hint: "--sandbox starts one")
    }
    if method != .get {
      if session.settings.dryRun {
        session.showUnsent(method.rawValue, "sandbox/\(route)", body)
        return .null
      }
      if session.settings.readOnly { throw .readOnly("sandbox \(what)") }
      // What the key may do, and which templates there are, may be otherwise now.
      session.known = Known()
    }
    let request = client.control(method, route, body: body?.jsonBytes())
    return try Answers.body(of: await client.send(request))
  }
}
