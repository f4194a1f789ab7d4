import JSON
import Verbs

/// Operations that read messages. Those that send them are in `Sending.swift`.
extension Operation {
  static let messages = [messageStatus, getMessage, listMessages]

  /// The beginning of the lines of the two operations below.
  private static let sample =
    "let sent = messages send instance=my-instance \\\n  recipient=+966501234567 content=Hi"

  public static let messageStatus = Operation(
    "messages", "status", .get, "/messages/{messageId}/status", pathParameters: [.messagePath],
    scope: .sendMessage, summary: "show how far a message has come",
    examples: [Example("By id", ["messageId": 12345])],
    answers: .data(.messageStatus),
    response: [
      "success": true,
      "data": [
        "message_id": 12345, "status": "delivered", "type": "text", "recipient": "+966501234567",
        "sent_at": "2025-01-15T10:30:05.000000Z", "delivered_at": "2025-01-15T10:30:07.000000Z",
        "failed_at": .null, "error_message": .null,
      ],
    ],
    lines: [
      Line(
        "\(sample)\n(messages status $sent.message_id).status", shows: "\"pending\"")
    ])

  public static let getMessage = Operation(
    "messages", "get", .get, "/messages/{messageId}", pathParameters: [.messagePath],
    scope: .readMessages, summary: "show everything about one message",
    examples: [Example("By id", ["messageId": 12345])],
    answers: .data(.message),
    lines: [
      Line("\(sample)\n(messages get $sent.message_id).content", shows: "\"Hi\"")
    ])

  public static let listMessages = Operation(
    "messages", "list", .get, "/messages",
    parameters: [
      Parameter("page", .integer, limits: [.atLeast(1)], defaultValue: 1, "which page, from 1"),
      Parameter(
        "per_page", .integer, limits: [.between(1, 100)], defaultValue: 50, "how many on a page, to 100"),
      Parameter(
        "status", .enumeration(["pending", "sent", "delivered", "failed"]),
        leavesOut: ["failed": "refunded"],
        "only messages of this status; failed ones are soon refunded, which it cannot name"),
      Parameter("type", .string, holds: .word, "only messages of this type, such as text or image"),
    ],
    scope: .readMessages, summary: "list the account's messages, newest first", listing: .paginated,
    examples: [Example("The delivered ones", ["status": "delivered", "per_page": 100])],
    answers: .data(.page),
    response: [
      "success": true,
      "data": [
        "current_page": 1,
        "data": [
          [
            "id": 12345, "type": "text", "recipient": "+966501234567", "content": "Hello!",
            "status": "delivered", "created_at": "2025-01-15T10:30:00.000000Z",
          ]
        ],
        "per_page": 50, "total": 150,
      ],
    ],
    lines: [
      Line(
        "messages list --since yesterday \\\n  | where @.status in [failed, refunded] | count", shows: "0"),
      Line("messages list | first 10 | select id recipient status"),
    ])
}
