import Catalog
import Machine

/// The words that `explain` knows without asking the account, and what each is about. Completion offers them.
public enum ExplainWords {
  /// - Parameter kind: the first of two words, such as `exit` of `explain exit 9`; nil where there is none.
  public static func after(_ kind: String?) -> [(word: String, meaning: String)] {
    switch kind?.lowercased() {
    case nil: errors + words + statuses + kinds
    case "exit": ExitMeaning.all.map { ("\($0.status)", $0.meaning) }
    case "status", "http", "error": statuses + errors
    default: []
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
