import JSON

/// What completion knows of the account and the commands, beside the vocabulary. All of it is asked for when a key is
/// pressed.
package struct Knowledge {
  /// A member of an object that a parameter takes.
  package struct Member {
    package var name: String
    package var meaning: String
    package var isRequired: Bool
    package var choices: [String]
    package var collection: String?

    package init(
      name: String, meaning: String, isRequired: Bool, choices: [String], collection: String?
    ) {
      self.name = name
      self.meaning = meaning
      self.isRequired = isRequired
      self.choices = choices
      self.collection = collection
    }
  }

  /// The members of the object at a path of parameter names, of a noun's verb.
  package var members: (_ noun: String, _ verb: String, _ path: [String]) -> [Member] = { _, _, _ in [] }
  /// The words that a member of a noun's rows is one of.
  package var choices: (_ member: String, _ noun: String) -> [(word: String, meaning: String)] =
    { _, _ in [] }
  package var placeholders: (_ template: Int64) -> [String] = { _ in [] }
  /// The numbers of contacts, and their names.
  package var people: () -> [(number: String, name: String)] = { [] }
  /// The user's own commands, and their parameters.
  package var ownCommands: () -> [(name: String, parameters: [(name: String, isRequired: Bool)])] = { [] }
  /// The paths of the API that take a method.
  package var paths: (_ method: String) -> [(path: String, meaning: String)] = { _ in [] }
  /// Earlier inputs by their numbers, newest first.
  package var inputs: () -> [(number: Int, text: String)] = { [] }

  package init() {}
}
