import Catalog
import JSON

extension State {
  private static let version: Value = 1

  /// Everything that is kept for later runs. O(messages).
  var snapshot: Value {
    [
      "sandbox": Self.version, "now": .int(now.microseconds),
      "credits": .int(min(max(0, credits), Options.mostCredits)),
      "user": .object(user),
      "keys": .array(keys.values.sorted { $0.text < $1.text }.map(\.snapshot)),
      "met": .array(met.sorted().map(Value.string)),
      "workspaces": workspaces.snapshot, "instances": instances.snapshot, "contacts": contacts.snapshot,
      "templates": templates.snapshot, "messages": .array(messages.map(\.snapshot)),
      "replies": .array(replies.keys.sorted().map { replies[$0, default: Replies()].snapshot(of: $0) }),
    ]
  }

  /// Continues from a snapshot. Keys and credits of this run's options replace the saved ones.
  mutating func restore(_ saved: Value, of path: String, credits given: Int64?) throws(SandboxError) {
    do throws(BadSnapshot) {
      guard saved["sandbox"] == Self.version else { throw BadSnapshot(member: "sandbox") }
      if clock.mode == .manual { now = Timestamp(microseconds: try saved.integer("now")) }
      let savedCredits = try saved.integer("credits", in: 0...Options.mostCredits)
      credits = given ?? savedCredits
      user = saved["user"]?.asObject ?? user
      for item in try saved.list("keys") { restore(try Key(snapshot: item)) }
      met = Set(try saved.list("met").compactMap(\.asText))
      workspaces = try Records(snapshot: saved, "workspaces")
      instances = try Records(snapshot: saved, "instances")
      contacts = try Records(snapshot: saved, "contacts")
      templates = try Records(snapshot: saved, "templates")
      replaceMessages(try messages(of: saved))
      // Older files have none.
      for item in saved["replies"]?.asArray ?? [] {
        replies[try item.integer("message_id")] = Replies(
          votes: try item.list("votes").compactMap(\.asText),
          clicks: try item.list("clicks").compactMap(\.asText))
      }
    } catch {
      throw .unreadableState(path: path, reason: "its member \(error.member) is not as it was written")
    }
  }

  private mutating func restore(_ key: Key) {
    if keys[key.text] == nil { add(key) }
  }

  private func messages(of saved: Value) throws(BadSnapshot) -> [Message] {
    var messages: [Message] = []
    for item in try saved.list("messages") {
      messages.append(try Message(snapshot: item, id: Self.firstID + Int64(messages.count)))
    }
    return messages
  }
}

/// A member of the file is missing or has the wrong type.
private struct BadSnapshot: Error {
  let member: String
}

extension Value {
  fileprivate func integer(
    _ name: String, in range: ClosedRange<Int64> = .min ... .max
  ) throws(BadSnapshot) -> Int64 {
    guard let integer = self[name]?.asInt, range.contains(integer) else {
      throw BadSnapshot(member: name)
    }
    return integer
  }

  fileprivate func text(_ name: String) throws(BadSnapshot) -> Text {
    guard let text = self[name]?.asText else { throw BadSnapshot(member: name) }
    return text
  }

  fileprivate func list(_ name: String) throws(BadSnapshot) -> [Value] {
    guard let list = self[name]?.asArray else { throw BadSnapshot(member: name) }
    return list
  }
}

extension Key {
  fileprivate var snapshot: Value {
    ["key": Value(text), "scopes": .array(scopes.map { Value($0.rawValue) })]
  }

  fileprivate init(snapshot: Value) throws(BadSnapshot) {
    let scopes = try snapshot.list("scopes").compactMap { $0.asString.flatMap(Scope.init(rawValue:)) }
    self.init(try snapshot.text("key").string, scopes: scopes)
  }
}

extension Records {
  fileprivate var snapshot: Value { ["next": .int(nextID), "rows": .array(rows.map(Value.object))] }

  fileprivate init(snapshot: Value, _ name: String) throws(BadSnapshot) {
    guard let records = snapshot[name] else { throw BadSnapshot(member: name) }
    self.init(
      try records.list("rows").compactMap(\.asObject), nextID: try records.integer("next", in: Self.ids))
  }
}

extension Replies {
  fileprivate func snapshot(of id: Int64) -> Value {
    [
      "message_id": .int(id), "votes": .array(votes.map(Value.string)),
      "clicks": .array(clicks.map(Value.string)),
    ]
  }
}

extension Message {
  fileprivate var snapshot: Value {
    [
      "type": .string(type), "recipient": .string(recipient), "content": content.map(Value.string) ?? .null,
      "instance_id": .int(instanceID), "instance": .string(instanceName),
      "contact_id": contactID.map(Value.int) ?? .null, "template_id": templateID.map(Value.int) ?? .null,
      "metadata": metadata.map(Value.object) ?? .null, "queued": .int(queuedAt.microseconds),
      "outcome": Value(plan.outcome.rawValue), "delay": .int(plan.delay), "pace": .int(plan.pace),
      "status": Value(status.rawValue),
    ]
  }

  fileprivate init(snapshot: Value, id: Int64) throws(BadSnapshot) {
    guard let outcome = Outcome(rawValue: try snapshot.text("outcome").string) else {
      throw BadSnapshot(member: "outcome")
    }
    guard let status = Status(rawValue: try snapshot.text("status").string) else {
      throw BadSnapshot(member: "status")
    }
    self.init(
      id: id, type: try snapshot.text("type"), recipient: try snapshot.text("recipient"),
      content: snapshot["content"]?.asText, instanceID: try snapshot.integer("instance_id"),
      instanceName: try snapshot.text("instance"), contactID: snapshot["contact_id"]?.asInt,
      templateID: snapshot["template_id"]?.asInt, metadata: snapshot["metadata"]?.asObject,
      queuedAt: Timestamp(microseconds: try snapshot.integer("queued")),
      plan: Plan(
        outcome: outcome, delay: try snapshot.integer("delay"),
        pace: try snapshot.integer("pace", in: 1...1_000_000)),
      status: status)
  }
}
