import Catalog
import Commands
import HTTP
import JSON
import Machine
import Stage

/// Reads the account for whoever must know what it holds, as `explain` and `doctor`: what cannot be read is said, and the rest goes on.
package struct AccountReader {
  /// What came of a reading.
  package enum Reading {
    case value(Value)
    /// The key lacks this permission.
    case notAllowed(String)
    case failed(Failure)

    package var value: Value? { if case .value(let value) = self { value } else { nil } }

    /// In a few words, why there is no value.
    package var reason: String? {
      switch self {
      case .value: nil
      case .notAllowed(let scope): "not read: needs the permission \(scope)"
      case .failed(let failure): "not read: \(failure.message.split(separator: "\n").first ?? "")"
      }
    }
  }

  package let service: Service

  package init(_ service: Service) { self.service = service }

  /// What could not be read, by name, and why: `{"messages": "not read: needs …"}`.
  package static func notRead(_ readings: [(name: Text, reading: Reading?)]) -> Value {
    .object(
      Object(readings.compactMap { reading in reading.reading?.reason.map { (reading.name, Value($0)) } }))
  }

  /// The data of an operation's answer.
  ///
  /// - Throws: only where it is interrupted.
  package func read(_ operation: Operation, _ arguments: Object = Object()) async throws(Failure) -> Reading {
    if service.known.lacking(for: operation) != nil { return .notAllowed(operation.scope?.rawValue ?? "") }
    do throws(Failure) {
      return .value(try await service.exchange(operation, arguments))
    } catch {
      if service.console.interruption.isSet { throw error }
      if error.kind == .permission { return .notAllowed(operation.scope?.rawValue ?? "another one") }
      return .failed(error)
    }
  }

  /// With the one path parameter that the operation has.
  package func read(_ operation: Operation, id: Value) async throws(Failure) -> Reading {
    try await read(operation, operation.arguments(id: id))
  }

  /// A message: its whole record, or its status where the key may read no more.
  package func message(_ id: Value) async throws(Failure) -> Reading {
    let whole = try await read(.getMessage, id: id)
    guard case .notAllowed = whole else { return whole }
    let status = try await read(.messageStatus, id: id)
    if case .notAllowed = status { return whole }
    return status
  }
}
