import HTTP
import JSON
import Library

/// What is kept of a record of somebody that a call was not about: enough for a replay to walk the same way and to count
/// the same, and nothing of whose it is or what it says.
enum Stranger {
  /// The members that are nobody's.
  private static let kept: Set<String> = [
    "id", "message_id", "status", "type", "created_at", "queued_at", "sent_at", "delivered_at", "failed_at",
    "refunded_at", "error_code",
  ]

  static func of(_ record: Value) -> Value {
    guard case .object(let members) = record else { return .null }
    var result = Object(
      members.members.filter { kept.contains($0.name.string) && !$0.value.isNull }.map { ($0.name, $0.value) }
    )
    // Reasons are counted; a number in one is a customer's.
    if let reason = members["error_message"]?.asString {
      result["error_message"] = Value(reason.hidingNumbers)
    }
    if let instance = members["instance"], !instance.isNull { result["instance"] = instance }
    return .object(result)
  }
}

extension Exchange {
  /// The same with of each row only so much that a call was about.
  func about(_ isAbout: (Value) -> Bool) -> Exchange {
    guard case .success(var response) = result, let body = try? Value(parsing: response.body),
      case .object(var members) = body, let data = members["data"]
    else { return self }
    members["data"] = data.about(isAbout)
    response.body = Value.object(members).jsonBytes()
    var exchange = self
    exchange.result = .success(response)
    return exchange
  }
}

extension Value {
  /// Of a list, of a page of one, or of a record.
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
