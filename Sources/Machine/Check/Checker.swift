import JSON
import Source
import Syntax

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
    /// What is known of `@`; nil where it is not bound.
    var item: Outline?
    var inLoop = false
    /// The def whose body this is.
    var definition: String?
    /// The builtin whose block this is, which `break` and `return` do not leave.
    var blockOf: String?
    /// In a block that runs in parallel: how many scopes are outside it.
    var parallel: Int?
    var topLevel = false
    var inTest = false

    var inDefinition: Bool { definition != nil }
  }

  /// What a part of a program comes to.
  struct Finding {
    /// What is known of its value.
    var outline = Outline.unknown
    /// The word that leaves the block around it, where it does in any case.
    var leaves: String?
  }

  let program: Program
  let libraries: [Program]
  let commands: any Commands
  let options: Options
  /// The names of the variables that something assigns to.
  let assigned: Set<String>
  var scopes: [[String: Variable]]
  var definitions: [String: Definition] = [:]
  var context = Context()
  /// What is known of `$`.
  var last = Outline.unknown
  /// Whether the loop around has a `break`.
  var breaks = false
  var writes = Writes()
  private(set) var diagnostics: [Diagnostic] = []

  static let builtinVariables: Set<String> = ["args", "env", "response"]
  public static let keywords: Set<String> = [
    "let", "keep", "for", "while", "break", "continue", "return", "def", "assert", "use", "test", "param",
    "if",
    "else", "try", "catch", "in", "matches", "true", "false", "null",
  ]

  init(_ program: Program, libraries: [Program], commands: any Commands, options: Options) {
    self.program = program
    self.libraries = libraries
    self.commands = commands
    self.options = options
    assigned = ([program] + libraries).reduce(into: []) { $0.formUnion(Mentions(of: $1).assigned) }
    scopes = [[:]]
    for name in options.variables.union(Self.builtinVariables) {
      let isExchange = name == "response" && !options.variables.contains(name)
      scopes[0][name] = Variable(
        Name(name, program.span), .given, outline: isExchange ? Outline.exchange : .unknown)
    }
  }

  /// Where a part of the program did not read, the rest is checked, and what may come of that part is
  /// not told again.
  ///
  /// - Parameter libraries: the files whose defs the program uses.
  /// - Returns: errors and warnings in the order of the text. O(n log n).
  public static func check(
    _ program: Program, libraries: [Program] = [], commands: any Commands, options: Options = Options()
  ) -> [Diagnostic] {
    if program.unread?.blocks == true { return [] }
    let checker = Checker(program, libraries: libraries, commands: commands, options: options)
    checker.checkLibraries()
    checker.check()
    return checker.diagnostics.sortedByPosition()
  }

  private func check() {
    for statement in program.statements {
      if case .define(let definition) = statement.kind { declare(definition) }
    }
    checkStatements(program.statements, topLevel: true)
    // A def sees the variables of the whole file, also those that are declared below it.
    for statement in program.statements {
      if case .define(let definition) = statement.kind { check(bodyOf: definition) }
    }
    checkTests()
    tellParallelWrites()
    tellUnread(scopes[0])
  }

  func error(_ message: String, at span: Span, hint: String? = nil) {
    diagnostics.append(.error(message, at: span, hint: hint))
  }

  func warn(_ message: String, at span: Span, hint: String? = nil) {
    diagnostics.append(.warning(message, at: span, hint: hint))
  }

  func counted(_ count: Int, _ word: String) -> String {
    "\(count == 0 ? "no" : "\(count)") \(word)\(count == 1 ? "" : "s")"
  }
}
