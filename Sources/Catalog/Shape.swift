/// The members of an object and the rules between them. The object is the body of a request, its query,
/// or an object inside it.
public struct Shape: Sendable {
  public let parameters: [Parameter]
  public let rules: [Rule]
  /// The parameters that have no effect beside others.
  public let idle: [Idle]

  init(_ parameters: [Parameter], rules: [Rule] = [], idle: [Idle] = []) {
    self.parameters = parameters
    self.rules = rules
    self.idle = idle
  }

  public subscript(name: String) -> Parameter? { parameters.first { $0.name == name } }
}

/// What must hold between the members of one object.
public enum Rule: Hashable, Sendable {
  /// At least one of these must be given. In an item of a list, one of `shared` in the object around the
  /// list is enough.
  case oneOf([String], shared: [String] = [])
  /// The parameter is required where the other one has one of these values.
  case required(String, when: String, isAnyOf: [String])
  /// The parameter must match the pattern where the other one has one of these values.
  case matches(String, Pattern, when: String, isAnyOf: [String])
  /// The number must not be greater than the count of items in the other parameter.
  case atMostCount(String, of: String)
  /// At least one member must be given.
  case notEmpty
  /// The record must keep this member: where it is given, it must not be blank.
  case notErased(String)
  /// The object must have a value for each placeholder of the template that `template` names, where that
  /// template is known (`Checks.templates`). An item of a list with neither `template` nor `unless` uses
  /// the template of the object around the list; the variables there count for the item too.
  case fills(String, template: String, unless: String)
}
