import Syntax

/// What a command calls.
public enum Callee: Sendable {
  /// A `def` of the program; they are numbered from 0 in the order of the text.
  indirect case definition(Definition, number: Int)
  /// A builtin, or an operation of the API.
  case builtin(Builtin)
}

/// What commands can call: the `def`s of a program, and what there is besides. `Resolution` asks it once for each
/// command of a program, and all others ask `Resolution`.
struct Callees: Sendable {
  private let commands: any Commands
  private var numbers: [String: Int] = [:]
  /// The `def`s of the program in the order of the text, those of the files that it uses first.
  private(set) var definitions: [Definition] = []

  /// - Parameter commands: what there is beside the `def`s.
  init(_ commands: any Commands) { self.commands = commands }

  /// Adds a `def`, unless something else has its name, which the checker tells. The last of several `def`s with one
  /// name counts.
  mutating func add(_ definition: Definition) {
    if commands.takes(definition.name.text) { return }
    numbers[definition.name.text] = definitions.count
    definitions.append(definition)
  }

  /// The `def` of that name; nil where there is none.
  func definition(_ name: String) -> Definition? { numbers[name].map { definitions[$0] } }

  /// - Returns: nil where there is no such command.
  func callee(of command: Command) -> Callee? {
    // The word before a verb is a noun, which no `def` has as its name.
    if command.verb == nil, let number = numbers[command.name.text] {
      return .definition(definitions[number], number: number)
    }
    return commands.builtin(of: command).map { .builtin($0) }
  }
}

extension Commands {
  /// Whether the language, the API or a builtin has this name, so that no `def` can.
  fileprivate func takes(_ name: String) -> Bool {
    Keyword(rawValue: name) != nil || isNoun(name) || signature(name, verb: nil) != nil
  }
}
