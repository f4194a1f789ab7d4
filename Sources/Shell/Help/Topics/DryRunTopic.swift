extension Topic {
  static let dryRun = Topic(
    "dry-run", "Seeing what would be sent",
    body: #"""
      `--dry-run` after a call shows the exact request and sends nothing.

      `wessaal --dry-run FILE.wsl` does so for a whole run: reads are sent, writes are shown, and files
      and kept variables stay as they are. A write that was not sent has no answer: where the program
      goes on to look at it (`let r = messages send …`, `messages send … | save sent.json`), the run
      ends there with a word, and with exit status 0. A send that stands alone, or ends the block of
      `each`, a def or an `if` whose value nobody takes, lets the run go on.

      `wessaal check FILE.wsl` runs nothing: it tells the faults.
      """#,
    examples: [
      Example("messages send instance=backup recipient=+966501234567 content=Hi --dry-run"),
      Example("contacts delete 12 --dry-run"),
    ])
}
