import Catalog
import JSON

/// `POST /messages/send-bulk`: queues the messages that can be queued, and reports the others with their
/// reasons.
@Sendable func sendBulk(_ visit: Visit, _ state: inout State) throws(Refusal) -> Reply {
  var faults: [FieldFault] = []
  let sender = state.sender(visit.arguments, faults: &faults)
  state.checkSharedTemplate(visit.arguments, faults: &faults)
  guard let sender, faults.isEmpty else { throw .invalid(faults) }
  let rows = bulkRows(visit, in: state)
  let drafts = rows.compactMap(\.draft)
  try state.meet(drafts)
  guard state.credits > 0 else { throw .noCredits }
  var results: [Value] = []
  var queued = 0
  for (index, row) in rows.enumerated() {
    let message = row.draft.flatMap { state.queue($0, from: sender) }
    if message != nil { queued += 1 }
    results.append(row.result(index, message))
  }
  var reply = Reply.data(
    summary(queued, results), status: visit.operation.success,
    message: "Bulk: \(queued) queued, \(results.count - queued) failed")
  if drafts.contains(where: { state.testNumber($0.recipient) == .losesAnswer }) { reply.delivery = .lost }
  return reply
}

/// One message of the call: a draft, or the reason why it cannot be queued.
private struct BulkRow {
  /// Nil where it cannot be queued.
  let draft: Draft?
  let recipient: Text?
  let reason: String?

  func result(_ index: Int, _ message: Message?) -> Value {
    var result = Object()
    result["index"] = .int(Int64(index))
    result["recipient"] = recipient.map(Value.string) ?? .null
    result["success"] = .bool(message != nil)
    if let message {
      result["message_id"] = .int(message.id)
      result["status"] = Value(message.status.rawValue)
    } else {
      result["status"] = "failed"
      result["error"] = Value(reason ?? Refusal.noCreditsWords)
      if reason == nil { result["error_code"] = Value(Refusal.noCreditsCode) }
    }
    return .object(result)
  }
}

private func bulkRows(_ visit: Visit, in state: State) -> [BulkRow] {
  guard let batch = visit.operation.batch?.parameter,
    let shape = visit.operation.parameter(batch)?.type.shape
  else { return [] }
  return (visit.arguments[batch]?.asArray ?? []).map { item in
    let arguments = item.asObject ?? Object()
    var faults: [FieldFault] = []
    let draft = Draft(message: arguments, of: shape, shared: visit.arguments, in: state, faults: &faults)
    return BulkRow(
      draft: faults.isEmpty ? draft : nil, recipient: draft?.recipient ?? arguments.text("recipient"),
      reason: faults.first?.message)
  }
}

extension State {
  /// Checks that the template of the whole call exists, whether a message uses it or not.
  fileprivate func checkSharedTemplate(_ arguments: Object, faults: inout [FieldFault]) {
    guard let id = arguments.given("template_id")?.asInt else { return }
    guard let template = templates[id] else {
      if !unknown.contains(.templates) { faults.append(.doesNotExist("template_id")) }
      return
    }
    if template["is_active"] == false { faults.append(.inactiveTemplate()) }
  }
}

private func summary(_ queued: Int, _ results: [Value]) -> Value {
  [
    "total": .int(Int64(results.count)), "success_count": .int(Int64(queued)),
    "failure_count": .int(Int64(results.count - queued)), "results": .array(results),
  ]
}
