import Catalog
import JSON
import Library
import Machine

/// What answers of this session have told of the account, so that later calls can be checked before they
/// are sent.
package struct Known {
  /// The key's permissions, once they have been seen.
  package private(set) var permissions: Set<String>?
  /// The placeholders of each template that has been seen, by its id.
  package private(set) var templates: [Int64: [String]] = [:]
  /// The credits in the WhatsApp pocket, as the account told last and less what was charged since.
  package private(set) var balance: Int64?
  /// What completion has looked up.
  package let lookups = Lookups()

  package mutating func learn(from answer: Value, to arguments: Object, of operation: Operation) {
    guard let lesson = operation.teaches, let data = answer["data"] else { return }
    switch lesson {
    case .permissions:
      permissions = Self.permissions(in: data)
      balance = data["pockets"]?["whatsapp"]?["balance"]?.asInt
    case .templates:
      if operation.isList { templates = [:] }
      for row in data.asArray ?? [data] { learn(template: row, arguments) }
    }
  }

  mutating func forgetBalance() { balance = nil }

  package mutating func charge(_ credits: Int64) { balance = balance.map { $0.subtracting(credits) } }

  package static func permissions(in data: Value) -> Set<String>? {
    (data["api_key"]?["permissions"]?.asArray).map { Set($0.compactMap(\.asString)) }
  }

  /// An answer to `create` leaves out the content: the arguments had it.
  private mutating func learn(template row: Value, _ arguments: Object) {
    guard let id = row["id"]?.asInt, let content = (row["content"] ?? arguments["content"])?.asText
    else { return }
    templates[id] = Library.placeholders(in: content).map(\.string)
  }

  /// The permission that an operation needs and the key is known not to have.
  package func lacking(for operation: Operation) -> Failure? {
    guard let scope = lackingScope(for: operation), let permissions else { return nil }
    let has = permissions.isEmpty ? "none" : permissions.sorted().joined(separator: " ")
    return Failure(
      .validation, "\(operation.name) needs the permission \(scope.rawValue), but the key has \(has)",
      hint: "make a key that has it; where it was given since, me asks anew")
  }

  private func lackingScope(for operation: Operation) -> Scope? {
    permissions.flatMap(operation.scope(lackingIn:))
  }

  /// As far as completion knows, too.
  package func shownAsLacking(for operation: Operation) -> Scope? {
    (permissions ?? lookups.permissions).flatMap(operation.scope(lackingIn:))
  }
}

extension Operation {
  /// The permission that the operation needs, where the key does not have it.
  fileprivate func scope(lackingIn permissions: Set<String>) -> Scope? {
    scope.flatMap { permissions.contains($0.rawValue) ? nil : $0 }
  }
}
