import JSON

/// One queued message. Its outcome is decided when it is queued, and the moments follow from the outcome
/// (`Plan.swift`). So only the first moment is stored.
struct Message: Sendable {
  let id: Int64
  let type: Text
  let recipient: Text
  let content: Text?
  let instanceID: Int64
  let instanceName: Text
  let contactID: Int64?
  let templateID: Int64?
  /// The arguments without a member of their own; nil where there are none.
  let metadata: Object?
  let queuedAt: Timestamp
  let plan: Plan
  var status: Status = .pending
}

/// The status of a message (documentation, "Status Values").
enum Status: String, Sendable, CaseIterable {
  case pending, processing, sent, delivered, failed, refunded
}

extension Message {
  var instance: Value { ["id": .int(instanceID), "name": .string(instanceName)] }

  /// When it came to a status; nil where it did not.
  func reached(_ goal: Status) -> Timestamp? {
    plan.moment(of: goal, upTo: status).map { queuedAt.adding(microseconds: $0) }
  }

  func reachedValue(_ goal: Status) -> Value { reached(goal)?.value ?? .null }

  /// Why it failed; nil where it did not fail.
  var reason: String? {
    guard status == .failed || status == .refunded else { return nil }
    return plan.outcome == .instanceClosed
      ? "Instance \(instanceName) is not connected" : "Recipient is not on WhatsApp"
  }
}
