import Catalog
import JSON
import Library
import Machine
import Stage

/// Selects rows of a list by what the API cannot filter by: when they were created, and the recipient.
package struct Window {
  /// The first moment that is wanted, in seconds since 1970.
  package var since: Double?
  /// The moment before which rows are wanted, in seconds since 1970.
  package var until: Double?
  /// The wanted recipient as an E.164 number.
  package var recipient: String?
  /// The wanted recipient, where the user gave a local number, so that the whole number is not known.
  package private(set) var local: WrittenNumber?
  /// By how many seconds `since` is in the future, where that is more than clocks differ. The clock of a sandbox may be
  /// ahead.
  package private(set) var lead: Double?

  /// Whether all rows are wanted.
  package var isOpen: Bool { since == nil && until == nil && recipient == nil && local == nil }

  /// A window that all rows pass.
  package init() {}

  package init(since: Double, recipient: String?) {
    self.since = since
    self.recipient = recipient
  }

  /// - Parameters:
  ///   - now: the present, in seconds since 1970.
  ///   - zone: the time zone of the run.
  /// - Throws: `usage` where a flag of the call cannot be read.
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

  /// The rows to a recipient that was given as a local number.
  ///
  /// - Throws: `usage` where the rows have several recipients, since the user has asked for one only.
  package func ofOne(_ rows: [Value]) throws(Failure) -> [Value] {
    guard let local else { return rows }
    let found = Set(rows.compactMap { $0["recipient"]?.asString }).sorted()
    if found.count < 2 { return rows }
    throw Failure(
      .usage, "--to must mean one number, but \(local.written.debugDescription) fits \(found.count) of them",
      hint: found.prefix(5).map { "--to \($0)" }.joined(separator: ", ")
        + (found.count > 5 ? ", …" : ""))
  }

  /// Reads a recipient; nil where it is the address of a group, or nothing.
  private static func recipient(_ value: Value?) throws(Failure) -> WrittenNumber? {
    guard let value else { return nil }
    if value.asString?.contains("@") == true { return nil }
    if value.asString != nil || value.asInt != nil, let number = WrittenNumber(value.asString ?? value.json) {
      return number
    }
    throw Failure(
      .usage, "--to takes a phone number, such as +966501234567 or 0501234567, but has \(value.described)")
  }

  /// The faults in the flags of a call, as far as these are known before the run.
  package static func faults(_ given: KnownArguments) -> [ArgumentFault] {
    if given.flagValues.isEmpty, given.flagCalls.isEmpty { return [] }
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
      switch (call.builtin.traits.moment, call.operand) {
      case (.named, nil): return try WindowTime(Value(call.builtin.name), of: "--\(flag)")
      case (.written, .string(let text)?):
        // The flag refuses the same texts as the builtin `time`.
        guard let time = ISOTime.seconds(text) else {
          throw WindowTime.wrong("--\(flag)", .string(text))
        }
        return try WindowTime(time, of: "--\(flag)")
      case (.named, _), (.written, _), (nil, _): return nil
      }
    }
    return try given.flagValues[flag].map { value throws(Failure) in try WindowTime(value, of: "--\(flag)") }
  }

  /// Whether the row is wanted.
  package func holds(_ row: Value) -> Bool {
    if let recipient, row["recipient"]?.asString != recipient { return false }
    if let local, row["recipient"]?.asString.map(local.fits) != true { return false }
    guard since != nil || until != nil else { return true }
    guard let created = created(row) else { return true }
    return created >= (since ?? -.infinity) && created < (until ?? .infinity)
  }

  /// Whether the row is older than the window. The newest rows come first, so such a row ends a walk.
  package func isPast(_ row: Value) -> Bool {
    guard let since, let created = created(row) else { return false }
    return created < since
  }

  private func created(_ row: Value) -> Double? {
    (row["created_at"]?.asText).flatMap { ISOTime.seconds($0)?.asDouble }
  }
}
