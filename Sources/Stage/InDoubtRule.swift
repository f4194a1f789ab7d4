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
