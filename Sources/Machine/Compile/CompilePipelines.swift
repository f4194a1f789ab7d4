import JSON
import Source
import Syntax

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
      // A copy that stayed in the register would hold the value, so that changing the target would copy it again.
      if let target, register != target { builder.emit(register < mark ? .move : .take, target, register) }
    }
  }

  /// Emits a pipeline up to its last stage, and leaves its loop open if it ends in one.
  ///
  /// Stages that work item by item form runs; each run is one loop. What follows a run, or a stage that
  /// gathers, works on the whole value.
  ///
  /// - Parameter mayBeOne: whether a value that is not a list is taken too, where nothing but filters looks at it.
  func flow(of pipeline: Pipeline, collecting: Bool, mayBeOne: Bool = true) -> Flow {
    let whole = need
    defer { need = whole }
    let stages = pipeline.stages.map { ResolvedCommand($0, resolution.callee(of: $0)) }
    need = self.need(before: stages[...], in: whole)
    var (flow, rest) = start(of: pipeline, stages[...])
    if case .stream(let command, let builtin) = flow, rest.first?.builtin?.reads == .number {
      flow = .value(effect(command, builtin, input: nil, demand: .count))
      rest.removeFirst()
    }
    while let next = rest.first {
      builder.span = next.command.span
      need = self.need(before: rest.dropFirst(), in: whole)
      if case .value = flow, next.takesAny {
        let nothing = builder.register()
        builder.emit(.null, nothing)
        flow = .value(nothing)
        rest.removeFirst()
        continue
      }
      guard next.joins([], flow) else {
        flow = .value(self.whole(next, input: value(of: flow)))
        rest.removeFirst()
        continue
      }
      var run: [ResolvedCommand] = []
      while let stage = rest.first, stage.joins(run, flow), run.last?.endsRun != true {
        run.append(stage)
        rest.removeFirst()
      }
      need = self.need(before: rest, in: whole)
      let collects = !run[run.count - 1].endsRun && (collecting || !rest.isEmpty)
      flow = self.run(run, over: flow, collecting: collects, mayBeOne: mayBeOne)
    }
    return flow
  }

  /// Who looks at a value that goes into these stages, where the pipeline's own value has that need.
  func need(before stages: ArraySlice<ResolvedCommand>, in whole: Need) -> Need {
    guard let next = stages.first else { return whole }
    return next.takesAny ? .nothing : .value
  }

  /// What a pipeline starts with, and its stages. A builtin that takes an input and stands first has it as
  /// its first argument: `count $list` is `$list | count`.
  private func start(
    of pipeline: Pipeline, _ stages: ArraySlice<ResolvedCommand>
  ) -> (Flow, ArraySlice<ResolvedCommand>) {
    switch pipeline.source {
    case .expression(let expression):
      if case .binary(.range, let first, let last) = expression.kind, !stages.isEmpty {
        return (.range(first, last), stages)
      }
      if let command = expression.plainCall { return start(with: command, stages) }
      return (.value(value(expression)), stages)
    case .command(let command): return start(with: command, stages)
    case .conditional(let conditional):
      let register = builder.register()
      self.conditional(conditional, into: register)
      return (.value(register), stages)
    case .attempt(let attempt):
      let register = builder.register()
      self.attempt(attempt, into: register)
      return (.value(register), stages)
    }
  }

  private func start(
    with command: Command, _ stages: ArraySlice<ResolvedCommand>
  ) -> (Flow, ArraySlice<ResolvedCommand>) {
    let first = ResolvedCommand(command, resolution.callee(of: command))
    guard let builtin = first.builtin else { return (.value(whole(first, input: nil)), stages) }
    if case .world(.stream) = builtin.body { return (.stream(command, builtin), stages) }
    guard builtin.signature.input != .none, let (input, rest) = command.splittingInput else {
      return (.value(whole(first, input: nil)), stages)
    }
    builder.span = input.span
    let all = [ResolvedCommand(rest, first.callee)] + stages
    if case .binary(.range, let first, let last) = input.kind { return (.range(first, last), all[...]) }
    return (.value(value(input)), all[...])
  }

  func builtin(_ command: Command) -> Builtin? { resolution.builtin(of: command) }
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
