import Catalog
import Commands
import HTTP
import JSON
import Library
import Rendering
import Stage
import Verbs

/// A record of the account, as completion offers it.
public struct AccountRecord: Sendable {
  /// What a parameter that names it takes.
  public let value: Value
  /// What tells a person which one it is.
  public let meaning: String

  package init(value: Value, meaning: String) {
    self.value = value
    self.meaning = meaning
  }
}

/// The lists of the account that completion has looked up, each kept for a short time.
///
/// Where the account changes, or a record of a noun is written, its shelf is dropped. An answer that is still on its
/// way then fills a shelf that nobody looks at any more.
package final class Lookups {
  fileprivate final class Shelf {
    var records: [AccountRecord]?
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

extension Service {
  /// The records of a collection, as far as they were looked up lately.
  package func records(of noun: String) -> [AccountRecord]? { shelf(noun)?.records }

  /// The rows that were looked up lately, as the account has them.
  package func rows(of noun: String) -> [Value] { shelf(noun)?.rows ?? [] }

  /// Whether a lookup of them has been begun, and no answer has come.
  package func isLookingUp(_ noun: String) -> Bool { shelf(noun).map { $0.records == nil } ?? false }

  private func shelf(_ noun: String) -> Lookups.Shelf? {
    known.lookups.shelf(noun, now: console.world.surroundings.now())
  }

  /// Asks for them with one request, of which no trace, no summary and no `$response` tells. What the key may not
  /// read, and what the server refuses, are not records; where no answer comes, the next lookup asks again.
  package func lookUp(_ noun: String) async {
    let reference = catalog.reference(to: noun)
    guard shelf(noun) == nil, let list = catalog.operations.first(where: { $0.noun == noun && $0.isList })
    else { return }
    let lookups = known.lookups
    let shelf = lookups.newShelf(noun, now: console.world.surroundings.now())
    // Of the messages, the newest are enough.
    let arguments = list.mayBeFollowed ? Object([("per_page", 20)]) : Object()
    guard let outcome = await ask(list, arguments) else {
      shelf.records = []
      return
    }
    guard case .success = outcome.result else {
      if lookups.shelf(noun, now: shelf.begun) === shelf { lookups.forget(noun) }
      return
    }
    shelf.rows = Self.rows(of: outcome, list)
    shelf.records = shelf.rows.compactMap { row in
      if let reference, !list.mayBeFollowed { return AccountRecord(row, reference) }
      return AccountRecord(message: row, age: age(ofMessage: row))
    }
  }

  /// The shelf of the key's permissions, which are not a collection.
  package static let permissions = "$permissions"

  /// Whether they are known, or were asked for lately.
  package var knowsPermissions: Bool {
    known.permissions != nil || known.lookups.permissions != nil || shelf(Self.permissions) != nil
  }

  /// As `lookUp`, of what the key may do.
  package func lookUpPermissions() async {
    guard !knowsPermissions,
      let operation = catalog.operations.first(where: { $0.teaches == .permissions })
    else { return }
    let lookups = known.lookups
    let shelf = lookups.newShelf(Self.permissions, now: console.world.surroundings.now())
    let outcome = await ask(operation)
    // Where no answer came, each verb of a list would ask again.
    shelf.records = []
    guard let outcome, let data = try? Answers.body(of: outcome)["data"] else { return }
    lookups.permissions = Known.permissions(in: data)
  }

  /// One try; nil where none may be spent.
  private func ask(_ operation: Operation, _ arguments: Object = Object()) async -> Outcome? {
    // A recording has one answer for each call that was made, and none for lookups.
    guard !isReplayed, known.lacking(for: operation) == nil, var client = try? client.get(),
      client.limiter.pause(now: console.world.surroundings.now()) == 0,
      let call = try? operation.request(for: arguments)
    else { return nil }
    client.retry = RetryPolicy(attempts: 1)
    return await client.send(client.request(.get, call.target))
  }

  private static func rows(of outcome: Outcome, _ list: Operation) -> [Value] {
    guard let body = try? Answers.body(of: outcome), let data = body["data"] else { return [] }
    return data.asArray ?? data["data"]?.asArray ?? []
  }
}

extension Service {
  /// How long ago a message was made, in seconds; nil where its row does not say.
  package func age(ofMessage row: Value) -> Double? {
    guard let text = (row["created_at"] ?? row["queued_at"])?.asText,
      let time = ISOTime.seconds(text)?.asDouble
    else { return nil }
    return max(console.world.surroundings.date() - time, 0)
  }
}

extension AccountRecord {
  /// A record that only has an id.
  fileprivate init?(message row: Value, age: Double?) {
    guard let id = row["id"], id.asInt != nil else { return nil }
    value = id
    let told = [row["status"], row["recipient"]].compactMap { $0?.asString }
    meaning = (told + (age.map { [Figures.duration($0) + " ago"] } ?? [])).joined(separator: " · ")
  }

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
