import Catalog
import JSON

/// `POST /messages/send-bulk`: queues as many as there are credits for, and reports the rest as failed.
@Sendable func sendBulk(_ visit: Visit, _ state: inout State) throws(Refusal) -> Reply {
  var faults: [FieldFault] = []
  let sender = state.sender(visit.arguments, faults: &faults)
  let drafts = bulkDrafts(visit, in: state, faults: &faults)
  guard let sender, faults.isEmpty else { throw .invalid(faults) }
  try state.meet(drafts)
  guard state.credits > 0 else { throw .noCredits }
  var results: [Value] = []
  var queued = 0
  for (index, draft) in drafts.enumerated() {
    let message = state.queue(draft, from: sender)
    if message != nil { queued += 1 }
    results.append(result(index, draft, message))
  }
  var reply = Reply.data(
    summary(queued, results), status: visit.operation.success,
    message: "Bulk: \(queued) queued, \(results.count - queued) failed")
  if drafts.contains(where: { state.testNumber($0.recipient) == .losesAnswer }) { reply.delivery = .lost }
  return reply
}

private func bulkDrafts(_ visit: Visit, in state: State, faults: inout [FieldFault]) -> [Draft] {
  guard let batch = visit.operation.batch?.parameter,
    let shape = visit.operation.parameter(batch)?.type.shape
  else { return [] }
  var drafts: [Draft] = []
  for (index, item) in (visit.arguments[batch]?.asArray ?? []).enumerated() {
    let draft = Draft(
      message: item.asObject ?? Object(), of: shape, shared: visit.arguments,
      at: "\(batch).\(index).", in: state, faults: &faults)
    if let draft { drafts.append(draft) }
  }
  return drafts
}

private func summary(_ queued: Int, _ results: [Value]) -> Value {
  [
    "total": .int(Int64(results.count)), "success_count": .int(Int64(queued)),
    "failure_count": .int(Int64(results.count - queued)), "results": .array(results),
  ]
}

private func result(_ index: Int, _ draft: Draft, _ message: Message?) -> Value {
  var result = Object()
  result["index"] = .int(Int64(index))
  result["recipient"] = .string(draft.recipient)
  result["success"] = .bool(message != nil)
  if let message {
    result["message_id"] = .int(message.id)
    result["status"] = Value(message.status.rawValue)
  } else {
    result["status"] = "failed"
    result["error"] = "Insufficient credits: not enough balance"
    result["error_code"] = "INSUFFICIENT_CREDITS"
  }
  return .object(result)
}
