/// The members of an object and the rules between them: a request's body, its query, or an object
/// within it.
public struct Shape: Sendable {
  public let parameters: [Parameter]
  public let rules: [Rule]

  init(_ parameters: [Parameter], rules: [Rule] = []) {
    self.parameters = parameters
    self.rules = rules
  }

  public subscript(name: String) -> Parameter? { parameters.first { $0.name == name } }
}

/// What must hold between the members of one object.
public enum Rule: Hashable, Sendable {
  /// At least one of these is given. Within an item of a list, one of `shared` in the object around
  /// the list will do as well.
  case oneOf([String], shared: [String] = [])
  /// The parameter is required where the other one has one of these values.
  case required(String, when: String, isAnyOf: [String])
  /// The parameter must match the pattern where the other one has one of these values.
  case matches(String, Pattern, when: String, isAnyOf: [String])
  /// The number is at most the count of items of the other.
  case atMostCount(String, of: String)
  /// At least one member is given.
  case notEmpty
  /// The record must have this member: where it is given, it is not blank.
  case notErased(String)
  /// The object has a value for each placeholder of the template that `template` names, as far as that
  /// template is known (`Checks.templates`). An item of a list that has neither it nor `unless` takes the
  /// template of the object around the list; the variables there count for the item as well.
  case fills(String, template: String, unless: String)
}
