import Testing

/// A call in the language, and the request that it must make (documentation, the section of each
/// operation).
struct WireCase: CustomTestStringConvertible {
  /// The command's words in the Catalog.
  var operation: String
  /// The text after these words in a line of the language.
  var line: String
  /// The same as words of the command line.
  var words: [String]
  /// Method and target.
  var request: String
  /// The JSON body; nil where there is none.
  var body: String?

  var testDescription: String { "\(operation) \(line)" }

  static func read(_ operation: String, _ target: String) -> WireCase { read(operation, "", target) }

  static func read(_ operation: String, _ line: String, _ target: String) -> WireCase {
    WireCase(
      operation: operation, line: line, words: line.split(separator: " ").map(String.init),
      request: "GET /integration/v1" + target)
  }

  static let reads: [WireCase] = [
    read("ping", "/ping"),
    read("me", "/me"),
    read("messages status", "12345", "/messages/12345/status"),
    read("messages get", "12345", "/messages/12345"),
    read("messages list", "/messages?page=1&per_page=100"),
    read("messages list", "page=2 per_page=50", "/messages?page=2&per_page=50"),
    read(
      "messages list", "status=failed type=image page=1", "/messages?status=failed&type=image&page=1"),
    read("instances list", "/instances"),
    read("instances get", "124", "/instances/124"),
    read("instances get", "my-instance", "/instances/my-instance"),
    read("instances status", "my-instance", "/instances/my-instance/status"),
    read("contacts list", "/contacts"),
    read("contacts get", "12", "/contacts/12"),
    read("templates list", "/templates"),
    read("workspaces list", "/workspaces"),
    read("workspaces get", "22", "/workspaces/22"),
  ]

  /// Writes whose line and words differ only by the shell's quotes.
  private static func write(
    _ operation: String, _ request: String, _ arguments: KeyValuePairs<String, String>, body: String?
  ) -> WireCase {
    let pairs = arguments.map { ($0.key, $0.value) }
    return WireCase(
      operation: operation,
      line: pairs.map { $0.0.isEmpty ? $0.1 : "\($0.0)=\(literal($0.1))" }.joined(separator: " "),
      words: pairs.map { $0.0.isEmpty ? $0.1 : "\($0.0)=\($0.1)" }, request: request, body: body)
  }

  /// A literal of the language: arrays and objects as they are; other text in quotes where it needs them.
  private static func literal(_ text: String) -> String {
    if text.hasPrefix("[") || text.hasPrefix("{") { return text }
    return text.contains { " {}$\"#".contains($0) } ? "'\(text)'" : text
  }

