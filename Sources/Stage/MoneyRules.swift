/// The rules of a run that apply to all keys of `once`.
package struct MoneyRules: Sendable {
  /// What to do where nobody knows whether a key was done.
  package var inDoubt = InDoubtRule.ask
  /// What to do where the message of a key was sent and then failed.
  package var undelivered = UndeliveredRule.fail
  /// The real path of the script that is running; nil where its text was typed, or came from standard input.
  package var script: String?
  /// The name that the ledger gives to the source of the program: its path, `command line`, `standard input` or
  /// `prompt`.
  package var source = "prompt"
  /// The real path of a script that the user declares to be the same as this one (`--same-as`).
  package var sameAs: String?

  package init() {}
}

/// What to do where nobody knows whether the block of a key was carried out (`--in-doubt`).
public enum InDoubtRule: String, CaseIterable, Sendable {
  /// Asks at the terminal.
  case ask
  /// Runs the block again, provided that the account has no message that the block may have sent.
  case retry
  /// Regards the key as done.
  case skip
  /// Fails with `in_doubt`.
  case fail
}

/// What to do where the message of a key was sent and then failed (`--undelivered`).
public enum UndeliveredRule: String, CaseIterable, Sendable {
  /// Raises the recorded failure.
  case fail
  /// Sends the message again under the same key.
  case retry
}
