import Catalog
import JSON

/// `POST /messages/send`.
@Sendable func sendMessage(_ visit: Visit, _ state: inout State) throws(Refusal) -> Reply {
  var faults: [FieldFault] = []
  let sender = state.sender(visit.arguments, faults: &faults)
  let draft = Draft(message: visit.arguments, of: visit.operation.shape, in: state, faults: &faults)
  return try state.queue(draft, from: sender, faults, visit)
}

/// `POST /messages/send-status`: a story, which has no single recipient.
@Sendable func sendStory(_ visit: Visit, _ state: inout State) throws(Refusal) -> Reply {
  var faults: [FieldFault] = []
  let sender = state.sender(visit.arguments, faults: &faults)
  var draft = Draft(
    type: "status", recipient: "status@broadcast", arguments: visit.arguments,
    shape: visit.operation.shape)
  draft.content = visit.arguments.text("content")
  return try state.queue(draft, from: sender, faults, visit)
}

/// The other sends: messages of one type. One argument is the content.
func sendRich(type: Text, content: String?) -> Handler {
  { visit, state throws(Refusal) in
    var faults: [FieldFault] = []
    let sender = state.sender(visit.arguments, faults: &faults)
    var draft = Draft(type: type, visit.arguments, of: visit.operation.shape, in: state, faults: &faults)
    draft?.content = content.flatMap { visit.arguments.text($0) }
    return try state.queue(draft, from: sender, faults, visit)
  }
}

extension State {
  /// Queues the message of a call with one message.
  fileprivate mutating func queue(
    _ draft: Draft?, from sender: Sender?, _ faults: [FieldFault], _ visit: Visit
  ) throws(Refusal) -> Reply {
    guard let draft, let sender, faults.isEmpty else { throw .invalid(faults) }
    try meet([draft])
    guard let message = queue(draft, from: sender) else { throw .noCredits }
    var reply = Reply.data(
      message.receipt, status: visit.operation.success, message: "Message queued for sending")
    if testNumber(draft.recipient) == .losesAnswer { reply.delivery = .lost }
    return reply
  }
}

extension Message {
  fileprivate var receipt: Value {
    [
      "message_id": .int(id), "status": Value(status.rawValue), "type": .string(type),
      "recipient": .string(recipient), "queued_at": queuedAt.value, "instance": instance,
      "template_used": .bool(templateID != nil), "credits_charged": 1,
    ]
  }
}
