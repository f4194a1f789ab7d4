import Catalog
import JSON
import Machine
import Service

/// The part of an account that a rehearsal copies: records in the form in which the API's lists give them.
public struct AccountCopy: Sendable {
  /// Something that could not be read, and the reason.
  public struct Gap: Sendable {
    public var what: String
    public var reason: String
  }

  public var user = Object()
  /// The credits that are left; nil where the account does not say.
  public var credits: Int64?
  /// The permissions of the API key; nil where the account does not say.
  public var permissions: [String]?
  public var workspaces: [Object] = []
  public var instances: [Object] = []
  public var contacts: [Object] = []
  public var templates: [Object] = []
  /// What could not be copied.
  public internal(set) var gaps: [Gap] = []

  /// A kind of record, and the member of the copy that holds it.
  struct Part: Sendable {
    /// The noun of the operations that read these records.
    var noun: String
    var records: WritableKeyPath<AccountCopy, [Object]> & Sendable
    /// Whether another call tells about each record what the list leaves out.
    var hasStatus = false
  }

  static let parts = [
    Part(noun: "workspaces", records: \.workspaces),
    Part(noun: "instances", records: \.instances, hasStatus: true),
    Part(noun: "contacts", records: \.contacts),
    Part(noun: "templates", records: \.templates),
  ]

  /// Whether the records of this noun could not be copied.
  public func lacks(_ noun: String) -> Bool { gaps.contains { $0.what == noun } }

  /// At most so many records are read one by one, since each takes a request.
  static let mostStatuses = 50
}

extension Service {
  /// Copies from the account what a rehearsal needs. The service is made read-only before, so that no write can leave.
  ///
  /// - Throws: where the account cannot be read at all. What the API key may not read becomes a gap.
  package func copyAccount() async throws(Failure) -> AccountCopy {
    isReadOnly = true
    var copy = AccountCopy()
    try await copyOwner(into: &copy)
    for part in AccountCopy.parts {
      let reads = catalog.operations.filter { $0.noun == part.noun && $0.kind == .read }
      guard let list = reads.first(where: { $0.listing == .whole }) else { continue }
      guard let rows = try await read(list, "the \(part.noun)", as: part.noun, &copy) else { continue }
      copy[keyPath: part.records] = (rows.asArray ?? []).compactMap(\.asObject)
      if part.hasStatus, let status = reads.first(where: { !$0.isList && $0.response != nil }) {
        try await addStatus(status, to: part, of: &copy)
      }
    }
    return copy
  }

  private func copyOwner(into copy: inout AccountCopy) async throws(Failure) {
    guard let operation = catalog.operations.first(where: { $0.teaches == .permissions }),
      let account = try await read(operation, "the balance", as: "balance", &copy)
    else { return }
    copy.user = account["user"]?.asObject ?? Object()
    copy.permissions = account["api_key"]?["permissions"]?.asArray?.compactMap(\.asString)
    copy.credits = account["pockets"]?["whatsapp"]?["balance"]?.asInt
    if copy.credits == nil {
      copy.gaps.append(AccountCopy.Gap(what: "balance", reason: "the account does not tell it"))
    }
  }

  /// The data of the answer; nil where the API key has no permission to read it. The gap is then noted in the copy.
  private func read(
    _ operation: Operation, _ name: String, as what: String, _ copy: inout AccountCopy
  ) async throws(Failure) -> Value? {
    if let lacking = known.lacking(for: operation) {
      copy.gaps.append(AccountCopy.Gap(what: what, reason: lacking.message))
      return nil
    }
    do throws(Failure) { return try await exchange(operation, Object()) } catch {
      guard error.kind == .permission else {
        var failure = error
        failure.message = "\(name) of the account must be read first, but: \(error.message)"
        throw failure
      }
      copy.gaps.append(AccountCopy.Gap(what: what, reason: error.message))
      return nil
    }
  }

  /// Adds to each record what the list leaves out, such as the phone number of an instance.
  private func addStatus(
    _ operation: Operation, to part: AccountCopy.Part, of copy: inout AccountCopy
  ) async throws(Failure) {
    guard let parameter = operation.pathParameters.first, operation.pathParameters.count == 1 else { return }
    let rows = copy[keyPath: part.records]
    for (place, row) in rows.prefix(AccountCopy.mostStatuses).enumerated() {
      guard let id = row["id"] else { continue }
      let arguments = Object([(Text(parameter.name), id)])
      // A record whose status cannot be read stays as the list gave it.
      guard let status = try? await exchange(operation, arguments).asObject else { continue }
      for member in status.members where row[member.name.string] == nil {
        copy[keyPath: part.records][place][member.name] = member.value
      }
    }
    if rows.count > AccountCopy.mostStatuses {
      let left = rows.count - AccountCopy.mostStatuses
      copy.gaps.append(
        AccountCopy.Gap(what: "\(operation.name) of \(left) \(part.noun)", reason: "there are too many"))
    }
  }
}
