import Catalog
import JSON
import Machine

extension Operation {
  /// The arguments, completed by those defaults that fit. A default fits where the operation has the parameter, where
  /// the call does not give it, and where it breaks no rule. A default `recipient` beside a given `contact_id` would
  /// break one.
  package func filling(_ arguments: Object, from defaults: Object, checks: Checks = Checks()) -> Object {
    var filled = arguments
    for member in defaults.members where filled[member.name] == nil {
      guard parameters.contains(where: { $0.name == member.name.string }) else { continue }
      var tried = filled
      tried[member.name] = member.value
      if validate(tried, checks: checks).count <= validate(filled, checks: checks).count { filled = tried }
    }
    return filled
  }
}

extension Catalog {
  /// What is wrong with a default; nil where nothing is. It is checked against the first operation that has such a
  /// parameter.
  package func fault(ofDefault name: String, _ value: Value) -> Failure? {
    guard let operation = operations.first(where: { $0.parameters.contains { $0.name == name } }) else {
      return nil
    }
    let violations = operation.validate(
      Object([(Text(name), value)]), checks: Checks(path: false, isOpen: true))
    return violations.first { $0.argument == name }.map { Failure(.usage, $0.expectation) }
  }
}
