import Catalog
import JSON

/// `GET /messages/{messageId}`, and the status of a message.
@Sendable func showMessage(_ visit: Visit, _ state: inout State) throws(Refusal) -> Reply {
  guard let id = visit.pathID, let message = state.message(id) else { throw .notFound(record: "Message") }
  return .data(visit.route.messages.of(message), status: visit.operation.success)
}

/// `GET /messages`: one page, newest first.
@Sendable func listMessages(_ visit: Visit, _ state: inout State) throws(Refusal) -> Reply {
  let size = visit.number("per_page")
  let page = visit.number("page")
  let filter = Census.Filter(
    status: visit.arguments.text("status").flatMap { Status(rawValue: $0.string) },
    type: visit.arguments.text("type"))
  let (skipped, overflow) = (page - 1).multipliedReportingOverflow(by: size)
  let (total, messages) = state.list(filter, skipping: overflow ? .max : skipped, size: size)
  return .data(
    [
      "current_page": .int(Int64(page)), "data": .array(messages.map(visit.route.messages.of)),
      "per_page": .int(Int64(size)), "total": .int(Int64(total)),
    ],
    status: visit.operation.success)
}

extension Visit {
  /// The integer argument with this name, else its default. Its limits were checked before.
  fileprivate func number(_ name: String) -> Int {
    let value = arguments.given(name) ?? operation.parameter(name)?.defaultValue
    return value?.asInt.map { Int($0) } ?? 1
  }
}
