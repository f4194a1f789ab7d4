import JSON
import SystemCalls

/// A moment: microseconds since 1970-01-01T00:00:00Z.
struct Timestamp: Hashable, Comparable, Sendable {
  var microseconds: Int64

  static func < (left: Timestamp, right: Timestamp) -> Bool { left.microseconds < right.microseconds }

  /// The moment that is so many microseconds later; the last possible moment where that is too
  /// late.
  func adding(microseconds more: Int64) -> Timestamp {
    let (sum, overflow) = microseconds.addingReportingOverflow(more)
    return Timestamp(microseconds: overflow ? .max : sum)
  }
}

extension Timestamp {
  /// The moment in the form of the API: `2025-01-15T10:30:00.000000Z`.
  var text: Text {
    let seconds = microseconds.floorDivided(by: 1_000_000)
    // It is not a subtraction, because the second of the earliest moment begins before the earliest
    // moment itself.
    let fraction = (microseconds % 1_000_000 + 1_000_000) % 1_000_000
    let time = CivilTime(seconds: seconds)
    var bytes = [UInt8]()
    bytes.reserveCapacity(27)
    bytes.append(time.year, digits: 4, then: "-")
    bytes.append(Int64(time.month), digits: 2, then: "-")
    bytes.append(Int64(time.day), digits: 2, then: "T")
    bytes.append(Int64(time.hour), digits: 2, then: ":")
    bytes.append(Int64(time.minute), digits: 2, then: ":")
    bytes.append(Int64(time.second), digits: 2, then: ".")
    bytes.append(fraction, digits: 6, then: "Z")
    return Text(String(decoding: bytes, as: UTF8.self))
  }

  var value: Value { .string(text) }
}

extension Timestamp {
  /// This machine's time.
  static var wall: Timestamp { Timestamp(microseconds: SystemClock.wallMicroseconds()) }

  /// The moment in the form of HTTP (RFC 9110 §5.6.7): `Wed, 15 Jan 2025 10:30:00 GMT`.
  var httpDate: String {
    let seconds = microseconds.floorDivided(by: 1_000_000)
    let date = CivilTime(seconds: seconds)
    // 1970-01-01 was a Thursday.
    let weekday = Self.weekdays[Int((seconds.floorDivided(by: 86_400) % 7 + 7 + 4) % 7)]
    let clock = text.string.dropFirst(11).prefix(8)
    let day = date.day < 10 ? "0\(date.day)" : "\(date.day)"
    return "\(weekday), \(day) \(Self.months[Int(date.month) - 1]) \(date.year) \(clock) GMT"
  }

  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}

extension [UInt8] {
  fileprivate mutating func append(_ number: Int64, digits: Int, then end: Unicode.Scalar) {
    var divisor: Int64 = 1
    for _ in 1..<digits { divisor *= 10 }
    while divisor > 0 {
      append(UInt8(48 + number / divisor % 10))
      divisor /= 10
    }
    append(UInt8(ascii: end))
  }
}
