import JSON

extension Violation {
  /// The `errors` member of a 422 answer: the messages of each field, in order (documentation,
  /// "Error Response Shape").
  public static func errors(_ violations: [Violation]) -> Object {
    var errors = Object()
    for violation in violations {
      errors.update(Text(violation.field)) { messages in
        messages = .array((messages?.asArray ?? []) + [Value(violation.message)])
      }
    }
    return errors
  }
}
