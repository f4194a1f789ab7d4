import JSON
import Source

/// Reads `$x.a[0] = pipeline`. An assignment differs from an expression by the operator that follows.
extension Parser {
  mutating func assignmentOrPipeline() throws(Fault) -> Statement.Kind {
    if let continued = try continuedPipeline() { return .pipeline(continued) }
    let pipeline = try pipeline()
    let token = peek()
    guard case .symbol(let symbol) = token.kind, let operation = symbol.assignment
    else { return .pipeline(pipeline) }
    let target = try target(pipeline)
    next()
    skipNewlines()
    return .assign(target, operation, try self.pipeline())
  }

  /// At the prompt, a line that begins with `|` continues from the last result.
  private mutating func continuedPipeline() throws(Fault) -> Pipeline? {
    let token = peek()
    guard interactive, blocks == 0, token.isSymbol(.pipe) else { return nil }
    let last = Expression(.path(.last, []), lexer.span(token.start, token.start))
    return try stages(after: .expression(last), from: token.start)
  }

  private func target(_ pipeline: Pipeline) throws(Fault) -> Target {
    let span = pipeline.span
    let fault = Fault(
      .notAssignable(lexer.text(Int(span.start)..<Int(span.end))), Int(span.start), Int(span.end))
    guard pipeline.stages.isEmpty, case .expression(let expression) = pipeline.source,
      case .path(.variable(let name), let segments) = expression.kind
    else { throw fault }
    var steps: [Target.Step] = []
    for segment in segments {
      guard let step = step(segment) else { throw fault }
      steps.append(step)
    }
    return Target(variable: name, steps: steps, span: expression.span)
  }

  private func step(_ segment: Segment) -> Target.Step? {
    guard segment.isSingular, !segment.optional else { return nil }
    switch segment.selectors[0] {
    case .name(let name): return .member(Name(name.string, segment.span))
    case .index(let index): return .computed(Expression(.literal(.int(index)), segment.span))
    case .computed(let key): return .computed(key)
    case .wildcard, .slice, .filter: return nil
    }
  }
}
