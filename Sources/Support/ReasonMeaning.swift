/// What the `error_message` of a message says about the cause. The documentation lists no reasons, so the
/// text is searched for known words.
enum ReasonMeaning: CaseIterable {
  case number, instance, media, other

  private var signs: [String] {
    switch self {
    case .number: ["not on whatsapp", "not a whatsapp", "no whatsapp", "invalid number", "does not exist"]
    case .instance: ["not connected", "disconnected", "connection closed", "logged out", "instance"]
    case .media: ["media", "download", "file", "url"]
    case .other: []
    }
  }

  init(_ reason: String) {
    let reason = reason.lowercased()
    self = Self.allCases.first { meaning in meaning.signs.contains { reason.contains($0) } } ?? .other
  }

  /// Whether a text can only be such a reason, even where no message of the account has it.
  static func isSure(_ text: String) -> Bool {
    let text = text.lowercased()
    return ([.number, .instance] as [Self]).contains { meaning in
      meaning.signs.contains { $0.contains(" ") && text.contains($0) }
    }
  }

  var meaning: String {
    switch self {
    case .number: "the recipient's number has no account on WhatsApp: it is mistyped, old, or never had one"
    case .instance: "the phone that sends was not connected to WhatsApp when the message's turn came"
    case .media: "the file of the message could not be fetched or sent"
    case .other:
      "the service gives it as the reason why a message failed; the API's documentation does not explain it"
    }
  }

  /// - Parameter state: the state of the instance's connection now, where it is known.
  func advice(_ state: String?) -> String {
    switch self {
    case .number:
      "ask the recipient for the right number; another message to this one will fail too. The credit was refunded"
    case .instance where state == "open":
      "the instance is connected again: send the message again; nothing was charged in the end"
    case .instance where state == "connecting":
      "the instance is connecting: look again in a moment, then send the message again"
    case .instance where state == nil:
      "see whether the instance is connected, and scan its QR code in the dashboard where it is not; then send the message again; nothing was charged in the end"
    case .instance:
      "connect the instance again (scan its QR code in the dashboard), then send the message again; nothing was charged in the end"
    case .media: "open media_url where nobody is logged in; it must be public and https. Then send it again"
    case .other: "mend what the reason names, then send it again; nothing was charged in the end"
    }
  }
}
