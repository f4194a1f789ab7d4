import Catalog
import JSON
import Testing

/// The operation of a command.
func operation(_ command: String) throws -> Operation {
  try #require(Catalog.standard.operations.first { $0.name == command })
}

/// Arguments as literals.
extension Operation {
  func validate(_ arguments: Value, checks: Checks = .client) -> [Violation] {
    validate(arguments.asObject ?? Object(), checks: checks)
  }

  func request(for arguments: Value) throws(Violation) -> Call {
    try request(for: arguments.asObject ?? Object())
  }
}

extension Value {
  /// Means that a member is removed.
  static let absent: Value = "absent"
}

extension Object {
  func changed(by changes: Value) -> Object {
    var changed = self
    for member in changes.asObject?.members ?? [] {
      if member.value == .absent { changed[member.name] = nil } else { changed[member.name] = member.value }
    }
    return changed
  }
}
