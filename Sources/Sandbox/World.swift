import JSON

/// The account of a sandbox at the start: records as the API's lists show them.
public struct World: Sendable {
  /// The account's owner, with `id`, `name` and `email`.
  public var user: Object
  public var workspaces: [Object]
  /// They may also hold `phone_number`, `battery` and `plugged`, which only the live status shows.
  public var instances: [Object]
  public var contacts: [Object]
  public var templates: [Object]
  /// Credits in the WhatsApp pocket.
  public var credits: Int64
  /// The kinds of records that are not known completely. A send may refer to any record of these kinds.
  public var unknown: Set<Kind> = []

  public enum Kind: Hashable, Sendable { case instances, contacts, templates }

  public init(
    user: Object, workspaces: [Object], instances: [Object], contacts: [Object], templates: [Object],
    credits: Int64
  ) {
    self.user = user
    self.workspaces = workspaces
    self.instances = instances
    self.contacts = contacts
    self.templates = templates
    self.credits = credits
  }
}

extension World {
  /// The account of the documentation's examples, which run on it unchanged.
  public static var documented: World {
    World(
      user: object(["id": 93, "name": "Ahmed", "email": "ahmed@example.com"]),
      workspaces: [object(["id": 22, "name": "Main Workspace", "created_at": .founded])],
      instances: [
        instance(124, "my-instance", open: true, phone: "+966501234567"),
        instance(125, "backup", open: false, phone: "+966509876543"),
      ],
      contacts: [
        contact(11, "+966501234567", "Ahmed Al-Rashid", email: "ahmed@example.com", notes: "VIP customer"),
        contact(12, "+966509876543", "Sara Al-Harbi", email: "sara@example.com", notes: nil),
        contact(13, "+971501234567", "Omar Haddad", email: nil, notes: nil),
      ],
      templates: [orderShipped], credits: 1000)
  }

  private static func instance(_ id: Int64, _ name: String, open: Bool, phone: String) -> Object {
    object([
      "id": .int(id), "name": Value(name), "status": open ? "open" : "close",
      "workspace": ["id": 22, "name": "Main Workspace"], "created_at": .founded,
      "phone_number": Value(phone), "battery": open ? 85 : 0, "plugged": .bool(open),
    ])
  }

  private static func contact(
    _ id: Int64, _ phone: String, _ label: String, email: String?, notes: String?
  ) -> Object {
    object([
      "id": .int(id), "phone": Value(phone), "label": Value(label),
      "email": email.map { Value($0) } ?? .null, "notes": notes.map { Value($0) } ?? .null,
      "created_at": .founded, "updated_at": .founded,
    ])
  }

  /// It has the two placeholders for which the documentation's example of a send gives variables.
  private static var orderShipped: Object {
    object([
      "id": 7, "workspace_id": 22, "name": "Order Shipped", "message_type": "text",
      "content": "Hi {{name}}, your order #{{order_id}} has shipped!", "is_active": true,
      "created_at": "2025-01-15T09:00:00.000000Z", "updated_at": "2025-01-15T09:00:00.000000Z",
    ])
  }

  private static func object(_ value: Value) -> Object { value.asObject ?? Object() }
}

extension Value {
  /// When everything in the documentation's account was made.
  static var founded: Value { "2025-01-01T00:00:00.000000Z" }
}
