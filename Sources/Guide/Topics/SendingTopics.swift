extension Topic {
  package static let sending = Topic(
    "sending", also: ["send", "sends", "bulk"], "how messages are sent",
    body: #"""
      - `messages send` text (`content=`), media (`message_type=image media_url=… filename=…`), or a
        template (`template_id=7 template_variables.name=Ali`)
      - `messages send-bulk` a list; over 100 it goes out as several calls, the answers merged. Messages
        that were not sent are named, and the run ends with 10
      - `send-poll` `send-buttons` `send-location` `send-contact` `send-status`

      `instance=` is the sending number, by name or id; `recipient=` the number in E.164, or give
      `contact_id=`. Calls are checked before anything is sent: parameters and their types, ranges, phone
      numbers, HTTPS links, the placeholders of a template that was seen.

      A queued message costs one credit, which comes back if it fails. Look first with `--dry-run`
      (`help dry-run`), or rehearse a script (`help rehearse`); wait for it with `--wait` (`help waiting`);
      send to many once only (`help once-only`).

      At a terminal a bulk asks before its twenty-first message, and so does whatever is typed, at the
      prompt or after `-c`; `--yes` before it answers.
      """#,
    examples: [
      Example("messages send instance=my-instance recipient=+966501234567 \\\n  content=\"Hello\""),
      Example(
        #"""
        messages send instance=my-instance recipient=+966501234567 \
          template_id=7 template_variables={
            name: "Ahmed", order_id: "ORD-9988",
            tracking_url: "https://example.com/track",
          }
        """#),
      Example(
        """
        let list = contacts list
          | map {recipient: @.phone, content: "Hi $(@.label)"}
        (messages send-bulk instance=my-instance messages=$list).total
        """, shown: "3"),
    ])

  package static let waiting = Topic(
    "waiting", also: ["--wait", "wait", "delivery", "undelivered"], "waiting for delivery: --wait",
    body: #"""
      A send is answered as soon as the message is queued. Then it moves on:

      ```
      pending → processing → sent → delivered
                                  → failed → refunded
      ```

      `--wait` on a send asks again and again, with growing pauses, until the message is delivered, and
      gives the last status; `--wait=sent` is content with less. One that fails raises `undelivered`.
      `--timeout 2m` says how long to wait, 60 seconds unless given; then it raises `timeout`.

      `messages wait ID…` waits for messages that were sent before. `messages status ID` asks once, and
      says when it was sent, delivered or failed, and why.
      """#,
    examples: [
      Example(
        #"""
        let sent = messages send instance=my-instance --wait \
          recipient=+966501234567 content=Hi
        $sent.status
        """#, shown: "\"delivered\""),
      Example(
        #"""
        let sent = messages send instance=my-instance \
          recipient=+966501234567 content=Hi
        (messages wait $sent.message_id).status
        """#, shown: "\"delivered\""),
      Example(
        #"""
        try {
          messages send instance=my-instance recipient=+966500000000 \
            content=Hi --wait
        } catch e { print $e.kind }
        """#, shown: "undelivered"),
    ])

  package static let dryRun = Topic(
    "dry-run", also: ["--dry-run", "dry"], "seeing what would be sent",
    body: #"""
      `--dry-run` after a call shows the exact request and sends nothing.

      `wessaal --dry-run FILE.wsl` does so for a whole run: reads are sent, writes are shown, and files
      and kept variables stay as they are. A write that was not sent has no answer: where the program
      goes on to look at it (`let r = messages send …`, `messages send … | save sent.json`) the run ends
      there with a word, and with exit status 0. A send that stands alone, or ends the block of `each`,
      a def or an `if` whose value nobody takes, lets the run go on.

      `wessaal check FILE.wsl` runs nothing, and tells the faults.
      """#,
    examples: [
      Example("messages send instance=backup recipient=+966501234567 \\\n  content=Hi --dry-run"),
      Example("contacts delete 12 --dry-run\ncontacts list | count", shown: nil),
    ])
}
