import Catalog
import JSON

/// The instance from which a call sends.
struct Sender: Sendable {
  let id: Int64
  let name: Text
  let isOpen: Bool
}

extension State {
  /// The instance in the arguments. Nil where there is none; then the reason is added to `faults`.
  func sender(_ arguments: Object, faults: inout [FieldFault]) -> Sender? {
    guard let row = instance(arguments["instance"]), let id = row["id"]?.asInt else {
      if unknown.contains(.instances), let reference = arguments.given("instance") {
        let name = reference.asText ?? Text(reference.json)
        return Sender(id: reference.asInt ?? Int64(name.string) ?? 0, name: name, isOpen: true)
      }
      faults.append(.doesNotExist("instance"))
      return nil
    }
    return Sender(id: id, name: row["name"]?.asText ?? "", isOpen: row["status"] == "open")
  }

  /// Gives each test number among the recipients its refusal, where it has not had it yet.
  mutating func meet(_ drafts: [Draft]) throws(Refusal) {
    for draft in drafts {
      guard let refusal = testNumber(draft.recipient)?.refusalOnce, met.insert(draft.recipient).inserted
      else {
        continue
      }
      throw refusal
    }
  }

  /// Takes a credit and queues the message; nil where there is no credit.
  mutating func queue(_ draft: Draft, from sender: Sender) -> Message? {
    guard credits > 0 else { return nil }
    credits -= 1
    let plan = plan(draft, from: sender)
    if nextFails {
      nextFails = false
      changes.add(Change(kind: .state))
    }
    let message = Message(
      id: nextMessageID, type: draft.type, recipient: draft.recipient, content: draft.content,
      instanceID: sender.id, instanceName: sender.name, contactID: draft.contactID,
      templateID: draft.templateID, metadata: draft.metadata.isEmpty ? nil : draft.metadata, queuedAt: now,
      plan: plan)
    add(message)
    return message
  }

  /// A message through a closed instance is queued, and fails later.
  private func plan(_ draft: Draft, from sender: Sender) -> Plan {
    let promised = nextFails ? .notOnWhatsApp : testNumber(draft.recipient)?.outcome ?? .delivered
    let outcome = sender.isOpen ? promised : .instanceClosed
    let (delay, overflow) = draft.delay.multipliedReportingOverflow(by: clock.pace / 1000)
    return Plan(outcome: outcome, delay: overflow ? .max : delay, pace: clock.pace)
  }
}
