import Syntax

extension Compiler {
  /// A top-level pipeline: shown, and kept as `$` where somebody may ask for it.
  func show(_ pipeline: Pipeline) {
    let kept = options.interactive || resolution.readsLast
    needing(isReadLater ? .value : .nothing) { show(pipeline, kept: kept) }
  }

  func show(_ pipeline: Pipeline, kept: Bool) {
    if pipeline.stages.isEmpty, isStatement(pipeline.source) {
      return keep(kept, asText: false) { self.pipeline(pipeline, into: $0) }
    }
    let flow = flow(of: pipeline, collecting: kept)
    switch flow {
    case .stream, .items:
      var rule: ShowRule = []
      if kept { rule.insert(.kept) }
      if mayStop(pipeline) { rule.insert(.mayStop) }
      if pipeline.stages.isEmpty { rule.insert(.isWhole) }
      show(open(flow, collecting: kept, one: .any), rule, asText: makesText(pipeline))
    case .value, .range: keep(kept, asText: makesText(pipeline)) { builder.emit(.move, $0, value(of: flow)) }
    }
  }

  private func makesText(_ pipeline: Pipeline) -> Bool {
    if let stage = pipeline.stages.last { return makesText(stage) }
    switch pipeline.source {
    case .command(let command): return makesText(command)
    case .expression(let expression):
      return expression.plainCall.flatMap(builtin)?.traits.makesText == true
    case .conditional, .attempt: return false
    }
  }

  private func makesText(_ command: Command) -> Bool {
    guard let builtin = builtin(command) else { return false }
    return builtin.traits.makesText || builtin.traits.textFlag.map { command.has(flag: $0) } == true
  }

  private func isStatement(_ source: Pipeline.Source) -> Bool {
    switch source {
    case .conditional, .attempt: true
    case .command, .expression: false
    }
  }

  private func keep(_ kept: Bool, asText: Bool, _ compute: (Int) -> Void) {
    let register = builder.register()
    let end = builder.label()
    compute(register)
    builder.jump(.jumpIfNull, register, to: end)
    if kept { builder.emit(.setGlobal, register, lastSlot) }
    builder.emit(.show, register, flag: asText ? 1 : 0)
    builder.place(end)
  }

  private func show(_ loop: OpenLoop, _ rule: ShowRule, asText: Bool) {
    let stop = builder.label()
    let end = builder.label()
    builder.emit(.showItem, loop.item, flag: rule.rawValue)
    builder.jump(to: stop)
    if let collector = loop.collector { builder.emit(.append, collector, loop.item) }
    self.end(loop)
    builder.jump(to: end)
    builder.place(stop)
    close(loop)
    builder.place(end)
    builder.emit(.showEnd)
    if let collector = loop.collector {
      builder.emit(.setGlobal, collector, lastSlot)
      builder.emit(.null, collector)
    }
    orOne(of: loop) { value in keep(rule.contains(.kept), asText: asText) { builder.emit(.move, $0, value) } }
  }

  /// Whether nobody can tell if the rest of a list is read: no stage calls anything that the world sees.
  private func mayStop(_ pipeline: Pipeline) -> Bool {
    pipeline.stages.allSatisfy { stage in
      Mentions(of: stage).commands.allSatisfy { command in
        // Fibers that are under way do not wait until somebody asks for the rest.
        if command.isParallel { return false }
        return switch builtin(command)?.body {
        case .function, .filter, .stage, .gather, .form: true
        case .world, nil: false
        }
      }
    }
  }
}
