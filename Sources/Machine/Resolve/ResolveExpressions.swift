import JSON
import Queries
import Source
import Syntax

extension Resolver {
  mutating func resolve(_ expression: Expression) {
    resolution.extent.add()
    switch expression.kind {
    case .literal, .raw, .word: break
    case .text(let literal): resolve(literal)
    case .array(let elements): for element in elements { resolve(element.value) }
    case .object(let members): for member in members { resolve(member) }
    case .path(let root, let segments):
      resolve(root)
      for segment in segments {
        resolution.extent.add()
        for selector in segment.selectors { resolve(selector) }
      }
    case .unary(_, let operand): resolve(operand)
    case .binary(_, let left, let right):
      resolve(left)
      resolve(right)
    }
  }

  private mutating func resolve(_ literal: TextLiteral) {
    resolution.extent.add(literal.parts.count)
    for part in literal.parts {
      switch part {
      case .text: break
      case .path(let path): resolve(path)
      case .pipeline(let pipeline): resolve(pipeline)
      }
    }
  }

  private mutating func resolve(_ member: ObjectMember) {
    resolution.extent.add()
    switch member {
    case .pair(let key, let element):
      switch key {
      case .name: break
      case .text(let literal): resolve(literal)
      case .computed(let expression): resolve(expression)
      }
      resolve(element.value)
    case .variable(let name): use(name)
    case .spread(let expression): resolve(expression)
    }
  }

  private mutating func resolve(_ root: Root) {
    switch root {
    case .last: if !isInDefinition { resolution.readsLast = true }
    case .item: break
    case .variable(let name): use(name)
    case .call(let command): resolve(command, isStage: false)
    case .pipeline(let pipeline): resolve(pipeline)
    }
  }

  private mutating func resolve(_ selector: Selector) {
    resolution.extent.add()
    switch selector {
    case .name, .index, .wildcard: break
    case .slice(let start, let end, let step):
      for case let part? in [start, end, step] { resolve(part) }
    case .computed(let expression): resolve(expression)
    case .filter(let filter, let span):
      for name in filter.variables {
        resolution.extent.add()
        use(Name(name.string, span))
      }
    }
  }
}
