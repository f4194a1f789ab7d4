import JSON
import Source
import Syntax

/// What the compiler asks for a command's meaning.
public protocol Commands: Vocabulary {
  func builtin(_ name: String, verb: String?) -> Builtin?
  /// What holds for calls beside their own arguments.
  var rules: CallRules { get }
}

extension Commands {
  public var rules: CallRules { CallRules() }

  /// The builtin, or the operation of the API, that a command calls where no def has its name.
  public func builtin(of command: Command) -> Builtin? {
    builtin(command.name.text, verb: command.verb?.text)
  }
}

/// Turns a checked program into code. It relies on the checker: what the checker refuses never comes
/// here.
public final class Compiler {
  /// How the top level is compiled.
  public struct Options: Sendable {
    /// At the prompt every top-level variable is a global and outlives the input.
    public var interactive: Bool
    /// The globals that there are already, by slot.
    public var globals: [String]
    /// The `test` that runs in place of the program.
    public var test: Span?
    /// A loop goes on after a pass that failed, to find what else will.
    public var goesOn: Bool

    public init(
      interactive: Bool = false, globals: [String] = [], test: Span? = nil, goesOn: Bool = false
    ) {
      self.interactive = interactive
      self.globals = globals
      self.test = test
      self.goesOn = goesOn
    }
  }

  /// Where the value of a variable is.
  enum Location {
    case register(Int)
    case global(Int)
  }

  /// Where `break` and `continue` go.
  struct Enclosing {
    var breakLabel: Label
    var continueLabel: Label
  }

  /// The names of the globals that every program has: `$`, `$args`, `$env`.
  public static let last = "$"
  public static let standardGlobals = [last, "args", "env"]

  let commands: any Commands
  let options: Options
  var builder: FunctionBuilder
  /// Where the variables are, by their bindings. A variable has its place from its declaration on; a variable of a block
  /// that becomes a function of its own, or of a default that a call computes, has another place there.
  var locations: [Location?]
  /// The sides of the comparison that is being compiled, by names that no variable has.
  var sides: [String: Int] = [:]
  /// The register of `@`.
  var item: Int?
  var enclosing: [Enclosing] = []
  /// The blocks of `once` and `budget` around, in this function.
  var brackets: [OpenBracket] = []
  /// Who looks at the value that is being compiled.
  var need = Need.value
  /// Whether a statement that comes later reads `$`, the value of this one.
  var isReadLater = false
  var functions: [Function?] = [nil]
  /// What does not fit into the instructions' fields, and where.
  var overflow: (what: String, span: Span)?
  /// The defaults that are being compiled, by def and parameter.
  var initials: Set<[Int]> = []
  /// What the names of the program mean. The function of a def has the number of the def and 1: function 0 is the
  /// program's own.
  let resolution: Resolution
  var globals: [String]
  private var slots: [String: Int]

  init(_ resolved: ResolvedProgram, commands: any Commands, options: Options) {
    self.commands = commands
    self.options = options
    resolution = resolved.resolution
    functions += Array(repeating: nil, count: resolution.definitions.count)
    globals = options.globals.isEmpty ? Self.standardGlobals : options.globals
    slots = Dictionary(globals.enumerated().map { ($1, $0) }, uniquingKeysWith: { $1 })
    builder = FunctionBuilder(name: "main", parameters: 0, span: resolved.program.span)
    locations = Array(repeating: nil, count: resolution.bindings.count)
    for binding in 0..<resolution.given {
      locations[binding] = slots[resolution.bindings[binding].name.text].map { .global($0) }
    }
  }

