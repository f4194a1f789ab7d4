import JSON

/// One queued message. What happens to it is settled when it is queued; when it happens follows from
/// that (`Plan.swift`), so no moment but the first is stored.
struct Message: Sendable {
  let id: Int64
  let type: Text
  let recipient: Text
  let content: Text?
  let instanceID: Int64
  let instanceName: Text
  let contactID: Int64?
  let templateID: Int64?
  /// The arguments that have no member of their own; nil where there are none.
  let metadata: Object?
  let queuedAt: Timestamp
  let plan: Plan
  var status: Status = .pending
}

/// A message's status (documentation, Status Values).
enum Status: String, Sendable, CaseIterable {
  case pending, processing, sent, delivered, failed, refunded
}

extension Message {
  /// What a record of it holds, in order.
  static let members: [Text] = [
    "id", "type", "recipient", "content", "status", "error_message", "contact_id", "template_id",
    "instance", "credits_charged", "metadata", "queued_at", "sent_at", "delivered_at", "failed_at",
    "refunded_at", "created_at", "updated_at",
  ]

  /// The member of that name, as answers show it; null where it has none.
  func member(_ name: String) -> Value {
    switch name {
    case "id", "message_id": .int(id)
    case "type": .string(type)
    case "recipient": .string(recipient)
    case "content": content.map(Value.string) ?? .null
    case "status": Value(status.rawValue)
    case "error_message": reason.map { Value($0) } ?? .null
    case "contact_id": contactID.map(Value.int) ?? .null
    case "template_id": templateID.map(Value.int) ?? .null
    case "instance": instance
    case "credits_charged": 1
    case "metadata": .object(metadata ?? Object())
    case "queued_at", "created_at": queuedAt.value
    case "sent_at": reachedValue(.sent)
    case "delivered_at": reachedValue(.delivered)
    case "failed_at": reachedValue(.failed)
    case "refunded_at": reachedValue(.refunded)
    case "updated_at": (reached(status) ?? queuedAt).value
    default: .null
    }
  }

  /// Those members, as an object.
  func view(_ names: [Text]) -> Value {
    .object(Object(names.map { ($0, member($0.string)) }))
  }

  var instance: Value { ["id": .int(instanceID), "name": .string(instanceName)] }

  /// When it came to a status, nil where it did not.
  func reached(_ goal: Status) -> Timestamp? {
    plan.moment(of: goal, upTo: status).map { queuedAt.adding(microseconds: $0) }
  }

  private func reachedValue(_ goal: Status) -> Value { reached(goal)?.value ?? .null }

  /// Why it failed, once it did.
  private var reason: String? {
    guard status == .failed || status == .refunded else { return nil }
    return plan.outcome == .instanceClosed
      ? "Instance \(instanceName) is not connected" : "Recipient is not on WhatsApp"
  }
}
