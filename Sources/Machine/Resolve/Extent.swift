import Syntax

/// How large the code of a program can become at most: an upper bound for what each of its functions needs of registers,
/// loop slots, literals, calls and paths. The fields of instructions limit these (`Opcode`). A program that stays far
/// below the limits need not be compiled to know that it fits, which would take as long as to parse it.
struct Extent: Sendable {
  /// Of the largest def so far.
  private var largest = 0
  /// Of the program's own function, and of the def that is being walked through.
  private var main = 0
  private var own: Int?
  /// How many functions there are at most: the program's own, the defs, and the blocks that run in parallel.
  private var functions = 1

  /// What a node needs at most of any one kind. The nodes that need most are stages: four registers, and the names of
  /// four members.
  private static let node = 16
  /// What an instruction's field can count.
  private static let limit = Int(UInt16.max)

  /// Whether all functions stay within the limits.
  ///
  /// - Parameter variables: how many the program has.
  func fits(variables: Int) -> Bool {
    max(main, largest) < Self.limit && functions < Self.limit && variables < Self.limit / 2
  }

  /// The bound of the largest function.
  var bound: Int { max(main, largest) }
}

extension Extent {
  var mark: Int { own ?? main }

  mutating func begin(_ definition: Definition) {
    functions += 1
    own = definition.parameters.count
    // A call that leaves such a default out compiles it once more, and those of the defs that it calls.
    let isComputed = definition.parameters.contains { $0.initial.map { $0.constant == nil } == true }
    if isComputed { grow(Self.limit) }
  }

  mutating func end() {
    largest = max(largest, own ?? 0)
    own = nil
  }

  mutating func add(_ nodes: Int = 1) { grow(min(nodes, Self.limit) * Self.node) }

  mutating func add(_ command: Command, _ callee: Callee?) {
    add(2 + command.arguments.count)
    switch callee {
    // Each has a register, and those that the call leaves out have a literal.
    case .definition(let definition, _)?: grow(definition.parameters.count)
    case .builtin(let builtin)?:
      functions += builtin.form == .each ? 1 : 0
      grow(builtin.signature.operands.count + builtin.signature.flags.count)
    case nil: break
    }
  }

  /// Counts an argument once more for each further time that it is compiled.
  mutating func `repeat`(_ argument: Argument, of callee: Callee?, since mark: Int) {
    guard case .builtin(let builtin)? = callee else { return }
    let size = self.mark - mark
    switch argument.kind {
    // The kind of failure is looked at before and after the block.
    case .operand: if builtin.form == .fails { grow(size) }
    // For each of the lists.
    case .flag(let name, _):
      let isOverItems = builtin.signature.flags.contains { $0.name == name.text && $0.kind == .item }
      if isOverItems { for _ in builtin.signature.operands { grow(size) } }
    case .parameter(let path, _, _): add(path.count)
    case .field(let names, _): add(names.count)
    case .spread, .block: break
    }
  }

  private mutating func grow(_ count: Int) {
    // Far above the limit it need not be known.
    if let own {
      self.own = min(own, Self.limit) + min(count, Self.limit)
    } else {
      main = min(main, Self.limit) + min(count, Self.limit)
    }
  }
}
