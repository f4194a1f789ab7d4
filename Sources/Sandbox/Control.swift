import Catalog
import JSON

/// A route under `/sandbox`: it looks at the state, or changes it, past the API.
struct Control: Sendable {
  let method: String
  let name: String
  let run: @Sendable (Object, inout State, Options) throws(Refusal) -> Value
}

/// Every control route.
func allControls() -> [Control] {
  [
    Control(method: "GET", name: "messages") { _, state, _ throws(Refusal) in
      .array(state.messages.map { MessageView.whole.of($0) })
    },
    Control(method: "GET", name: "requests") { _, state, _ throws(Refusal) in
      .array(state.requests.kept.map(\.view))
    },
    Control(method: "POST", name: "clock", run: advanceClock),
    Control(method: "POST", name: "credits", run: setCredits),
    Control(method: "POST", name: "keys", run: addKey),
    Control(method: "POST", name: "faults", run: setFaults),
    Control(method: "POST", name: "reset") { _, state, options throws(Refusal) in
      state = State(options)
      return ["now": state.now.value]
    },
  ]
}

@Sendable private func advanceClock(
  _ arguments: Object, _ state: inout State, _: Options
) throws(Refusal) -> Value {
  let mostSeconds = 1e9
  guard state.clock.mode == .manual else { throw .clockRunsItself(state.clock.mode) }
  guard let seconds = arguments["advance_s"]?.asDouble, seconds >= 0, seconds <= mostSeconds else {
    throw fault("advance_s", "must be a number of seconds between 0 and 1000000000")
  }
  state.advance(to: state.now.adding(microseconds: Int64((seconds * 1_000_000).rounded())))
  return ["now": state.now.value]
}

@Sendable private func setCredits(
  _ arguments: Object, _ state: inout State, _: Options
) throws(Refusal) -> Value {
  guard let balance = arguments["balance"]?.asInt, (0...Options.mostCredits).contains(balance) else {
    throw fault("balance", "must be an integer between 0 and \(Options.mostCredits)")
  }
  state.credits = balance
  return ["balance": .int(balance)]
}

@Sendable private func addKey(
  _ arguments: Object, _ state: inout State, _: Options
) throws(Refusal) -> Value {
  guard let text = arguments.text("key") else { throw fault("key", "must be a text") }
  let key = Key(text.string, scopes: try scopes(arguments["scopes"]))
  state.add(key)
  return ["key": .string(text), "scopes": .array(key.scopes.map { Value($0.rawValue) })]
}

/// Takes these rules in place of those there were; they count from the next request.
@Sendable private func setFaults(
  _ arguments: Object, _ state: inout State, _ options: Options
) throws(Refusal) -> Value {
  guard let items = arguments["faults"]?.asArray else { throw fault("faults", "must be a list") }
  var rules: [FaultRule] = []
  for item in items {
    do throws(SandboxError) { rules.append(try FaultRule(option: item.asString ?? item.json)) } catch {
      throw .invalid([FieldFault(field: "faults", message: error.description)])
    }
  }
  state.trouble = Trouble(rules, seed: options.seed)
  return ["faults": .array(items)]
}

/// All of them where none are named.
private func scopes(_ value: Value?) throws(Refusal) -> [Scope] {
  guard let value else { return Scope.allCases }
  let scopes = value.asArray?.map { $0.asString.flatMap(Scope.init(rawValue:)) }
  guard let scopes, !scopes.contains(nil) else {
    throw fault("scopes", "must be a list of \(Scope.allCases.map(\.rawValue).joined(separator: ", "))")
  }
  return scopes.compactMap { $0 }
}

private func fault(_ field: String, _ words: String) -> Refusal {
  .invalid([FieldFault(field: field, message: "The \(field) field \(words).")])
}

extension RequestLog.Entry {
  /// The body as JSON where it is that, as text where it is not, null where there is none.
  fileprivate var view: Value {
    let text = Value(String(decoding: body, as: UTF8.self))
    let value: Value = body.isEmpty ? .null : (try? Value(parsing: body)) ?? text
    return ["method": Value(method), "path": Value(path), "body": value]
  }
}
