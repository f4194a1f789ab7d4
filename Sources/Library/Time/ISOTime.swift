import JSON
import Machine
import SystemCalls

/// Reads a date, or a date and a time, in the forms of ISO 8601 that RFC 3339 and people use: `2025-01-31`,
/// `2025-01-31T10:30:00.5Z` or `2025-01-31 10:30`. The zone may be `Z`, `+03:00`, `+0300` or missing.
public struct ISOTime {
  private var rest: Substring.UTF8View
  private var civil = CivilTime(year: 1970)
  private var fraction = 0.0
  /// The offset from UTC in seconds; nil where the text names no zone.
  private var offset: Int?

  /// The time in seconds since 1970-01-01T00:00:00Z, as an integer where there is no fraction; nil where the text is
  /// not a time.
  ///
  /// - Parameter zone: the zone of a time that names none.
  public static func seconds(_ text: Text, in zone: Zone = .utc) -> Value? {
    var reader = ISOTime(rest: text.trimmed.string[...].utf8)
    guard reader.date(), reader.rest.isEmpty || (reader.timeOfDay() && reader.zone()),
      reader.rest.isEmpty, reader.civil.isValid
    else { return nil }
    let local = reader.civil.seconds
    let seconds = reader.offset.map { local - Int64($0) } ?? zone.seconds(ofLocal: local)
    return reader.fraction == 0 ? .int(seconds) : .double(Double(seconds) + reader.fraction)
  }

  private init(rest: Substring.UTF8View) { self.rest = rest }

  private mutating func date() -> Bool {
    guard let year = digits(4), skip("-"), let month = digits(2), skip("-"), let day = digits(2) else {
      return false
    }
    (civil.year, civil.month, civil.day) = (Int64(year), month, day)
    return true
  }

  private mutating func timeOfDay() -> Bool {
    guard skip("T") || skip("t") || skip(" "), let hour = digits(2), skip(":"), let minute = digits(2) else {
      return false
    }
    (civil.hour, civil.minute) = (hour, minute)
    guard skip(":") else { return true }
    guard let second = digits(2) else { return false }
    civil.second = second
    return skip(".") ? readFraction() : true
  }

  private mutating func readFraction() -> Bool {
    let digits = rest.prefix { (48...57).contains($0) }
    guard let text = String(digits), !text.isEmpty, let value = Double("0." + text) else { return false }
    rest = rest.dropFirst(text.utf8.count)
    fraction = value
    return true
  }

  private mutating func zone() -> Bool {
    if rest.isEmpty { return true }
    if skip("Z") || skip("z") {
      offset = 0
      return true
    }
    let sign = skip("+") ? 1 : skip("-") ? -1 : 0
    guard sign != 0, let hours = digits(2), hours < 24 else { return false }
    let hasColon = skip(":")
    let minutes = digits(2)
    guard minutes != nil || !hasColon, minutes ?? 0 < 60 else { return false }
    offset = sign * (hours * 3600 + (minutes ?? 0) * 60)
    return true
  }

  private mutating func digits(_ count: Int) -> Int? {
    let digits = rest.prefix(count)
    guard digits.count == count, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
    rest = rest.dropFirst(count)
    return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest = rest.dropFirst()
    return true
  }
}
