import Commands
import JSON
import Machine
import Source
import Syntax

/// Walks through a program in the order in which it may run, and notes what it finds.
struct Surveyor {
  typealias Amount = Survey.Amount

  private(set) var reads: [String] = []
  private(set) var writes: [String] = []
  var changes: [Survey.Change] = []
  var scopes: Set<String> = []
  private(set) var loops: [(line: Int, amount: Amount)] = []
  var practice = Practice()
  /// The loops around the present place, the innermost last.
  private var around: [(line: Int, isOverItems: Bool)] = []
  /// Whether the present place is inside a block of `once`, which is for one message.
  private var isInKey = false
  let commands: ShellCommands
  /// What the names of the program mean.
  let resolution: Resolution
  private let sources: SourceMap
  /// The script's parameters.
  private let parameters: [ScriptParameter]
  /// How many messages a call of each def sends, where that is known already.
  private var calls: [String: Amount] = [:]
  /// The defs that are being walked through, and those of them that have called themselves.
  private var active: Set<String> = []
  private var recursive: Set<String> = []
  /// Whether an earlier command may have ended the script or the turn of the loop.
  private var mayHaveLeft = false

  init(_ resolved: ResolvedProgram, commands: ShellCommands, sources: SourceMap) {
    self.commands = commands
    self.sources = sources
    resolution = resolved.resolution
    parameters = resolved.program.scriptParameters
  }

  mutating func amount(of statements: [Statement]) -> Amount {
    statements.reduce(Amount()) { $0 + amount(of: .statement($1)) }
  }

  private mutating func amount(of node: Node) -> Amount {
    switch node {
    case .statement(let statement): return amount(of: statement)
    case .pipeline(let pipeline): return amount(of: pipeline)
    case .command(let command): return amount(of: command)
    case .expression(let expression):
      notePractice(expression)
      // The right side of these operators is not always evaluated.
      guard case .binary(let sign, let left, let right) = expression.kind,
        [.and, .or, .coalesce].contains(sign)
      else { return inner(node) }
      let second = amount(of: .expression(right))
      return amount(of: .expression(left)) + second.perhaps
    case .block: return inner(node)
    }
  }

  private mutating func inner(_ node: Node) -> Amount {
    var sum = Amount()
    node.forEachChild { sum = sum + amount(of: $0) }
    return sum
  }

  private mutating func amount(of statement: Statement) -> Amount {
    switch statement.kind {
    case .forIn(_, _, let pipeline, let body):
      let before = amount(of: pipeline)
      loop(at: statement.span, isOverItems: true) { $0.amount(of: .block(body)) }
      return before
    case .whileLoop:
      loop(at: statement.span, isOverItems: false) { $0.inner(.statement(statement)) }
      return Amount()
    case .returnValue, .breakLoop, .continueLoop:
      defer { mayHaveLeft = true }
      return inner(.statement(statement))
    case .assert(let condition, let message):
      return amount(of: .expression(condition))
        + (message.map { amount(of: .expression($0)) } ?? Amount()).perhaps
    case .define, .use, .test: return Amount()
    case .declare, .keep, .assign, .param, .pipeline: return inner(.statement(statement))
    }
  }

  /// Notes how many messages one turn of a loop sends.
  private mutating func loop(at span: Span, isOverItems: Bool, _ body: (inout Surveyor) -> Amount) {
    let before = mayHaveLeft
    mayHaveLeft = false
    let line = line(of: span)
    around.append((line, isOverItems))
    let amount = body(&self)
    around.removeLast()
    mayHaveLeft = before || mayHaveLeft
    if let place = loops.firstIndex(where: { $0.line == line }) {
      loops[place].amount = loops[place].amount + amount
    } else {
      loops.append((line, amount))
    }
  }

  func line(of span: Span) -> Int { sources[span]?.position(of: Int(span.start)).line ?? 0 }

  // MARK: Pipelines

  private mutating func amount(of pipeline: Pipeline) -> Amount {
    let source: Amount
    switch pipeline.source {
    case .command, .expression: return inner(.pipeline(pipeline))
    case .attempt(let attempt):
      source = amount(of: .block(attempt.body)).perhaps + amount(of: .block(attempt.handler)).perhaps
    case .conditional(let conditional): source = amount(of: conditional)
    }
    return pipeline.stages.reduce(source) { $0 + amount(of: .command($1)) }
  }

