import Catalog
import JSON

/// A route under `/sandbox`, which reads or changes the state without the API.
struct Control: Sendable {
  let method: String
  let name: String
  /// Whether the id of a record follows the name.
  var takesID = false
  /// Whether it sends changes as long as the page listens, instead of one answer.
  var tells = false
  let run: @Sendable (ControlCall, inout State) throws(Refusal) -> Value
}

/// The request to a control route.
struct ControlCall: Sendable {
  /// The members of the body.
  let arguments: Object
  /// The number after the route's name.
  let id: Int64?
  let target: Target
  let key: Key
  let options: Options
}

/// All control routes.
func allControls() -> [Control] {
  [
    Control(method: "GET", name: "messages", run: showMessages),
    Control(method: "GET", name: "messages", takesID: true, run: showExchange),
    Control(method: "GET", name: "state", run: showState),
    Control(method: "GET", name: "events", tells: true) { _, _ throws(Refusal) in .null },
    Control(method: "GET", name: "requests") { _, state throws(Refusal) in
      .array(state.requests.kept.map(\.view))
    },
    Control(method: "POST", name: "vote", run: vote),
    Control(method: "POST", name: "click", run: click),
    Control(method: "POST", name: "clock", run: advanceClock),
    Control(method: "POST", name: "credits", run: setCredits),
    Control(method: "POST", name: "keys", run: addKey),
    Control(method: "POST", name: "faults", run: setFaults),
    Control(method: "POST", name: "next", run: setNext),
    Control(method: "POST", name: "reset") { call, state throws(Refusal) in
      state.reset(call.options)
      return ["now": state.now.value]
    },
  ]
}

@Sendable private func advanceClock(_ call: ControlCall, _ state: inout State) throws(Refusal) -> Value {
  let mostSeconds = 1e9
  guard state.clock.mode == .manual else { throw .clockRunsItself(state.clock.mode) }
  if call.arguments["to_next"] == true {
    if let next = state.nextEvent { state.advance(to: next) }
  } else {
    guard let seconds = call.arguments["advance_s"]?.asDouble, seconds >= 0, seconds <= mostSeconds else {
      throw .control("advance_s", "must be a number of seconds between 0 and 1000000000")
    }
    state.advance(to: state.now.adding(microseconds: Int64((seconds * 1_000_000).rounded())))
  }
  state.changes.add(Change(kind: .state))
  return ["now": state.now.value]
}

@Sendable private func setCredits(_ call: ControlCall, _ state: inout State) throws(Refusal) -> Value {
  guard let balance = call.arguments["balance"]?.asInt, (0...Options.mostCredits).contains(balance) else {
    throw .control("balance", "must be an integer between 0 and \(Options.mostCredits)")
  }
  state.credits = balance
  state.changes.add(Change(kind: .state))
  return ["balance": .int(balance)]
}

@Sendable private func addKey(_ call: ControlCall, _ state: inout State) throws(Refusal) -> Value {
  guard let text = call.arguments.text("key") else { throw .control("key", "must be a text") }
  let key = Key(text.string, scopes: try scopes(call.arguments["scopes"]))
  state.add(key)
  return ["key": .string(text), "scopes": .array(key.scopes.map { Value($0.rawValue) })]
}

/// Decides whether the next queued message fails, whoever its recipient is.
@Sendable private func setNext(_ call: ControlCall, _ state: inout State) throws(Refusal) -> Value {
  guard let fails = call.arguments["fails"]?.asBool else { throw .control("fails", "must be true or false") }
  state.nextFails = fails
  state.changes.add(Change(kind: .state))
  return ["fails": .bool(fails)]
}

/// Replaces the rules of faults. They count from the next request.
@Sendable private func setFaults(_ call: ControlCall, _ state: inout State) throws(Refusal) -> Value {
  guard let items = call.arguments["faults"]?.asArray else { throw .control("faults", "must be a list") }
  var rules: [FaultRule] = []
  for item in items {
    do throws(SandboxError) { rules.append(try FaultRule(option: item.asString ?? item.json)) } catch {
      throw .invalid([FieldFault(field: "faults", message: error.description)])
    }
  }
  state.trouble = Trouble(rules, seed: call.options.seed)
  state.changes.add(Change(kind: .state))
  return ["faults": .array(items)]
}

/// The scopes that are named; all of them where none are.
private func scopes(_ value: Value?) throws(Refusal) -> [Scope] {
  guard let value else { return Scope.allCases }
  let scopes = value.asArray?.map { $0.asString.flatMap(Scope.init(rawValue:)) }
  guard let scopes, !scopes.contains(nil) else {
    throw .control("scopes", "must be a list of \(Scope.allCases.map(\.rawValue).joined(separator: ", "))")
  }
  return scopes.compactMap { $0 }
}

extension Refusal {
  /// The fault of a member in the body of a control route.
  static func control(_ field: String, _ words: String) -> Refusal {
    .invalid([FieldFault(field: field, message: "The \(field) field \(words).")])
  }
}

extension RequestLog.Entry {
  /// The body as a value: JSON where it is JSON, else a text; null where there is none.
  var view: Value {
    let text = Value(String(decoding: body, as: UTF8.self))
    let value: Value = body.isEmpty ? .null : (try? Value(parsing: body)) ?? text
    return ["method": Value(method), "path": Value(path), "body": value]
  }
}