  /// - Throws: a diagnostic where the program is too large for the machine's instructions.
  public static func compile(
    _ resolved: ResolvedProgram, commands: any Commands, options: Options = Options()
  ) throws(Diagnostic) -> Code {
    let compiler = Compiler(resolved, commands: commands, options: options)
    let program = resolved.program
    compiler.build(program)
    if compiler.functions.count > Int(UInt16.max) || compiler.globals.count > Int(UInt16.max) {
      throw .error("a program must have fewer than 65536 defs and variables that they read", at: program.span)
    }
    if let (what, span) = compiler.overflow {
      throw .error("a program must have fewer than 65536 \(what) in one block or def", at: span)
    }
    return Code(
      functions: compiler.functions.compactMap { $0 }, globals: compiler.globals,
      usesLast: compiler.resolution.readsLast)
  }

  /// The same of a program whose names were not resolved yet.
  public static func compile(
    _ program: Program, commands: any Commands, options: Options = Options()
  ) throws(Diagnostic) -> Code {
    let resolved = ResolvedProgram(program, given: Set(options.globals), commands: commands)
    return try compile(resolved, commands: commands, options: options)
  }

  /// Makes the functions of the program: its own, those of its defs, and those of blocks that run in parallel.
  func build(_ program: Program) {
    if let test = options.test {
      self.test(test, of: program)
    } else {
      let lastReader =
        resolution.readsLast ? program.statements.lastIndex { !Mentions(of: $0).last.isEmpty } : nil
      for (place, statement) in program.statements.enumerated() {
        isReadLater = lastReader.map { place < $0 } ?? false
        topLevel(statement)
      }
    }
    let register = builder.register()
    builder.emit(.null, register)
    builder.emit(.returnValue, register)
    for (number, definition) in resolution.definitions.enumerated() {
      functions[number + 1] = function(definition)
    }
    functions[0] = finish()
  }

  private func function(_ definition: Definition) -> Function {
    let outer = (builder, item, enclosing, brackets)
    defer { (builder, item, enclosing, brackets) = outer }
    builder = FunctionBuilder(
      name: definition.name.text, parameters: definition.parameters.count, span: definition.name.span)
    item = nil
    (enclosing, brackets) = ([], [])
    for (register, parameter) in definition.parameters.enumerated() { place(parameter.name, in: register) }
    let result = builder.register()
    needing(.caller) { block(definition.body, into: result) }
    builder.emit(.returnValue, result)
    return finish()
  }

  /// The function that is being built.
  func finish() -> Function {
    overflow = overflow ?? builder.overflow
    return builder.finish()
  }

  // MARK: Variables

  /// Where a variable is; nil where it has no place, since the checker refuses it or the world knows it.
  func location(_ name: Name) -> Location? {
    if let binding = resolution.binding(name) { return locations[binding] }
    return sides[name.text].map { .register($0) }
  }

  /// The variable that a name declares is in this register from now on.
  func place(_ name: Name, in register: Int) {
    if let binding = resolution.binding(name) { locations[binding] = .register(register) }
  }

  /// Makes the variable that a name declares a global.
  ///
  /// - Returns: its slot.
  func global(_ name: Name) -> Int {
    let slot = slots[name.text] ?? globals.count
    if slot == globals.count {
      globals.append(name.text)
      slots[name.text] = slot
    }
    if let binding = resolution.binding(name) { locations[binding] = .global(slot) }
    return slot
  }

  /// The slot of `$`, the last result.
  var lastSlot: Int { slots[Self.last] ?? 0 }

  /// Compiles something for which some variables are elsewhere: in registers one after another.
  func moving(_ bindings: [Int], to first: Int, _ body: () -> Void) {
    let outer = bindings.map { locations[$0] }
    for (place, binding) in bindings.enumerated() { locations[binding] = .register(first + place) }
    body()
    for (binding, location) in zip(bindings, outer) { locations[binding] = location }
  }

  /// Runs `body`, and gives back the registers that it took.
  func temporary(_ body: () -> Void) {
    let mark = builder.top
    body()
    builder.release(to: mark)
  }

  /// Compiles something at whose value somebody looks, or nobody.
  func needing(_ need: Need, _ body: () -> Void) {
    let outer = self.need
    self.need = need
    body()
    self.need = outer
  }
}
