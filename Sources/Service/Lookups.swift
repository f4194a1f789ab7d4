import Catalog
import Commands
import HTTP
import JSON
import Library
import Machine
import Rendering
import Stage
import Verbs

/// A record of the account as completion offers it.
public struct AccountRecord: Sendable {
  /// The value that a parameter takes for this record.
  public let value: Value
  /// The words by which a person recognises the record.
  public let meaning: String

  package init(value: Value, meaning: String) {
    self.value = value
    self.meaning = meaning
  }
}

/// The lists that completion has looked up in the account. Each is kept for a short time.
///
/// Where the account changes, or a record is written, the list is dropped. An answer that is still on its way then goes
/// into an object that is no longer used.
package final class Lookups {
  fileprivate final class Shelf {
    var records: [AccountRecord]?
    var rows: [Value] = []
    let begun: Double

    init(begun: Double) { self.begun = begun }
  }

  /// After so many seconds a list is looked up again.
  static let lifetime = 30.0

  private var shelves: [String: Shelf] = [:]
  /// The permissions of the API key, only for what completion shows. Whether a call is refused beforehand depends only
  /// on answers that the user has asked for.
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
  /// The records of a collection that were looked up lately; nil where there are none, or where the answer has not come
  /// yet.
  package func records(of noun: String) -> [AccountRecord]? { shelf(noun)?.records }

  /// The rows that were looked up lately, as the account gave them.
  package func rows(of noun: String) -> [Value] { shelf(noun)?.rows ?? [] }

  /// Whether a look-up has begun and its answer has not come yet.
  package func isLookingUp(_ noun: String) -> Bool { shelf(noun).map { $0.records == nil } ?? false }

  private func shelf(_ noun: String) -> Lookups.Shelf? {
    known.lookups.shelf(noun, now: console.world.surroundings.now())
  }

  /// Looks up a collection with one request, which does not appear in the trace, the summary or `$response`. Where the
  /// key may not read it, or the server refuses, the collection counts as empty. Where no answer comes, the next
  /// look-up asks again.
  package func lookUp(_ noun: String) async {
    let reference = catalog.reference(to: noun)
    guard shelf(noun) == nil, let list = catalog.operations.first(where: { $0.noun == noun && $0.isList })
    else { return }
    let lookups = known.lookups
    let shelf = lookups.newShelf(noun, now: console.world.surroundings.now())
    // Of the messages, only the newest are offered.
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

  /// Describes for a person the record that an operation is about; nil where nobody can tell now. The request for it is
  /// like one of `lookUp`.
  ///
  /// - Throws: where the account says that there is no such record.
  package func described(_ operation: Operation, _ id: Value) async throws(Failure) -> String? {
    guard let noun = operation.noun, let reference = catalog.reference(to: noun),
      let get = catalog.operations.first(where: { $0.noun == noun && $0.readsRecord })
    else { return nil }
    if let known = records(of: noun)?.first(where: { $0.value == id }) { return known.meaning }
    let arguments = get.arguments(id: id)
    guard let outcome = await ask(get, arguments), let call = try? OutgoingCall(get, arguments) else {
      return nil
    }
    do throws(Failure) {
      let body = try Answers.body(of: outcome, to: call, at: console.world.surroundings.date())
      return AccountRecord(body["data"] ?? .null, reference)?.meaning
    } catch {
      if error.kind == .missing { throw error }
      return nil
    }
  }

  /// The name under which the key's permissions are kept, though they are not a collection.
  package static let permissions = "$permissions"

  /// Whether the permissions are known, or were asked for lately.
  package var knowsPermissions: Bool {
    known.permissions != nil || known.lookups.permissions != nil || shelf(Self.permissions) != nil
  }

  /// Looks up the permissions of the API key, in the same way as `lookUp`.
  package func lookUpPermissions() async {
    guard !knowsPermissions,
      let operation = catalog.operations.first(where: { $0.teaches == .permissions })
    else { return }
    let lookups = known.lookups
    let shelf = lookups.newShelf(Self.permissions, now: console.world.surroundings.now())
    let outcome = await ask(operation)
    // Even where no answer came, the look-up counts as done. Otherwise completion would ask again for each verb that it
    // lists.
    shelf.records = []
    guard let outcome, let data = try? Answers.body(of: outcome)["data"] else { return }
    lookups.permissions = Known.permissions(in: data)
  }

  /// Sends a request once; nil where no request may be spent on a look-up.
  private func ask(_ operation: Operation, _ arguments: Object = Object()) async -> Outcome? {
    // A recording has answers only to the calls that were made, so a look-up must not use one.
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
  /// How many seconds ago a message was made; nil where its row does not say.
  package func age(ofMessage row: Value) -> Double? {
    guard let text = (row["created_at"] ?? row["queued_at"])?.asText,
      let time = ISOTime.seconds(text)?.asDouble
    else { return nil }
    return max(console.world.surroundings.date() - time, 0)
  }
}

extension AccountRecord {
  /// The record of a message, which is offered by its id.
  fileprivate init?(message row: Value, age: Double?) {
    guard let id = row["id"], id.asInt != nil else { return nil }
    value = id
    let told = [row["status"], row["recipient"]].compactMap { $0?.asString }
    meaning = (told + (age.map { [Figures.duration($0) + " ago"] } ?? [])).joined(separator: " · ")
  }

  /// Nil where the row lacks the member that parameters take.
  fileprivate init?(_ row: Value, _ reference: RecordReference) {
    guard let value = row[reference.value], value.asInt != nil || value.asString?.isEmpty == false else {
      return nil
    }
    self.value = value
    let telling = reference.telling.compactMap { row[$0] }.filter { !$0.isNull }
    meaning = telling.map { $0.asString ?? $0.json }.joined(separator: " · ")
  }
}
