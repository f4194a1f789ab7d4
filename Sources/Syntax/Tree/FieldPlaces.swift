import Source

extension Command {
  /// The place of the argument that gives a field of the request, such as `recipient`, `template_variables.name` or
  /// `messages.3.recipient`. For a nested field it is the innermost part that is written in the program.
  ///
  /// - Parameter isName: whether the name of a nested field is wanted, not its value.
  /// - Returns: nil where no argument gives the field.
  package func span(ofField field: String, isName: Bool = false) -> Span? {
    let steps = field.split(separator: ".").map(String.init)
    var best: (length: Int, span: Span)?
    for argument in arguments {
      guard case .parameter(let path, _, let value) = argument.kind,
        zip(path, steps).allSatisfy({ $0.text == $1 }), min(path.count, steps.count) > best?.length ?? 0
      else { continue }
      // The field was given as several single arguments (`template_variables.a=`), so the first of these is taken.
      best =
        path.count > steps.count
        ? (steps.count, argument.span)
        : (path.count, value.span(of: steps.dropFirst(path.count), isName) ?? value.span)
    }
    return best?.span
  }
}

extension Expression {
  /// The place of a part of this expression, as far as that part is written in the program.
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
  /// The name of the member and its place; nil where the name is computed.
  fileprivate var constantName: Name? {
    switch self {
    case .pair(.name(let name), _), .variable(let name): name
    case .pair(.text(let literal), _): literal.constant.map { Name($0, literal.span) }
    case .pair(.computed, _), .spread: nil
    }
  }
}
