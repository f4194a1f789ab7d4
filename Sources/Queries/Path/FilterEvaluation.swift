import JSON

/// Applies filters to values (RFC 9535 §2.3.5.2). The recursion is as deep as the filter is nested.
extension PathEvaluation {
  func holds(_ test: FilterTest, for current: Value) -> Bool {
    switch test {
    case .any(let tests): tests.contains { holds($0, for: current) }
    case .all(let tests): tests.allSatisfy { holds($0, for: current) }
    case .not(let test): !holds(test, for: current)
    case .exists(let query): exists(query, current)
    case .compare(let left, let sign, let right):
      compare(value(of: left, current), sign, value(of: right, current))
    case .regexp(let pattern): matches(pattern, current)
    }
  }

  /// The value of the operand; nil stands for Nothing.
  private func value(of operand: FilterOperand, _ current: Value) -> Value? {
    switch operand {
    case .literal(let value): return value
    case .query(let query): return singular(query, current)
    case .length(let operand): return value(of: operand, current)?.length
    case .count(let query): return .int(Int64(nodes(query, current).count))
    case .value(let query):
      let nodes = nodes(query, current)
      // This is not written with `?:`, because there a nil beside a value would become the value null.
      guard nodes.count == 1 else { return nil }
      return nodes[0]
    }
  }

  private func start(_ root: FilterQuery.Root, _ current: Value) -> Value? {
    switch root {
    case .current: current
    case .document: self.root
    case .variable(let name): variables[name]
    }
  }

  private func exists(_ query: FilterQuery, _ current: Value) -> Bool {
    query.steps == nil ? !nodes(query, current).isEmpty : singular(query, current) != nil
  }

  private func nodes(_ query: FilterQuery, _ current: Value) -> [Value] {
    guard let start = start(query.root, current) else { return [] }
    return select(query.segments, from: start)
  }

  /// The value of a singular query, found without making a list of nodes.
  private func singular(_ query: FilterQuery, _ current: Value) -> Value? {
    guard var value = start(query.root, current), let steps = query.steps else { return nil }
    for step in steps {
      switch (step, value) {
      case (.name(let name), .object(let object)):
        guard let member = object[name] else { return nil }
        value = member
      case (.index(let index), .array(let array)):
        guard let index = array.index(index) else { return nil }
        value = array[index]
      default: return nil
      }
    }
    return value
  }

  private func matches(_ call: FilterPattern, _ current: Value) -> Bool {
    guard case .string(let text)? = value(of: call.subject, current) else { return false }
    let compiled: IRegexp?
    switch call.pattern {
    case .compiled(let pattern, _): compiled = pattern
    case .computed(let operand):
      guard case .string(let source)? = value(of: operand, current) else { return false }
      compiled = patterns.compiled(source)
    }
    guard let compiled else { return false }
    return call.whole ? compiled.matchesWhole(text) : compiled.search(text)
  }
}

/// Compares by RFC 9535 §2.3.5.2.2. Nil stands for Nothing, which equals only itself.
private func compare(_ left: Value?, _ sign: FilterOperator, _ right: Value?) -> Bool {
  switch sign {
  case .equal: left == right
  case .notEqual: left != right
  case .less: isLess(left, right)
  case .lessOrEqual: isLess(left, right) || left == right
  case .greater: isLess(right, left)
  case .greaterOrEqual: isLess(right, left) || left == right
  }
}

/// Only numbers and strings have an order.
private func isLess(_ left: Value?, _ right: Value?) -> Bool {
  switch (left, right) {
  case (.int(let a)?, .int(let b)?): return a < b
  case (.string(let a)?, .string(let b)?): return a < b
  default:
    guard let left, let right, let order = Value.order(left, right) else { return false }
    return order < 0
  }
}

extension Value {
  /// The result of the function `length` (RFC 9535 §2.4.4).
  fileprivate var length: Value? {
    switch self {
    case .string(let text): .int(Int64(text.scalarCount))
    case .array(let array): .int(Int64(array.count))
    case .object(let object): .int(Int64(object.count))
    case .null, .bool, .int, .double, .decimal: nil
    }
  }
}

/// Keeps the last pattern that was computed while a filter ran, since it is usually the same for each node. It serves
/// one evaluation only.
final class PatternCache {
  private var source: Text?
  private var pattern: IRegexp?

  func compiled(_ text: Text) -> IRegexp? {
    if source != text {
      source = text
      pattern = try? IRegexp(parsing: text)
    }
    return pattern
  }
}
