import Commands
import Machine
import Syntax

/// What the stages take whose bare words are no variables.
struct StageKinds {
  /// Those of an expression over the item.
  let ofItems: Set<String>
  /// Those of names of members.
  let ofFields: Set<String>
  /// Those of a file's path.
  let ofFiles: Set<String>

  init(_ commands: ShellCommands) {
    func names(_ isMeant: (Operand.Kind) -> Bool) -> Set<String> {
      Set(commands.all.filter { $0.signature.operands.first.map { isMeant($0.kind) } ?? false }.map(\.name))
    }
    ofItems = names { $0 == .item }
    ofFields = names { $0 == .field }
    ofFiles = names { $0 == .path }
  }
}
