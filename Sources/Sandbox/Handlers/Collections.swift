import Catalog
import JSON

/// Handlers that contacts, templates, workspaces and instances share.
typealias Collection = WritableKeyPath<State, Records> & Sendable

/// Answers with the whole list.
func list(_ records: Collection) -> Handler {
  { visit, state throws(Refusal) in
    .data(.array(state[keyPath: records].rows.map(visit.route.view)), status: visit.operation.success)
  }
}

/// Answers with the record whose id stands in the path.
func show(_ records: Collection, _ name: String) -> Handler {
  { visit, state throws(Refusal) in
    guard let id = visit.pathID, let row = state[keyPath: records][id] else {
      throw .notFound(record: name)
    }
    return .data(visit.route.view(row), status: visit.operation.success)
  }
}

/// Makes a record from the operation's parameters. A missing one gets its default, else null.
func create(_ records: Collection) -> Handler {
  { visit, state throws(Refusal) in
    try visit.checkWorkspace(in: state)
    var row = Object()
    row["id"] = .null
    for parameter in visit.operation.parameters {
      row[parameter.name] = visit.arguments.given(parameter.name) ?? parameter.defaultValue ?? .null
    }
    row["created_at"] = state.now.value
    row["updated_at"] = state.now.value
    return .data(visit.route.view(state[keyPath: records].add(row)), status: visit.operation.success)
  }
}

/// Changes the parameters that are given; blank ones become null.
func update(_ records: Collection, _ name: String) -> Handler {
  { visit, state throws(Refusal) in
    var changes = Object()
    for parameter in visit.operation.parameters {
      guard visit.arguments[parameter.name] != nil else { continue }
      changes[parameter.name] = visit.arguments.given(parameter.name) ?? .null
    }
    changes["updated_at"] = state.now.value
    guard let id = visit.pathID, let row = state[keyPath: records].update(id, with: changes) else {
      throw .notFound(record: name)
    }
    return .data(visit.route.view(row), status: visit.operation.success)
  }
}

/// Removes the record whose id is in the path.
func delete(_ records: Collection, _ name: String) -> Handler {
  { visit, state throws(Refusal) in
    guard let id = visit.pathID, state[keyPath: records].remove(id) else { throw .notFound(record: name) }
    return Reply(
      status: visit.operation.success, body: ["success": true, "message": Value("\(name) deleted")])
  }
}

/// `GET /instances/{instanceId}`, and the live status, by id or name. A record has two sets of
/// names for its members; the route's documented members decide which are shown.
@Sendable func showInstance(_ visit: Visit, _ state: inout State) throws(Refusal) -> Reply {
  guard let text = visit.pathArguments.first, var row = state.instance(Value(text)) else {
    throw .notFound(record: "Instance")
  }
  if !visit.route.documented.isEmpty {
    row["instance_id"] = row["id"]
    row["connection_status"] = row["status"]
  }
  return .data(visit.route.view(row), status: visit.operation.success)
}

extension Visit {
  /// The id in the path; nil where it is not an id.
  var pathID: Int64? { pathArguments.first.flatMap { Int64($0) } }

  fileprivate func checkWorkspace(in state: State) throws(Refusal) {
    guard let value = arguments["workspace_id"], !value.isNull else { return }
    if value.asInt.flatMap({ state.workspaces[$0] }) == nil {
      throw .invalid([.doesNotExist("workspace_id")])
    }
  }
}

extension FieldFault {
  /// A reference to a record that does not exist, in the words of a Laravel service.
  static func doesNotExist(_ name: String, at prefix: String = "") -> FieldFault {
    let words = String(name.map { $0 == "_" ? " " : $0 })
    return FieldFault(field: prefix + name, message: "The selected \(words) is invalid.")
  }
}
