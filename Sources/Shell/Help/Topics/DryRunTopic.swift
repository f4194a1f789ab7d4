extension Topic {
  static let dryRun = Topic(
    "dry-run", "Seeing what would be sent",
    body: #"""
      `--dry-run` after a call shows the exact request and sends nothing.

      `wessaal --dry-run FILE.wsl` does so for a whole run: reads are sent, writes are shown, and files,
      kept variables and the journal stay as they are. Where the program needs the answer to a write
      that was not sent, the run ends there with a word, and with exit status 0.

      `wessaal rehearse FILE.wsl` goes further: it runs the whole script against a sandbox that holds
      copies of your instances, contacts, templates and balance, and tells what would be sent, to whom
      it would not, and what it would cost.

      `wessaal check FILE.wsl` runs nothing: it tells the faults, the files that are read and written,
      and the sends, where that can be told.
      """#,
    examples: [
      Example("messages send instance=backup recipient=+966501234567 content=Hi --dry-run"),
      Example("messages send instance=backup recipient=+966501234567 content=Hi --code curl"),
    ])
}
