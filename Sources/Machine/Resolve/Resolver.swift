import Source
import Syntax

/// Walks once over a program and gives each name its meaning (`Resolution`). It goes through the blocks as the run does:
/// a name means the innermost variable of that name that is declared before it.
struct Resolver {
  var resolution: Resolution
  /// The innermost variable of each name that can be seen.
  private var visible: [String: Int] = [:]
  /// What the open blocks have hidden or added, to be undone where they end: the variable that was seen before.
  private var hidden: [(name: String, outer: Int?)] = []
  /// The number of the innermost open block, and of the one that was opened last.
  private var block = 0
  private var lastBlock = 0
  private(set) var isInDefinition = false
  /// The defs that the present statement of the top level calls.
  private var called: [String] = []

  /// The variables that every program has, besides `$`.
  static let variables = ["args", "env", "response"]

  private init(_ program: Program, _ commands: any Commands) {
    resolution = Resolution(commands, file: program.span.file)
  }

  /// - Parameters:
  ///   - libraries: the files whose defs the program uses.
  ///   - given: the variables that earlier inputs have declared.
  static func resolve(
    _ program: Program, libraries: [Program], given: Set<String>, commands: any Commands
  ) -> Resolution {
    var resolver = Resolver(program, commands)
    for name in variables + given.subtracting(variables).sorted() {
      resolver.declare(Name(name, program.span))
    }
    resolver.resolution.given = resolver.resolution.bindings.count
    resolver.resolve(definitionsOf: libraries)
    resolver.resolve(program)
    return resolver.resolution
  }

  /// The defs of other files see each other, and of variables only those that every program has.
  private mutating func resolve(definitionsOf libraries: [Program]) {
    let definitions = libraries.flatMap(\.definitions)
    for definition in definitions { resolution.commands.add(definition) }
    resolution.usedDefinitions = resolution.definitions.count
    let outer = visible
    visible = outer.filter { $0.value < Self.variables.count }
    for definition in definitions { resolve(definition) }
    visible = outer
  }

  private mutating func resolve(_ program: Program) {
    for definition in program.definitions { resolution.commands.add(definition) }
    var calls: [[String]] = []
    for statement in program.statements {
      called = []
      resolve(statement)
      calls.append(called)
    }
    let top = visible
    for (place, statement) in program.statements.enumerated() {
      called = []
      switch statement.kind {
      // A def sees the variables of the whole file, also those that are declared below it.
      case .define(let definition): resolve(definition)
      // A test sees only those that have a value before the run.
      case .test(_, let body):
        visible = top.filter { $0.value < Self.variables.count }
        for name in program.defaults { visible[name] = top[name] }
        resolve(body)
        visible = top
      case .declare, .keep, .assign, .forIn, .whileLoop, .breakLoop, .continueLoop, .returnValue, .assert,
        .use,
        .param, .pipeline:
        continue
      }
      calls[place] = called
    }
    resolution.called = calls
  }
}

// MARK: - Variables

extension Resolver {
  private mutating func declare(_ name: Name) {
    let outer = visible[name.text]
    if let outer {
      // The checker refuses it.
      if outer < Self.variables.count { return }
      if resolution.bindings[outer].block == block { return resolution.bind(name, to: outer) }
    }
    let binding = resolution.add(Resolution.Binding(name: name, block: block))
    resolution.bind(name, to: binding)
    visible[name.text] = binding
    if block > 0 { hidden.append((name.text, outer)) }
  }

  mutating func use(_ name: Name, assigns: Bool = false) {
    guard let binding = visible[name.text] else { return }
    resolution.bind(name, to: binding)
    if isInDefinition { resolution.bindings[binding].isInDefinition = true }
    if assigns { resolution.bindings[binding].isAssigned = true }
  }

  private mutating func scoped(_ body: (inout Resolver) -> Void) {
    let (outer, mark) = (block, hidden.count)
    lastBlock += 1
    block = lastBlock
    body(&self)
    block = outer
    while hidden.count > mark, let (name, outer) = hidden.popLast() { visible[name] = outer }
  }
}

// MARK: - Statements

