import JSON

/// What a record is about that a person has at hand and gives to `explain`: a row of a list, an answer, an error.
enum RecordAtHand {
  /// One message, by its id.
  case message(Value)
  /// The messages of a bulk, by their ids.
  case messages([Value])
  case status(Int)
  /// Words that `explain` takes.
  case words(String)

  /// Nil where the record is about nothing that can be explained, such as a template.
  init?(_ record: Object) {
    if let found = Self.message(record) ?? Self.ofShell(record) ?? Self.ofAccount(record) {
      self = found
    } else {
      return nil
    }
  }

  /// A message, or the answer to a send.
  private static func message(_ record: Object) -> RecordAtHand? {
    if let id = record["message_id"], id.isMessageID { return .message(id) }
    if let results = record["results"]?.asArray, record["kind"] == nil {
      let ids = results.compactMap { $0["message_id"] }.filter(\.isMessageID)
      if !ids.isEmpty { return .messages(ids) }
      return (results.lazy.compactMap { $0["error"]?.asString }.first).map(RecordAtHand.words)
    }
    let others = [record["name"], record["phone"], record["label"], record["key"]]
    let isOther = others.contains { $0 != nil }
    guard let id = record["id"], id.isMessageID, record["recipient"] != nil || !isOther else { return nil }
    return .message(id)
  }

  /// What the shell itself has shown: an error, a row of `each --keep-going`, of `journal` or of `failures`,
  /// `$response`, or an earlier explanation.
  private static func ofShell(_ record: Object) -> RecordAtHand? {
    if let kind = record["kind"]?.asString, record["message"]?.asString != nil { return .words(kind) }
    if let status = record["status"]?.asInt, (100...599).contains(status) { return .status(Int(status)) }
    if let key = record["key"]?.asString, record["state"] != nil { return .words("key \(key)") }
    if let example = record["example"], example.isMessageID { return .message(example) }
    if let number = record["number"]?.asString { return .words("number \(number)") }
    if let ended = record["ok"]?.asBool {
      return record[ended ? "value" : "error"]?.asObject.flatMap(RecordAtHand.init)
    }
    return record["message"]?.asObject.flatMap(RecordAtHand.init)
  }

  /// A contact or an instance.
  private static func ofAccount(_ record: Object) -> RecordAtHand? {
    if let phone = record["phone"]?.asString { return .words("number \(phone)") }
    let isInstance = ["connection_status", "workspace"].contains { record[$0] != nil }
    return isInstance ? record["name"]?.asString.map { .words("instance \($0)") } : nil
  }
}
