import JSON
import Syntax

/// Values that are known before the program runs: literals, the variables that hold them and are never
/// assigned to again, and what is computed from these.
extension Checker {
  func known(_ pipeline: Pipeline) -> Value? {
    guard case .expression(let expression) = pipeline.source, pipeline.stages.isEmpty else { return nil }
    return known(expression)
  }

  /// O(size of the expression), and of the values that its variables hold.
  func known(_ expression: Expression) -> Value? {
    switch expression.kind {
    case .literal, .raw, .word: expression.constant
    case .text(let literal): known(literal)
    case .array(let elements): known(elements, as: .any)
    case .object(let members): known(members)
    case .path(let root, let segments): known(root).flatMap { known(segments, of: $0) }
    case .unary(let sign, let operand): known(operand).flatMap { Self.apply(sign, $0) }
    case .binary(let sign, let left, let right):
      if let left = known(left), let right = known(right) { Self.apply(sign, left, right) } else { nil }
    }
  }

  /// As an argument of that type: bare words take it.
  func known(_ expression: Expression, as type: ValueType) -> Value? {
    switch (expression.kind, type) {
    case (.word(let word), _): word.word(as: type)
    case (.array(let elements), .array(let item)): known(elements, as: item)
    default: known(expression)
    }
  }

  /// What is written of a value that is not known: texts with a space in place of what is inserted, and true for what is
  /// not written at all. O(size of the expression).
  func partlyKnown(_ expression: Expression) -> Value {
    if let value = known(expression) { return value }
    switch expression.kind {
    case .text(let literal):
      return Value(literal.parts.map { if case .text(let text) = $0 { text } else { " " } }.joined())
    case .array(let elements): return .array(elements.map { $0.spread ? true : partlyKnown($0.value) })
    case .object(let members):
      var object = Object()
      for member in members {
        switch member {
        case .pair(let key, let element):
          if let name = key.constant { object[name] = partlyKnown(element.value) }
        case .variable(let name): object[name.text] = true
        case .spread: return true
        }
      }
      return .object(object)
    case .literal, .raw, .word, .path, .unary, .binary: return true
    }
  }

  private func known(_ elements: [Element], as type: ValueType) -> Value? {
    var items: [Value] = []
    for element in elements {
      guard let value = known(element.value, as: type) else { return nil }
      guard element.spread else {
        items.append(value)
        continue
      }
      guard let more = value.asArray else { return nil }
      items += more
    }
    return .array(items)
  }

  private func known(_ members: [ObjectMember]) -> Value? {
    var object = Object()
    for member in members {
      switch member {
      case .pair(let key, let element):
        guard let name = key.constant, let value = known(element.value) else { return nil }
        object[name] = value
      case .variable(let name):
        guard let value = variable(name)?.outline.value else { return nil }
        object[name.text] = value
      case .spread(let expression):
        guard let more = known(expression)?.asObject else { return nil }
        for member in more.members { object[member.name] = member.value }
      }
    }
    return .object(object)
  }

  private func known(_ literal: TextLiteral) -> Value? {
    var text = ""
    for part in literal.parts {
      switch part {
      case .text(let part): text += part
      case .path(let path):
        switch known(path) {
        case .string(let inserted)?: text += inserted.string
        case .int(let number)?: text += "\(number)"
        default: return nil
        }
      case .pipeline: return nil
      }
    }
    return Value(text)
  }

  private func known(_ root: Root) -> Value? {
    switch root {
    case .variable(let name): variable(name)?.outline.value
    case .pipeline(let pipeline): known(pipeline)
    case .last, .item, .call: nil
    }
  }

  private func known(_ segments: [Segment], of value: Value) -> Value? {
    var value = value
    for segment in segments {
      guard segment.isSingular, let next = segment.selectors.first?.find(in: value) else { return nil }
      value = next
    }
    return value
  }

  private static func apply(_ sign: UnaryOperator, _ value: Value) -> Value? {
    switch sign {
    case .negate: try? Arithmetic.negate(value)
    case .not: value.asBool.map { .bool(!$0) }
    }
  }

  private static func apply(_ sign: BinaryOperator, _ left: Value, _ right: Value) -> Value? {
    switch sign {
    case .add: try? Arithmetic.add(left, right)
    case .subtract: try? Arithmetic.subtract(left, right)
    case .multiply: try? Arithmetic.multiply(left, right)
    case .divide: try? Arithmetic.divide(left, right)
    case .remainder: try? Arithmetic.remainder(left, right)
    case .coalesce, .or, .and, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .contained,
      .matches, .range:
      nil
    }
  }
}

extension Selector {
  fileprivate func find(in value: Value) -> Value? {
    switch self {
    case .name(let name): value.asObject?[name]
    case .index(let index):
      value.asArray.flatMap { items in
        let place = index < 0 ? Int(index) + items.count : Int(index)
        return items.indices.contains(place) ? items[place] : nil
      }
    case .wildcard, .slice, .filter, .computed: nil
    }
  }
}