  static let writes: [WireCase] = [
    write(
      "messages send", "POST /integration/v1/messages/send",
      [
        "instance": "my-instance", "recipient": "+966501234567", "message_type": "text",
        "content": "Hello from our API!",
      ],
      body: #"""
        {"instance": "my-instance", "recipient": "+966501234567", "message_type": "text",
         "content": "Hello from our API!"}
        """#),
    write(
      "messages send", "POST /integration/v1/messages/send",
      [
        "instance": "my-instance", "recipient": "+966501234567", "message_type": "image",
        "content": "Here is your invoice", "media_url": "https://example.com/invoice.png",
        "filename": "invoice.png",
      ],
      body: #"""
        {"instance": "my-instance", "recipient": "+966501234567", "message_type": "image",
         "content": "Here is your invoice", "media_url": "https://example.com/invoice.png",
         "filename": "invoice.png"}
        """#),
    write(
      "messages send", "POST /integration/v1/messages/send",
      [
        "instance": "my-instance", "recipient": "+966501234567", "template_id": "7",
        "template_variables.name": "Ahmed", "template_variables.order_id": "ORD-9988",
      ],
      body: #"""
        {"instance": "my-instance", "recipient": "+966501234567", "template_id": 7,
         "template_variables": {"name": "Ahmed", "order_id": "ORD-9988"}}
        """#),
    write(
      "messages send", "POST /integration/v1/messages/send",
      [
        "instance": "124", "contact_id": "12", "content": "مرحبا 👋", "delay": "1500",
        "quoted": #"{"key": {"id": "3EB0C767D26A1D0D6E5A"}}"#, "link_preview": "false",
        "mentioned": #"["966501234567@s.whatsapp.net"]"#, "mentions_everyone": "true",
      ],
      body: #"""
        {"instance": 124, "contact_id": 12, "content": "مرحبا 👋", "delay": 1500,
         "quoted": {"key": {"id": "3EB0C767D26A1D0D6E5A"}}, "link_preview": false,
         "mentioned": ["966501234567@s.whatsapp.net"], "mentions_everyone": true}
        """#),
    write(
      "messages send-bulk", "POST /integration/v1/messages/send-bulk",
      [
        "instance": "my-instance",
        "messages": #"""
        [{"recipient": "+966501234567", "message_type": "text", "content": "Hello Customer 1!"}, {"recipient": "+966509876543", "message_type": "text", "content": "Hello Customer 2!"}, {"recipient": "+971501234567", "message_type": "image", "content": "Your receipt", "media_url": "https://example.com/receipt.png", "filename": "receipt.png"}]
        """#,
      ],
      body: #"""
        {"instance": "my-instance", "messages": [
          {"recipient": "+966501234567", "message_type": "text", "content": "Hello Customer 1!"},
          {"recipient": "+966509876543", "message_type": "text", "content": "Hello Customer 2!"},
          {"recipient": "+971501234567", "message_type": "image", "content": "Your receipt",
           "media_url": "https://example.com/receipt.png", "filename": "receipt.png"}]}
        """#),
    write(
      "messages send-status", "POST /integration/v1/messages/send-status",
      [
        "instance": "my-instance", "type": "text", "content": "New products just dropped!",
        "background_color": "#25D366", "font": "2", "all_contacts": "true",
      ],
      body: #"""
        {"instance": "my-instance", "type": "text", "content": "New products just dropped!",
         "background_color": "#25D366", "font": 2, "all_contacts": true}
        """#),
    write(
      "messages send-location", "POST /integration/v1/messages/send-location",
      [
        "instance": "my-instance", "recipient": "+966501234567", "latitude": "24.7136",
        "longitude": "46.6753", "name": "Our Head Office", "address": "King Fahd Road, Riyadh",
      ],
      body: #"""
        {"instance": "my-instance", "recipient": "+966501234567", "latitude": 24.7136,
         "longitude": 46.6753, "name": "Our Head Office", "address": "King Fahd Road, Riyadh"}
        """#),
    write(
      "messages send-contact", "POST /integration/v1/messages/send-contact",
      [
        "instance": "my-instance", "recipient": "+966501234567",
        "contacts": #"""
        [{"fullName": "Support Team", "wuid": "966200001234", "phoneNumber": "+966200001234", "organization": "Acme Corp", "email": "support@acme.com"}]
        """#,
      ],
      body: #"""
        {"instance": "my-instance", "recipient": "+966501234567", "contacts": [
          {"fullName": "Support Team", "wuid": "966200001234", "phoneNumber": "+966200001234",
           "organization": "Acme Corp", "email": "support@acme.com"}]}
        """#),
    write(
      "messages send-poll", "POST /integration/v1/messages/send-poll",
      [
        "instance": "my-instance", "recipient": "+966501234567",
        "name": "What is your preferred contact time?", "values": #"["Morning", "Afternoon", "Evening"]"#,
        "selectable_count": "1",
      ],
      body: #"""
        {"instance": "my-instance", "recipient": "+966501234567",
         "name": "What is your preferred contact time?", "values": ["Morning", "Afternoon", "Evening"],
         "selectable_count": 1}
        """#),
    write(
      "messages send-buttons", "POST /integration/v1/messages/send-buttons",
      [
        "instance": "my-instance", "recipient": "+966501234567", "title": "Your Order is Ready",
        "description": "Order #5678 is packed and ready for pickup.",
        "footer": "Thank you for shopping with us",
        "buttons": #"""
        [{"type": "reply", "displayText": "Confirm Pickup", "id": "confirm_5678"}, {"type": "url", "displayText": "View on Map", "url": "https://maps.google.com/?q=24.7,46.7"}, {"type": "call", "displayText": "Call Us", "phoneNumber": "+966200001234"}]
        """#,
      ],
      body: #"""
        {"instance": "my-instance", "recipient": "+966501234567", "title": "Your Order is Ready",
         "description": "Order #5678 is packed and ready for pickup.",
         "footer": "Thank you for shopping with us",
         "buttons": [
           {"type": "reply", "displayText": "Confirm Pickup",  "id": "confirm_5678"},
           {"type": "url",   "displayText": "View on Map",     "url": "https://maps.google.com/?q=24.7,46.7"},
           {"type": "call",  "displayText": "Call Us",         "phoneNumber": "+966200001234"}]}
        """#),
    write(
      "messages send-reaction", "POST /integration/v1/messages/send-reaction", ["": "--no-check"], body: "{}"),
    write("messages send-list", "POST /integration/v1/messages/send-list", ["": "--no-check"], body: "{}"),
    write(
      "contacts create", "POST /integration/v1/contacts",
      [
        "phone": "+966501234567", "label": "Ahmed Al-Rashid", "email": "ahmed@example.com",
        "notes": "VIP customer",
      ],
      body: #"""
        {"phone": "+966501234567", "label": "Ahmed Al-Rashid", "email": "ahmed@example.com",
         "notes": "VIP customer"}
        """#),
    write(
      "contacts update", "PUT /integration/v1/contacts/12",
      ["": "12", "label": "Ahmed Al-Rashid (Updated)", "notes": "Upgraded to Premium"],
      body: #"{"label": "Ahmed Al-Rashid (Updated)", "notes": "Upgraded to Premium"}"#),
    write("contacts delete", "DELETE /integration/v1/contacts/12", ["": "12", "": "--yes"], body: nil),
    write(
      "templates create", "POST /integration/v1/templates",
      [
        "workspace_id": "22", "name": "Order Shipped", "message_type": "text",
        "content": "Hi {{name}}, your order #{{order_id}} has shipped! Track it at {{tracking_url}}.",
        "is_active": "true",
      ],
      body: #"""
        {"workspace_id": 22, "name": "Order Shipped", "message_type": "text",
         "content": "Hi {{name}}, your order #{{order_id}} has shipped! Track it at {{tracking_url}}.",
         "is_active": true}
        """#),
  ]
}
