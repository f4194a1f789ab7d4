import Catalog
import Commands
import JSON
import Profiles
import Rendering
import Service
import Syntax

/// What completion at the prompt reads from a session.
extension Session {
  /// What a command does, in one line. Where the key is known to lack the permission, the line says that
  /// first.
  public func meaning(of name: String) -> String? {
    let meaning = commands.meaning(of: name)
    let operations = commands.catalog.operations.filter {
      $0.gone == nil && ($0.name == name || $0.noun == name)
    }
    let scopes = operations.compactMap { service.known.shownAsLacking(for: $0)?.rawValue }
    guard !operations.isEmpty, scopes.count == operations.count, let scope = scopes.first else {
      return meaning
    }
    return "not allowed (no \(scope))" + (meaning.map { ": \($0)" } ?? "")
  }

  /// The parameters that a call of the API still needs, when those with the given names are there.
  public func stillNeeded(_ command: [String], given: [String]) -> [String] {
    commands.stillNeeded(command, given: given, defaults: account.defaults)
  }

  /// The records of a collection that were looked up lately; nil where none were.
  public func records(of noun: String) -> [AccountRecord]? {
    noun == Operand.profiles ? profileRecords : service.records(of: noun)
  }

  private var profileRecords: [AccountRecord] {
    ((try? accounts?.profiles()) ?? []).compactMap { profile in
      profile.name.map { name in
        AccountRecord(
          value: Value(name), meaning: Escaping.line(profile.base) + (profile.readOnly ? " · read-only" : ""))
      }
    }
  }
}
