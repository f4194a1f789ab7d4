import Syntax

/// How many writes a part of a program may make, as far as its text tells: none, one, or more, which is 2.
struct WriteCount {
  static let several = 2

  let commands: any Commands
  let definitions: [String: Definition]
  /// The count of a call of a def, once that is known.
  private var known: [String: Int] = [:]
  /// The defs that are being counted, and those that were met again meanwhile: they may call themselves.
  private var active: Set<String> = []
  private var recursive: Set<String> = []

  init(_ commands: any Commands, _ definitions: [String: Definition]) {
    (self.commands, self.definitions) = (commands, definitions)
  }

  mutating func of(_ block: Block) -> Int { block.statements.reduce(0) { $0 + of($1) } }

  private mutating func of(_ statement: Statement) -> Int {
    switch statement.kind {
    case .declare(_, let pipeline), .pipeline(let pipeline), .returnValue(let pipeline?): of(pipeline)
    case .assign(let target, _, let pipeline): of(target.steps) + of(pipeline)
    case .keep(_, let expression): of(expression)
    case .forIn(_, _, let pipeline, let body): of(pipeline) + repeated(of(body))
    case .whileLoop(let pipeline, let body): repeated(of(pipeline) + of(body))
    case .assert(let condition, let message): of(condition) + (message.map { of($0) } ?? 0)
    case .test(_, let body): of(body)
    case .param(let parameter): parameter.initial.map { of($0) } ?? 0
    case .define, .use, .breakLoop, .continueLoop, .returnValue(nil): 0
    }
  }

  private mutating func of(_ steps: [Target.Step]) -> Int {
    var count = 0
    for case .computed(let key) in steps { count += of(key) }
    return count
  }

  private mutating func of(_ pipeline: Pipeline) -> Int {
    var count: Int
    switch pipeline.source {
    case .command(let command): count = of(command)
    case .expression(let expression): count = of(expression)
    case .attempt(let attempt): count = of(attempt.body) + of(attempt.handler)
    case .conditional(let conditional):
      count = conditional.branches.reduce(0) { $0 + of($1.condition) }
      let bodies = conditional.branches.map(\.body) + (conditional.otherwise.map { [$0] } ?? [])
      // One of them runs: the one with the most counts.
      count += bodies.reduce(0) { max($0, of($1)) }
    }
    for stage in pipeline.stages { count += of(stage) }
    return count
  }

  private mutating func of(_ command: Command) -> Int {
    // What a key within does is its own, but whether it was come to at all is not known by what this one wrote.
    if command.name.text == "once" { return 1 }
    var inner = 0
    for argument in command.arguments {
      switch argument.kind {
      case .flag(_, let value): inner += value.map { of($0) } ?? 0
      case .parameter(_, _, let value), .spread(let value), .operand(let value): inner += of(value)
      case .block(let block): inner += of(block)
      case .field: break
      }
    }
    let takesItems = commands.signature(command.name.text, verb: command.verb?.text)?.input == .items
    let isLoop = takesItems || command.name.text == "every"
    return (isLoop ? repeated(inner) : inner) + own(command)
  }

  /// What a command does itself, or the def that it calls.
  private mutating func own(_ command: Command) -> Int {
    let name = command.name.text
    if let definition = definitions[name], command.verb == nil { return of(definition, name) }
    return commands.writes(command) ? 1 : 0
  }

  private mutating func of(_ definition: Definition, _ name: String) -> Int {
    if let count = known[name] { return count }
    guard active.insert(name).inserted else {
      recursive.insert(name)
      return 0
    }
    let initials = definition.parameters.compactMap(\.initial).reduce(0) { $0 + of($1) }
    let count = initials + of(definition.body)
    active.remove(name)
    known[name] = recursive.contains(name) ? repeated(count) : min(count, Self.several)
    return known[name] ?? count
  }

  private func repeated(_ count: Int) -> Int { count > 0 ? Self.several : 0 }
}

// MARK: - Expressions

extension WriteCount {
  private mutating func of(_ expression: Expression) -> Int {
    switch expression.kind {
    case .literal, .raw, .word: 0
    case .text(let literal): of(literal)
    case .array(let elements): elements.reduce(0) { $0 + of($1.value) }
    case .object(let members): members.reduce(0) { $0 + of($1) }
    case .path(let root, let segments):
      of(root) + segments.flatMap(\.selectors).reduce(0) { $0 + of($1) }
    case .unary(_, let operand): of(operand)
    case .binary(_, let left, let right): of(left) + of(right)
    }
  }

  private mutating func of(_ literal: TextLiteral) -> Int {
    literal.parts.reduce(0) { count, part in
      switch part {
      case .text: count
      case .path(let path): count + of(path)
      case .pipeline(let pipeline): count + of(pipeline)
      }
    }
  }

  private mutating func of(_ member: ObjectMember) -> Int {
    switch member {
    case .pair(.name, let element): of(element.value)
    case .pair(.text(let literal), let element): of(literal) + of(element.value)
    case .pair(.computed(let key), let element): of(key) + of(element.value)
    case .variable: 0
    case .spread(let expression): of(expression)
    }
  }

  private mutating func of(_ root: Root) -> Int {
    switch root {
    case .last, .item, .variable: 0
    case .call(let command): of(command)
    case .pipeline(let pipeline): of(pipeline)
    }
  }

  private mutating func of(_ selector: Selector) -> Int {
    switch selector {
    case .name, .index, .wildcard, .filter: 0
    case .slice(let start, let end, let step): [start, end, step].reduce(0) { $0 + ($1.map { of($0) } ?? 0) }
    case .computed(let expression): of(expression)
    }
  }
}

extension Command {
  public func hasFlag(_ name: String) -> Bool {
    arguments.contains { if case .flag(let flag, _) = $0.kind { flag.text == name } else { false } }
  }
}
