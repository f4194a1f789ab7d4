import Catalog
import JSON

/// `GET /ping`.
@Sendable func ping(_ visit: Visit, _ state: inout State) throws(Refusal) -> Reply {
  Reply(
    status: visit.operation.success,
    body: ["success": true, "message": "pong", "timestamp": state.now.value])
}

/// `GET /me`.
@Sendable func me(_ visit: Visit, _ state: inout State) throws(Refusal) -> Reply {
  .data(
    [
      "user": .object(state.user),
      "api_key": [
        "name": "My Integration Key",
        "permissions": .array(visit.key.scopes.map { Value($0.rawValue) }),
        "created_at": .founded,
      ],
      "pockets": ["whatsapp": pocket(state.credits), "sms": pocket(0)],
    ],
    status: visit.operation.success)
}

private func pocket(_ balance: Int64) -> Value { ["balance": .int(balance), "currency": "credits"] }
