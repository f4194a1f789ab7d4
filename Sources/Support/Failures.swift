import Catalog
import Commands
import HTTP
import JSON
import Library
import Machine
import Rendering
import Service
import Source
import Stage

/// The messages that failed in a span of time, counted in groups.
struct Failures {
  enum Key: String, CaseIterable {
    case instance, hour, reason, type

    /// Whether it stands only in a message's record, and not in a row of a list.
    var needsRecord: Bool { self == .instance || self == .reason }
  }

  let keys: [Key]
  let history: History
  let records: FailureRecords
  let zone: Zone

  /// The groups, the largest first. The messages whose records were not read are a group too, so
  /// that the counts add up to the total.
  var groups: [Value] {
    var groups: [[Value]: [Value]] = [:]
    for row in history.failed { groups[keys.map { value(of: $0, in: row) }, default: []].append(row) }
    let sorted = groups.sorted { left, right in
      if left.value.count != right.value.count { return left.value.count > right.value.count }
      return left.key.map(\.json).joined(separator: " ") < right.key.map(\.json).joined(separator: " ")
    }
    return sorted.map { values, rows in
      var group = Object(zip(keys, values).map { (Text($0.rawValue), $1) })
      group["count"] = .int(Int64(rows.count))
      group["first"] = rows.last.map(minute) ?? .null
      group["last"] = rows.first.map(minute) ?? .null
      group["example"] = rows.first?["id"] ?? .null
      return .object(group)
    }
  }

  /// `2025-01-15T10:30` in the run's zone, in the same form as the hour, and short enough for a
  /// column of a table.
  private func minute(of row: Value) -> Value {
    row.created.map { Value(Library.minute($0, in: zone).replacing(" ", with: "T")) } ?? .null
  }

  private func value(of key: Key, in row: Value) -> Value {
    switch key {
    case .type: row["type"] ?? .null
    case .hour: row.created.map { Value("\(Library.minute($0, in: zone).prefix(13)):00") } ?? .null
    case .instance: records.instance(of: row).map { Value($0) } ?? .null
    case .reason: records.reason(of: row).map { Value($0) } ?? .null
    }
  }

  /// How many of the failed messages have a record that was read.
  var knownCount: Int { records.known(history.failed).count }
}

extension SupportDesk {
  /// How many records are read without asking.
  private static let free = 200

  func failures(_ call: WorldCall) async throws(Failure) -> Value {
    let keys = try Self.keys(call.flag("by"))
    let now = service.console.world.surroundings.date()
    let window = try Window(call, now: now, in: service.zone)
    let isAll = call.has("yes") || service.console.answersYes
    let history = try await HistoryReader(service: service).read(
      since: window.since ?? now - 86400, until: window.until, most: isAll ? .max : History.mostRows
    ) { _ in false }
    if case .failed(let failure)? = history.refused { throw failure }
    if let reason = history.refused?.reason {
      throw Failure(
        .permission, "failures reads the list of messages, but it was \(reason)",
        hint: "'explain ID' reads one message with send_message alone")
    }
    var records = FailureRecords()
    if keys.contains(where: \.needsRecord) {
      let most = isAll ? Int.max : try await most(history.failed.count)
      records = try await FailureRecords.read(history.failed, most: most, in: service)
    }
    let failures = Failures(keys: keys, history: history, records: records, zone: service.zone)
    try await tell(failures, now)
    guard showsText, !call.isNeeded else { return .array(failures.groups) }
    let groups = Value.array(failures.groups)
    try show(groups)
    keep(groups)
    let console = service.console
    try console.flush()
    let moments = [history.since, window.until].compactMap(\.self).map {
      Library.written($0, in: service.zone)
    }
    let foot =
      "\(Figures.grouped(history.failed.count)) failed of \(Figures.counted(history.rows.count, "message")) since "
      + moments.joined(separator: " until ")
    console.show(Palette(isOn: console.world.errorScreen.color).paint(foot, .dim), whole: foot)
    return .null
  }

  /// How many records may be read. Where there are more than `free`, the person is first told what
  /// they cost, and asked.
  private func most(_ count: Int) async throws(Failure) -> Int {
    if count <= Self.free { return count }
    let cost =
      "\(Figures.counted(count, "message")) failed: to read their reasons takes one request for each"
    if let isWanted = try await service.console.askWhenQuiet("\(cost). Read all?") {
      return isWanted ? count : Self.free
    }
    service.console.say("\(cost); \(Self.free) are read; --yes reads all of them")
    return Self.free
  }

  private func tell(_ failures: Failures, _ now: Double) async throws(Failure) {
    let console = service.console
    let (history, count) = (failures.history, failures.history.failed.count)
    if !history.isWhole { console.say("\(history.words(now: now)); --yes looks at all") }
    guard failures.keys.contains(where: \.needsRecord), count > 0 else { return }
    if let reason = failures.records.refused?.reason, failures.knownCount == 0 {
      return console.say("reasons and instances: \(reason)")
    }
    if failures.knownCount < count {
      console.say(
        "reasons and instances: \(Figures.grouped(failures.knownCount)) of \(Figures.grouped(count)) looked at"
      )
    }
    guard failures.keys.contains(.instance) else { return }
    for line in try await InstanceChanges(service).words(history, failures.records) {
      console.say(Escaping.line(line))
    }
  }

  static func keys(_ value: Value?) throws(Failure) -> [Failures.Key] {
    guard let value, !value.isNull else { return [.instance, .reason] }
    let words =
      value.asArray?.map { $0.asString ?? $0.json }
      ?? (value.asString ?? value.json).split(separator: ",").map(String.init)
    let keys = words.map { Failures.Key(rawValue: $0) }
    let found = keys.compactMap(\.self)
    let names = Failures.Key.allCases.map(\.rawValue)
    let wrong = words.first { !names.contains($0) }
    guard !found.isEmpty, found.count == words.count, Set(found).count == found.count else {
      throw Failure(
        .usage,
        "--by takes some of \(names.joined(separator: ",")), but has \(value.described)",
        hint: wrong.flatMap { nearest($0, among: names) }.map { "did you mean '\($0)'?" })
    }
    return found
  }
}
