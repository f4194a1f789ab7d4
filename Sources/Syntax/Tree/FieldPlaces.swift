import Source

extension Command {
  /// Where the argument stands that gives a field of the request: `recipient`, `template_variables.name`,
  /// `messages.3.recipient`. Of a nested one the innermost part that is written out; nil where no argument gives it.
  ///
  /// - Parameter isName: whether the name of a nested field is meant, and not its value.
  package func span(ofField field: String, isName: Bool = false) -> Span? {
    let steps = field.split(separator: ".").map(String.init)
    var best: (length: Int, span: Span)?
    for argument in arguments {
      guard case .parameter(let path, _, let value) = argument.kind,
        zip(path, steps).allSatisfy({ $0.text == $1 }), min(path.count, steps.count) > best?.length ?? 0
      else { continue }
      // Of `template_variables`, the first of those that were given one by one.
      best =
        path.count > steps.count
        ? (steps.count, argument.span)
        : (path.count, value.span(of: steps.dropFirst(path.count), isName) ?? value.span)
    }
    return best?.span
  }
}

extension Expression {
  /// Where a part of it stands, as far as it is written out.
  fileprivate func span(of steps: ArraySlice<String>, _ isName: Bool) -> Span? {
    guard let first = steps.first else { return span }
    switch kind {
    case .array(let elements):
      guard let index = Int(first), elements.indices.contains(index),
        !elements[...index].contains(where: \.spread)
      else { return nil }
      return elements[index].value.span(of: steps.dropFirst(), isName) ?? elements[index].value.span
    case .object(let members):
      guard let member = members.first(where: { $0.constantName?.text == first }),
        let name = member.constantName
      else { return nil }
      guard case .pair(_, let element) = member, !isName || steps.count > 1 else { return name.span }
      return element.value.span(of: steps.dropFirst(), isName) ?? element.value.span
    default: return nil
    }
  }
}

extension ObjectMember {
  /// Its name where that is written out, and where it stands.
  fileprivate var constantName: Name? {
    switch self {
    case .pair(.name(let name), _), .variable(let name): name
    case .pair(.text(let literal), _): literal.constant.map { Name($0, literal.span) }
    case .pair(.computed, _), .spread: nil
    }
  }
}
