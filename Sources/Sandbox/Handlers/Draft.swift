import Catalog
import JSON

/// A message that is about to be queued.
struct Draft: Sendable {
  var type: Text
  var recipient: Text
  var content: Text?
  var contactID: Int64?
  var templateID: Int64?
  /// The known arguments that no other member holds.
  var metadata: Object
  /// The delay in milliseconds.
  var delay: Int64

  /// The arguments for which a message's record has members of its own.
  private static let named = [
    "instance", "recipient", "contact_id", "message_type", "content", "template_id",
  ]

  init(type: Text, recipient: Text, arguments: Object, shape: Shape) {
    self.type = type
    self.recipient = recipient
    let others = shape.parameters.filter { !Self.named.contains($0.name) }
    metadata = Object(
      others.compactMap { other in arguments.given(other.name).map { (Text(other.name), $0) } })
    delay = arguments["delay"]?.asInt ?? 0
  }

  /// A draft to the recipient, or to the contact, in the arguments. Nil where they name neither; then the
  /// reason is added to `faults`. `prefix` stands before the names of fields.
  init?(
    type: Text, _ arguments: Object, of shape: Shape, at prefix: String = "", in state: State,
    faults: inout [FieldFault]
  ) {
    guard let (recipient, contactID) = Self.recipient(arguments, at: prefix, in: state, &faults) else {
      return nil
    }
    self.init(type: type, recipient: recipient, arguments: arguments, shape: shape)
    self.contactID = contactID
    if state.testNumber(recipient) == .refused {
      let field = contactID == nil ? "recipient" : "contact_id"
      faults.append(
        FieldFault(field: prefix + field, message: "The recipient is not a valid WhatsApp number."))
    }
  }

  /// A recipient comes before a contact, where both are given.
  private static func recipient(
    _ arguments: Object, at prefix: String, in state: State, _ faults: inout [FieldFault]
  ) -> (Text, Int64?)? {
    if let recipient = arguments.text("recipient") { return (recipient, nil) }
    guard let id = arguments["contact_id"]?.asInt, let phone = state.contacts[id]?["phone"]?.asText else {
      if state.unknown.contains(.contacts), let id = arguments["contact_id"]?.asInt {
        return (Text("contact \(id)"), id)
      }
      faults.append(.doesNotExist("contact_id", at: prefix))
      return nil
    }
    return (phone, id)
  }
}
