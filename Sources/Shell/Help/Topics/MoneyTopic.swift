extension Topic {
  static let money = Topic(
    "money", "Never twice, never too much: once and budget",
    body: #"""
      `once KEY { … }` runs its block one time. The intent is written to a journal before the block
      runs, the value after; run again, it gives that value and does not run the block. So a script
      that broke off can be started again.

      - The key is yours to choose: what may happen once, as `"notice-2025-01:$phone"`.
      - If the block fails before anything can have been accepted, the key is free again.
      - If a send was in doubt, the next run raises `in_doubt`, unless the account's own list of
        messages settles it, or `--in-doubt retry` or `--in-doubt skip` says what to do.
      - `--for 30d` forgets the key after that time.

      `budget N { … }` refuses the call that would spend more than N credits, before it is sent. Budgets
      inside each other all hold; refunds are not given back to them. `--max-credits N` is the budget of
      a whole run.

      `journal` shows what is recorded. A dry run records nothing.
      """#,
    examples: [
      Example(
        """
        let to = +966501234567
        budget 5 {
          once "welcome:$to" {
            messages send instance=my-instance recipient=$to content="Welcome"
          }
        }
        """),
      Example(
        """
        let to = +966501234567
        try {
          budget 1 {
            for n in 1..2 {
              messages send instance=my-instance recipient=$to content="No. $n"
            }
          }
        } catch e {
          print $e.kind
        }
        """, shown: "budget"),
    ])
}
