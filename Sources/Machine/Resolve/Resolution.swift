import Source
import Syntax

/// What the names of a program mean: each name of a variable has its binding, and each command its callee. The checker,
/// the compiler, `WriteCounter` and `Surveyor` ask here, so that they all mean the same, and nobody looks a name up
/// twice.
///
/// `Resolver` makes it, in one walk over the program. What is known of a variable (the checker) and where its value is
/// at run time (the compiler) is not said here: each keeps that by the number of the binding.
public struct Resolution: Sendable {
  /// A variable. Several declarations of one name in one block are one variable.
  struct Binding: Sendable {
    /// Where it is declared first.
    let name: Name
    /// The number of the block that declares it. Block 0 is the program's top level.
    let block: Int
    /// Whether something assigns to it after its declaration.
    var isAssigned = false
    /// Whether a def reads it or assigns to it.
    var isInDefinition = false

    var isTopLevel: Bool { block == 0 }
  }

  /// By number: first those that every program has, then those that earlier inputs have declared, then the program's.
  var bindings: [Binding] = []
  /// How many bindings there were before the program.
  var given = 0
  /// The commands that call something, by number.
  private var callees: [Callee] = []
  /// What each numbered name of the program's own file means, by the name's number. 0 where it was not resolved; else
  /// the number of a binding or of a callee, and 1; -1 for a command that calls nothing.
  private var meanings: [Int32] = [0]
  private let file: UInt32
  /// The same of other files: those that the program uses, and earlier inputs of the prompt.
  private var elsewhere: [UInt32: [Int32]] = [:]
  /// The variables that names mean which have no number: in the filters of paths, and in commands that were not read.
  private var unnumbered: [UnnumberedName: Int] = [:]
  /// What there is to call.
  var commands: Callees
  /// How many of the defs come from files that the program uses. They are the first ones.
  var usedDefinitions = 0
  /// The names of the defs that each statement of the program calls.
  var called: [[String]] = []
  /// Whether the program reads `$`, the last result, outside of its defs.
  var readsLast = false
  /// How large the program can become in code.
  var extent = Extent()

  /// - Parameter file: the program's own file.
  init(_ commands: any Commands, file: UInt32) {
    self.commands = Callees(commands)
    self.file = file
  }

  /// The defs of the program in the order of the text, those of the files that it uses first.
  var definitions: [Definition] { commands.definitions }
}

/// A name without a number, which its place tells from others.
private struct UnnumberedName: Hashable {
  var text: String
  var span: Span
}

// MARK: - Asking

extension Resolution {
  /// The binding of a variable's name; nil where no variable of that name can be seen there.
  func binding(_ name: Name) -> Int? {
    if name.number == 0 { return unnumbered[UnnumberedName(text: name.text, span: name.span)] }
    let meaning = meaning(name)
    return meaning > 0 ? Int(meaning) - 1 : nil
  }

  /// - Returns: nil where there is no such command.
  public func callee(of command: Command) -> Callee? {
    let meaning = meaning(command.name)
    if meaning == 0 { return commands.callee(of: command) }
    return meaning > 0 ? callees[Int(meaning) - 1] : nil
  }

  /// The builtin, or the operation of the API, that a command calls; nil where it calls a `def`, or nothing.
  public func builtin(of command: Command) -> Builtin? {
    if case .builtin(let builtin)? = callee(of: command) { builtin } else { nil }
  }

  /// Whether both names mean the same variable.
  public func areSame(_ one: Name, _ other: Name) -> Bool {
    guard let one = binding(one) else { return false }
    return one == binding(other)
  }

  private func meaning(_ name: Name) -> Int32 {
    let number = Int(name.number)
    if name.span.file == file { return number < meanings.count ? meanings[number] : 0 }
    guard let others = elsewhere[name.span.file], number < others.count else { return 0 }
    return others[number]
  }
}

// MARK: - Making

extension Resolution {
  mutating func add(_ binding: Binding) -> Int {
    bindings.append(binding)
    return bindings.count - 1
  }

  mutating func bind(_ name: Name, to binding: Int) {
    if name.number == 0 {
      unnumbered[UnnumberedName(text: name.text, span: name.span)] = binding
    } else {
      set(name, Int32(binding) + 1)
    }
  }

  /// Notes what a command calls, and tells it.
  mutating func call(_ command: Command) -> Callee? {
    let callee = commands.callee(of: command)
    if let callee { callees.append(callee) }
    if command.name.number > 0 { set(command.name, callee == nil ? -1 : Int32(callees.count)) }
    return callee
  }

  private mutating func set(_ name: Name, _ meaning: Int32) {
    if name.span.file == file {
      meanings.set(meaning, at: Int(name.number))
    } else {
      elsewhere[name.span.file, default: [0]].set(meaning, at: Int(name.number))
    }
  }
}

extension [Int32] {
  fileprivate mutating func set(_ meaning: Int32, at number: Int) {
    while count <= number { append(0) }
    self[number] = meaning
  }
}
