import JSON
import Source
import Syntax

/// A loop whose body is being emitted: the code after this point runs once an item.
struct OpenLoop {
  /// The register of the current item.
  var item: Int
  /// Where the next item is fetched.
  var continueLabel: Label
  /// Where it goes on when there are no more. Not placed yet.
  var endLabel: Label
  /// The loop slots to close where the loop is left early.
  var slots: [Int]
  /// The array that collects the items, where somebody will ask for it.
  var collector: Int?
  /// Where it goes on if the source is no list but one value.
  var one: One?

  struct One {
    /// The register of that value.
    var value: Int
    /// Not placed yet.
    var label: Label
    /// The filters that it goes through, by their slots.
    var filters: [Int]
  }
}

/// What a pipeline has come to, so far.
enum Flow {
  case value(Int)
  /// A command that answers item by item, not called yet.
  case stream(Command, Builtin)
  /// A range, not counted through yet.
  case range(Expression, Expression)
  case items(OpenLoop)
}

extension Compiler {
  /// Computes a pipeline's value, collecting the items of a loop. Nobody wants it where `target` is nil.
  func pipeline(_ pipeline: Pipeline, into target: Int?) {
    let outer = builder.span
    defer { builder.span = outer }
    if pipeline.stages.isEmpty, target == nil, case .conditional(let conditional) = pipeline.source {
      return self.conditional(conditional, into: nil)
    }
    if pipeline.stages.isEmpty, let target {
      switch pipeline.source {
      case .expression(let expression): return value(expression, into: target)
      case .conditional(let conditional): return self.conditional(conditional, into: target)
      case .attempt(let attempt): return self.attempt(attempt, into: target)
      case .command: break
      }
    }
    temporary {
      let mark = builder.top
      let flow = flow(of: pipeline, collecting: target != nil)
      if target == nil, case .items(let loop) = flow {
        end(loop)
        return orOne(of: loop) { _ in }
      }
      let register = value(of: flow)
      // A copy that stays behind would be held, and so copied again where the target is changed.
      if let target, register != target { builder.emit(register < mark ? .move : .take, target, register) }
    }
  }

  /// Emits a pipeline up to its last stage, and leaves its loop open if it ends in one.
  ///
  /// Stages that work item by item form runs; each run is one loop. What follows a run, or a stage that
  /// gathers, works on the whole value.
  ///
  /// - Parameter mayBeOne: whether a value that is no list is taken too, where nothing but filters looks at it.
  func flow(of pipeline: Pipeline, collecting: Bool, mayBeOne: Bool = true) -> Flow {
    let whole = need
    defer { need = whole }
    need = self.need(before: pipeline.stages[...], in: whole)
    var (flow, rest) = start(of: pipeline)
    if case .stream(let command, let builtin) = flow, rest.first?.name.text == "count" {
      flow = .value(effect(command, builtin, input: nil, demand: .count))
      rest.removeFirst()
    }
    while let next = rest.first {
      builder.span = next.span
      need = self.need(before: rest.dropFirst(), in: whole)
      if case .value = flow, ignores(next) {
        let nothing = builder.register()
        builder.emit(.null, nothing)
        flow = .value(nothing)
        rest.removeFirst()
        continue
      }
      guard joins(next, [], flow) else {
        flow = .value(self.whole(next, input: value(of: flow)))
        rest.removeFirst()
        continue
      }
      var run: [Command] = []
      while let stage = rest.first, joins(stage, run, flow), run.last.map(endsRun) != true {
        run.append(stage)
        rest.removeFirst()
      }
      need = self.need(before: rest[...], in: whole)
      let collects = !endsRun(run[run.count - 1]) && (collecting || !rest.isEmpty)
      flow = self.run(run, over: flow, collecting: collects, mayBeOne: mayBeOne)
    }
    return flow
  }

  /// Who looks at a value that goes into these stages, where the pipeline's own value has that need.
  func need(before stages: ArraySlice<Command>, in whole: Need) -> Need {
    guard let next = stages.first else { return whole }
    return ignores(next) ? .nothing : .value
  }