  private mutating func amount(of conditional: Conditional) -> Amount {
    var tests = Amount()
    var bodies = conditional.otherwise.map { amount(of: .block($0)) } ?? Amount()
    for (index, branch) in conditional.branches.enumerated() {
      let test = amount(of: branch.condition)
      tests = tests + (index == 0 ? test : test.perhaps)
      bodies = bodies | amount(of: .block(branch.body))
    }
    return tests + bodies
  }

  // MARK: Commands

  private mutating func amount(of command: Command) -> Amount {
    note(command)
    let isCalled = !command.isOnlyShown
    let operation = isCalled ? operation(of: command) : nil
    if isCalled { note(command, calling: operation, isForItems: around.last?.isOverItems == true) }
    if resolution.builtin(of: command)?.traits.ends == .leaves { mayHaveLeft = true }
    let before = inner(command)
    var sent = sent(by: command, calling: operation)
    if let loop = around.last, !isInKey, couldBeBulk(command, calling: operation) {
      practice.singles.insert(loop.line)
    }
    if case .definition(let definition, _) = resolution.callee(of: command) {
      sent = sent + amount(ofCalling: definition)
    }
    return before + (mayHaveLeft ? sent.perhaps : sent)
  }

  /// How many messages the arguments of a command send, either once or for each item.
  private mutating func inner(_ command: Command) -> Amount {
    let builtin = resolution.builtin(of: command)
    guard let repeated = builtin, repeated.repeats else {
      let outer = isInKey
      isInKey = outer || builtin?.traits.isKeyed == true
      let amount = inner(.command(command))
      isInKey = outer
      return builtin?.traits.isKeyed == true || builtin?.form == .fails ? amount.perhaps : amount
    }
    loop(at: command.span, isOverItems: repeated.signature.input == .items) { $0.inner(.command(command)) }
    return Amount()
  }

  private mutating func amount(ofCalling definition: Definition) -> Amount {
    let name = definition.name.text
    if let known = calls[name] { return known }
    guard active.insert(name).inserted else {
      recursive.insert(name)
      return Amount()
    }
    let before = mayHaveLeft
    mayHaveLeft = false
    var amount = amount(of: .block(definition.body))
    mayHaveLeft = before
    active.remove(name)
    // A def that calls itself may send any number of messages.
    if recursive.contains(name), !amount.isNone { amount.isLeast = true }
    calls[name] = amount
    return amount
  }

  // MARK: Files

  private mutating func note(_ command: Command) {
    guard let builtin = resolution.builtin(of: command) else { return }
    let places = builtin.signature.operands.indices.filter { builtin.signature.operands[$0].kind == .path }
    let values = command.operands
    for place in places {
      // A command names the file that it writes last.
      guard let value = values.dropFirst(place).first ?? (place == places.last ? values.last : nil) else {
        continue
      }
      let name = self.name(of: value)
      let effect = builtin.traits.effect(command)
      if effect == .reads(.file) || effect == .writes(.file) && place != places.last {
        if !reads.contains(name) { reads.append(name) }
      } else if effect == .writes(.file), !writes.contains(name) {
        writes.append(name)
      }
    }
  }

  private func name(of path: Expression) -> String {
    if let text = path.constant(as: .string)?.asString {
      return text == "-" ? "standard input" : text
    }
    if case .path(.variable(let name), let segments) = path.kind, segments.isEmpty,
      let parameter = parameters.first(where: { resolution.areSame($0.name, name) })
    {
      let initial = parameter.initial?.constant?.asString ?? ""
      return initial.isEmpty ? "what --\(name.text) names" : "\(initial) (or what --\(name.text) names)"
    }
    guard let file = sources[path.span] else { return "a file" }
    let written = String(decoding: file.bytes[Int(path.span.start)..<Int(path.span.end)], as: UTF8.self)
    return "\(written) on line \(file.position(of: Int(path.span.start)).line)"
  }
}
