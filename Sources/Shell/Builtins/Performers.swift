import Catalog
import Commands
import Files
import JSON
import Machine
import Stage

extension ShellCommands {
  /// The commands of the shell: the builtins of all rooms, and the operations of the API.
  public init() { self.init(.standard, others: WorldBuiltins.all.map(\.builtin)) }
}

/// Carries out the commands that need the world.
enum Performers {
  private static let builtins: [String: WorldBuiltin<Session>.Perform] =
    Dictionary(uniqueKeysWithValues: WorldBuiltins.all.map { ($0.builtin.name, $0.perform) })

  static func perform(_ call: WorldCall, in session: Session) async throws(Failure) -> Reply {
    if call.builtin.traits.isPrivate { session.access.privacy.begin() }
    if let perform = builtins[call.builtin.name] { return try await perform(call, session) }
    guard let operation = session.commands.operation(of: call.builtin) else { return .value(.null) }
    let command = OperationCommand(operation)
    guard let observer = session.console.mode.observer else {
      return try await command.perform(call, in: session)
    }
    return try await command.rehearse(call, in: session, observer)
  }
}
