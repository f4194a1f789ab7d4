import Catalog
import Machine
import Syntax

/// What `explain` takes, for completion.
public enum ExplainWords {
  /// The collections whose records it explains, and the words that it knows without asking the account.
  ///
  /// - Parameter kind: the first of two words, such as `exit` of `explain exit 9`; nil where there is none.
  public static func after(_ kind: String?) -> (
    collections: [String], words: [(word: String, meaning: String)]
  ) {
    switch kind?.lowercased() {
    case nil: (["messages", "instances", Operand.keys, Operand.numbers], errors + words + statuses + kinds)
    case "exit": ([], ExitMeaning.all.map { ("\($0.status)", $0.meaning) })
    case "status", "http", "error": ([], statuses + errors)
    case "instance": (["instances"], [])
    case "key": ([Operand.keys], [])
    case "number": ([Operand.numbers], [])
    // The first of several messages, or the word `message`.
    default: (["messages"], [])
    }
  }

  private static let errors = ErrorMeaning.all.map { (word: $0.kind.rawValue, meaning: $0.meaning) }
  private static let words = Explanation.words.map { (word: $0.word, meaning: $0.meaning) }
  private static let statuses = StatusMeaning.all.map {
    (word: "\($0.status)", meaning: "\($0.reason): \($0.meaning)")
  }
  /// The words that say what the next one is.
  private static let kinds = [
    (word: "exit", meaning: "exit 9: an exit status"),
    (word: "message", meaning: "message 9: a message's id"),
    (word: "instance", meaning: "instance 9: an instance's id"),
    (word: "key", meaning: "key NAME: a key of once"),
    (word: "number", meaning: "number 0501234567: what was sent to it"),
  ]
}
