import JSON
import Source
import Syntax

/// What is known of a call's arguments before it runs.
public struct KnownArguments: Sendable {
  /// The operands in order; nil where the value is not known yet.
  public var operands: [Value?] = []
  /// The parameters whose values are known, objects with the members that are known.
  public var parameters = Object()
  /// The parameters that are given with a value that is not known yet.
  public var unknown: Set<String> = []
  /// Whether `...$object` may give any parameter.
  public var open = false
  /// The flags that are given.
  public var flags: Set<String> = []

  public init() {}
}

/// What is wrong with a call's arguments.
public struct ArgumentFault: Sendable {
  /// The parameter that it is about, or nil for the whole call.
  public var parameter: String?
  /// The operand that it is about, counted from 0.
  public var operand: Int?
  public var message: String
  public var hint: String?

  public init(parameter: String? = nil, operand: Int? = nil, message: String, hint: String? = nil) {
    self.parameter = parameter
    self.operand = operand
    self.message = message
    self.hint = hint
  }
}

/// Finds everything that can be known to be wrong before the first statement runs (language.md,
/// "Checked whole before it runs"), all in one go.
public final class Checker {
  public struct Options: Sendable {
    /// At the prompt a variable may be declared again, and defs stay.
    public var interactive: Bool
    /// Variables and defs that earlier inputs have declared.
    public var variables: Set<String>

    public init(interactive: Bool = false, variables: Set<String> = []) {
      self.interactive = interactive
      self.variables = variables
    }
  }

  /// What surrounds the place that is being checked.
  struct Context {
    /// Whether `@` is bound, and by what if it is not.
    var item = false
    var inLoop = false
    var inDefinition = false
    /// The builtin whose block this is, which `break` and `return` do not leave.
    var blockOf: String?
    var topLevel = false
  }

  let commands: any Commands
  let options: Options
  var scopes: [Set<String>]
  var definitions: [String: Definition] = [:]
  var context = Context()
  public private(set) var diagnostics: [Diagnostic] = []

  static let builtinVariables: Set<String> = ["args", "env", "response"]
  public static let keywords: Set<String> = [
    "let", "keep", "for", "while", "break", "continue", "return", "def", "assert", "use", "test", "param",
    "if",
    "else", "try", "catch", "in", "matches", "true", "false", "null",
  ]

  init(commands: any Commands, options: Options) {
    self.commands = commands
    self.options = options
    scopes = [options.variables.union(Self.builtinVariables)]
  }

  /// - Returns: errors and warnings in the order of the text. O(n log n).
  public static func check(
    _ program: Program, commands: any Commands, options: Options = Options()
  ) -> [Diagnostic] {
    let checker = Checker(commands: commands, options: options)
    checker.program(program)
    return checker.diagnostics.sorted { ($0.span.file, $0.span.start) < ($1.span.file, $1.span.start) }
  }

  private func program(_ program: Program) {
    for statement in program.statements {
      if case .define(let definition) = statement.kind { declare(definition) }
    }
    // A def sees the variables of the whole file, also those that are declared below it.
    let before = scopes[0]
    for statement in program.statements { scopes[0].formUnion(statement.declared) }
    for statement in program.statements {
      if case .define(let definition) = statement.kind { body(of: definition) }
    }
    scopes[0] = before
    for statement in program.statements {
      context.topLevel = true
      check(statement)
    }
  }

  private func declare(_ definition: Definition) {
    let name = definition.name
    if Self.keywords.contains(name.text) {
      error("a def must not take the keyword '\(name.text)' as its name", at: name.span)
    } else if commands.isNoun(name.text) || commands.signature(name.text, verb: nil) != nil {
      let what = commands.isNoun(name.text) ? "API noun" : "builtin"
      error("a def must not take a builtin's name, but '\(name.text)' is a \(what)", at: name.span)
    } else if definitions.updateValue(definition, forKey: name.text) != nil {
      error("a def must have a name of its own, but '\(name.text)' is defined twice", at: name.span)
    }
  }

  private func body(of definition: Definition) {
    let outer = context
    defer { context = outer }
    context = Context(inDefinition: true)
    scoped {
      for parameter in definition.parameters {
        if let initial = parameter.initial { check(initial) }
        declare(parameter.name)
      }
      check(definition.body)
    }
  }

  // MARK: Scopes and reports

  func error(_ message: String, at span: Span, hint: String? = nil) {
    diagnostics.append(.error(message, at: span, hint: hint))
  }

  func warn(_ message: String, at span: Span, hint: String? = nil) {
    diagnostics.append(.warning(message, at: span, hint: hint))
  }

  func scoped(_ body: () -> Void) {
    scopes.append([])
    body()
    scopes.removeLast()
  }

  func declare(_ name: Name) {
    let redeclared = scopes[scopes.count - 1].contains(name.text)
    if Self.builtinVariables.contains(name.text) {
      error("a variable must have a name of its own, but $\(name.text) is built in", at: name.span)
    } else if redeclared, !(options.interactive && scopes.count == 1) {
      error(
        "a variable is declared once in a block, but $\(name.text) is declared already", at: name.span,
        hint: "'$\(name.text) = …' assigns to it")
    }
    scopes[scopes.count - 1].insert(name.text)
  }

  func isDeclared(_ name: String) -> Bool { scopes.contains { $0.contains(name) } }

  func use(_ name: Name) {
    guard !isDeclared(name.text) else { return }
    let near = nearest(name.text, among: scopes.flatMap { $0 })
    error(
      "no variable $\(name.text)" + (near.map { "; did you mean '$\($0)'?" } ?? ""), at: name.span,
      hint: near == nil ? "'let \(name.text) = …' declares it" : nil)
  }
}

extension Statement {
  /// The variables that it declares in its block.
  var declared: [String] {
    switch kind {
    case .declare(let name, _), .keep(let name, _): [name.text]
    case .param(let parameter): [parameter.name.text]
    default: []
    }
  }
}
