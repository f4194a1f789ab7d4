import Commands
import HTTP
import JSON
import Library
import Machine
import Recording
import Service
import Stage
import Syntax
import Verbs

extension WorldBuiltins {
  static let session: [WorldBuiltin<Session>] = [
    WorldBuiltin(
      Signature(
        "help",
        operands: [
          Operand("topic", type: .string, required: false, repeated: true, collection: Operand.topics)
        ]),
      "tell of commands, statements and concepts: help messages send, help if", also: ["man", "usage"],
      examples: [
        Builtin.Example("help where"), Builtin.Example("help topics"), Builtin.Example("help \"??\""),
      ]
    ) { (call, session) async throws(Failure) in
      let words = (call.operand(0)?.asArray ?? []).compactMap(\.asString)
      let text = try session.commands.help(words, on: session.console.world.outputScreen)
      try session.display.write(Array(text.utf8))
      return .value(.null)
    }.with { $0.isForPrompt = true },
    WorldBuiltin(
      Signature("exit", operands: [Operand("code", type: .integer, required: false)]),
      "end the shell, or the script, with an exit status", also: ["quit", "bye"],
      examples: [Builtin.Example("if length($args) > 9 { exit 2 }\nprint \"going on\"", shows: "going on")]
    ) { (call, session) async throws(Failure) in
      let code = call.operand(0) ?? 0
      guard let exit = code.asInt.flatMap(Int32.init(exactly:)), (0...255).contains(exit) else {
        throw .argument("exit", "a status from 0 to 255", code)
      }
      session.tally.exitCode = exit
      throw .exit
    }.with {
      $0.ends = .leaves
      $0.isForPrompt = true
    },
    WorldBuiltin(
      Signature(
        "trace", operands: [Operand("switch", type: .enumeration(["on", "off"]))],
        flags: [
          Flag(
            "mask", .optional, type: .enumeration(MaskExtent.allCases.map(\.rawValue)),
            meaning: "with tokens for customers' data, or =numbers: for phone numbers alone")
        ]),
      "show each request and response on standard error, without the key",
      examples: [Builtin.Example("trace on\nping | ignore\ntrace off")]
    ) { (call, session) async throws(Failure) in
      switch call.operand(0)?.asString {
      case "on": session.setTracing(true, mask: try call.maskExtent())
      case "off": session.setTracing(false)
      default: throw .argument("trace", "'on' or 'off'", call.operand(0) ?? .null)
      }
      return .value(.null)
    }.with { $0.isForPrompt = true },
    WorldBuiltin(
      Signature(
        "sandbox",
        operands: [
          Operand("what", type: .enumeration(SandboxControl.What.allCases.map(\.rawValue))),
          Operand("value", required: false, repeated: true, collection: Operand.faults),
        ]),
      "steer the sandbox: inbox, credits 5, advance 60s, fault 503@0.5, key NAME scope…, messages, requests, reset",
      examples: [
        Builtin.Example("sandbox credits 5 | ignore\n(me).pockets.whatsapp.balance", shows: "5"),
        Builtin.Example("sandbox messages | map @.recipient"),
      ],
      gives: .from { given, _ in
        given.operands.count == 1 ? SandboxControl.outline(given.operands[0]?.asString) : .unknown
      }, faults: SandboxControl.faults
    ) { (call, session) async throws(Failure) in
      .value(try await SandboxControl(call).perform(in: session))
    },
  ]
}

extension Failure {
  /// `exit` as a failure: it ends the run, with the session's exit code.
  static let exit = Failure(.interrupted, "exit")
}

/// `sandbox credits 5` and the like: calls of the sandbox's control routes.
struct SandboxControl {
  fileprivate enum What: String, CaseIterable {
    case inbox, credits, advance, fault, key, messages, requests, reset

    var meaning: String {
      switch self {
      case .inbox: "the address of a page that shows what was sent"
      case .credits: "sets the balance: credits 5"
      case .advance: "moves the clock on: advance 60s"
      case .fault: "makes calls fail: fault 503@0.5; alone, it ends that"
      case .key: "makes a key with these permissions: key NAME scope…"
      case .messages: "what was sent, as the service sees it"
      case .requests: "the calls that came"
      case .reset: "everything as at the start"
      }
    }

    var changesNothing: Bool {
      switch self {
      case .inbox, .messages, .requests: true
      case .credits, .advance, .fault, .key, .reset: false
      }
    }
  }

  static func meaning(of word: String) -> String? { What(rawValue: word)?.meaning }

  /// The changes that a read-only session refuses, and words that no fault has, found before the run.
  fileprivate static let faults: Builtin.Faults = { given, rules in
    guard let what = given.operands.first??.asString.flatMap(What.init(rawValue:)) else { return [] }
    if rules.isReadOnly, !what.changesNothing {
      let failure = Failure.readOnly("sandbox \(what)")
      return [ArgumentFault(operand: 0, message: failure.message, hint: failure.hint)]
    }
    guard what == .fault else { return [] }
    for (place, value) in given.operands.enumerated().dropFirst() {
      if let failure = value.flatMap({ fault(inWord: $0.faultWord) }) {
        return [ArgumentFault(operand: place, message: failure.message, hint: failure.hint)]
      }
    }
    return []
  }

