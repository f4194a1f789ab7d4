import Catalog
import JSON
import Library
import Machine

/// What the answers of this session have told about the account. Later calls can therefore be checked before they are
/// sent.
package struct Known {
  /// The permissions of the API key, once an answer has told them.
  package private(set) var permissions: Set<String>?
  /// The placeholders of each known template, by the template's id.
  package private(set) var templates: [Int64: [String]] = [:]
  /// The credits in the WhatsApp pocket: the account's last answer, less the charges since then.
  package private(set) var balance: Int64?
  /// The lists that completion has looked up.
  package let lookups = Lookups()

  /// Takes what the answer to an operation tells about permissions, the balance or templates. Most operations tell none
  /// of these.
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

  /// Subtracts a charge from the balance, where that is known.
  package mutating func charge(_ credits: Int64) { balance = balance.map { $0.subtracting(credits) } }

  /// The permissions of the API key that the data of an answer names; nil where it names none.
  package static func permissions(in data: Value) -> Set<String>? {
    (data["api_key"]?["permissions"]?.asArray).map { Set($0.compactMap(\.asString)) }
  }

  /// Learns the placeholders of a template. The answer to `templates create` leaves out the content, so that it is
  /// taken from the arguments.
  private mutating func learn(template row: Value, _ arguments: Object) {
    guard let id = row["id"]?.asInt, let content = (row["content"] ?? arguments["content"])?.asText
    else { return }
    templates[id] = Library.placeholders(in: content).map(\.string)
  }

  /// The failure where the key is known to lack the permission for an operation; otherwise nil.
  package func lacking(for operation: Operation) -> Failure? {
    guard let scope = lackingScope(for: operation), let permissions else { return nil }
    let has = permissions.isEmpty ? "none" : permissions.sorted().joined(separator: " ")
    return Failure(
      .permission, "\(operation.name) needs the permission \(scope.rawValue), but the key has \(has)",
      hint: "make a key that has it; if it has been added since, 'me' asks again")
  }

  private func lackingScope(for operation: Operation) -> Scope? {
    permissions.flatMap(operation.scope(lackingIn:))
  }

  /// The permission that the key lacks for an operation, for display. This also uses what completion has looked up.
  package func shownAsLacking(for operation: Operation) -> Scope? {
    (permissions ?? lookups.permissions).flatMap(operation.scope(lackingIn:))
  }
}

extension Operation {
  /// The permission that the operation needs, where it is not among these.
  fileprivate func scope(lackingIn permissions: Set<String>) -> Scope? {
    scope.flatMap { permissions.contains($0.rawValue) ? nil : $0 }
  }
}
