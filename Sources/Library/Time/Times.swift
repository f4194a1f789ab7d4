import JSON
import Machine
import Syntax
import SystemCalls

extension Library {
  static let times: [Builtin] = [.time, .date, .addMonths]
}

extension Library {
  /// Seconds since 1970 as `2025-01-15 10:30:05 UTC`.
  public static func written(_ seconds: Double) -> String {
    let time = CivilTime(seconds: Int64(clamping: max(min(seconds, 1e12), -1e12)))
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(time.year)-\(two(time.month))-\(two(time.day)) "
      + "\(two(time.hour)):\(two(time.minute)):\(two(time.second)) UTC"
  }
}

extension Library {
  /// Seconds since 1970 as `2025-01-15 10:30`, in the local time of a zone.
  public static func minute(_ seconds: Double, in zone: Zone) -> String {
    String(written(seconds, in: zone).prefix(16))
  }

  /// Seconds since 1970 as `2025-01-15 13:30:05 +03`: in the local time of a zone, with its abbreviation there.
  public static func written(_ seconds: Double, in zone: Zone) -> String {
    let whole = Int64(clamping: max(min(seconds, 1e12), -1e12).rounded(.down))
    let local = zone.local(at: whole)
    return written(Double(whole + Int64(local.offset))).dropLast("UTC".count) + local.name
  }

  /// Seconds since 1970 as `2025-01-15T10:30:05.123Z`.
  public static func timestamp(_ seconds: Double) -> String {
    let whole = seconds.rounded(.down)
    let milliseconds = "\(1000 + Int(clamping: (seconds - whole) * 1000))".dropFirst()
    let written = written(whole)
    return "\(written.prefix(10))T\(written.dropFirst(11).prefix(8)).\(milliseconds)Z"
  }
}

extension Builtin {
  static let time = Builtin(
    Signature(
      "time", input: .whole,
      flags: [
        Flag("format", .required, type: .string, meaning: "how it is written, as %d/%m/%Y %I:%M %p"),
        .zone,
      ]),
    "seconds since 1970 of a date or time in ISO 8601, or in a format of strftime",
    in: .numbers, also: ["strptime", "mktime"],
    examples: [
      Example(#"time("2025-01-15T10:30:00Z")"#, shows: "1736937000"),
      Example(#"time("2025-01-15")"#, shows: "1736899200"),
      Example(
        #"time "30/11/2026 4:30 PM" --format "%d/%m/%Y %I:%M %p" --zone Asia/Riyadh"#, shows: "1796045400"),
    ],
    gives: .number, faults: ArgumentFault.timeFlags(of: "time"),
    .function { call throws(Failure) in
      let value = call.value(0)
      if value.asDouble != nil { return value }
      guard let text = value.asText else { throw .notTime(value) }
      let zone = try zone(call, 2, "time")
      if call[1] != nil {
        let format = try call.text(1, "time --format", "text as its format")
        return try Strptime.seconds(text, format.string, in: zone)
      }
      guard let seconds = ISOTime.seconds(text, in: zone) else { throw .notTime(value) }
      return seconds
    }
  ).with { $0.moment = .written }

  static let date = Builtin(
    Signature(
      "date", input: .whole, operands: [Operand("FORMAT", type: .string)], flags: [.zone]),
    "seconds since 1970 as text, by a format of strftime",
    in: .numbers,
    examples: [
      Example(#"1736937000 | date "%Y-%m-%d %H:%M""#, shows: #""2025-01-15 10:30""#),
      Example(#"1736937000 | date "%H:%M %z" --zone Asia/Riyadh"#, shows: #""13:30 +0300""#),
    ],
    gives: .text, faults: ArgumentFault.date,
    .function { call throws(Failure) in
      let seconds = try seconds(call, "date")
      let format = try call.text(1, "date", "text as its format")
      let local = try zone(call, 2, "date").local(at: seconds)
      let writer = Strftime(
        time: CivilTime(seconds: seconds + Int64(local.offset)), seconds: seconds, offset: local.offset,
        zone: local.name)
      return Value(try writer.text(format.string))
    })

  static let addMonths = Builtin(
    Signature(
      "add-months", input: .whole, operands: [Operand("N", type: .integer)], flags: [.zone]),
    "a time so many months later, at the same time of day; where the month is shorter, its last day",
    in: .numbers,
    examples: [
      Example(#"time("2025-01-31") | add-months 1 | date "%F""#, shows: #""2025-02-28""#),
      Example(#"add-months(time("2024-03-31T10:00:00Z"), -1) | date "%F %R""#, shows: #""2024-02-29 10:00""#),
    ],
    takes: .number, gives: .number, faults: ArgumentFault.timeFlags(of: "add-months"),
    .function { call throws(Failure) in
      let seconds = try seconds(call, "add-months")
      guard let months = call.value(1).asInt, months.magnitude <= 120_000 else {
        throw .argument("add-months", "an integer from -120000 to 120000", call.value(1))
      }
      let zone = try zone(call, 2, "add-months")
      var civil = CivilTime(seconds: seconds + Int64(zone.local(at: seconds).offset))
      civil.add(months: months)
      guard (0...9999).contains(civil.year) else { throw .farTime("add-months", call.value(0)) }
      let result = zone.seconds(ofLocal: civil.seconds)
      let fraction = (call.value(0).asDouble ?? 0) - Double(seconds)
      return fraction == 0 ? .int(result) : .double(Double(result) + fraction)
    })
}

extension Flag {
  /// For builtins that read or write times.
  static let zone = Flag(
    "zone", .required, type: .string, meaning: "as Asia/Riyadh or +03:00; that of the run unless given")
}

/// The zone in this slot, or else the zone of the run.
private func zone(_ call: Arguments, _ slot: Int, _ builtin: String) throws(Failure) -> Zone {
  let name = try call[slot] == nil ? call.interruption.zone : call.text(slot, "\(builtin) --zone")
  do throws(Failure) { return try Zone(named: name) } catch { throw .unknownZone(name, builtin) }
}

/// The moment that a builtin was given, without its fraction of a second.
private func seconds(_ call: Arguments, _ builtin: String) throws(Failure) -> Int64 {
  guard let number = call.value(0).asDouble else { throw .notSeconds(builtin, call.value(0)) }
  // The limits are the beginning of the year 0 and the end of the year 9999.
  guard (-62_167_219_200..<253_402_300_800).contains(number) else { throw .farTime(builtin, call.value(0)) }
  return Int64(number.rounded(.down))
}
