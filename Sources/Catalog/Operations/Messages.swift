import JSON

/// What became of messages. What sends them is in `Sending.swift`.
extension Operation {
  @OperationList static var messages: [Operation] {
    Operation(
      "messages", "status", .get, "/messages/{messageId}/status", pathParameters: [.messagePath],
      scope: .sendMessage, summary: "show how far a message has come",
      examples: [Example("By id", ["messageId": 12345])],
      response: [
        "success": true,
        "data": [
          "message_id": 12345, "status": "delivered", "type": "text", "recipient": "+966501234567",
          "sent_at": "2025-01-15T10:30:05.000000Z", "delivered_at": "2025-01-15T10:30:07.000000Z",
          "failed_at": .null, "error_message": .null,
        ],
      ])

    Operation(
      "messages", "get", .get, "/messages/{messageId}", pathParameters: [.messagePath],
      scope: .readMessages, summary: "show everything about one message",
      examples: [Example("By id", ["messageId": 12345])])

    Operation(
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
      ])
  }
}
