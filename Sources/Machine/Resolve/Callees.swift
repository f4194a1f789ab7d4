import Syntax

/// What a command calls.
public enum Callee {
  /// A `def` of the program; they are numbered from 0 in the order of the text.
  indirect case definition(Definition, number: Int)
  /// A builtin, or an operation of the API.
  case builtin(Builtin)
}

/// Resolves commands: says of each command of a program what it calls. The checker, the compiler, the counter of writes
/// and the survey ask here, so that they all mean the same.
///
/// Variables are looked up by the checker and by the compiler, each in scopes of its own, and by nobody else. A pass
/// before both, which gives each name its variable, would not replace these scopes. Where a name is unknown, the checker
/// needs all names that can be seen there, to tell which one was meant. The compiler binds the names of one place to
/// several registers: those of a default at each call, those of the block of `each --parallel` in a function of its own.
/// Nor would it save time: in a script of 5,000 lines all the look-ups of names take 3 % of `wessaal check`, and one
/// more walk over the program takes as much.
public struct Callees {
  private let commands: any Commands
  private var numbers: [String: Int] = [:]
  /// The `def`s of the program in the order of the text, those of the files that it uses among them.
  public private(set) var definitions: [Definition] = []

  /// - Parameter commands: what there is beside the `def`s.
  public init(_ commands: any Commands) { self.commands = commands }

  public init(_ commands: any Commands, definitionsOf program: Program) {
    self.init(commands)
    for statement in program.statements {
      if case .define(let definition) = statement.kind { declare(definition) }
    }
  }

  /// The last of several `def`s with one name counts.
  ///
  /// - Returns: whether the name was free.
  @discardableResult
  mutating func declare(_ definition: Definition) -> Bool {
    let isFree = numbers.updateValue(definitions.count, forKey: definition.name.text) == nil
    definitions.append(definition)
    return isFree
  }

  /// The `def` of that name; nil where there is none.
  func definition(_ name: String) -> Definition? { numbers[name].map { definitions[$0] } }

  /// - Returns: nil where there is no such command.
  public func callee(of command: Command) -> Callee? {
    // The word before a verb is a noun, which no `def` has as its name.
    if command.verb == nil, let number = numbers[command.name.text] {
      return .definition(definitions[number], number: number)
    }
    return commands.builtin(of: command).map { .builtin($0) }
  }

  /// The builtin, or the operation of the API, that a command calls; nil where it calls a `def`, or nothing.
  public func builtin(of command: Command) -> Builtin? {
    if case .builtin(let builtin) = callee(of: command) { builtin } else { nil }
  }
}
