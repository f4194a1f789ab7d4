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

  enum Binding {
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
  var scopes: [[String: Binding]] = [[:]]
  /// The register of `@`.
  var item: Int?
  var enclosing: [Enclosing] = []
  /// The blocks of `once` and `budget` around, in this function.
  var brackets: [OpenBracket] = []
  /// Who looks at the value that is being compiled.
  var need = Need.value
  var functions: [Function?] = [nil]
  /// What does not fit into the instructions' fields, and where.
  var overflow: (what: String, span: Span)?
  /// The defaults that are being compiled, by def and parameter.
  var initials: Set<[Int]> = []
  /// What the commands of the program call. The function of a def has the number of the def and 1: function 0 is the
  /// program's own.
  let callees: Callees
  var globals: [String]
  /// The variables that defs mention: at the top level these are globals.
  private(set) var inDefinitions: Set<String> = []
  /// Whether something reads `$`, the last result.
  private(set) var usesLast = false

  init(_ program: Program, commands: any Commands, options: Options) {
    self.commands = commands
    self.options = options
    callees = Callees(commands, definitionsOf: program)
    functions += Array(repeating: nil, count: callees.definitions.count)
    globals = options.globals.isEmpty ? Self.standardGlobals : options.globals
    builder = FunctionBuilder(name: "main", parameters: 0, span: program.span)
    for (slot, name) in globals.enumerated() { scopes[0][name] = .global(slot) }
    for statement in program.statements.lazy.map({ Node.statement($0) }) {
      if statement.isDefinition {
        statement.forEachPart { part in part.forEachVariable { inDefinitions.insert($0) } }
      } else {
        statement.forEachPart { part in if part.last != nil { usesLast = true } }
      }
    }
  }

  /// - Throws: a diagnostic where the program is too large for the machine's instructions.
  public static func compile(
    _ program: Program, commands: any Commands, options: Options = Options()
  ) throws(Diagnostic) -> Code {
    let compiler = Compiler(program, commands: commands, options: options)
    compiler.main(program)
    compiler.functions[0] = compiler.finish()
    if compiler.functions.count > Int(UInt16.max) || compiler.globals.count > Int(UInt16.max) {
      throw .error("a program must have fewer than 65536 defs and variables that they read", at: program.span)
    }
    if let (what, span) = compiler.overflow {
      throw .error("a program must have fewer than 65536 \(what) in one block or def", at: span)
    }
    return Code(
      functions: compiler.functions.compactMap { $0 }, globals: compiler.globals,
      usesLast: compiler.usesLast)
  }

  private func main(_ program: Program) {
    if let test = options.test {
      self.test(test, of: program)
    } else {
      for statement in program.statements { topLevel(statement) }
    }
    let register = builder.register()
    builder.emit(.null, register)
    builder.emit(.returnValue, register)
    for (number, definition) in callees.definitions.enumerated() {
      functions[number + 1] = function(definition)
    }
  }

  private func function(_ definition: Definition) -> Function {
    let outer = (builder, scopes, item, enclosing, brackets)
    defer { (builder, scopes, item, enclosing, brackets) = outer }
    builder = FunctionBuilder(
      name: definition.name.text, parameters: definition.parameters.count, span: definition.name.span)
    scopes = [scopes[0].filter { if case .global = $0.value { true } else { false } }, [:]]
    item = nil
    (enclosing, brackets) = ([], [])
    for (register, parameter) in definition.parameters.enumerated() {
      scopes[1][parameter.name.text] = .register(register)
    }
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

  // MARK: Scopes

  func lookUp(_ name: String) -> Binding? {
    for scope in scopes.reversed() { if let binding = scope[name] { return binding } }
    return nil
  }

  func global(_ name: String) -> Binding {
    if case .global(let slot)? = scopes[0][name] { return .global(slot) }
    globals.append(name)
    scopes[0][name] = .global(globals.count - 1)
    return .global(globals.count - 1)
  }

  /// Runs `body` in a scope of its own, giving back the registers that it took.
  func scoped(_ body: () -> Void) {
    let mark = builder.top
    scopes.append([:])
    body()
    scopes.removeLast()
    builder.release(to: mark)
  }

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

  func store(_ register: Int, in binding: Binding) {
    switch binding {
    case .register(let target): if target != register { builder.emit(.move, target, register) }
    case .global(let slot): builder.emit(.setGlobal, register, slot)
    }
  }
}
