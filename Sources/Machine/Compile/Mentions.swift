import JSON
import Source
import Syntax

/// Which variables and commands a part of a program mentions, whatever their scope.
public struct Mentions {
  public private(set) var variables: Set<String> = []
  /// Those that something declares, in a block or at top level.
  public private(set) var declared: Set<String> = []
  /// Those that something assigns to.
  private(set) var assigned: Set<String> = []
  /// Those mentioned in the bodies of defs.
  private(set) var inDefinitions: Set<String> = []
  /// Where `$`, the last result, is mentioned as the start of a path.
  public private(set) var last: [Span] = []
  public private(set) var commands: [Command] = []
  /// What is looked at of `@`, whichever item that is.
  private(set) var item = Projection.nothing

  init(of program: Program) {
    for statement in program.statements { add(.statement(statement)) }
  }

  public init(of statement: Statement) { add(.statement(statement)) }

  init(of command: Command) { add(.command(command)) }

  init(of expression: Expression) { add(.expression(expression)) }

  mutating func add(_ pipeline: Pipeline) { add(.pipeline(pipeline)) }

  private mutating func add(_ node: Node) {
    switch node {
    case .statement(let statement):
      if case .define(let definition) = statement.kind { return add(definition, statement.span) }
      note(statement)
    case .pipeline(let pipeline):
      if case .attempt(let attempt) = pipeline.source, let name = attempt.variable {
        declared.insert(name.text)
      }
    case .command(let command): commands.append(command)
    case .expression(let expression): note(expression)
    case .block: break
    }
    node.forEachChild { add($0) }
  }

  /// What a def mentions counts by itself, too.
  private mutating func add(_ definition: Definition, _ span: Span) {
    var inner = Mentions(of: Program(statements: definition.body.statements, comments: [], span: span))
    for case let initial? in definition.parameters.map(\.initial) { inner.add(.expression(initial)) }
    variables.formUnion(inner.variables)
    assigned.formUnion(inner.assigned)
    inDefinitions.formUnion(inner.variables)
    commands += inner.commands
  }

  private mutating func note(_ statement: Statement) {
    switch statement.kind {
    case .declare(let name, _), .keep(let name, _): declared.insert(name.text)
    case .assign(let target, _, _):
      variables.insert(target.variable.text)
      assigned.insert(target.variable.text)
    case .forIn(let first, let second, _, _): declared.formUnion([first, second].compactMap { $0?.text })
    case .param(let parameter): declared.insert(parameter.name.text)
    case .whileLoop, .breakLoop, .continueLoop, .returnValue, .define, .assert, .use, .test, .pipeline: break
    }
  }

  private mutating func note(_ expression: Expression) {
    switch expression.kind {
    case .object(let members): for case .variable(let name) in members { variables.insert(name.text) }
    case .path(let root, let segments):
      switch root {
      case .item: item.formUnion(Projection(path: segments))
      case .last: last.append(expression.span)
      case .variable(let name): variables.insert(name.text)
      case .call, .pipeline: break
      }
      for case .filter(let filter, _) in segments.lazy.flatMap(\.selectors) {
        variables.formUnion(filter.variables.map(\.string))
      }
    case .literal, .text, .raw, .word, .array, .unary, .binary: break
    }
  }
}
