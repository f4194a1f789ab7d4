import Syntax

/// How many writes a part of a program may make, as far as its text tells: none, one, or more, which is 2.
///
/// What has a key of its own (`once` within, `send-bulk --once`) does not count: that key answers for it.
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
    case .declare(_, let pipeline), .pipeline(let pipeline), .returnValue(let pipeline?),
      .assign(_, _, let pipeline):
      of(pipeline)
    case .forIn(_, _, let pipeline, let body): of(pipeline) + repeated(of(body))
    case .whileLoop(let pipeline, let body): repeated(of(pipeline) + of(body))
    default: sum(Mentions(of: statement).commands.map { own($0) })
    }
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
    if command.name.text == "once" { return 0 }
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

  /// Calls within an expression, wherever they stand in it: where more than one may write, several do.
  private mutating func of(_ expression: Expression) -> Int {
    let calls = Mentions(of: expression).commands
    let count = sum(calls.map { own($0) })
    return calls.contains { $0.block != nil } ? repeated(count) : count
  }

  /// What a command does itself, or the def that it calls.
  private mutating func own(_ command: Command) -> Int {
    let name = command.name.text
    if let definition = definitions[name], command.verb == nil { return of(definition, name) }
    return commands.writes(command) && !command.hasFlag("once") ? 1 : 0
  }

  private mutating func of(_ definition: Definition, _ name: String) -> Int {
    if let count = known[name] { return count }
    guard active.insert(name).inserted else {
      recursive.insert(name)
      return 0
    }
    let body = of(definition.body)
    active.remove(name)
    let count = recursive.contains(name) ? repeated(body) : min(body, Self.several)
    known[name] = count
    return count
  }

  private func sum(_ counts: [Int]) -> Int { counts.reduce(0, +) }
  private func repeated(_ count: Int) -> Int { count > 0 ? Self.several : 0 }
}

extension Command {
  public func hasFlag(_ name: String) -> Bool {
    arguments.contains { if case .flag(let flag, _) = $0.kind { flag.text == name } else { false } }
  }
}