  /// What a pipeline starts with, and its stages. A builtin that takes an input and stands first has it as
  /// its first argument: `count $list` is `$list | count`.
  private func start(of pipeline: Pipeline) -> (Flow, [Command]) {
    switch pipeline.source {
    case .expression(let expression):
      if case .binary(.range, let first, let last) = expression.kind, !pipeline.stages.isEmpty {
        return (.range(first, last), pipeline.stages)
      }
      if let command = expression.plainCall { return start(with: command, pipeline.stages) }
      return (.value(value(expression)), pipeline.stages)
    case .command(let command): return start(with: command, pipeline.stages)
    case .conditional(let conditional):
      let register = builder.register()
      self.conditional(conditional, into: register)
      return (.value(register), pipeline.stages)
    case .attempt(let attempt):
      let register = builder.register()
      self.attempt(attempt, into: register)
      return (.value(register), pipeline.stages)
    }
  }

  private func start(with command: Command, _ stages: [Command]) -> (Flow, [Command]) {
    guard let builtin = builtin(command) else { return (.value(whole(command, input: nil)), stages) }
    if case .world(.stream) = builtin.body { return (.stream(command, builtin), stages) }
    guard builtin.signature.input != .none, let (input, rest) = command.splittingInput else {
      return (.value(whole(command, input: nil)), stages)
    }
    builder.span = input.span
    if case .binary(.range, let first, let last) = input.kind {
      return (.range(first, last), [rest] + stages)
    }
    return (.value(value(input)), [rest] + stages)
  }

  func builtin(_ command: Command) -> Builtin? {
    definitions[command.name.text] == nil
      ? commands.builtin(command.name.text, verb: command.verb?.text) : nil
  }

  func worksOnItems(_ stage: Command) -> Bool {
    switch builtin(stage)?.body {
    case .form(let form): ![.fail, .fails, .every].contains(form)
    case .filter, .stage, .gather: true
    case .function, .world, nil: false
    }
  }

  /// `ignore` takes any value, a list or not.
  func ignores(_ stage: Command) -> Bool {
    if case .form(.ignore) = builtin(stage)?.body { true } else { false }
  }

  /// Whether a stage turns its items into one value.
  private func endsRun(_ stage: Command) -> Bool {
    switch builtin(stage)?.body {
    case .gather, .world(.sink): true
    case .form(.any), .form(.all), .form(.reduce), .form(.sum), .form(.ignore): true
    case .form(.first): stage.operandCount == 0
    default: false
    }
  }

  // MARK: Loops

  /// The register of a flow's value; the items of a loop are collected.
  func value(of flow: Flow) -> Int {
    switch flow {
    case .value(let register): return register
    case .stream(let command, let builtin): return effect(command, builtin, input: nil, demand: .value)
    case .range(let first, let last):
      let target = builder.register()
      temporary {
        let from = value(first)
        builder.emit(.range, target, from, value(last))
      }
      return target
    case .items(let loop):
      // There is a collector wherever somebody was going to ask for the items.
      let collector = loop.collector ?? loop.item
      builder.emit(.append, collector, loop.item)
      end(loop)
      orOne(of: loop) { builder.emit(.take, collector, $0) }
      return collector
    }
  }

  /// Opens a loop over what a pipeline has come to.
  ///
  /// - Parameters:
  ///   - reading: what of the items is looked at.
  ///   - unless: where one of these counters is 0, a stream is not opened at all.
  ///   - name: the command that wants the items, where it is no loop that was written as one.
  ///   - one: which value a stream may be in place of a list; `orOne` says what is done with it.
  func open(
    _ flow: Flow, collecting: Bool, reading projection: Projection = .whole,
    unless empty: [(counter: Int, end: Label)] = [], by name: String? = nil, one: OneValue = .none
  ) -> OpenLoop {
    if case .items(let loop) = flow { return loop }
    var loop = OpenLoop(
      item: 0, continueLabel: builder.label(), endLabel: builder.label(), slots: [], collector: nil)
    if collecting {
      let collector = builder.register()
      builder.emit(.array, collector, collector, 0)
      loop.collector = collector
    }
    if case .range(let first, let last) = flow {
      count(from: first, to: last, &loop)
      return loop
    }
    let slot = builder.loopSlot()
    loop.slots = [slot]
    switch flow {
    case .stream(let command, let builtin):
      for (counter, end) in empty {
        builder.emit(.skipIfLessImmediate, 0, counter, 1, flag: 1)
        builder.jump(to: end)
      }
      stream(command, builtin, reading: projection, slot: slot, by: name, one: one)
      if one != .none { loop.one = oneValue(slot) }
    case .value(let register):
      let named = name.map { builder.constant(Value($0)) }
      builder.emit(
        .iterate, slot, register, named ?? 0,
        flag: named == nil ? 0 : LoopState.Allowance.named.rawValue)
    case .range, .items: break
    }
    loop.item = builder.register()
    builder.place(loop.continueLabel)
    builder.emit(.next, loop.item, slot)
    builder.jump(to: loop.endLabel)
    return loop
  }

