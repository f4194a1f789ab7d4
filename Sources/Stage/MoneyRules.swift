/// What holds for all keys of a run.
package struct MoneyRules: Sendable {
  /// What is done where nobody knows whether a key was done.
  package var inDoubt = InDoubtRule.ask
  /// What is done where the message that a key has sent failed.
  package var undelivered = UndeliveredRule.fail
  /// The real path of the script that runs; nil where its text is typed, or comes from standard input.
  package var script: String?
  /// How the ledger names the place of the script's text: the path, `command line`, `standard input`, `prompt`.
  package var source = "prompt"
  /// The real path of a script that the user says is the same as this one.
  package var sameAs: String?

  package init() {}
}

/// What is done where nobody knows whether a key's block was carried out.
public enum InDoubtRule: String, CaseIterable, Sendable {
  /// Asks at the terminal.
  case ask
  /// Runs the block again, if no message is found that it may have sent.
  case retry
  /// Takes it as done.
  case skip
  /// Fails with `in_doubt`.
  case fail
}

/// What is done where a key's message was sent and came to nothing.
public enum UndeliveredRule: String, CaseIterable, Sendable {
  /// Raises the recorded failure again.
  case fail
  /// Sends it anew under the same key.
  case retry
}
