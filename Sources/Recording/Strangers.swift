import HTTP
import JSON
import Library

/// What is kept of a record of a person whom a call was not about. It is enough for a replay to walk through the same
/// pages and to count the same, and tells neither who the person is nor what the message says.
enum Stranger {
  /// The members that reveal nothing about a person.
  private static let kept: Set<String> = [
    "id", "message_id", "status", "type", "created_at", "queued_at", "sent_at", "delivered_at", "failed_at",
    "refunded_at", "error_code",
  ]

  static func of(_ record: Value) -> Value {
    guard case .object(let members) = record else { return .null }
    var result = Object(
      members.members.filter { kept.contains($0.name.string) && !$0.value.isNull }.map { ($0.name, $0.value) }
    )
    // Reasons are kept because they are counted. A number in one belongs to a customer.
    if let reason = members["error_message"]?.asString {
      result["error_message"] = Value(reason.hidingNumbers)
    }
    if let instance = members["instance"], !instance.isNull { result["instance"] = instance }
    return .object(result)
  }
}

extension Exchange {
  /// The exchange with only these members of the rows that the call was not about.
  func about(_ isAbout: (Value) -> Bool) -> Exchange {
    guard case .success(var response) = result else { return self }
    if let body = try? Value(parsing: response.body) {
      if case .object(var members) = body, let data = members["data"] {
        members["data"] = data.about(isAbout)
        response.body = Value.object(members).jsonBytes()
      } else if (200..<300).contains(response.status) {
        // An answer that is not of the documented form may be about anybody.
        response.body = body.about(isAbout).jsonBytes()
      }
    } else if (200..<300).contains(response.status),
      !isAbout(Value(String(decoding: response.body, as: UTF8.self)))
    {
      response.body = []
    }
    var exchange = self
    exchange.result = .success(response)
    return exchange
  }
}

extension Value {
  /// `data` may be a list, a page of a list, or one record.
  fileprivate func about(_ isAbout: (Value) -> Bool) -> Value {
    switch self {
    case .array(let rows): return .array(rows.map { isAbout($0) ? $0 : Stranger.of($0) })
    case .object(var members):
      guard let rows = members["data"], rows.asArray != nil else {
        return isAbout(self) ? self : Stranger.of(self)
      }
      members["data"] = rows.about(isAbout)
      return .object(members)
    case .null, .bool, .int, .double, .decimal, .string: return self
    }
  }
}
