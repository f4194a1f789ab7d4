import JSON
import Verbs

extension Operation {
  static let account = [ping, me]

  public static let ping = Operation(
    nil, "ping", .get, "/ping", scope: nil,
    summary: "check that the service answers and the key is known",
    answers: .bare(.pong),
    response: ["success": true, "message": "pong", "timestamp": "2025-01-15T10:30:00.000000Z"],
    lines: [Line("ping")])

  public static let me = Operation(
    nil, "me", .get, "/me", scope: nil,
    summary: "show the account, the key's permissions and the balances", teaches: .permissions,
    answers: .data(.account),
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
    ], otherNames: ["whoami", "account", "balance"],
    lines: [Line("(me).pockets.whatsapp.balance", shows: "1000")])
}
