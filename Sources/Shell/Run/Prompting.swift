import Stage

// What the prompt says of the session before `> `.
extension Session {
  /// What is sent is delivered, and paid for.
  package var isReal: Bool { account.realName != nil && !isReplaying }

  /// What is not as usual: ` (read-only, dry run)`.
  package var marks: String {
    let marks = [(account.isReadOnly, "read-only"), (console.mode.isDry, "dry run")].filter(\.0).map(\.1)
    return marks.isEmpty ? "" : " (\(marks.joined(separator: ", ")))"
  }

  /// What the history calls the account that there is now.
  package var accountName: String { isReplaying ? "replay" : account.realName ?? "sandbox" }
}
