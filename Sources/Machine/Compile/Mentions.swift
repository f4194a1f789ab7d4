import JSON
import Queries
import Source
import Syntax

/// Which variables and commands a part of a program mentions, whatever their scope.
public struct Mentions {
  public private(set) var variables: Set<String> = []
  /// Those that something declares, in a block or at top level.
  public private(set) var declared: Set<String> = []
  /// Where `$`, the last result, is mentioned as the start of a path.
  public private(set) var last: [Span] = []
  public private(set) var commands: [Command] = []

  /// In the body of a def, whose own variables and `$` are none of the program's.
  private var isInDefinition = false

  public init(of program: Program) {
    for statement in program.statements { add(.statement(statement)) }
  }

  public init(of statement: Statement) { add(.statement(statement)) }

  init(of command: Command) { add(.command(command)) }

  private mutating func add(_ node: Node) {
    let outer = isInDefinition
    if case .command(let command) = node { commands.append(command) }
    if node.isDefinition { isInDefinition = true }
    node.forEachVariable { variables.insert($0.text) }
    if !isInDefinition {
      node.forEachLocal { declared.insert($0) }
      if case .statement(let statement) = node, case .param(let parameter) = statement.kind {
        declared.insert(parameter.name.text)
      }
      if let span = node.last { last.append(span) }
    }
    node.forEachChild { add($0) }
    isInDefinition = outer
  }
}

// What a part names itself, and not a part within it.
extension Node {
  var isDefinition: Bool {
    if case .statement(let statement) = self, case .define = statement.kind { true } else { false }
  }

  /// Where it is a path from `$`.
  var last: Span? {
    if case .expression(let expression) = self, case .path(.last, _) = expression.kind {
      expression.span
    } else {
      nil
    }
  }

  /// The variable that it assigns to.
  private var assigned: Name? {
    if case .statement(let statement) = self, case .assign(let target, _, _) = statement.kind {
      target.variable
    } else {
      nil
    }
  }

  /// The variables that it reads, or assigns to.
  func forEachVariable(_ body: (Name) -> Void) {
    if let assigned { body(assigned) }
    guard case .expression(let expression) = self else { return }
    switch expression.kind {
    case .object(let members): for case .variable(let name) in members { body(name) }
    case .path(let root, let segments):
      if case .variable(let name) = root { body(name) }
      for segment in segments {
        for case .filter(let filter, let span) in segment.selectors {
          for name in filter.variables { body(Name(name.string, span)) }
        }
      }
    case .literal, .text, .raw, .word, .array, .unary, .binary: break
    }
  }

  /// The variables that it declares, save a `param`: where something else has its name, that is not what is meant.
  fileprivate func forEachLocal(_ body: (String) -> Void) {
    switch self {
    case .statement(let statement):
      switch statement.kind {
      case .declare(let name, _), .keep(let name, _): body(name.text)
      case .forIn(let first, let second, _, _):
        body(first.text)
        if let second { body(second.text) }
      case .define(let definition): for parameter in definition.parameters { body(parameter.name.text) }
      case .assign, .whileLoop, .breakLoop, .continueLoop, .returnValue, .assert, .use, .test, .param,
        .pipeline:
        break
      }
    case .pipeline(let pipeline):
      if case .attempt(let attempt) = pipeline.source, let name = attempt.variable { body(name.text) }
    case .block, .command, .expression: break
    }
  }
}
