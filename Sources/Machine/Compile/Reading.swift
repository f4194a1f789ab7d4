import JSON
import Syntax

// Which members of its items a pipeline looks at: a source may leave the others out.
extension Compiler {
  /// What the stages of one loop look at. An item that comes out of the last one may be looked at whole.
  func projection(of stages: [ResolvedCommand]) -> Projection {
    var projection = Projection.nothing
    for stage in stages {
      guard let builtin = stage.builtin else { return .whole }
      let (part, goesOn) = reading(of: stage.command, builtin)
      projection.formUnion(part)
      if !goesOn { return projection }
    }
    return .whole
  }

  /// What a stage looks at, and whether its items go on to the next one.
  private func reading(of stage: Command, _ builtin: Builtin) -> (Projection, goesOn: Bool) {
    switch (builtin.body, builtin.reads) {
    case (.form(.first), _): stage.operandCount > 0 ? (.nothing, true) : (.whole, false)
    case (.form(.where), _), (.form(.until), _), (.form(.skip), _): (mentions(of: stage), true)
    case (.form(.sum), _): stage.operandCount > 0 ? (mentions(of: stage), false) : (.whole, false)
    case (.form(.map), _), (.form(.any), _), (.form(.all), _), (.form(.reduce), _), (.form(.ignore), _):
      (mentions(of: stage), false)
    case (.gather, .expression): (mentions(of: stage), false)
    case (.gather, .number): (.nothing, false)
    case (.filter, .fields): (fields(of: stage), false)
    case (.form(.each), _), (.form(.fail), _), (.form(.fails), _), (.form(.every), _),
      (.function, _), (.filter, _), (.stage, _), (.gather, _), (.world, _):
      (.whole, false)
    }
  }

  /// What its expressions look at, wherever in them `@` stands.
  private func mentions(of stage: Command) -> Projection {
    var projection = Projection.nothing
    Node.command(stage).forEachPart { part in
      if case .expression(let expression) = part, case .path(.item, let segments) = expression.kind {
        projection.formUnion(Projection(path: segments))
      }
    }
    return projection
  }

  private func fields(of stage: Command) -> Projection {
    var projection = Projection.nothing
    for argument in stage.arguments {
      guard case .field(let names, let optional) = argument.kind, let first = names.first else {
        return .whole
      }
      projection.formUnion(.member(Text(first.text), required: !optional || names.count > 1))
    }
    return projection
  }
}

extension Projection {
  /// What a path from an item looks at.
  init(path segments: [Segment]) {
    guard let first = segments.first, !first.descendant, first.selectors.count == 1,
      case .name(let name) = first.selectors[0]
    else {
      self = .whole
      return
    }
    self = .member(name, required: !first.optional)
  }
}
