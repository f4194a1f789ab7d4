import JSON

/// One application of a query. It holds the values of `$` and `$name`, and the pattern that was computed last.
struct PathEvaluation {
  let root: Value
  let variables: [Text: Value]
  let patterns = PatternCache()

  func select<Node: PathNode>(_ segments: [PathSegment], from node: Node) -> [Node] {
    segments.reduce([node]) { apply($1, to: $0) }
  }

  /// Selects nodes, and calls `onText` where an index or a slice meets a text. The RFC selects nothing there, but the
  /// author of the query probably expected parts of the text.
  func select(
    _ segments: [PathSegment], from root: Value, onText: (Text) -> Void
  ) -> [Value] {
    segments.reduce([root]) { nodes, segment in
      if segment.takesPlaces, let text = nodes.lazy.compactMap(\.asText).first { onText(text) }
      return apply(segment, to: nodes)
    }
  }

  func apply<Node: PathNode>(_ segment: PathSegment, to nodes: [Node]) -> [Node] {
    var selected: [Node] = []
    for node in nodes {
      if segment.descendant {
        descend(segment.selectors, node, &selected)
      } else {
        for selector in segment.selectors { children(selector, of: node, &selected) }
      }
    }
    return selected
  }

  /// Visits the node and everything inside it, parents before children and siblings in order (RFC 9535 §2.5.2.2). It
  /// keeps a stack of its own, so that a deep value cannot exhaust the stack of the thread.
  private func descend<Node: PathNode>(_ selectors: [PathSelector], _ node: Node, _ selected: inout [Node]) {
    var open = [node]
    while let node = open.popLast() {
      for selector in selectors { children(selector, of: node, &selected) }
      let first = open.count
      children(.wildcard, of: node, &open)
      open[first...].reverse()
    }
  }

  private func children<Node: PathNode>(
    _ selector: PathSelector, of node: Node, _ selected: inout [Node]
  ) {
    switch (selector, node.value) {
    case (.name(let name), .object(let object)):
      if let value = object[name] { selected.append(node.child(name, value)) }
    case (.index(let index), .array(let array)):
      if let index = array.index(index) { selected.append(node.child(index, array[index])) }
    case (.slice(let start, let end, let step), .array(let array)):
      array.forEachIndex(start, end, step ?? 1) { selected.append(node.child($0, array[$0])) }
    case (.wildcard, .array(let array)):
      for (index, value) in array.enumerated() { selected.append(node.child(index, value)) }
    case (.wildcard, .object(let object)):
      for member in object.members { selected.append(node.child(member.name, member.value)) }
    case (.filter(let filter), .array(let array)):
      for (index, value) in array.enumerated() where holds(filter.test, for: value) {
        selected.append(node.child(index, value))
      }
    case (.filter(let filter), .object(let object)):
      for member in object.members where holds(filter.test, for: member.value) {
        selected.append(node.child(member.name, member.value))
      }
    default: break
    }
  }
}

extension [Value] {
  /// The place to which an index points; nil where it points outside (RFC 9535 §2.3.3).
  func index(_ index: Int64) -> Int? {
    let position = index < 0 ? Int(index) + count : Int(index)
    return indices.contains(position) ? position : nil
  }

  /// Calls `body` with each index of a slice, in the order of the slice (RFC 9535 §2.3.4.2.2). A step of 0 selects
  /// nothing.
  func forEachIndex(_ start: Int64?, _ end: Int64?, _ step: Int64, _ body: (Int) -> Void) {
    let (lower, upper) = bounds(start, end, ascending: step > 0)
    var index = step > 0 ? lower : upper
    while step > 0 ? index < upper : step < 0 && lower < index {
      body(index)
      let (next, overflow) = index.addingReportingOverflow(Int(step))
      if overflow { return }
      index = next
    }
  }

  private func bounds(_ start: Int64?, _ end: Int64?, ascending: Bool) -> (lower: Int, upper: Int) {
    func clamped(_ position: Int64, _ least: Int, _ most: Int) -> Int {
      Swift.min(Swift.max(position < 0 ? Int(position) + count : Int(position), least), most)
    }
    if ascending {
      return (start.map { clamped($0, 0, count) } ?? 0, end.map { clamped($0, 0, count) } ?? count)
    }
    return (
      end.map { clamped($0, -1, count - 1) } ?? -1, start.map { clamped($0, -1, count - 1) } ?? count - 1
    )
  }
}
