/// Says that a parameter names a record of the account, where these records are listed, and how a person
/// distinguishes them.
public struct RecordReference: Hashable, Sendable {
  /// The noun that lists the records.
  public let noun: String
  /// The member of a record that the parameter takes.
  public let value: String
  /// The members by which a person recognises a record, the best one first.
  public let telling: [String]

  private init(_ noun: String, value: String, telling: [String]) {
    self.noun = noun
    self.value = value
    self.telling = telling
  }

  static let instance = RecordReference("instances", value: "name", telling: ["id", "status"])
  static let contact = RecordReference("contacts", value: "id", telling: ["label", "phone"])
  static let template = RecordReference("templates", value: "id", telling: ["name"])
  static let workspace = RecordReference("workspaces", value: "id", telling: ["name"])
  static let message = RecordReference("messages", value: "id", telling: ["recipient", "status", "content"])
}

extension Catalog {
  /// How parameters refer to the records of a noun; nil where no parameter does.
  public func reference(to noun: String) -> RecordReference? {
    operations.lazy.flatMap { $0.pathParameters + $0.parameters }.compactMap(\.reference)
      .first { $0.noun == noun }
  }

  /// The operation that lists these records.
  public func list(of reference: RecordReference) -> Operation? { list(of: reference.noun) }

  /// The operation that lists the records of a noun.
  public func list(of noun: String) -> Operation? { operations.first { $0.noun == noun && $0.isList } }
}
