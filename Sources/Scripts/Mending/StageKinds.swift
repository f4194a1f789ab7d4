import Commands
import Machine
import Syntax

/// The stages whose bare words are not variables, by the kind of their first operand.
struct StageKinds {
  /// The stages that take an expression over the item.
  let ofItems: Set<String>
  /// The stages that take names of members.
  let ofFields: Set<String>
  /// The stages that take the path of a file.
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
