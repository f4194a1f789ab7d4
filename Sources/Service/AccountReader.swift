import Catalog
import Commands
import HTTP
import JSON
import Machine
import Stage

/// Reads the account for builtins that must know what it contains, such as `explain` and `doctor`. Where something
/// cannot be read, the reading says why, and the builtin goes on with the rest.
package struct AccountReader {
  /// The result of one reading.
  package enum Reading {
    case value(Value)
    /// The API key lacks this permission.
    case notAllowed(String)
    case failed(Failure)

    package var value: Value? { if case .value(let value) = self { value } else { nil } }

    /// Why there is no value, in a few words.
    package var reason: String? {
      switch self {
      case .value: nil
      case .notAllowed(let scope): "not read: needs the permission \(scope)"
      case .failed(let failure): "not read: \(failure.message.split(separator: "\n").first ?? "")"
      }
    }

    /// Why there is no value, as the failure of a builtin that found nothing without it.
    package var failure: Failure? {
      switch self {
      case .value: nil
      case .notAllowed(let scope):
        Failure(
          .permission, "the key must have the permission \(scope), but has not",
          hint: "'me' shows the key's permissions; a key with others is made in the dashboard")
      case .failed(let failure): failure
      }
    }
  }

  package let service: Service

  package init(_ service: Service) { self.service = service }

  /// The readings that failed, by name: `{"messages": "not read: needs …"}`.
  package static func notRead(_ readings: [(name: Text, reading: Reading?)]) -> Value {
    .object(
      Object(readings.compactMap { reading in reading.reading?.reason.map { (reading.name, Value($0)) } }))
  }

  /// Reads the data of an operation's answer.
  ///
  /// - Throws: only where the run is interrupted.
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

  /// Reads the record with this id, for an operation with one path parameter.
  package func read(_ operation: Operation, id: Value) async throws(Failure) -> Reading {
    try await read(operation, operation.arguments(id: id))
  }

  /// Reads a message: the whole record, or only its status where the API key may not read more.
  package func message(_ id: Value) async throws(Failure) -> Reading {
    let whole = try await read(.getMessage, id: id)
    guard case .notAllowed = whole else { return whole }
    let status = try await read(.messageStatus, id: id)
    if case .notAllowed = status { return whole }
    return status
  }
}
