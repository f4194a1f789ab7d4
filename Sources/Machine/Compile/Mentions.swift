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
    for statement in program.statements { add(statement) }
  }

  public init(of statement: Statement) { add(statement) }

  init(of command: Command) { add(command) }

  init(of expression: Expression) { add(expression) }

  private mutating func add(_ block: Block) {
    for statement in block.statements { add(statement) }
  }

  private mutating func add(_ statement: Statement) {
    switch statement.kind {
    case .declare(let name, let pipeline):
      declared.insert(name.text)
      add(pipeline)
    case .pipeline(let pipeline), .returnValue(let pipeline?): add(pipeline)
    case .keep(let name, let expression):
      declared.insert(name.text)
      add(expression)
    case .assign(let target, _, let pipeline):
      variables.insert(target.variable.text)
      assigned.insert(target.variable.text)
      for case .computed(let key) in target.steps { add(key) }
      add(pipeline)
    case .forIn(let first, let second, let pipeline, let body):
      declared.formUnion([first, second].compactMap { $0?.text })
      add(pipeline)
      add(body)
    case .whileLoop(let pipeline, let body):
      add(pipeline)
      add(body)
    case .define(let definition):
      var inner = Mentions(
        of: Program(statements: definition.body.statements, comments: [], span: statement.span))
      for parameter in definition.parameters { if let initial = parameter.initial { inner.add(initial) } }
      variables.formUnion(inner.variables)
      assigned.formUnion(inner.assigned)
      inDefinitions.formUnion(inner.variables)
      commands += inner.commands
    case .assert(let condition, let message):
      add(condition)
      if let message { add(message) }
    case .test(_, let body): add(body)
    case .param(let parameter):
      declared.insert(parameter.name.text)
      if let initial = parameter.initial { add(initial) }
    case .use, .breakLoop, .continueLoop, .returnValue(nil): break
    }
  }

  mutating func add(_ pipeline: Pipeline) {
    switch pipeline.source {
    case .conditional(let conditional):
      for branch in conditional.branches {
        add(branch.condition)
        add(branch.body)
      }
      if let otherwise = conditional.otherwise { add(otherwise) }
    case .attempt(let attempt):
      if let name = attempt.variable { declared.insert(name.text) }
      add(attempt.body)
      add(attempt.handler)
    case .command(let command): add(command)
    case .expression(let expression): add(expression)
    }
    for stage in pipeline.stages { add(stage) }
  }

  private mutating func add(_ command: Command) {
    commands.append(command)
    for argument in command.arguments {
      switch argument.kind {
      case .flag(_, let value): if let value { add(value) }
      case .parameter(_, _, let value), .spread(let value), .operand(let value): add(value)
      case .block(let block): add(block)
      case .field: break
      }
    }
  }

  private mutating func add(_ expression: Expression) {
    switch expression.kind {
    case .literal, .raw, .word: break
    case .text(let literal): add(literal)
    case .array(let elements): for element in elements { add(element.value) }
    case .object(let members): for member in members { add(member) }
    case .path(let root, let segments):
      if case .item = root { item.formUnion(Projection(path: segments)) }
      if case .last = root { last.append(expression.span) }
      add(root)
      for segment in segments { for selector in segment.selectors { add(selector) } }
    case .unary(_, let operand): add(operand)
    case .binary(_, let left, let right):
      add(left)
      add(right)
    }
  }

  private mutating func add(_ literal: TextLiteral) {
    for part in literal.parts {
      switch part {
      case .text: break
      case .path(let path): add(path)
      case .pipeline(let pipeline): add(pipeline)
      }
    }
  }

  private mutating func add(_ member: ObjectMember) {
    switch member {
    case .pair(let key, let element):
      switch key {
      case .name: break
      case .text(let literal): add(literal)
      case .computed(let expression): add(expression)
      }
      add(element.value)
    case .variable(let name): variables.insert(name.text)
    case .spread(let expression): add(expression)
    }
  }

  private mutating func add(_ root: Root) {
    switch root {
    case .last, .item: break
    case .variable(let name): variables.insert(name.text)
    case .call(let command): add(command)
    case .pipeline(let pipeline): add(pipeline)
    }
  }

  private mutating func add(_ selector: Selector) {
    switch selector {
    case .name, .index, .wildcard: break
    case .slice(let start, let end, let step): for part in [start, end, step] { if let part { add(part) } }
    case .filter(let filter, _): for name in filter.variables { variables.insert(name.string) }
    case .computed(let expression): add(expression)
    }
  }
}
