import Source
import Syntax

/// Counts the writes that a part of a program may make, as far as its text tells.
struct WriteCounter {
  /// None, one, or more, which is 2.
  struct Count {
    private(set) var number = 0
    /// Where the first one stands, and where it becomes more than one.
    private var first: Span?
    private(set) var second: Span?
    /// Whether it is more than one since it is in a loop.
    private(set) var isLoop = false

    static let none = Count()

    init() {}

    init(at span: Span) { (number, first) = (1, span) }

    var mayBeSeveral: Bool { number > 1 }

    /// As often as a loop turns.
    var repeated: Count {
      if number == 0 { return self }
      var count = self
      if number == 1 { (count.number, count.second, count.isLoop) = (2, first, true) }
      return count
    }

    /// The same, as a call that stands there makes them.
    func called(at span: Span) -> Count {
      var count = self
      (count.first, count.second) = (first.map { _ in span }, second.map { _ in span })
      return count
    }

    static func + (one: Count, other: Count) -> Count {
      if one.number == 0 || other.number == 0 { return one.number == 0 ? other : one }
      if one.number > 1 { return one }
      var count = one
      (count.number, count.second) = (2, other.first)
      return count
    }
  }

  let commands: any Commands
  let definitions: [String: Definition]
  /// Whether what has a key of its own counts, as the one thing that it is.
  let countsKeys: Bool
  /// The count of a call of a def, once that is known.
  private var known: [String: Count] = [:]
  /// The defs that are being counted, each called by the one before it; and those that may call themselves.
  private var active: [String] = []
  private var recursive: Set<String> = []

  init(_ commands: any Commands, _ definitions: [String: Definition], countsKeys: Bool) {
    (self.commands, self.definitions, self.countsKeys) = (commands, definitions, countsKeys)
  }

  mutating func of(_ block: Block) -> Count { block.statements.reduce(.none) { $0 + of($1) } }

  private mutating func of(_ statement: Statement) -> Count {
    switch statement.kind {
    case .declare(_, let pipeline), .pipeline(let pipeline), .returnValue(let pipeline?): of(pipeline)
    case .assign(let target, _, let pipeline): of(target.steps) + of(pipeline)
    case .keep(_, let expression): of(expression)
    case .forIn(_, _, let pipeline, let body): of(pipeline) + of(body).repeated
    case .whileLoop(let pipeline, let body): (of(pipeline) + of(body)).repeated
    case .assert(let condition, let message): of(condition) + (message.map { of($0) } ?? .none)
    case .test(_, let body): of(body)
    case .param(let parameter): parameter.initial.map { of($0) } ?? .none
    case .define, .use, .breakLoop, .continueLoop, .returnValue(nil): .none
    }
  }

  private mutating func of(_ steps: [Target.Step]) -> Count {
    var count = Count.none
    for case .computed(let key) in steps { count = count + of(key) }
    return count
  }

  private mutating func of(_ pipeline: Pipeline) -> Count {
    var count: Count
    switch pipeline.source {
    case .command(let command): count = of(command)
    case .expression(let expression): count = of(expression)
    case .attempt(let attempt): count = of(attempt.body) + of(attempt.handler)
    case .conditional(let conditional):
      count = conditional.branches.reduce(.none) { $0 + of($1.condition) }
      let bodies = conditional.branches.map(\.body) + (conditional.otherwise.map { [$0] } ?? [])
      // One of them runs: the one with the most counts.
      count = count + (bodies.map { of($0) }.max { $0.number < $1.number } ?? .none)
    }
    for stage in pipeline.stages { count = count + of(stage) }
    return count
  }

  private mutating func of(_ command: Command) -> Count {
    // What a key within does is its own, but whether it was come to at all is not known by what this one wrote.
    if command.name.text == "once" { return countsKeys ? Count(at: command.nameSpan) : .none }
    var inner = Count.none
    for argument in command.arguments {
      switch argument.kind {
      case .flag(_, let value): inner = inner + (value.map { of($0) } ?? .none)
      case .parameter(_, _, let value), .spread(let value), .operand(let value): inner = inner + of(value)
      case .block(let block): inner = inner + of(block)
      case .field: break
      }
    }
    let takesItems = commands.signature(command.name.text, verb: command.verb?.text)?.input == .items
    let isLoop = takesItems || command.name.text == "every"
    return (isLoop ? inner.repeated : inner) + own(command)
  }

  /// What a command does itself, or the def that it calls.
  private mutating func own(_ command: Command) -> Count {
    let name = command.name.text
    if let definition = definitions[name], command.verb == nil {
      return of(definition, name).called(at: command.nameSpan)
    }
    if command.hasFlag("once"), !countsKeys { return .none }
    return commands.writes(command) ? Count(at: command.nameSpan) : .none
  }

  private mutating func of(_ definition: Definition, _ name: String) -> Count {
    if let count = known[name] { return count }
    if let start = active.firstIndex(of: name) {
      recursive.formUnion(active[start...])
      return .none
    }
    active.append(name)
    let initials = definition.parameters.compactMap(\.initial).reduce(.none) { $0 + of($1) }
    let count = initials + of(definition.body)
    active.removeLast()
    known[name] = recursive.contains(name) ? count.repeated : count
    return known[name] ?? count
  }
}

// MARK: - Expressions

extension WriteCounter {
  private mutating func of(_ expression: Expression) -> Count {
    switch expression.kind {
    case .literal, .raw, .word: .none
    case .text(let literal): of(literal)
    case .array(let elements): elements.reduce(.none) { $0 + of($1.value) }
    case .object(let members): members.reduce(.none) { $0 + of($1) }
    case .path(let root, let segments):
      of(root) + segments.flatMap(\.selectors).reduce(.none) { $0 + of($1) }
    case .unary(_, let operand): of(operand)
    case .binary(_, let left, let right): of(left) + of(right)
    }
  }

  private mutating func of(_ literal: TextLiteral) -> Count {
    literal.parts.reduce(.none) { count, part in
      switch part {
      case .text: count
      case .path(let path): count + of(path)
      case .pipeline(let pipeline): count + of(pipeline)
      }
    }
  }

  private mutating func of(_ member: ObjectMember) -> Count {
    switch member {
    case .pair(.name, let element): of(element.value)
    case .pair(.text(let literal), let element): of(literal) + of(element.value)
    case .pair(.computed(let key), let element): of(key) + of(element.value)
    case .variable: .none
    case .spread(let expression): of(expression)
    }
  }

  private mutating func of(_ root: Root) -> Count {
    switch root {
    case .last, .item, .variable: .none
    case .call(let command): of(command)
    case .pipeline(let pipeline): of(pipeline)
    }
  }

  private mutating func of(_ selector: Selector) -> Count {
    switch selector {
    case .name, .index, .wildcard, .filter: .none
    case .slice(let start, let end, let step):
      [start, end, step].reduce(.none) { $0 + ($1.map { of($0) } ?? .none) }
    case .computed(let expression): of(expression)
    }
  }
}

extension Command {
  public func hasFlag(_ name: String) -> Bool {
    arguments.contains { if case .flag(let flag, _) = $0.kind { flag.text == name } else { false } }
  }
}
