extension Topic {
  static let waiting = Topic(
    "waiting", "Waiting for delivery",
    body: #"""
      A send is answered as soon as the message is queued. Then it moves on:

      ```
      pending → processing → sent → delivered
                                  → failed → refunded
      ```

      `--wait` on a send asks again and again, with growing pauses, until the message is delivered, and
      gives the last status. `--wait=sent` is content with less. A message that fails raises
      `undelivered`. `--timeout 2m` sets how long to wait; it is 60 seconds otherwise.

      `messages wait ID…` waits for messages that were sent before. `messages status ID` asks once, and
      says when a message was sent, delivered or failed, and why.
      """#,
    examples: [
      Example("messages send instance=my-instance recipient=+966501234567 content=Hi --wait"),
      Example(
        """
        let to = +966501234567
        let sent = messages send instance=my-instance recipient=$to content=Hi
        (messages wait $sent.message_id).status
        """),
      Example(
        """
        try {
          messages send instance=my-instance recipient=+966500000000 content=Hi --wait
        } catch e {
          print $e.kind
        }
        """, shown: "undelivered"),
    ])
}
