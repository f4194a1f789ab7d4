import Catalog
import JSON
import Library
import Machine
import Syntax

/// Which rows of a list are wanted, by what the API does not filter: when they were created, and to whom.
struct Window {
  var since: Double?
  var until: Double?
  var recipient: String?

  var isOpen: Bool { since == nil && until == nil && recipient == nil }

  init(since: Double, recipient: String?) {
    self.since = since
    self.recipient = recipient
  }

  init(_ call: WorldCall, now: Double) throws(Failure) {
    since = try Self.time(call.flag("since"), "--since", now)
    until = try Self.time(call.flag("until"), "--until", now)
    recipient = try Self.recipient(call.flag("to"))
  }

  /// `2d` (so long ago), `today`, `yesterday`, an ISO time; in seconds since 1970, days in UTC.
  private static func time(_ value: Value?, _ flag: String, _ now: Double) throws(Failure) -> Double? {
    guard let value else { return nil }
    let midnight = (now / 86400).rounded(.down) * 86400
    if let ago = value.asDouble { return now - ago }
    guard let text = value.asString else { throw wrong(flag, value) }
    switch text {
    case "now": return now
    case "today": return midnight
    case "yesterday": return midnight - 86400
    default:
      if let ago = text.word(as: .duration).asDouble { return now - ago }
      guard let time = ISOTime.seconds(Text(text))?.asDouble else { throw wrong(flag, value) }
      return time
    }
  }

  /// As messages have it: E.164, or the name of a group. Another way of writing a number would find none of its
  /// messages, which reads as if there were none.
  private static func recipient(_ value: Value?) throws(Failure) -> String? {
    guard let value else { return nil }
    if let text = value.asString, Pattern.e164.matches(text) || text.contains("@") { return text }
    throw Failure(
      .usage, "--to takes a phone number in E.164, such as +966501234567, but has \(value.described)",
      hint: "phone NUMBER COUNTRY makes one of a local number")
  }

  /// What is known to be wrong with a call's flags before it runs.
  static func faults(_ given: KnownArguments) -> [ArgumentFault] {
    ["since", "until", "to"].compactMap { flag in
      do throws(Failure) {
        let value = given.flagValues[flag]
        _ = try flag == "to" ? recipient(value).map { _ in 0 } : time(value, "--\(flag)", 0)
        return nil
      } catch { return ArgumentFault(flag: flag, message: error.message, hint: error.hint) }
    }
  }

  private static func wrong(_ flag: String, _ value: Value) -> Failure {
    Failure(
      .usage,
      "\(flag) takes a duration such as 2d, 'today', 'yesterday' or an ISO time, but has \(value.described)")
  }

  func holds(_ row: Value) -> Bool {
    if let recipient, row["recipient"]?.asString != recipient { return false }
    guard since != nil || until != nil else { return true }
    guard let created = created(row) else { return true }
    return created >= (since ?? -.infinity) && created < (until ?? .infinity)
  }

  /// Newest come first: a row before the window's beginning ends the walk.
  func isPast(_ row: Value) -> Bool {
    guard let since, let created = created(row) else { return false }
    return created < since
  }

  private func created(_ row: Value) -> Double? {
    (row["created_at"]?.asText).flatMap { ISOTime.seconds($0)?.asDouble }
  }
}
