extension Topic {
  package static let sendingOnce = Topic(
    "once-only", also: ["campaign", "campaigns", "journals", "--once", "--in-doubt", "--journal"],
    "a campaign that can be stopped and run again",
    body: #"""
      `once KEY { … }` runs its block once: the journal has the intent on the disk before, and the value
      after. Run again, also after a kill or a loss of power, it gives that value and sends nothing. A
      block that failed before anything was, or may have been, sent is free again. A write is done where
      its answer says success and names the record; any other answer leaves it in doubt.

      Where the answer to a send was lost, the next run looks for the message in `messages list`: the same
      recipient and content, not older than the intent, not claimed by another key. One that fits settles
      it. Else the run ends with `in_doubt` (9), until `--in-doubt skip` takes it as done or
      `--in-doubt retry` sends it again; `ask` asks, at a terminal. A block of several sends that ended
      between them stays in doubt: give each send its own `once`.

      `messages send-bulk … --once KEY` knows each message by recipient and content: of an edited list only
      what is new goes out.

      A script has a journal of its own, the prompt one, and `-c` and standard input one; `--journal FILE`
      names another. One run has it at a time. `journal` shows it, `journal compact` shortens its file.
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
        """#, shown: "2"),
      Example(
        #"""
        let list = contacts list
          | map {recipient: @.phone, content: "Hi $(@.label)"}
        for n in 1..2 {
          messages send-bulk instance=my-instance messages=$list --once spring
        }
        messages list | count
        """#, shown: "3"),
    ])

  package static let budgets = Topic(
    "budgets", also: ["money", "cost", "--max-credits"], "a wall before the credits",
    body: #"""
      `budget N { … }` refuses the call that would exceed N credits, before it is sent. Budgets within
      each other all hold. Calls side by side reserve before they are sent, so that they cannot exceed it
      together; a bulk counts by its length; what is refunded later does not come back.

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
