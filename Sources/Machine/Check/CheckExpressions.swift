import JSON
import Source
import Syntax

extension Checker {
  @discardableResult
  func check(_ expression: Expression) -> Outline {
    switch expression.kind {
    case .literal, .word: return .unknown
    case .raw(let text): checkRaw(text, at: expression.span)
    case .text(let literal): check(literal)
    case .array(let elements): return checkArray(elements)
    case .object(let members): for member in members { check(member) }
    case .path(let root, let segments):
      let outline = check(root, at: expression.span)
      return follow(segments, from: outline)
    case .unary(_, let operand): check(operand)
    case .binary(let sign, let left, let right): return checkBinary(sign, left, right)
    }
    return .unknown
  }

  /// A list of one item is outlined as that item is.
  private func checkArray(_ elements: [Element]) -> Outline {
    let outlines = elements.map { check($0.value) }
    guard elements.count == 1 else { return .unknown }
    return elements[0].spread ? outlines[0] : .list(of: outlines[0])
  }

  private func checkBinary(_ sign: BinaryOperator, _ left: Expression, _ right: Expression) -> Outline {
    check(left)
    check(right)
    if sign == .matches, let pattern = known(right)?.asText { check(pattern: pattern, at: right.span) }
    return .unknown
  }

  func check(pattern: Text, at span: Span) {
    do throws(RegexpError) {
      _ = try IRegexp(parsing: pattern.string, dialect: .extended)
    } catch {
      self.error(error.message, at: span, hint: error.hint)
    }
  }

  private func check(_ member: ObjectMember) {
    switch member {
    case .pair(let key, let element):
      switch key {
      case .name: break
      case .text(let literal): check(literal)
      case .computed(let expression): check(expression)
      }
      check(element.value)
    case .variable(let name): use(name)
    case .spread(let expression): check(expression)
    }
  }

  private func check(_ root: Root, at span: Span) -> Outline {
    switch root {
    case .last:
      if !context.inDefinition { return last }
      error(
        "'$' is the last result at top level and is not there in a def", at: span,
        hint: "pass it as an argument")
      return .unknown
    case .item:
      if let item = context.item { return item }
      error(
        "'@' is the current item and must stand in where, map, each or another stage over items", at: span,
        hint: "in 'for x in …' the item is $x")
      return .unknown
    case .variable(let name): return use(name)?.outline ?? .unknown
    case .call(let command): return check(command, input: nil)
    case .pipeline(let pipeline): return check(pipeline).outline
    }
  }
}
