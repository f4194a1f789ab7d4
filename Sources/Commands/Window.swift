import Catalog
import JSON
import Library
import Machine
import Stage

/// Which rows of a list are wanted, by what the API cannot filter by: the time when they were created, and the
/// recipient.
package struct Window {
  package var since: Double?
  package var until: Double?
  package var recipient: String?
  /// A recipient of which it is not known which number it is.
  package private(set) var local: WrittenNumber?
  /// By how many seconds it begins later than now, where that is more than clocks differ. A sandbox's clock may be ahead.
  package private(set) var lead: Double?

  package var isOpen: Bool { since == nil && until == nil && recipient == nil && local == nil }

  /// All rows.
  package init() {}

  package init(since: Double, recipient: String?) {
    self.since = since
    self.recipient = recipient
  }

  /// - Parameter zone: the run's.
  package init(_ call: WorldCall, now: Double, in zone: Zone) throws(Failure) {
    since = try call.flag("since").map { value throws(Failure) in
      let since = try WindowTime(value, of: "--since", in: zone).seconds(at: now, in: zone)
      if since > now + 86400 { throw WindowTime.future("--since", value) }
      if since > now + 300 { lead = since - now }
      return since
    }
    until = try call.flag("until").map { value throws(Failure) in
      try WindowTime(value, of: "--until", in: zone).seconds(at: now, in: zone)
    }
    switch try Self.recipient(call.flag("to")) {
    case .some(let number) where number.whole == nil: local = number
    case .some(let number): recipient = number.whole
    case nil: recipient = call.flag("to")?.asString
    }
  }

  /// The rows to a local number.
  ///
  /// - Throws: where they are to several recipients: of one of them nothing was asked.
  package func ofOne(_ rows: [Value]) throws(Failure) -> [Value] {
    guard let local else { return rows }
    let found = Set(rows.compactMap { $0["recipient"]?.asString }).sorted()
    if found.count < 2 { return rows }
    throw Failure(
      .usage, "--to must mean one number, but \(local.written.debugDescription) fits \(found.count) of them",
      hint: found.prefix(5).map { "--to \($0)" }.joined(separator: ", ")
        + (found.count > 5 ? ", …" : ""))
  }

  /// Nil where it is the name of a group, or nothing.
  private static func recipient(_ value: Value?) throws(Failure) -> WrittenNumber? {
    guard let value else { return nil }
    if value.asString?.contains("@") == true { return nil }
    if value.asString != nil || value.asInt != nil, let number = WrittenNumber(value.asString ?? value.json) {
      return number
    }
    throw Failure(
      .usage, "--to takes a phone number, such as +966501234567 or 0501234567, but has \(value.described)")
  }

  /// What is known to be wrong with a call's flags before it runs.
  package static func faults(_ given: KnownArguments) -> [ArgumentFault] {
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
      switch (call.builtin.moment, call.operand) {
      case (.named, nil): return try WindowTime(Value(call.builtin.name), of: "--\(flag)")
      case (.written, .string(let text)?):
        // A flag refuses what the builtin `time` refuses.
        guard let time = ISOTime.seconds(text) else {
          throw WindowTime.wrong("--\(flag)", .string(text))
        }
        return try WindowTime(time, of: "--\(flag)")
      case (.named, _), (.written, _), (nil, _): return nil
      }
    }
    return try given.flagValues[flag].map { value throws(Failure) in try WindowTime(value, of: "--\(flag)") }
  }

  package func holds(_ row: Value) -> Bool {
    if let recipient, row["recipient"]?.asString != recipient { return false }
    if let local, row["recipient"]?.asString.map(local.fits) != true { return false }
    guard since != nil || until != nil else { return true }
    guard let created = created(row) else { return true }
    return created >= (since ?? -.infinity) && created < (until ?? .infinity)
  }

  /// Newest come first: a row before the window's beginning ends the walk.
  package func isPast(_ row: Value) -> Bool {
    guard let since, let created = created(row) else { return false }
    return created < since
  }

  private func created(_ row: Value) -> Double? {
    (row["created_at"]?.asText).flatMap { ISOTime.seconds($0)?.asDouble }
  }
}
