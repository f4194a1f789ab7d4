import JSON
import SystemCalls

extension Response {
  /// The seconds that the server asks the client to wait, whole and not below 0; nil where it does not say
  /// (RFC 9110 §10.2.3: digits, or a date). A date counts from the answer's own `Date`, because this
  /// machine's clock may be wrong; without one, from `now` in seconds since 1970.
  public func retryAfter(now: Double) -> Double? {
    guard let text = self[header: "Retry-After"], !text.isEmpty else { return nil }
    if text.utf8.allSatisfy(\.isDigit) { return min(Double(text) ?? .infinity, Self.longest) }
    guard let date = HTTPDate(parsing: text) else { return nil }
    let sent = self[header: "Date"].flatMap { HTTPDate(parsing: $0) }
    return min(max(0, (date.seconds - (sent?.seconds ?? now)).rounded(.up)), Self.longest)
  }

  /// A longer time counts as this one: 68 years (RFC 9111 §1.2.2).
  private static let longest = 0x1p31
}

extension Response {
  /// The service's time when it answered, in seconds since 1970; nil where the answer has none.
  public var date: Double? { self[header: "Date"].flatMap { HTTPDate(parsing: $0)?.seconds } }
}

/// A date in any of the three forms of RFC 9110 §5.6.7.
struct HTTPDate {
  /// Seconds since 1970, UTC.
  let seconds: Double

  init?(parsing text: String) {
    let parts = text.split { $0 == " " || $0 == "," || $0 == "-" }
    let isASCTime = parts.count == 5
    guard isASCTime || (parts.count == 6 && parts[5] == "GMT") else { return nil }
    let (day, month) = isASCTime ? (parts[2], parts[1]) : (parts[1], parts[2])
    let (year, time) = isASCTime ? (parts[4], parts[3]) : (parts[3], parts[4])
    guard let day = day.digits, (1...31).contains(day), let year = Self.year(year),
      let month = Self.months.firstIndex(of: String(month)), let clock = Self.secondsOfDay(time)
    else { return nil }
    seconds = Double(CivilTime(year: Int64(year), month: month + 1, day: day).days * 86_400 + Int64(clock))
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// A year of two digits, as in RFC 850, is between 1970 and 2069.
  private static func year(_ text: Substring) -> Int? {
    guard let year = text.digits, (0...9999).contains(year) else { return nil }
    guard text.count == 2 else { return year }
    return year + (year < 70 ? 2000 : 1900)
  }

  private static func secondsOfDay(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":").map(\.digits)
    guard parts.count == 3, let hour = parts[0], let minute = parts[1], let second = parts[2],
      (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
    else { return nil }
    return hour * 3600 + minute * 60 + second
  }
}

extension Substring {
  /// The number, where it is written with digits alone. `Int` would also accept a sign.
  fileprivate var digits: Int? { utf8.allSatisfy(\.isDigit) ? Int(self) : nil }
}
