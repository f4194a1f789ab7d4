import JSON

extension Validator {
  mutating func check(_ rule: Rule, _ given: Given, _ shape: Shape, at prefix: String, around outer: Given?) {
    switch rule {
    case .oneOf(let names, let shared):
      let isShared = shared.contains { outer?.isAbsent($0) == false }
      if !isShared, names.allSatisfy(given.isAbsent) {
        report(prefix + names[0], .missingOneOf(names.map { prefix + $0 }))
      }
    case .required(let name, let other, let words):
      if given.isAbsent(name), let word = given.value(other)?.asString, words.contains(word) {
        report(prefix + name, .missingWhen(other: prefix + other, value: word))
      }
    case .matches(let name, let pattern, let other, let words):
      guard let word = given.value(other)?.asString, words.contains(word) else { return }
      guard let value = given.value(name), let text = value.asString, !pattern.matches(text) else { return }
      report(prefix + name, .limit(.pattern(pattern), found: value))
    case .atMostCount(let name, let other):
      guard let value = given.value(name), let number = value.asInt else { return }
      guard let count = given.value(other)?.asArray?.count, number > count else { return }
      report(prefix + name, .moreThanItems(of: prefix + other, count: count, found: value))
    case .notEmpty:
      let names = shape.parameters.map(\.name)
      if given.lacksAll(of: names) { report(prefix + names[0], .missingAny(names.map { prefix + $0 })) }
    case .notErased(let name):
      if given.isErased(name) { report(prefix + name, .erased) }
    case .fills(let name, let template, let content):
      let isShared = given.isAbsent(template) && given.isAbsent(content)
      guard let id = (isShared ? outer : given)?.value(template)?.asInt else { return }
      for placeholder in checks.templates[id] ?? []
      where given.lacks(placeholder, in: name) && outer?.lacks(placeholder, in: name) != false {
        report("\(prefix)\(name).\(placeholder)", .missingPlaceholder(template: id))
      }
    }
  }
}

extension Validator {
  /// Checks path parameters. They come as text, so digits count as a number there.
  mutating func check(_ arguments: Object, path parameters: [Parameter]) {
    let given = Given(arguments, computed: checks.computed, isOpen: checks.isOpen)
    for parameter in parameters {
      switch given[parameter.name] {
      case .unknown: continue
      case .absent: report(parameter.name, .missing)
      case .present(let value):
        if let fault = parameter.type.pathFault(of: value) { report(parameter.name, fault) }
      }
    }
  }
}

extension ParameterType {
  fileprivate func pathFault(of value: Value) -> Violation.Fault? {
    if case .integer = self {
      let number = value.asString.map { Pattern.digits.matches($0) ? Int64($0) : nil } ?? value.asInt
      return (number ?? 0) > 0 ? nil : .type(.positiveInteger, found: value)
    }
    // A client or a proxy takes these for steps between folders, even when they are encoded.
    if let text = value.asString, text == "." || text == ".." { return .segment(found: value) }
    return fault(of: value)
  }
}
