import JSON
import Machine
import Syntax

extension Library {
  static let times: [Builtin] = [.time, .date]
}

extension Library {
  /// `2025-01-15 10:30:05 UTC`, of seconds since 1970.
  public static func written(_ seconds: Double) -> String {
    let time = CivilTime(seconds: Int64(clamping: max(min(seconds, 1e12), -1e12)))
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(time.year)-\(two(time.month))-\(two(time.day)) "
      + "\(two(time.hour)):\(two(time.minute)):\(two(time.second)) UTC"
  }
}

extension Library {
  /// `2025-01-15T10:30:05.123Z`, of seconds since 1970.
  public static func timestamp(_ seconds: Double) -> String {
    let whole = seconds.rounded(.down)
    let milliseconds = "\(1000 + Int(clamping: (seconds - whole) * 1000))".dropFirst()
    let written = written(whole)
    return "\(written.prefix(10))T\(written.dropFirst(11).prefix(8)).\(milliseconds)Z"
  }
}

extension Builtin {
  static let time = Builtin(
    Signature("time", input: .whole),
    "seconds since 1970 of a date or time in ISO 8601; in UTC where it names no zone",
    examples: [
      Example(#"time("2025-01-15T10:30:00Z")"#, shows: "1736937000"),
      Example(#"time("2025-01-15")"#, shows: "1736899200"),
    ],
    .function { call throws(Failure) in
      let value = call.value(0)
      if value.asDouble != nil { return value }
      guard let text = value.asText, let seconds = ISOTime.seconds(text) else { throw .notTime(value) }
      return seconds
    })

  static let date = Builtin(
    Signature(
      "date", input: .whole, operands: [Operand("FORMAT", type: .string)],
      flags: [Flag("zone", .required, type: .string, meaning: "as Asia/Riyadh or +03:00; UTC unless given")]),
    "seconds since 1970 as text, by a format of strftime",
    examples: [
      Example(#"1736937000 | date "%Y-%m-%d %H:%M""#, shows: #""2025-01-15 10:30""#),
      Example(#"1736937000 | date "%H:%M %z" --zone Asia/Riyadh"#, shows: #""13:30 +0300""#),
    ],
    .function { call throws(Failure) in
      guard let number = call.value(0).asDouble else { throw .notSeconds(call.value(0)) }
      // From the year 0 to the year 9999.
      guard (-62_167_219_200..<253_402_300_800).contains(number) else { throw .farTime(call.value(0)) }
      let seconds = Int64(number.rounded(.down))
      let format = try call.text(1, "date", "text as its format")
      let zone = call[2] == nil ? .utc : try Zone(named: call.text(2, "date --zone"))
      let local = zone.local(at: seconds)
      let writer = Strftime(
        time: CivilTime(seconds: seconds + Int64(local.offset)), seconds: seconds, offset: local.offset,
        zone: local.name)
      return Value(try writer.text(format.string))
    })
}
