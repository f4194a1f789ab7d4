import Catalog
import HTTP
import JSON
import Machine
import Rendering
import Stage

/// Reads the account for `explain` and `doctor`: what cannot be read is said, and the rest goes on.
struct Account {
  /// What came of a reading.
  enum Reading {
    case value(Value)
    /// The key lacks this permission.
    case notAllowed(String)
    case failed(Failure)

    var value: Value? { if case .value(let value) = self { value } else { nil } }

    /// In a few words, why there is no value.
    var reason: String? {
      switch self {
      case .value: nil
      case .notAllowed(let scope): "not read: needs the permission \(scope)"
      case .failed(let failure): "not read: \(failure.message.split(separator: "\n").first ?? "")"
      }
    }
  }

  let session: Session

  /// What could not be read, by name, and why: `{"messages": "not read: needs …"}`.
  static func notRead(_ readings: [(name: Text, reading: Reading?)]) -> Value {
    .object(
      Object(readings.compactMap { reading in reading.reading?.reason.map { (reading.name, Value($0)) } }))
  }

  /// The data of an operation's answer.
  ///
  /// - Throws: only where it is interrupted.
  func read(_ noun: String?, _ verb: String, _ arguments: Object = Object()) async throws(Failure) -> Reading
  {
    guard let operation = session.commands.catalog[noun, verb] else { return .failed(.interrupted) }
    if session.known.lacking(for: operation) != nil { return .notAllowed(operation.scope?.rawValue ?? "") }
    do throws(Failure) {
      return .value(try await session.exchange(operation, arguments))
    } catch {
      if session.interruption.isSet { throw error }
      if error.kind == .permission { return .notAllowed(operation.scope?.rawValue ?? "another one") }
      return .failed(error)
    }
  }

  /// With the one path parameter that the operation has.
  func read(_ noun: String, _ verb: String, _ id: Value) async throws(Failure) -> Reading {
    let name = session.commands.catalog[noun, verb]?.pathParameters.first?.name ?? "id"
    return try await read(noun, verb, Object([(Text(name), id)]))
  }

  /// The newest messages to a number: no more than 2,000 rows are read, nor older ones than a week.
  func messages(to number: String) async throws(Failure) -> (Reading, looked: String) {
    guard let list = session.commands.catalog.operations.first(where: \.isPaginated) else {
      return (.failed(.interrupted), "")
    }
    if session.known.lacking(for: list) != nil { return (.notAllowed(list.scope?.rawValue ?? ""), "") }
    let week = session.world.surroundings.date() - 7 * 86400
    let walk = Walk(list, Object(), Window(since: week, recipient: number), in: session)
    var found: [Value] = []
    do throws(Failure) {
      while found.count < Self.newest, walk.seenCount < Self.mostRows {
        let rows = try await walk.next()
        if rows.isEmpty { break }
        found += rows
      }
    } catch {
      if session.interruption.isSet { throw error }
      if error.kind == .permission { return (.notAllowed(list.scope?.rawValue ?? ""), "") }
      return (.failed(error), "")
    }
    return (
      .value(.array(Array(found.prefix(Self.newest)))),
      "of the last 7 days (\(Figures.counted(walk.seenCount, "message")) looked at)"
    )
  }

  private static let newest = 5
  private static let mostRows = 2000
}
