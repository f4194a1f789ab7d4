import Catalog
import JSON

/// `GET /messages/{messageId}` and its status.
@Sendable func showMessage(_ visit: Visit, _ state: inout State) throws(Refusal) -> Reply {
  guard let id = visit.pathID, let message = state.message(id) else { throw .notFound(record: "Message") }
  let names = visit.route.documented.isEmpty ? Message.members : visit.route.documented
  return .data(message.view(names), status: visit.operation.success)
}

/// `GET /messages`: a page of them, newest first. O(page) without a filter, else O(messages).
@Sendable func listMessages(_ visit: Visit, _ state: inout State) throws(Refusal) -> Reply {
  let size = visit.number("per_page")
  let page = visit.number("page")
  let selected = select(state.messages, visit.arguments)
  let (skipped, overflow) = (page - 1).multipliedReportingOverflow(by: size)
  let start = overflow ? selected.count : min(skipped, selected.count)
  let end = min(start + size, selected.count)
  let rows = (start..<end).map { state.messages[selected.index($0)].view(visit.route.documented) }
  return .data(
    [
      "current_page": .int(Int64(page)), "data": .array(rows), "per_page": .int(Int64(size)),
      "total": .int(Int64(selected.count)),
    ],
    status: visit.operation.success)
}

/// Which messages a list holds, newest first.
private enum Selection {
  case all(Int)
  case some([Int])

  var count: Int {
    switch self {
    case .all(let count): count
    case .some(let indices): indices.count
    }
  }

  /// The index among all messages of the one at that place.
  func index(_ place: Int) -> Int {
    switch self {
    case .all(let count): count - 1 - place
    case .some(let indices): indices[place]
    }
  }
}

private func select(_ messages: [Message], _ arguments: Object) -> Selection {
  let status = arguments["status"]?.asString.flatMap(Status.init)
  let type = arguments["type"]?.asText
  if status == nil, type == nil { return .all(messages.count) }
  return .some(
    messages.indices.reversed().filter { index in
      (status == nil || messages[index].status == status) && (type == nil || messages[index].type == type)
    })
}

extension Visit {
  /// The integer argument of that name, else its default. Its limits were checked before.
  fileprivate func number(_ name: String) -> Int {
    let value = arguments[name] ?? operation.parameter(name)?.defaultValue
    return value?.asInt.map { Int($0) } ?? 1
  }
}
