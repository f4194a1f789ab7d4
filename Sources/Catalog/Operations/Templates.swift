import JSON
import Verbs

extension Operation {
  static let templates = [createTemplate, listTemplates]

  public static let createTemplate = Operation(
    "templates", "create", .post, "/templates",
    parameters: [
      Parameter(
        "workspace_id", .integer, required: true, limits: [.atLeast(1)], to: .workspace,
        "the workspace it belongs to"),
      Parameter("name", .string, required: true, "the name it goes by in the account"),
      Parameter(
        "message_type", .enumeration(Words.messageTypes), required: true, "the kind of message it makes"),
      Parameter("content", .string, required: true, "the text, with {{variable}} where values go"),
      Parameter("is_active", .boolean, defaultValue: true, "whether it can be used"),
    ],
    scope: .manageTemplates, kind: .write, success: 201, summary: "create a message template",
    notes: "The id that it answers is the template_id of messages send.", teaches: .templates,
    examples: [
      Example(
        "A shipping notice",
        [
          "workspace_id": 22, "name": "Order Shipped", "message_type": "text",
          "content":
            "Hi {{name}}, your order #{{order_id}} has shipped! Track it at {{tracking_url}}.",
          "is_active": true,
        ])
    ],
    answers: .data(.template),
    response: [
      "success": true,
      "data": [
        "id": 7, "name": "Order Shipped", "message_type": "text", "is_active": true, "workspace_id": 22,
        "created_at": "2025-01-15T09:00:00.000000Z",
      ],
    ],
    lines: [
      Line(
        #"""
        templates create workspace_id=22 name=Shipped message_type=text \
          content="Hi {{name}}, your order has shipped."
        """#)
    ])

  public static let listTemplates = Operation(
    "templates", "list", .get, "/templates", scope: .manageTemplates,
    summary: "list the account's message templates", listing: .whole, teaches: .templates,
    answers: .list(of: .template), lines: [Line("templates list | map @.name", shows: "\"Order Shipped\"")])
}
