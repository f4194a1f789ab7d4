import JSON

extension Operation {
  @OperationList static var account: [Operation] {
    Operation(
      nil, "ping", .get, "/ping", scope: nil,
      summary: "check that the service answers and the key is known",
      response: ["success": true, "message": "pong", "timestamp": "2025-01-15T10:30:00.000000Z"])

    Operation(
      nil, "me", .get, "/me", scope: nil,
      summary: "show the account, the key's permissions and the balances", teaches: .permissions,
      response: [
        "success": true,
        "data": [
          "user": ["id": 93, "name": "Ahmed", "email": "ahmed@example.com"],
          "api_key": [
            "name": "My Integration Key", "permissions": ["send_message", "read_messages"],
            "created_at": "2025-01-01T00:00:00.000000Z",
          ],
          "pockets": [
            "whatsapp": ["balance": 250, "currency": "credits"],
            "sms": ["balance": 0, "currency": "credits"],
          ],
        ],
      ])
  }
}
