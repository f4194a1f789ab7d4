import JSON
import Verbs

/// Messages with text and media, one or many. The other kinds are in `Rich.swift`.
extension Operation {
  static let sending = [sendMessage, sendBulk, sendStatus]

  public static let sendMessage = Operation(
    "messages", "send", .post, "/messages/send", parameters: [.instance] + Parameter.ofMessage,
    rules: Rule.ofMessage(sharedTemplate: false), idle: Idle.ofMessage, scope: .sendMessage, kind: .send,
    success: 202,
    summary: "send one message: text, media, or from a template", examples: Example.messages,
    answers: .data(.queued, hasMessage: true),
    response: [
      "success": true, "message": "Message queued for sending",
      "data": [
        "message_id": 12345, "status": "pending", "type": "text", "recipient": "+966501234567",
        "queued_at": "2025-01-15T10:30:00.000000Z", "instance": ["id": 124, "name": "my-instance"],
        "template_used": false, "credits_charged": 1,
      ],
    ],
    lines: [
      Line(
        #"""
        messages send instance=my-instance recipient=+966501234567 \
          content="Hello!" --wait
        """#),
      Line(
        #"""
        messages send instance=my-instance recipient=+966501234567 \
          message_type=image content="Your receipt" filename=receipt.png \
          media_url=https://example.com/receipt.png
        """#),
    ])

  public static let sendBulk = Operation(
    "messages", "send-bulk", .post, "/messages/send-bulk",
    parameters: [
      .instance, .templateID, .templateVariables,
      Parameter(
        "messages",
        .array(
          of: .object(
            Shape(Parameter.ofMessage, rules: Rule.ofMessage(sharedTemplate: true), idle: Idle.ofMessage))),
        required: true, limits: [.count(1...100)],
        "the messages, each with the parameters of messages send, save the instance"),
    ],
    scope: .sendMessage, kind: .send, summary: "send up to 100 messages in one call",
    notes: """
      Each message is queued by itself: the answer says for each whether it was. The shared \
      template is for messages without content; their own variables go before the shared ones.
      """,
    batch: Batch(
      parameter: "messages", most: 100,
      identity: [
        "recipient", "contact_id", "message_type", "content", "media_url", "template_id",
        "template_variables",
      ]), examples: [.bulk],
    answers: .data(.bulk, hasMessage: true),
    response: [
      "success": true, "message": "Bulk: 3 queued, 0 failed",
      "data": [
        "total": 3, "success_count": 3, "failure_count": 0,
        "results": [
          queued(0, "+966501234567", 12345), queued(1, "+966509876543", 12346),
          queued(2, "+971501234567", 12347),
        ],
      ],
    ],
    lines: [
      Line(
        """
        messages send-bulk instance=my-instance messages=[
          {recipient: +966501234567, content: "Hi Ahmed"},
          {recipient: +966509876543, content: "Hi Sara"},
        ]
        """),
      Line(
        """
        let list = contacts list | map {recipient: @.phone, content: "Hi"}
        messages send-bulk instance=my-instance messages=$list --dry-run
        """),
    ])

  public static let sendStatus = Operation(
    "messages", "send-status", .post, "/messages/send-status",
    parameters: [.instance] + Parameter.ofStory,
    rules: [.matches("content", .url, when: "type", isAnyOf: Words.storyMedia)], idle: Idle.ofStory,
    scope: .sendMessage, kind: .send, success: 202, summary: "post a WhatsApp status (story)",
    examples: [
      Example(
        "A text story",
        [
          "instance": "my-instance", "type": "text", "content": "New products just dropped!",
          "background_color": "#25D366", "font": 2, "all_contacts": true,
        ])
    ],
    answers: .data(.queued, hasMessage: true),
    lines: [
      Line(
        #"""
        messages send-status instance=my-instance type=text \
          content="New products!" background_color=#25D366 font=2 \
          all_contacts=true
        """#)
    ])
}

/// A row in the answer to a batch.
private func queued(_ index: Int64, _ recipient: String, _ id: Int64) -> Value {
  [
    "index": .int(index), "recipient": Value(recipient), "success": true, "message_id": .int(id),
    "status": "pending",
  ]
}

extension Parameter {
  fileprivate static let ofMessage: [Parameter] = [
    .recipient, .contactID,
    Parameter("message_type", .enumeration(Words.messageTypes), defaultValue: "text", "the kind of message"),
    Parameter("content", .string, "the text, or the caption of media; not needed with a template"),
    Parameter(
      "media_url", .string, limits: [.pattern(.httpsURL)], "where the media file is, for all to fetch"),
    Parameter("filename", .string, "the file's name as the chat shows it, such as invoice.pdf"),
    .templateID, .templateVariables, .delay, .quoted,
    Parameter("link_preview", .boolean, defaultValue: true, "whether a link in the text shows a preview"),
    Parameter(
      "mentioned", .array(of: .string), "who is mentioned, such as 966501234567@s.whatsapp.net"),
    Parameter("mentions_everyone", .boolean, "whether all members of the group are mentioned"),
  ]

  fileprivate static let ofStory: [Parameter] = [
    Parameter("type", .enumeration(Words.storyTypes), required: true, "the kind of story"),
    Parameter("content", .string, required: true, "the text, or the URL of the media"),
    Parameter("caption", .string, "the text under media; media stories only"),
    Parameter(
      "background_color", .string, limits: [.pattern(.hexColor)],
      "behind the text, such as #25D366; text stories only"),
    Parameter("font", .integer, limits: [.between(1, 7)], "the text's style, 1 to 7; text stories only"),
    Parameter("all_contacts", .boolean, defaultValue: true, "whether all contacts see it"),
    Parameter("status_jid_list", .array(of: .string), "only these see it, in place of all_contacts"),
  ]
}

extension Rule {
  /// The rules for a message. In a batch, all messages may share one template.
  fileprivate static func ofMessage(sharedTemplate: Bool) -> [Rule] {
    [
      .toSomebody,
      .oneOf(["content", "template_id"], shared: sharedTemplate ? ["template_id"] : []),
      .required("media_url", when: "message_type", isAnyOf: Words.media),
      .required("filename", when: "message_type", isAnyOf: Words.media),
      .fills("template_variables", template: "template_id", unless: "content"),
    ]
  }
}

extension Example {
  fileprivate static let messages = [
    Example(
      "Text message",
      [
        "instance": "my-instance", "recipient": "+966501234567", "message_type": "text",
        "content": "Hello from our API!",
      ]),
    Example(
      "Image message",
      [
        "instance": "my-instance", "recipient": "+966501234567", "message_type": "image",
        "content": "Here is your invoice", "media_url": "https://example.com/invoice.png",
        "filename": "invoice.png",
      ]),
    Example(
      "Using a template",
      [
        "instance": "my-instance", "recipient": "+966501234567", "template_id": 7,
        "template_variables": ["name": "Ahmed", "order_id": "ORD-9988"],
      ]),
  ]

  fileprivate static let bulk = Example(
    "Two texts and an image",
    [
      "instance": "my-instance",
      "messages": [
        ["recipient": "+966501234567", "message_type": "text", "content": "Hello Customer 1!"],
        ["recipient": "+966509876543", "message_type": "text", "content": "Hello Customer 2!"],
        [
          "recipient": "+971501234567", "message_type": "image", "content": "Your receipt",
          "media_url": "https://example.com/receipt.png", "filename": "receipt.png",
        ],
      ],
    ])
}
