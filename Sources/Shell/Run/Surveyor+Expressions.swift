import Machine
import Syntax

/// What expressions send: a command can stand in any of them.
extension Surveyor {
  mutating func amount(of expression: Expression?) -> Amount {
    guard let expression else { return Amount() }
    switch expression.kind {
    case .literal, .raw, .word: return Amount()
    case .text(let literal): return amount(of: literal)
    case .array(let elements): return elements.reduce(Amount()) { $0 + amount(of: $1.value) }
    case .object(let members): return members.reduce(Amount()) { $0 + amount(of: $1) }
    case .path(let root, let segments): return amount(of: root) + amount(of: segments)
    case .unary(_, let operand): return amount(of: operand)
    case .binary(let sign, let left, let right):
      let isSure = ![.and, .or, .coalesce].contains(sign)
      let second = amount(of: right)
      return amount(of: left) + (isSure ? second : second.perhaps)
    }
  }

  private mutating func amount(of literal: TextLiteral) -> Amount {
    literal.parts.reduce(Amount()) { sum, part in
      switch part {
      case .text: sum
      case .path(let path): sum + amount(of: path)
      case .pipeline(let pipeline): sum + amount(of: pipeline)
      }
    }
  }

  private mutating func amount(of member: ObjectMember) -> Amount {
    switch member {
    case .pair(.computed(let key), let element): amount(of: key) + amount(of: element.value)
    case .pair(.text(let key), let element): amount(of: key) + amount(of: element.value)
    case .pair(.name, let element): amount(of: element.value)
    case .variable: Amount()
    case .spread(let expression): amount(of: expression)
    }
  }

  private mutating func amount(of root: Root) -> Amount {
    switch root {
    case .last, .item, .variable: Amount()
    case .call(let command): amount(of: command)
    case .pipeline(let pipeline): amount(of: pipeline)
    }
  }

  private mutating func amount(of segments: [Segment]) -> Amount {
    segments.flatMap(\.selectors).reduce(Amount()) { sum, selector in
      switch selector {
      case .computed(let expression): sum + amount(of: expression)
      case .slice(let start, let end, let step):
        sum + amount(of: start) + amount(of: end) + amount(of: step)
      case .name, .index, .wildcard, .filter: sum
      }
    }
  }

  mutating func amount(of target: Target) -> Amount {
    target.steps.reduce(Amount()) { sum, step in
      if case .computed(let key) = step { sum + amount(of: key) } else { sum }
    }
  }
}
