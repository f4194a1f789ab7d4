import JSON
import Queries
import Source
import Syntax

/// Which variables and commands a part of a program mentions, whatever their scope.
public struct Mentions {
  public private(set) var variables: Set<String> = []
  /// Those that something declares, in a block or at top level.
  public private(set) var declared: Set<String> = []
  /// Those that something other than a `param` declares anywhere, in a def too: a `param` of that name is not what is
  /// meant there.
  public private(set) var locals: Set<String> = []
  /// Those that something assigns to.
  private(set) var assigned: Set<String> = []
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
    var isDefinition = false
    switch node {
    case .statement(let statement):
      if case .define = statement.kind { isDefinition = true }
      note(statement)
    case .pipeline(let pipeline):
      if case .attempt(let attempt) = pipeline.source, let name = attempt.variable { note(local: name) }
    case .command(let command): commands.append(command)
    case .expression(let expression): note(expression)
    case .block: break
    }
    let outer = isInDefinition
    isInDefinition = outer || isDefinition
    node.forEachChild { add($0) }
    isInDefinition = outer
  }

  private mutating func note(local name: Name) {
    locals.insert(name.text)
    if !isInDefinition { declared.insert(name.text) }
  }

  private mutating func note(_ statement: Statement) {
    switch statement.kind {
    case .declare(let name, _), .keep(let name, _): note(local: name)
    case .assign(let target, _, _):
      variables.insert(target.variable.text)
      assigned.insert(target.variable.text)
    case .forIn(let first, let second, _, _):
      note(local: first)
      if let second { note(local: second) }
    case .param(let parameter): declared.insert(parameter.name.text)
    case .define(let definition): locals.formUnion(definition.parameters.map(\.name.text))
    case .whileLoop, .breakLoop, .continueLoop, .returnValue, .assert, .use, .test, .pipeline: break
    }
  }

  private mutating func note(_ expression: Expression) {
    switch expression.kind {
    case .object(let members): for case .variable(let name) in members { variables.insert(name.text) }
    case .path(let root, let segments):
      switch root {
      case .last: if !isInDefinition { last.append(expression.span) }
      case .variable(let name): variables.insert(name.text)
      case .item, .call, .pipeline: break
      }
      for case .filter(let filter, _) in segments.lazy.flatMap(\.selectors) {
        for name in filter.variables { variables.insert(name.string) }
      }
    case .literal, .text, .raw, .word, .array, .unary, .binary: break
    }
  }
}