  private func count(from first: Expression, to last: Expression, _ loop: inout OpenLoop) {
    let ends = builder.registers(3)
    value(first, into: ends)
    value(last, into: ends + 1)
    builder.emit(.checkRange, ends)
    loop.item = builder.register()
    builder.place(loop.continueLabel)
    builder.emit(.rangeNext, loop.item, ends)
    builder.jump(to: loop.endLabel)
  }

  /// The loop of `for item in pipeline`.
  func items(of pipeline: Pipeline) -> OpenLoop {
    if pipeline.stages.isEmpty, case .expression(let expression) = pipeline.source,
      case .binary(.range, let first, let last) = expression.kind
    {
      return open(.range(first, last), collecting: false)
    }
    return open(flow(of: pipeline, collecting: false, mayBeOne: false), collecting: false)
  }

  /// The loop of `for key, value in pipeline`: two registers from `item` on.
  func pairs(of pipeline: Pipeline) -> OpenLoop {
    let source = builder.register()
    self.pipeline(pipeline, into: source)
    let slot = builder.loopSlot()
    let loop = OpenLoop(
      item: builder.registers(2), continueLabel: builder.label(), endLabel: builder.label(), slots: [slot])
    builder.emit(.iterate, slot, source, flag: LoopState.Allowance.object.rawValue)
    builder.emit(.null, source)
    builder.place(loop.continueLabel)
    builder.emit(.nextPair, loop.item, slot)
    builder.jump(to: loop.endLabel)
    return loop
  }

  /// Ends the body of a loop.
  func end(_ loop: OpenLoop) {
    builder.jump(to: loop.continueLabel)
    builder.place(loop.endLabel)
  }

  /// Leads a value that came in place of a list away from the loop.
  private func oneValue(_ slot: Int) -> OpenLoop.One {
    let one = OpenLoop.One(value: builder.register(), label: builder.label(), filters: [])
    let list = builder.label()
    builder.jump(to: list)
    builder.emit(.next, one.value, slot)
    builder.jump(to: list)
    builder.jump(to: one.label)
    builder.place(list)
    return one
  }

  /// What is done, once the loop has ended, with a value that came in place of a list.
  func orOne(of loop: OpenLoop, _ body: (Int) -> Void) {
    guard let one = loop.one else { return }
    let done = builder.label()
    builder.jump(to: done)
    builder.place(one.label)
    for slot in one.filters {
      builder.emit(.filter, one.value, one.value, slot)
      builder.emit(.null, one.value)
    }
    body(one.value)
    builder.place(done)
  }

  func close(_ loop: OpenLoop) {
    for slot in loop.slots { builder.emit(.close, slot) }
  }
}

extension Expression {
  /// The call that it is, as `name(…)` alone.
  var plainCall: Command? {
    if case .path(.call(let command), let segments) = kind, segments.isEmpty { command } else { nil }
  }
}

extension Command {
  /// The first argument as the input, and the command without it.
  var splittingInput: (Expression, Command)? {
    guard let place = arguments.firstIndex(where: { if case .operand = $0.kind { true } else { false } }),
      case .operand(let input) = arguments[place].kind
    else { return nil }
    var rest = self
    rest.arguments.remove(at: place)
    return (input, rest)
  }

  var operandCount: Int {
    arguments.reduce(0) { count, argument in
      if case .operand = argument.kind { count + 1 } else { count }
    }
  }
}
