import Stage

// What the prompt shows about the session before `> `.
extension Session {
  /// Whether messages reach real people and cost money.
  package var isReal: Bool { account.realName != nil && !isReplaying }

  /// What is unusual about the session: ` (read-only, dry run)`.
  package var marks: String {
    let marks = [(account.isReadOnly, "read-only"), (console.mode.isDry, "dry run")].filter(\.0).map(\.1)
    return marks.isEmpty ? "" : " (\(marks.joined(separator: ", ")))"
  }

  /// The name of the present account in the history.
  package var accountName: String { isReplaying ? "replay" : account.realName ?? "sandbox" }
}
