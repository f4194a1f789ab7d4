import JSON
import Queries
import Source
import Syntax

extension Compiler {
  func path(_ root: Root, _ segments: [Segment], into target: Int) {
    if segments.isEmpty { return value(of: root, into: target) }
    guard segments.allSatisfy(\.isSingular) else { return nodes(root, segments, into: target) }
    let own = register(of: root)
    let start = own ?? builder.register()
    if own == nil { value(of: root, into: start) }
    var current = start
    let result = builder.register()
    let nothing = segments.contains(where: \.optional) ? builder.label() : nil
    for (index, segment) in segments.enumerated() {
      let place = index == segments.count - 1 ? target : result
      step(segment, from: current, into: place, otherwise: segment.optional ? nothing : nil)
      if segment.optional, let nothing, place == result { builder.jump(.jumpIfNull, place, to: nothing) }
      current = place
    }
    if let nothing {
      let end = builder.label()
      builder.jump(to: end)
      builder.place(nothing)
      builder.emit(.null, target)
      builder.place(end)
    }
    // A value that is still held here would be copied where the variable is changed.
    if own == nil { builder.emit(.null, start) }
    if segments.count > 1 { builder.emit(.null, result) }
  }

  /// One name or index. Where `otherwise` is given, it goes there if nothing is found.
  private func step(_ segment: Segment, from source: Int, into target: Int, otherwise: Label?) {
    let outer = builder.span
    builder.span = segment.span
    defer { builder.span = outer }
    switch segment.selectors[0] {
    case .name(let name):
      builder.emit(otherwise == nil ? .member : .findMember, target, source, builder.constant(.string(name)))
    case .index(let index):
      temporary {
        let key = builder.register()
        builder.constant(.int(index), into: key)
        builder.emit(otherwise == nil ? .index : .findIndex, target, source, key)
      }
    case .computed(let expression):
      temporary {
        let key = value(expression)
        builder.span = segment.span
        builder.emit(otherwise == nil ? .index : .findIndex, target, source, key)
      }
    case .wildcard, .slice, .filter: break  // Not singular.
    }
    if let otherwise { builder.jump(to: otherwise) }
  }

  func value(of root: Root, into target: Int) {
    switch root {
    case .last: builder.emit(.global, target, lastSlot)
    case .item: if let item, item != target { builder.emit(.move, target, item) }
    case .variable(let name): reading(name, into: target)
    case .call(let command): call(command, into: target)
    case .pipeline(let pipeline): self.pipeline(pipeline, into: target)
    }
  }

  /// `$response` is asked of the world each time; every other variable has a place.
  private func reading(_ name: Name, into target: Int) {
    if location(name) == nil, let builtin = commands.builtin("$" + name.text, verb: nil) {
      let site = CallSite(builtin: builtin, slots: [], parameters: nil, count: 0, demand: .value)
      builder.emit(.effect, target, builder.call(site), target)
    } else {
      variable(name, into: target)
    }
  }

  // MARK: Paths of many nodes

  private func nodes(_ root: Root, _ segments: [Segment], into target: Int) {
    var template = PathTemplate(segments: [], holes: [], variables: [], arguments: 0)
    var computed: [Expression] = []
    var variables: [(text: Text, span: Span)] = []
    for (index, segment) in segments.enumerated() {
      var selectors: [PathSelector] = []
      for (place, selector) in segment.selectors.enumerated() {
        let hole = { (part: PathTemplate.Part, expression: Expression) in
          template.holes.append(
            PathTemplate.Hole(segment: index, selector: place, part: part, argument: computed.count))
          computed.append(expression)
        }
        selectors.append(constant(selector, hole: hole))
        if case .filter(let filter, let span) = selector {
          for name in filter.variables where !variables.contains(where: { $0.text == name }) {
            variables.append((name, span))
          }
        }
      }
      template.segments.append(PathSegment(descendant: segment.descendant, selectors))
    }
    template.arguments = computed.count + variables.count
    template.variables = variables.enumerated().map { ($1.text, computed.count + $0) }
    let first = builder.registers(1 + template.arguments)
    value(of: root, into: first)
    for (index, expression) in computed.enumerated() { value(expression, into: first + 1 + index) }
    for (index, name) in variables.enumerated() {
      variable(Name(name.text.string, name.span), into: first + 1 + computed.count + index)
    }
    builder.emit(.select, target, first, builder.path(template))
  }

  /// The selector as far as it is known now; `hole` is told of the parts that are computed.
  private func constant(
    _ selector: Selector, hole: (PathTemplate.Part, Expression) -> Void
  ) -> PathSelector {
    switch selector {
    case .name(let name): return .name(name)
    case .index(let index): return .index(index)
    case .wildcard: return .wildcard
    case .filter(let filter, _): return .filter(filter)
    case .computed(let expression):
      hole(.whole, expression)
      return .wildcard
    case .slice(let start, let end, let step):
      return .slice(
        start: known(.start, start, hole: hole), end: known(.end, end, hole: hole),
        step: known(.step, step, hole: hole))
    }
  }

  private func known(
    _ part: PathTemplate.Part, _ expression: Expression?, hole: (PathTemplate.Part, Expression) -> Void
  ) -> Int64? {
    guard let expression else { return nil }
    if let integer = expression.constant?.asInt { return integer }
    hole(part, expression)
    return nil
  }
}
