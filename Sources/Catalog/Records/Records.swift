extension Vocabulary {
  static let permissions = Vocabulary(name: "Permission", words: Scope.allCases.map(\.rawValue))
  static let messageStatuses = Vocabulary(
    name: "DeliveryStatus", words: WordMeaning.messageStatuses.map(\.word))
  static let connectionStatuses = Vocabulary(
    name: "ConnectionStatus", words: WordMeaning.connectionStatuses.map(\.word))
}

/// The records of the API, from the examples of the documentation. A member that an example shows is always there, and
/// may be null where the example shows null. A member that only the text mentions may be missing.
extension Record {
  static let pong = Record("Pong", [.always("message", .text), .always("timestamp", .time)])

  /// The answer to a call that has nothing to show.
  static let done = Record("Done", [.always("message", .text)])

  static let account = Record(
    "Account",
    [
      .always("user", .record(user)), .always("api_key", .record(key)), .always("pockets", .record(pockets)),
    ])

  private static let user = Record(
    "User", [.always("id", .integer), .always("name", .text), .always("email", .text)])

  private static let key = Record(
    "ApiKey",
    [
      .always("name", .text), .always("permissions", .list(of: .word(.permissions))),
      .always("created_at", .time),
    ])

  private static let pockets = Record(
    "Pockets", [.always("whatsapp", .record(pocket)), .always("sms", .record(pocket))])

  private static let pocket = Record("Pocket", [.always("balance", .integer), .always("currency", .text)])
}

// MARK: - Messages

extension Record {
  private static let status = MemberType.word(.messageStatuses)

  static let queued = Record(
    "QueuedMessage",
    [
      .always("message_id", .integer), .always("status", status), .always("type", .text),
      .always("recipient", .text), .always("queued_at", .time), .always("instance", .record(sender)),
      .always("template_used", .boolean), .always("credits_charged", .integer),
    ])

  static let message = Record(
    "Message",
    [
      .always("id", .integer), .always("type", .text), .always("recipient", .text),
      .always("content", .text, orNull: true), .always("status", status), .always("created_at", .time),
      .maybe("error_message", .text), .maybe("contact_id", .integer), .maybe("template_id", .integer),
      .maybe("instance", .record(sender), orNull: false), .maybe("credits_charged", .integer, orNull: false),
      .maybe("metadata", .map, orNull: false), .maybe("queued_at", .time, orNull: false),
      .maybe("sent_at", .time), .maybe("delivered_at", .time), .maybe("failed_at", .time),
      .maybe("refunded_at", .time), .maybe("updated_at", .time, orNull: false),
    ])

  static let messageStatus = Record(
    "MessageStatus",
    [
      .always("message_id", .integer), .always("status", status), .always("type", .text),
      .always("recipient", .text), .always("sent_at", .time, orNull: true),
      .always("delivered_at", .time, orNull: true), .always("failed_at", .time, orNull: true),
      .always("error_message", .text, orNull: true),
    ])

  static let page = Record(
    "Page",
    [
      .always("current_page", .integer), .always("data", .list(of: .record(message))),
      .always("per_page", .integer), .always("total", .integer),
    ])

  static let bulk = Record(
    "BulkResult",
    [
      .always("total", .integer), .always("success_count", .integer), .always("failure_count", .integer),
      .always("results", .list(of: .either(queuedRow, failedRow))),
    ])

  private static let queuedRow = Record(
    "QueuedRow",
    [
      .always("index", .integer), .always("recipient", .text), .always("success", .constant(true)),
      .always("message_id", .integer), .always("status", status),
    ])

  /// A message that could not be queued has no id, but a reason.
  private static let failedRow = Record(
    "FailedRow",
    [
      .always("index", .integer), .always("recipient", .text, orNull: true),
      .always("success", .constant(false)), .always("status", status), .always("error", .text),
      .maybe("error_code", .text, orNull: false),
    ])

  private static let sender = Record("Sender", [.always("id", .integer), .always("name", .text)])
}

// MARK: - The other records

extension Record {
  private static let connection = MemberType.word(.connectionStatuses)

  static let instance = Record(
    "Instance",
    [
      .always("id", .integer), .always("name", .text), .always("status", connection),
      .always("workspace", .record(workspaceOfInstance)), .always("created_at", .time),
      .maybe("phone_number", .text), .maybe("battery", .integer), .maybe("plugged", .boolean),
    ])

  private static let workspaceOfInstance = Record(
    "WorkspaceReference", [.always("id", .integer), .always("name", .text)])

  static let instanceStatus = Record(
    "InstanceStatus",
    [
      .always("instance_id", .integer), .always("name", .text), .always("connection_status", connection),
      .always("phone_number", .text), .always("battery", .integer), .always("plugged", .boolean),
    ])

  static let contact = Record(
    "Contact",
    [
      .always("id", .integer), .always("phone", .text), .maybe("label", .text), .maybe("email", .text),
      .maybe("notes", .text), .maybe("created_at", .time, orNull: false),
      .maybe("updated_at", .time, orNull: false),
    ])

  static let template = Record(
    "Template",
    [
      .always("id", .integer), .always("name", .text), .always("message_type", .text),
      .always("is_active", .boolean), .always("workspace_id", .integer), .always("created_at", .time),
      .maybe("content", .text, orNull: false), .maybe("updated_at", .time, orNull: false),
    ])

  static let workspace = Record(
    "Workspace",
    [.always("id", .integer), .always("name", .text), .maybe("created_at", .time, orNull: false)])
}