extension Resolver {
  private mutating func resolve(_ definition: Definition) {
    isInDefinition = true
    resolution.extent.begin(definition)
    scoped { resolver in
      for parameter in definition.parameters {
        if let initial = parameter.initial { resolver.resolve(initial) }
        resolver.declare(parameter.name)
      }
      resolver.resolve(definition.body)
    }
    resolution.extent.end()
    isInDefinition = false
  }

  private mutating func resolve(_ block: Block) {
    scoped { resolver in for statement in block.statements { resolver.resolve(statement) } }
  }

  private mutating func resolve(_ statement: Statement) {
    resolution.extent.add()
    switch statement.kind {
    case .declare(let name, let pipeline):
      // The value is computed before the name is bound: `let x = $x + 1` reads the outer one.
      resolve(pipeline)
      declare(name)
    case .keep(let name, let initial):
      resolve(initial)
      declare(name)
    case .param(let parameter):
      if let initial = parameter.initial { resolve(initial) }
      declare(parameter.name)
    case .assign(let target, _, let pipeline):
      use(target.variable, assigns: true)
      resolution.extent.add(target.steps.count)
      for case .computed(let key) in target.steps { resolve(key) }
      resolve(pipeline)
    case .forIn(let first, let second, let pipeline, let body):
      resolve(pipeline)
      scoped { resolver in
        resolver.declare(first)
        if let second { resolver.declare(second) }
        resolver.resolve(body)
      }
    case .whileLoop(let pipeline, let body):
      resolve(pipeline)
      resolve(body)
    case .returnValue(let pipeline): if let pipeline { resolve(pipeline) }
    case .assert(let condition, let message):
      resolve(condition)
      if let message { resolve(message) }
    case .pipeline(let pipeline): resolve(pipeline)
    // Defs and tests stand at the top level, where they are resolved after all else.
    case .define, .test, .use, .breakLoop, .continueLoop: break
    }
  }
}

// MARK: - Pipelines and commands

extension Resolver {
  mutating func resolve(_ pipeline: Pipeline) {
    resolution.extent.add()
    switch pipeline.source {
    case .conditional(let conditional):
      for branch in conditional.branches {
        resolve(branch.condition)
        resolve(branch.body)
      }
      if let otherwise = conditional.otherwise { resolve(otherwise) }
    case .attempt(let attempt):
      resolve(attempt.body)
      scoped { resolver in
        if let variable = attempt.variable { resolver.declare(variable) }
        resolver.resolve(attempt.handler)
      }
    case .command(let command): resolve(command, isStage: false)
    case .expression(let expression): resolve(expression)
    }
    for stage in pipeline.stages { resolve(stage, isStage: true) }
  }

  mutating func resolve(_ command: Command, isStage: Bool) {
    let callee = resolution.call(command)
    if case .definition(let definition, _)? = callee { called.append(definition.name.text) }
    resolution.extent.add(command, callee)
    var signature: Signature?
    if case .builtin(let builtin)? = callee, builtin.form == .reduce { signature = builtin.signature }
    // The input of a command that stands first is its first operand.
    var place = signature.map { !isStage && $0.input != .none } == true ? -1 : 0
    for argument in command.arguments {
      let before = resolution.extent.mark
      defer { resolution.extent.repeat(argument, of: callee, since: before) }
      switch argument.kind {
      case .flag(_, let value): if let value { resolve(value) }
      case .parameter(_, _, let value), .spread(let value): resolve(value)
      case .operand(let value):
        if let signature, signature.isOverItems(place, value) { resolve(step: value) } else { resolve(value) }
        place += 1
      case .block(let block): resolve(block)
      case .field: place += 1
      }
    }
  }

  /// The step of a `reduce`, in which `$acc` is what was made of the items before.
  private mutating func resolve(step: Expression) {
    scoped { resolver in
      resolver.declare(.accumulator(of: step))
      resolver.resolve(step)
    }
  }
}

extension Signature {
  /// Whether the operand at this place is an expression over `@`.
  fileprivate func isOverItems(_ place: Int, _ value: Expression) -> Bool {
    guard place >= 0 else { return false }
    let operand = operands.indices.contains(place) ? operands[place] : operands.last(where: \.repeated)
    return operand.map { $0.kind == .item } ?? value.startsAtItem
  }
}

extension Name {
  /// `$acc` of a `reduce`, which nothing in the text declares.
  static func accumulator(of step: Expression) -> Name { Name("acc", step.span) }
}