  /// What is wrong with a word that is to be a fault, as far as it is known without the sandbox.
  private static func fault(inWord word: String) -> Failure? {
    guard !word.contains("@"), !word.contains("#") else { return nil }
    let isKind = kinds.contains(word) || word.hasPrefix("slow:") && word.dropFirst(5).first?.isNumber == true
    let hint =
      isKind
      ? "'sandbox fault \(word)@1' for every call, 'sandbox fault \(word)#1' for the next one; \(ending)"
      : endings.contains(word.lowercased())
        ? ending : "there is \(kinds.joined(separator: " ")) slow:2s; \(ending)"
    return Failure(
      .usage, "sandbox fault takes faults such as 503@0.5 or drop-after#3, but has \(word.debugDescription)",
      hint: hint)
  }

  private static let kinds = [
    "500", "503", "429", "drop-before", "drop-after", "truncate", "garbage", "huge",
  ]

  /// What people type to end the faults.
  private static let endings: Set = [
    "off", "none", "clear", "stop", "end", "no", "false", "0", "null", "[]", "reset", "remove", "delete",
  ]

  private static let ending = "'sandbox fault' alone ends all faults"

  /// What is known of the rows before the run.
  fileprivate static func outline(_ what: String?) -> Outline {
    switch what {
    case "requests": .rows("sandbox requests", ["method", "path", "body"])
    case "messages":
      .rows(
        "sandbox messages",
        [
          "id", "type", "recipient", "content", "status", "error_message", "contact_id", "template_id",
          "instance", "credits_charged", "metadata", "queued_at", "sent_at", "delivered_at", "failed_at",
          "refunded_at", "created_at", "updated_at", "votes", "clicks",
        ])
    default: .unknown
    }
  }

  private let what: What
  private let values: [Value]

  fileprivate init(_ call: WorldCall) throws(Failure) {
    guard let what = call.operand(0)?.asString.flatMap(What.init(rawValue:)) else {
      let all = What.allCases.map(\.rawValue).joined(separator: " ")
      throw .argument("sandbox", "one of \(all)", call.operand(0) ?? .null)
    }
    self.what = what
    values = call.operand(1)?.asArray ?? []
  }

  fileprivate func perform(in session: Session) async throws(Failure) -> Value {
    switch what {
    case .inbox:
      // The address holds the key: only where a sandbox answers is it shown.
      _ = try await send(.get, "messages", nil, in: session)
      return try inbox(in: session)
    case .messages: return try await send(.get, "messages", nil, in: session)
    case .requests: return try await send(.get, "requests", nil, in: session)
    case .reset: return try await send(.post, "reset", [:], in: session)
    case .credits:
      guard let balance = values.first?.asInt else {
        throw .argument("sandbox credits", "a number", values.first ?? .null)
      }
      return try await send(.post, "credits", ["balance": .int(balance)], in: session)
    case .advance:
      guard let seconds = values.first.flatMap(seconds) else {
        throw .argument("sandbox advance", "a duration such as 60s", values.first ?? .null)
      }
      return try await send(.post, "clock", ["advance_s": .double(seconds)], in: session)
    case .fault:
      // Without operands, all faults are removed.
      let faults = values.map { Value($0.faultWord) }
      if let failure = faults.lazy.compactMap({ Self.fault(inWord: $0.asString ?? "") }).first {
        throw failure
      }
      return try await send(.post, "faults", ["faults": .array(faults)], in: session)
    case .key:
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

  /// The address of the page that shows what was sent. The key stands after the `#`, because a browser does
  /// not send that part.
  private func inbox(in session: Session) throws(Failure) -> Value {
    let client = try client(of: session)
    let key = PercentEncoding.encode(client.key?.kept ?? "")
    return Value("\(client.base.origin)/sandbox/#\(key)")
  }

  private func client(of session: Session) throws(Failure) -> Client {
    let client = try session.service.client.get()
    guard client.base.isLoopback else {
      throw Failure(
        .usage, "'sandbox' steers the sandbox, but this is \(client.base)", hint: "--sandbox starts one")
    }
    return client
  }

  private func send(
    _ method: Method, _ route: String, _ body: Value?, in session: Session
  ) async throws(Failure) -> Value {
    let client = try client(of: session)
    if method != .get {
      if session.console.mode.isDry {
        session.service.showUnsent(method.rawValue, "sandbox/\(route)", body)
        return .null
      }
      if session.account.isReadOnly { throw .readOnly("sandbox \(what)") }
    }
    let request = client.control(method, route, body: body?.jsonBytes())
    let outcome = await client.send(request)
    // The change may concern the permissions of the key, or the templates.
    if method != .get { session.service.forgetKnown() }
    do throws(Failure) { return try Answers.body(of: outcome) } catch {
      throw refusal(error)
    }
  }

  /// What the sandbox refuses was typed for it, so the fault is told in its own words.
  private func refusal(_ failure: Failure) -> Failure {
    var told = failure
    if failure.status == 409, what == .advance {
      told.hint = "--clock manual starts a sandbox whose clock is advanced"
      return told
    }
    guard failure.status == 422, let texts = failure.errors.asObject?.values.first?.asArray,
      let text = texts.first?.asString
    else { return failure }
    told.message = "sandbox \(what): \(text)"
    told.hint = what == .fault ? Self.ending : "'help sandbox' shows how"
    return told
  }
}

extension Value {
  /// The text of a fault. A number is one too: `sandbox fault 500`.
  fileprivate var faultWord: String { asString ?? json }
}
