extension Topic {
  static let sending = Topic(
    "sending", "Sending messages",
    body: #"""
      - `messages send` text, media, or a template: `content=`, or `message_type=image media_url=…
        filename=…`, or `template_id=7 template_variables.name=Ali`
      - `messages send-bulk` a list; over 100 it goes out as several calls, the answers merged
      - `send-poll` `send-buttons` `send-location` `send-contact` `send-status`

      `instance=` is the sending number, by name or id. `recipient=` is the number in E.164, or give
      `contact_id=`.

      Calls are checked before anything is sent: unknown and missing parameters, types, ranges, phone
      numbers, HTTPS links. `--no-check` sends all the same, to see the server's own answer. `name?=value`
      leaves a parameter out where the value is null; `...$object` passes members as parameters.

      A queued message costs one credit, which comes back if it fails. Look first with `--dry-run`, wait
      for delivery with `--wait`.
      """#,
    examples: [
      Example("messages send instance=my-instance recipient=+966501234567 content=\"Hello\""),
      Example(
        #"""
        messages send instance=my-instance recipient=+966501234567 template_id=7 \
          template_variables.name=Ahmed template_variables.order_id="ORD-9988" \
          template_variables.tracking_url="https://example.com/track"
        """#),
      Example(
        #"""
        messages send-poll instance=my-instance recipient=+966501234567 \
          name="When?" values=[Morning, Evening]
        """#),
      Example(
        """
        messages send-bulk instance=my-instance --dry-run messages=[
          {recipient: "+966501234567", content: "Hi"},
        ]
        """),
    ])
}
