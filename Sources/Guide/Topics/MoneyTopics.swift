extension Topic {
  static let sendingOnce = Topic(
    "once-only", also: ["campaign", "campaigns", "journals", "--once", "--in-doubt", "--journal"],
    "a campaign that can be stopped and run again",
    body: #"""
      `once KEY { … }` runs its block once in an account: the ledger has the claim on the disk before, and
      the value after. Run again, also after a kill or a loss of power, it gives that value and sends
      nothing. A block that failed before anything was, or may have been, sent is free again.

      The account is the host and the user of the key. Copy the script, rename it, change the profile or
      the API key: a key that is done stays done. Another block elsewhere with the same key ends with 1;
      `--same-as PATH` says that it is the same message. What was sent and came to nothing is raised again
      by each run; `--undelivered retry` sends it anew.

      Where the answer to a send was lost, the next run looks for the message in `messages list`: the same
      recipient and content, not older than the claim, not claimed by another key, and not sent by a run
      without one. One that fits settles it, and its row, with `message_id`, is the value. Else the run ends
      with `in_doubt` (9), until `--in-doubt skip` takes it as done, with the value null, or `--in-doubt
      retry` sends it again; `ask` asks, at a terminal. A block of several sends that ended between them
      stays in doubt: give each its own `once`.

      `messages send-bulk … --once KEY` knows each message by recipient and content: of an edited list only
      what is new goes out.

      Runs side by side share the ledger; `--journal FILE` names another, `--journal etcd://HOST:2379` one
      for several machines. `journal` shows it, `explain KEY` tells of one. Left: a process that is stopped
      right before its send can, after its key was taken over by `--in-doubt retry`, send late.
      """#,
    examples: [
      Example(
        #"""
        for id in [11, 12, 11] {
          once "notice:$id" {
            messages send instance=my-instance contact_id=$id content=Hi
          }
        }
        messages list | count
        """#, shown: "2")
    ])

  static let budgets = Topic(
    "budgets", also: ["money", "cost", "--max-credits"], "a wall before the credits",
    body: #"""
      `budget N { … }` refuses the call that would exceed N credits, before it is sent. Budgets within
      each other all hold. Calls side by side reserve before they are sent, so that they cannot exceed it
      together; a bulk counts by its length; what is refunded later does not come back. A `request` that
      may be a send counts as one.

      `wessaal --max-credits N …` is a budget around the whole run. The failure is of kind `budget`, and
      the exit status 5.
      """#,
    examples: [
      Example(
        #"""
        fails budget {
          budget 2 {
            1..9 | each --parallel 4 {
              messages send instance=my-instance contact_id=11 content="$(@)"
            }
          }
        } | ignore
        messages list | count
        """#, shown: "2")
    ])
}
