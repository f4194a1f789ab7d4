import JSON
import Syntax

extension Expression {
  /// The value, where it is known when the program is read. A large literal so costs one instruction.
  public var constant: Value? {
    switch kind {
    case .literal(let value): value
    case .raw(let text): Value(text)
    case .word(let word): word.asUndeclared
    case .text(let literal): literal.constant.map { Value($0) }
    case .array(let elements): Self.constant(elements)
    case .object(let members): Self.constant(members)
    case .unary(.negate, let operand): (operand.constant).flatMap { try? Arithmetic.negate($0) }
    case .path, .unary, .binary: nil
    }
  }

  private static func constant(_ elements: [Element]) -> Value? {
    var items: [Value] = []
    items.reserveCapacity(elements.count)
    for element in elements {
      guard !element.spread, let item = element.value.constant else { return nil }
      items.append(item)
    }
    return .array(items)
  }

  private static func constant(_ members: [ObjectMember]) -> Value? {
    var object = Object()
    for member in members {
      guard case .pair(let key, let element) = member, !element.spread, let name = key.constant,
        let value = element.value.constant
      else { return nil }
      object[Text(name)] = value
    }
    return .object(object)
  }

  /// A small integer that fits into an instruction, and its negative too.
  var immediate: Int? {
    guard case .int(let integer) = constant, integer.magnitude < 1 << 15 else { return nil }
    return Int(integer)
  }

  /// Whether computing it may change a variable: only statements in a pipeline or a block can.
  var mayAssign: Bool {
    switch kind {
    case .literal, .raw, .word: false
    case .path(let root, let segments):
      switch root {
      case .last, .item, .variable: segments.contains(where: \.mayAssign)
      case .pipeline(let pipeline):
        pipeline.onlyExpression?.mayAssign != false || segments.contains(where: \.mayAssign)
      case .call: true
      }
    case .unary(_, let operand): operand.mayAssign
    case .binary(_, let left, let right): left.mayAssign || right.mayAssign
    case .text(let literal): literal.parts.contains(where: \.mayAssign)
    case .array, .object: true
    }
  }
}

extension Segment {
  fileprivate var mayAssign: Bool {
    selectors.contains { selector in
      switch selector {
      case .name, .index: false
      case .computed(let expression): expression.mayAssign
      case .wildcard, .slice, .filter: true
      }
    }
  }
}

extension TextLiteral.Part {
  var mayAssign: Bool {
    switch self {
    case .text: false
    case .path(let path): path.mayAssign
    case .pipeline: true
    }
  }
}

extension Pipeline {
  /// The expression, where it is nothing but one.
  var onlyExpression: Expression? {
    if stages.isEmpty, case .expression(let expression) = source { expression } else { nil }
  }
}

extension ObjectMember.Key {
  /// The name, where it is known when the program is read.
  public var constant: String? {
    switch self {
    case .name(let name): name.text
    case .text(let literal): literal.constant
    case .computed(let expression): expression.constant?.asString
    }
  }
}

extension String {
  /// What a bare word means where no type is declared: a JSON literal if it reads as one, else text.
  var asUndeclared: Value {
    switch self {
    case "true": return true
    case "false": return false
    case "null": return .null
    default:
      guard let first = utf8.first,
        first == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
      else { return Value(self) }
      return (try? Value(parsing: self)) ?? Value(self)
    }
  }

  /// What a bare word means where a parameter of that type takes it. What does not read as the type
  /// stays text, for the check of arguments to refuse.
  public func word(as type: ValueType) -> Value {
    switch type {
    case .string, .enumeration, .map: return Value(self)
    case .any, .object, .array: return asUndeclared
    case .integer, .number, .identifier:
      let value = asUndeclared
      return value.asDouble == nil ? Value(self) : value
    case .boolean: return self == "true" ? true : self == "false" ? false : Value(self)
    case .duration: return duration ?? Value(self)
    }
  }

  /// `500ms`, `2s`, `5m`, `1h`, `2d` in seconds.
  private var duration: Value? {
    let units: [(String, Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400)]
    for (unit, seconds) in units where hasSuffix(unit) {
      guard let number = (try? Value(parsing: String(dropLast(unit.utf8.count))))?.asDouble else { continue }
      let total = number * seconds
      return Int64(exactly: total).map(Value.int) ?? .double(total)
    }
    return (try? Value(parsing: self)).flatMap { $0.asDouble == nil ? nil : $0 }
  }
}
