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

  let resolution: Resolution
  /// Whether a command with a key of its own counts as one write. Else it counts as none.
  let countsKeys: Bool
  /// The count of a call of a def, once that is known.
  private var known: [String: Count] = [:]
  /// The defs that are being counted, each called by the one before it; and those that may call themselves.
  private var active: [String] = []
  private var recursive: Set<String> = []

  init(_ resolution: Resolution, countsKeys: Bool) {
    (self.resolution, self.countsKeys) = (resolution, countsKeys)
  }

  mutating func of(_ block: Block) -> Count { of(.block(block)) }

  private mutating func of(_ node: Node) -> Count {
    switch node {
    case .statement(let statement):
      switch statement.kind {
      case .forIn(_, _, let pipeline, let body): return of(.pipeline(pipeline)) + of(body).repeated
      case .whileLoop: return inner(node).repeated
      case .define: return .none
      case .declare, .keep, .assign, .breakLoop, .continueLoop, .returnValue, .assert, .use, .test, .param,
        .pipeline:
        return inner(node)
      }
    case .pipeline(let pipeline):
      guard case .conditional(let conditional) = pipeline.source else { return inner(node) }
      return pipeline.stages.reduce(of(conditional)) { $0 + of(.command($1)) }
    case .command(let command): return of(command)
    case .block, .expression: return inner(node)
    }
  }

  private mutating func inner(_ node: Node) -> Count {
    var count = Count.none
    node.forEachChild { count = count + of($0) }
    return count
  }

  /// One of the bodies runs: the one with the most counts.
  private mutating func of(_ conditional: Conditional) -> Count {
    let conditions = conditional.branches.reduce(.none) { $0 + of(.pipeline($1.condition)) }
    let bodies = conditional.branches.map(\.body) + (conditional.otherwise.map { [$0] } ?? [])
    return conditions + (bodies.map { of($0) }.max { $0.number < $1.number } ?? .none)
  }

  private mutating func of(_ command: Command) -> Count {
    let builtin = resolution.builtin(of: command)
    // What a `once` within does belongs to its own key. But from what the outer block wrote nobody can tell whether the
    // inner one was reached.
    if builtin?.traits.isKeyed == true { return countsKeys ? Count(at: command.nameSpan) : .none }
    let inner = inner(.command(command))
    return (builtin?.repeats == true ? inner.repeated : inner) + own(command, builtin)
  }

  /// What a command does itself, or the def that it calls.
  private mutating func own(_ command: Command, _ builtin: Builtin?) -> Count {
    if case .definition(let definition, _) = resolution.callee(of: command) {
      return of(definition, definition.name.text).called(at: command.nameSpan)
    }
    if command.hasFlag("once"), !countsKeys { return .none }
    return builtin?.traits.effect(command) == .writes(.account) ? Count(at: command.nameSpan) : .none
  }

  private mutating func of(_ definition: Definition, _ name: String) -> Count {
    if let count = known[name] { return count }
    if let start = active.firstIndex(of: name) {
      recursive.formUnion(active[start...])
      return .none
    }
    active.append(name)
    let initials = definition.parameters.compactMap(\.initial).reduce(.none) { $0 + of(.expression($1)) }
    let count = initials + of(definition.body)
    active.removeLast()
    known[name] = recursive.contains(name) ? count.repeated : count
    return known[name] ?? count
  }
}

extension Command {
  public func hasFlag(_ name: String) -> Bool {
    arguments.contains { if case .flag(let flag, _) = $0.kind { flag.text == name } else { false } }
  }
}
