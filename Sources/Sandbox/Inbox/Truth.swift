import Catalog
import JSON

/// `GET /sandbox/state`: the sandbox without its messages. The key decides what is shown.
@Sendable func showState(_ call: ControlCall, _ state: inout State) throws(Refusal) -> Value {
  let always: Value = [
    "now": state.now.value, "clock": Value(state.clock.mode.rawValue),
    "next_event_at": state.nextEvent?.value ?? .null, "balance": .int(state.credits),
    "faults": .array(state.trouble.spelled.map { Value($0) }), "next_fails": .bool(state.nextFails),
    "templates": .array(state.templates.rows.map { ["id": $0["id"] ?? .null, "name": $0["name"] ?? .null] }),
    "last_event_id": Value("\(state.changes.run).\(state.changes.end)"),
  ]
  var view = always.asObject ?? Object()
  if call.key.scopes.contains(.manageContacts) {
    view["contacts"] = .array(
      state.contacts.rows.map { ["phone": $0["phone"] ?? .null, "label": $0["label"] ?? .null] })
  }
  return .object(view)
}

/// `GET /sandbox/messages`: all messages; with `last`, the last ones.
@Sendable func showMessages(_ call: ControlCall, _ state: inout State) throws(Refusal) -> Value {
  guard let word = call.target.value(of: "last") else {
    return .array(state.messages.map { state.truth(of: $0) })
  }
  guard let last = Int(word), last >= 0 else { throw .control("last", "must be a number of messages") }
  return .array(state.messages.suffix(last).map { state.truth(of: $0) })
}

/// `GET /sandbox/messages/{id}`: a message, the request that queued it, and the answer to that request. These
/// two are null where they are no longer kept.
@Sendable func showExchange(_ call: ControlCall, _ state: inout State) throws(Refusal) -> Value {
  guard let id = call.id, let message = state.message(id) else { throw .notFound(record: "Message") }
  let entry = state.requests.entry(ofMessageAt: Int(id - State.firstID))
  return [
    "message": state.truth(of: message), "request": entry?.requestView ?? .null,
    "answer": entry?.answerView ?? .null,
  ]
}

extension RequestLog.Entry {
  /// The request, and the command that makes it.
  fileprivate var requestView: Value {
    var view = view.asObject ?? Object()
    let target = Target(path)
    if case .found(let operation, _) = Catalog.standard.match(method: method, path: String(target.api ?? ""))
    {
      view["command"] = Value(operation.name)
    }
    return .object(view)
  }

  fileprivate var answerView: Value? {
    answer.map { ["status": .int(Int64($0.status)), "body": (try? Value(parsing: $0.body)) ?? .null] }
  }
}

/// `POST /sandbox/vote`: sets the choice of a poll's recipient.
@Sendable func vote(_ call: ControlCall, _ state: inout State) throws(Refusal) -> Value {
  guard let votes = call.arguments["votes"]?.asArray, !votes.contains(where: { $0.asText == nil }) else {
    throw .control("votes", "must be a list of texts")
  }
  let id = try call.messageID
  try state.vote(votes.compactMap(\.asText), on: id)
  return ["message_id": .int(id), "votes": .array(votes)]
}

/// `POST /sandbox/click`: notes the reply button that a recipient tapped.
@Sendable func click(_ call: ControlCall, _ state: inout State) throws(Refusal) -> Value {
  guard let button = call.arguments["button"]?.asInt else {
    throw .control("button", "must be a number from 0")
  }
  let id = try call.messageID
  try state.click(button, of: id)
  return ["message_id": .int(id), "clicks": .array((state.replies[id]?.clicks ?? []).map(Value.string))]
}

extension ControlCall {
  fileprivate var messageID: Int64 {
    get throws(Refusal) {
      guard let id = arguments["message_id"]?.asInt else {
        throw .control("message_id", "must be the id of a message")
      }
      return id
    }
  }
}
