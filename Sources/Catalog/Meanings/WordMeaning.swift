/// What a word in an answer of the API means.
public struct WordMeaning: Sendable {
  public let word: String
  public let meaning: String
  public let advice: String?
  /// Whether the message will not change its status any more, so that waiting for a delivery is
  /// useless.
  public let isFinal: Bool

  init(_ word: String, _ meaning: String, advice: String? = nil, isFinal: Bool = false) {
    self.word = word
    self.meaning = meaning
    self.advice = advice
    self.isFinal = isFinal
  }
}

extension WordMeaning {
  /// The statuses of a message, in the order in which they follow one another (documentation, "Get
  /// Message Status").
  public static let messageStatuses = [
    WordMeaning("pending", "queued, and not yet handed over"),
    WordMeaning("processing", "being handed over to WhatsApp right now"),
    WordMeaning("sent", "WhatsApp's servers took it"),
    WordMeaning("delivered", "it is on the recipient's device", isFinal: true),
    WordMeaning(
      "failed", "sending failed; the credit is given back next", advice: "error_message says why",
      isFinal: true),
    WordMeaning(
      "refunded", "sending failed, and the credit is back in the pocket", advice: "error_message says why",
      isFinal: true),
  ]

  /// The permissions of a key.
  public static let scopes = Scope.allCases.map { scope in
    WordMeaning(
      scope.rawValue, "a permission of the key: \(scope.meaning)",
      advice: "'me' shows the key's permissions; a key with others is made in the dashboard")
  }

  /// The statuses on the way to the recipient, in order (documentation, "Status Values").
  public static let wayToRecipient = ["pending", "processing", "sent", "delivered"]

  /// The states of an instance's connection (documentation, "Connection Status Values").
  public static let connectionStatuses = [
    WordMeaning("open", "connected, and ready to send"),
    WordMeaning("close", "not connected", advice: "scan the QR code with the phone to connect again"),
    WordMeaning("connecting", "about to connect", advice: "ask again in a moment"),
  ]

  /// The values of `error_code` in failures (documentation, "Error Response Shape").
  public static let errorCodes = [
    WordMeaning(
      "INSUFFICIENT_CREDITS", "the WhatsApp pocket holds too few credits; the message is not queued",
      advice: "top up the pocket; me shows the balance")
  ]
}
