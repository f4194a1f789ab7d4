/// What an HTTP status of the API means, and what to do then.
public struct StatusMeaning: Sendable {
  public let status: Int
  /// The phrase for it in the documentation.
  public let reason: String
  public let meaning: String
  public let advice: String?

  init(_ status: Int, _ reason: String, _ meaning: String, advice: String? = nil) {
    self.status = status
    self.reason = reason
    self.meaning = meaning
    self.advice = advice
  }
}

extension StatusMeaning {
  /// All documented statuses, ascending (documentation, "HTTP Status Codes").
  public static let all = [
    StatusMeaning(200, "OK", "the request succeeded"),
    StatusMeaning(201, "Created", "the record was created"),
    StatusMeaning(
      202, "Accepted", "the message is queued, and not yet sent",
      advice: "ask messages status for what became of it, or send with --wait"),
    StatusMeaning(
      400, "Bad Request", "the request could not be read",
      advice: "look at what is sent with --dry-run; the body must be JSON"),
    StatusMeaning(
      401, "Unauthorized", "the API key is missing, or the service does not know it",
      advice: "check the key: it is shown only once, when it is made in the dashboard's settings"),
    StatusMeaning(
      402, "Payment Required", "the WhatsApp pocket holds too few credits; the message is not queued",
      advice: "top up the pocket; me shows the balance"),
    StatusMeaning(
      403, "Forbidden", "the API key lacks the permission",
      advice: "make a key that has it; me shows the permissions of this one"),
    StatusMeaning(
      404, "Not Found", "there is no such record in this account",
      advice: "list the records for their ids"),
    StatusMeaning(
      410, "Gone", "the operation is disabled for good, whatever is sent",
      advice: "remove the call"),
    StatusMeaning(
      422, "Validation Error", "values of the request break the API's rules",
      advice: "the errors name each field and what is wrong with it"),
    StatusMeaning(
      429, "Too Many Requests", "more requests than the rate limit allows",
      advice:
        "wait the seconds that the answer's header Retry-After names, which $response.headers holds; many "
        + "messages go in one messages send-bulk"),
    StatusMeaning(
      500, "Server Error", "the service failed; whether it acted is not known",
      advice: "before a send is repeated, look in messages list whether it was queued"),
  ]

  /// The answers of a server to a request that is not one of the API, ascending (RFC 9110 §15.5, RFC 6585
  /// §5). The documentation does not mention them.
  static let ofAnyServer = [
    StatusMeaning(
      405, "Method Not Allowed",
      "the path does not accept this method; the header Allow lists those that it accepts"),
    StatusMeaning(413, "Content Too Large", "the body is larger than the server takes"),
    StatusMeaning(414, "URI Too Long", "the target of the request is longer than the server takes"),
    StatusMeaning(421, "Misdirected Request", "the Host is not one that this server answers for"),
    StatusMeaning(
      431, "Request Header Fields Too Large", "the head of the request is larger than the server takes"),
  ]

  /// The meaning of a status; nil where it is in neither list.
  public static func of(_ status: Int) -> StatusMeaning? {
    (all + ofAnyServer).first { $0.status == status }
  }
}
