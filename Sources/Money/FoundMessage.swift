import Catalog
import JSON
import Ledger

extension Catalog {
  /// The answer that a write had, as far as the message tells it that was found in the list. What a program reads from
  /// an answer is then there, and null where nobody knows it.
  ///
  /// - Parameter row: the message, with its id as `message_id`.
  func answer(to write: KeyTrace.Write, from row: Value) -> Value {
    guard var found = row.asObject,
      let documented = operations.first(where: { $0.name == write.operation })?.value
    else { return row }
    if found["queued_at"] == nil { found["queued_at"] = found["created_at"] }
    if found["instance"] == nil, let instance = write.body["instance"] {
      found["instance"] = .object(Object([(instance.asInt == nil ? "name" : "id", instance)]))
    }
    return documented.completed(.object(found))
  }
}

extension Answer {
  /// The value with all members that the documentation shows.
  fileprivate func completed(_ value: Value) -> Value {
    guard case .object(let members) = self else { return value }
    guard var object = value.isNull ? Object() : value.asObject else { return value }
    for member in members {
      object[Text(member.name)] = member.answer.completed(object[member.name] ?? .null)
    }
    return .object(object)
  }
}
