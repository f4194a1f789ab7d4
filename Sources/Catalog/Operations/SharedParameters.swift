import JSON

/// The parameters that several operations take.
extension Parameter {
  static let instance = Parameter(
    "instance", .identifier, required: true, to: .instance, "the sending instance: its id or name")

  static let recipient = Parameter(
    "recipient", .string, limits: [.pattern(.e164)],
    "the phone number to send to, such as +966501234567")

  static let contactID = Parameter(
    "contact_id", .integer, limits: [.atLeast(1)], to: .contact,
    "the contact to send to, in place of a recipient")

  static let delay = Parameter(
    "delay", .integer, limits: [.atLeast(0)], "milliseconds to wait before the message is dispatched")

  static let quoted = Parameter(
    "quoted", .object(Shape([quotedKey])), "the message this one replies to: {key: {id: …}}")

  private static let quotedKey = Parameter(
    "key",
    .object(
      Shape([Parameter("id", .string, required: true, holds: .id, "the message's id within WhatsApp")])),
    required: true, "which message it is")

  static let templateID = Parameter(
    "template_id", .integer, limits: [.atLeast(1)], to: .template,
    "the template that the content is taken from")

  static let templateVariables = Parameter(
    "template_variables", .textMap, "what to put for each {{variable}} of the template")

  static let contactPath = Parameter(
    "contactId", .integer, required: true, limits: [.atLeast(1)], to: .contact, "the contact's id")

  static let messagePath = Parameter(
    "messageId", .integer, required: true, limits: [.atLeast(1)], to: .message, "the message's id")

  static let instancePath = Parameter(
    "instanceId", .identifier, required: true, to: .instance, "the instance's id or name")

  static let workspacePath = Parameter(
    "workspaceId", .integer, required: true, limits: [.atLeast(1)], to: .workspace, "the workspace's id")
}

/// Lists of words for several parameters.
enum Words {
  static let media = ["image", "video", "document", "audio"]
  static let messageTypes = ["text"] + media
  static let storyMedia = ["image", "video", "audio"]
  static let storyTypes = ["text"] + storyMedia
}

extension Rule {
  static let toSomebody = Rule.oneOf(["recipient", "contact_id"])
}
