import JSON
import Source
import Syntax

/// Finds everything that can be known to be wrong before the first statement runs (Language.md,
/// "Checked whole before it runs"), all in one go.
public final class Checker {
  public struct Options: Sendable {
    /// At the prompt a variable may be declared again, and defs stay.
    public var interactive: Bool
    /// Variables and defs that earlier inputs have declared.
    public var variables: Set<String>
    /// Whether the check tells of what fails in any case, and does not leave it to the run.
    public var foresees: Bool
    /// The `param`s that the command line has given.
    public var given: Set<String>
    /// Why the program must not touch a file that it names; nil where it may.
    public var refusal: @Sendable (String) -> Failure?

    public init(
      interactive: Bool = false, variables: Set<String> = [], foresees: Bool = true, given: Set<String> = [],
      refusal: @escaping @Sendable (String) -> Failure? = { _ in nil }
    ) {
      self.interactive = interactive
      self.variables = variables
      self.foresees = foresees
      self.given = given
      self.refusal = refusal
    }
  }

  /// What surrounds the place that is being checked.
  struct Context {
    /// What is known of `@`; nil where it is not bound.
    var item: Outline?
    /// Whether `@` only counts as bound, since another fault makes it unknown whether it is.
    var isItemAssumed = false
    var inLoop = false
    /// The def whose body this is.
    var definition: String?
    /// The builtin whose block this is, which `break` and `return` do not leave.
    var blockOf: String?
    /// Whether that builtin runs it for each item, or again and again.
    var repeats = false
    /// Whether each run of it is for an item, which `continue` ends.
    var hasItems = false
    /// In a block that runs in parallel: how many scopes are outside it.
    var parallel: Int?
    var topLevel = false
    var inTest = false
    /// In a `try` or `fails`, where a failure may be meant.
    var mayFail = false
    /// In a `fails`, where one is.
    var mustFail = false
    var inDefinition: Bool { definition != nil }
  }

  /// What a part of a program comes to.
  struct Finding {
    /// What is known of its value.
    var outline = Outline.unknown
    /// Why nothing that follows it in its block is ever run, where that is so.
    var leaves: Leaving?
  }

  enum Leaving {
    /// This word leaves the block.
    case before(String)
    /// This word begins something without end.
    case never(String)
    /// A `while` that nothing leaves.
    case endlessLoop

    var words: String {
      switch self {
      case .before(let word): "'\(word)' before it leaves the block"
      case .endlessLoop: "no 'break' leaves the 'while' before it"
      case .never(let word): "'\(word)' before it has no end"
      }
    }
  }

  let program: Program
  let libraries: [Program]
  let commands: any Commands
  let options: Options
  /// What the names of the program mean.
  let resolution: Resolution
  /// The variables that are declared at the present place, and those that are missed.
  var variables: Variables
  var context = Context()
  /// What is known of `$`.
  var last = Outline.unknown
  /// Whether something may have been shown, which `$` is then.
  var hasLast = false
  /// The variables that were read, and those of them that decide whether this place is reached.
  var guards: Guards
  /// The bare words, each where it stands first.
  var words: [String: Span] = [:]
  /// What the calls of defs have passed.
  var passed = Passed()
  /// Whether the loop around has a `break`.
  var breaks = false
  var writes = Writes()
  /// Whether defs of other files are being checked.
  var isInLibraries = false
  /// The names of the defs so far.
  var defined: Set<String> = []
  /// The warnings that are given once.
  var told: Set<String> = []
  private(set) var diagnostics: [Diagnostic] = []

  public static let keywords = Set(Keyword.allCases.map(\.rawValue))

  init(
    _ resolved: ResolvedProgram, libraries: [Program], commands: any Commands, options: Options
  ) {
    (program, resolution) = (resolved.program, resolved.resolution)
    self.libraries = libraries
    self.commands = commands
    self.options = options
    variables = Variables(count: resolution.bindings.count)
    guards = Guards(count: resolution.bindings.count)
    for binding in 0..<resolution.given {
      let name = resolution.bindings[binding].name
      let outline = binding < Resolver.variables.count ? Outline.builtin(name.text) : nil
      variables.add(Variable(name, .given, depth: 0, outline: outline ?? .unknown), as: binding)
    }
  }

  /// Where a part of the program could not be read, the rest is checked, and faults that this part may have caused are
  /// not told.
  ///
  /// - Parameters:
  ///   - program: a program with its resolution, which knows the same libraries and the same earlier variables.
  ///   - libraries: the files whose defs the program uses.
  /// - Returns: errors and warnings in the order of the text. O(n log n).
  public static func check(
    _ program: ResolvedProgram, libraries: [Program] = [], commands: any Commands,
    options: Options = Options()
  ) -> [Diagnostic] {
    if program.program.unread?.blocks == true { return [] }
    let checker = Checker(program, libraries: libraries, commands: commands, options: options)
    checker.checkLibraries()
    checker.check()
    return checker.diagnostics.sortedByPosition()
  }

  /// The same of a program whose names were not resolved yet.
  public static func check(
    _ program: Program, libraries: [Program] = [], commands: any Commands, options: Options = Options()
  ) -> [Diagnostic] {
    check(
      ResolvedProgram(program, libraries: libraries, given: options.variables, commands: commands),
      libraries: libraries, commands: commands, options: options)
  }

  private func check() {
    for statement in program.statements {
      if case .define(let definition) = statement.kind { declare(definition) }
    }
    checkStatements(program.statements, topLevel: true)
    // A def sees the variables of the whole file, also those that are declared below it.
    checkDefinitions()
    checkTests()
    tellParallelWrites()
    tellUnread(variables.unread)
  }

  func error(
    _ message: String, at span: Span, hint: String? = nil, example: String? = nil, proposal: Proposal? = nil
  ) {
    diagnostics.append(.error(message, at: span, hint: hint, example: example, proposal: proposal))
  }

  /// Tells that something fails in any case, unless it stands where a failure may be meant.
  func fault(_ failure: Failure, at span: Span) {
    if options.foresees, !context.mayFail { error(failure.message, at: span, hint: failure.hint) }
  }

  func warn(_ message: String, at span: Span, hint: String? = nil) {
    diagnostics.append(.warning(message, at: span, hint: hint))
  }

  func counted(_ count: Int, _ word: String) -> String {
    "\(count == 0 ? "no" : "\(count)") \(word)\(count == 1 ? "" : "s")"
  }
}
