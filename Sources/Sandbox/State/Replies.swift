import JSON

/// The reactions of a message's recipient.
struct Replies: Sendable, Equatable {
  /// The chosen answers of a poll.
  var votes: [Text] = []
  /// The ids of the reply buttons that were tapped, in order.
  var clicks: [Text] = []
}

extension State {
  /// All that is known of a message, with the reactions of its recipient.
  func truth(of message: Message) -> Value {
    let view = MessageView.whole.of(message)
    let done = repliesView(of: message)
    guard !done.isEmpty, var whole = view.asObject else { return view }
    for member in done.members { whole[member.name] = member.value }
    return .object(whole)
  }

  /// `votes` of a poll, `clicks` of buttons; empty for any other message.
  func repliesView(of message: Message) -> Object {
    var view = Object()
    let done = replies[message.id] ?? Replies()
    if message.type == "poll" { view["votes"] = .array(done.votes.map(Value.string)) }
    if message.type == "buttons" { view["clicks"] = .array(done.clicks.map(Value.string)) }
    return view
  }

  /// - Throws: where the message is not a poll, an answer is not one of the poll's, or there are too
  ///   many.
  mutating func vote(_ votes: [Text], on id: Int64) throws(Refusal) {
    let message = try message(id, ofType: "poll")
    let values = message.metadata?["values"]?.asArray?.compactMap(\.asText) ?? []
    let most = message.metadata?["selectable_count"]?.asInt ?? 1
    guard votes.allSatisfy(values.contains), Set(votes).count == votes.count, votes.count <= most else {
      throw .control("votes", "must be at most \(most) of the poll's values, each once")
    }
    replies[id, default: Replies()].votes = votes
    changes.add(Change(kind: .reply, index: Int(id - Self.firstID)))
  }

  /// - Parameter button: the index of the button, from 0.
  /// - Throws: where the message has no such button, or the button is not a reply.
  mutating func click(_ button: Int64, of id: Int64) throws(Refusal) {
    let message = try message(id, ofType: "buttons")
    let buttons = message.metadata?["buttons"]?.asArray ?? []
    guard let place = Int(exactly: button), buttons.indices.contains(place),
      buttons[place]["type"] == "reply",
      let reply = buttons[place]["id"]?.asText
    else { throw .control("button", "must be the place of a reply button, from 0") }
    replies[id, default: Replies()].clicks.append(reply)
    changes.add(Change(kind: .reply, index: Int(id - Self.firstID)))
  }

  private func message(_ id: Int64, ofType type: Text) throws(Refusal) -> Message {
    guard let message = message(id) else { throw .notFound(record: "Message") }
    guard message.type == type else {
      throw .control(
        "message_id", "must be of a message of the type \(type.string), but is of \(message.type.string)")
    }
    return message
  }
}
