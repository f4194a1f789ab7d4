import Catalog
import JSON
import Library
import Machine

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
    since = try call.flag("since").map { value throws(Failure) in
      let since = try WindowTime(value, of: "--since").seconds(at: now)
      if since > now + 86400 { throw WindowTime.future("--since", value) }
      return since
    }
    until = try call.flag("until").map { value throws(Failure) in
      try WindowTime(value, of: "--until").seconds(at: now)
    }
    recipient = try Self.recipient(call.flag("to"))
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
    let faults = ["since", "until", "to"].compactMap { flag -> ArgumentFault? in
      do throws(Failure) {
        let value = given.flagValues[flag]
        if flag == "to" { _ = try recipient(value) } else { _ = try time(flag, given) }
        return nil
      } catch { return ArgumentFault(flag: flag, message: error.message, hint: error.hint) }
    }
    guard faults.isEmpty, let since = try? time("since", given), let until = try? time("until", given),
      since.isAfter(until)
    else { return faults }
    return [ArgumentFault(flag: "until", message: "--until must come after --since, but is before it")]
  }

  private static func time(_ flag: String, _ given: KnownArguments) throws(Failure) -> WindowTime? {
    if let call = given.flagCalls[flag] {
      switch (call.name, call.operand) {
      case ("now", nil), ("today", nil), ("yesterday", nil):
        return try WindowTime(Value(call.name), of: "--\(flag)")
      case ("time", .string(let text)?):
        // What the builtin refuses is no time for a flag either.
        guard let time = ISOTime.seconds(text) else {
          throw WindowTime.wrong("--\(flag)", .string(text))
        }
        return try WindowTime(time, of: "--\(flag)")
      default: return nil
      }
    }
    return try given.flagValues[flag].map { value throws(Failure) in try WindowTime(value, of: "--\(flag)") }
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
