import Catalog
import HTTP
import JSON
import Machine
import Profiles
import Rendering
import Stage
import Syntax

/// A record of the account, as completion offers it.
public struct Record: Sendable {
  /// What a parameter that names it takes.
  public let value: Value
  /// What tells a person which one it is.
  public let meaning: String
}

/// The lists of the account that completion has looked up, each kept for a short time.
///
/// Where the account changes, or something of a noun is written, the shelf is let go; an answer that is still
/// on its way then fills a shelf that nobody looks at any more.
final class Lookups {
  fileprivate final class Shelf {
    var records: [Record]?
    var rows: [Value] = []
    let begun: Double

    init(begun: Double) { self.begun = begun }
  }

  /// How old a list may be, in seconds.
  static let lifetime = 30.0

  private var shelves: [String: Shelf] = [:]
  /// What the key may do, for what completion shows. Calls are checked only by what the user has asked for.
  fileprivate(set) var permissions: Set<String>?

  fileprivate func shelf(_ noun: String, now: Double) -> Shelf? {
    shelves[noun].flatMap { now - $0.begun < Self.lifetime ? $0 : nil }
  }

  fileprivate func newShelf(_ noun: String, now: Double) -> Shelf {
    let shelf = Shelf(begun: now)
    shelves[noun] = shelf
    return shelf
  }

  func forget(_ noun: String) { shelves[noun] = nil }
}

extension Session {
  /// The records of a collection, as far as they were looked up lately.
  public func records(of noun: String) -> [Record]? {
    noun == Operand.profiles ? profileRecords : shelf(noun)?.records
  }

  private var profileRecords: [Record] {
    ((try? accounts?.profiles()) ?? []).compactMap { profile in
      profile.name.map { name in
        Record(
          value: Value(name), meaning: Escaping.line(profile.base) + (profile.readOnly ? " · read-only" : ""))
      }
    }
  }

  /// The rows that were looked up lately, as the account has them.
  public func rows(of noun: String) -> [Value] { shelf(noun)?.rows ?? [] }

  /// Whether a lookup of them has been begun, and no answer has come.
  public func isLookingUp(_ noun: String) -> Bool { shelf(noun).map { $0.records == nil } ?? false }

  private func shelf(_ noun: String) -> Lookups.Shelf? {
    known.lookups.shelf(noun, now: world.surroundings.now())
  }

  /// Asks for them with one request, of which no trace, no summary and no `$response` tells. What the key may not
  /// read, and what the server refuses, are no records; where no answer comes, the next lookup asks again.
  public func lookUp(_ noun: String) async {
    let catalog = commands.catalog
    guard shelf(noun) == nil, let reference = catalog.reference(to: noun),
      let list = catalog.list(of: reference)
    else { return }
    let lookups = known.lookups
    let shelf = lookups.newShelf(noun, now: world.surroundings.now())
    guard let outcome = await ask(list) else {
      shelf.records = []
      return
    }
    guard case .success = outcome.result else {
      if lookups.shelf(noun, now: shelf.begun) === shelf { lookups.forget(noun) }
      return
    }
    shelf.rows = Self.rows(of: outcome, list)
    shelf.records = shelf.rows.compactMap { Record($0, reference) }
  }

  /// The shelf of the key's permissions, which are no collection.
  public static let permissions = "$permissions"

  /// Whether they are known, or were asked for lately.
  public var knowsPermissions: Bool {
    known.permissions != nil || known.lookups.permissions != nil || shelf(Self.permissions) != nil
  }

  /// As `lookUp`, of what the key may do.
  public func lookUpPermissions() async {
    guard !knowsPermissions,
      let operation = commands.catalog.operations.first(where: { $0.teaches == .permissions })
    else { return }
    let lookups = known.lookups
    let shelf = lookups.newShelf(Self.permissions, now: world.surroundings.now())
    let outcome = await ask(operation)
    // Where no answer came, each verb of a list would ask again.
    shelf.records = []
    guard let outcome, let data = try? Answers.body(of: outcome)["data"] else { return }
    lookups.permissions = Known.permissions(in: data)
  }

  /// One try; nil where none may be spent.
  private func ask(_ operation: Operation) async -> Outcome? {
    // A recording has an answer for each call that was made, and none to spare.
    guard outside == nil, known.lacking(for: operation) == nil, var client = try? client.get(),
      client.limiter.pause(now: world.surroundings.now()) == 0,
      let call = try? operation.request(for: Object())
    else { return nil }
    client.retry = RetryPolicy(attempts: 1)
    return await client.send(client.request(.get, call.target))
  }

  private static func rows(of outcome: Outcome, _ list: Operation) -> [Value] {
    guard let body = try? Answers.body(of: outcome), let data = body["data"] else { return [] }
    return (list.isPaginated ? data["data"] : data)?.asArray ?? []
  }
}

extension Record {
  /// Nil where the row lacks what parameters take.
  fileprivate init?(_ row: Value, _ reference: RecordReference) {
    guard let value = row[reference.value], value.asInt != nil || value.asString?.isEmpty == false else {
      return nil
    }
    self.value = value
    let telling = reference.telling.compactMap { row[$0] }.filter { !$0.isNull }
    meaning = telling.map { $0.asString ?? $0.json }.joined(separator: " · ")
  }
}
