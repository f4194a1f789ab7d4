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
    recipient = call.flag("to")?.asString
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

  /// What is known to be wrong with a call's flags before it runs.
  static func faults(_ given: KnownArguments) -> [ArgumentFault] {
    ["since", "until"].compactMap { flag in
      do throws(Failure) {
        _ = try time(given.flagValues[flag], "--\(flag)", 0)
        return nil
      } catch { return ArgumentFault(flag: flag, message: error.message) }
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
