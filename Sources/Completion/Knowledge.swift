import JSON

/// What completion knows of the account and the commands, besides the vocabulary. All of it is looked up when
/// a key is pressed.
package struct Knowledge {
  /// A member of an object that a parameter takes.
  package struct Member {
    package var name: String
    package var meaning: String
    package var isRequired: Bool
    /// The members of which one must be given where this one is not.
    package var alternatives: [String]
    /// The other member with whose words this one is required, although it is not always.
    package var condition: (parameter: String, words: [String])?
    package var choices: [String]
    package var collection: String?

    package init(
      name: String, meaning: String, isRequired: Bool, alternatives: [String] = [],
      condition: (parameter: String, words: [String])? = nil, choices: [String], collection: String?
    ) {
      self.name = name
      self.meaning = meaning
      self.isRequired = isRequired
      self.alternatives = alternatives
      self.condition = condition
      self.choices = choices
      self.collection = collection
    }
  }

  /// The members of an object that a noun's verb takes, by the names of the parameters that lead to it.
  package var members: (_ noun: String, _ verb: String, _ path: [String]) -> [Member] = { _, _, _ in [] }
  /// The words that a member may be in a noun's rows.
  package var choices: (_ member: String, _ noun: String) -> [(word: String, meaning: String)] =
    { _, _ in [] }
  /// What a word says that a command takes; empty where the word says it itself.
  package var meaning: (_ word: String) -> String = { _ in "" }
  /// The rows that a command lists, where they are at hand or completion looks them up; else none.
  package var rows: (_ command: [String]) -> [Value] = { _ in [] }
  /// What `explain` takes after another word, such as `exit`: records of collections, and words.
  package var subjects:
    (_ kind: String?) -> (collections: [String], words: [(word: String, meaning: String)]) =
      { _ in ([], []) }
  /// The rows of the ledger that are at hand.
  package var keys: () -> [Value] = { [] }
  package var placeholders: (_ template: Int64) -> [String] = { _ in [] }
  /// The numbers of contacts, and their names.
  package var people: () -> [(number: String, name: String)] = { [] }
  /// The user's own commands, and their parameters.
  package var ownCommands: () -> [(name: String, parameters: [(name: String, isRequired: Bool)])] = { [] }
  /// The paths of the API that have a method.
  package var paths: (_ method: String) -> [(path: String, meaning: String)] = { _ in [] }
  /// Earlier inputs with their numbers, newest first.
  package var inputs: () -> [(number: Int, text: String)] = { [] }

  package init() {}
}
