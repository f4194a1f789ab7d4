import SystemCalls

/// The rule at the end of a TZif file for all later years (RFC 9636 §3.3). It is written like `TZ` of POSIX:
/// `CET-1CEST,M3.5.0,M10.5.0/3`.
struct ZoneRule: Sendable {
  private var standard: Zone.Local = (0, "UTC")
  private var summer: Zone.Local?
  fileprivate var start = Change()
  fileprivate var end = Change()

  /// A day in each year, and the local time of day in seconds at which clocks change.
  fileprivate struct Change: Sendable {
    enum Day: Sendable {
      case julian(Int)
      case zeroBased(Int)
      case weekday(month: Int, week: Int, day: Int)
    }

    var day = Day.zeroBased(0)
    var time = 7200
  }

  /// Nil where the text is not such a rule, or is empty.
  init?(_ text: String) {
    var reader = Reader(rest: text[...])
    guard let name = reader.name(), let west = reader.clock() else { return nil }
    standard = (-west, name)
    guard let summerName = reader.name() else { return }
    summer = (reader.clock().map { -$0 } ?? standard.offset + 3600, summerName)
    guard reader.skip(","), let start = reader.change(), reader.skip(","), let end = reader.change() else {
      return nil
    }
    (self.start, self.end) = (start, end)
  }

  func local(at seconds: Int64) -> Zone.Local {
    guard let summer else { return standard }
    let year = CivilTime(seconds: seconds + Int64(standard.offset)).year
    let begins = start.seconds(in: year) - Int64(standard.offset)
    let ends = end.seconds(in: year) - Int64(summer.offset)
    let isSummer = begins < ends ? (begins..<ends).contains(seconds) : !(ends..<begins).contains(seconds)
    return isSummer ? summer : standard
  }

  fileprivate struct Reader {
    var rest: Substring

    mutating func skip(_ character: Character) -> Bool {
      guard rest.first == character else { return false }
      rest.removeFirst()
      return true
    }

    mutating func name() -> String? {
      if skip("<") {
        let name = rest.prefix { $0 != ">" }
        rest = rest.dropFirst(name.count + 1)
        return String(name)
      }
      let name = rest.prefix { $0.isASCII && $0.isLetter }
      rest = rest.dropFirst(name.count)
      return name.isEmpty ? nil : String(name)
    }

    /// Reads `[+-]hh[:mm[:ss]]` in seconds.
    mutating func clock() -> Int? {
      let sign = skip("-") ? -1 : 1
      _ = sign == 1 && skip("+")
      guard let hours = number() else { return nil }
      let minutes = skip(":") ? number() ?? 0 : 0
      let seconds = skip(":") ? number() ?? 0 : 0
      return sign * (hours * 3600 + minutes * 60 + seconds)
    }

    mutating func number() -> Int? {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(digits.count)
      return digits.count <= 6 ? Int(digits) : nil
    }

    mutating func change() -> Change? {
      var change = Change()
      if skip("M") {
        guard let month = number(), skip("."), let week = number(), skip("."), let day = number(),
          (1...12).contains(month), (1...5).contains(week), (0...6).contains(day)
        else { return nil }
        change.day = .weekday(month: month, week: week, day: day)
      } else {
        let isJulian = skip("J")
        guard let day = number() else { return nil }
        change.day = isJulian ? .julian(day) : .zeroBased(day)
      }
      if skip("/") {
        guard let time = clock() else { return nil }
        change.time = time
      }
      return change
    }
  }
}

extension ZoneRule.Change {
  /// The local time of the change, as if local time were UTC.
  fileprivate func seconds(in year: Int64) -> Int64 { days(in: year) * 86_400 + Int64(time) }

  private func days(in year: Int64) -> Int64 {
    let first = CivilTime(year: year)
    switch day {
    case .zeroBased(let day): return first.days + Int64(day)
    // Day 60 is always 1 March, also in leap years.
    case .julian(let day):
      return first.days + Int64(day - 1) + (day >= 60 && CivilTime.days(in: 2, of: year) == 29 ? 1 : 0)
    case .weekday(let month, let week, let day):
      let start = CivilTime(year: year, month: month)
      let firstMatch = (day - start.weekday + 7) % 7 + 1
      let last = CivilTime.days(in: month, of: year)
      var found = firstMatch + 7 * (week - 1)
      if found > last { found -= 7 }
      return start.days + Int64(found - 1)
    }
  }
}
