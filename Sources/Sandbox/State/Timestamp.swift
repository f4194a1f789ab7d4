import JSON

/// A moment: microseconds since 1970-01-01T00:00:00Z.
struct Timestamp: Hashable, Comparable, Sendable {
  var microseconds: Int64

  static func < (left: Timestamp, right: Timestamp) -> Bool { left.microseconds < right.microseconds }

  /// That many microseconds later; the end of time where there is no such moment.
  func adding(microseconds more: Int64) -> Timestamp {
    let (sum, overflow) = microseconds.addingReportingOverflow(more)
    return Timestamp(microseconds: overflow ? .max : sum)
  }
}

extension Timestamp {
  /// As the API writes it: `2025-01-15T10:30:00.000000Z`.
  var text: Text {
    let days = floorDivide(microseconds, 86_400_000_000)
    // Not by subtraction: the beginning of the first day that there is lies before the first microsecond.
    let ofDay = (microseconds % 86_400_000_000 + 86_400_000_000) % 86_400_000_000
    let seconds = ofDay / 1_000_000
    let date = civilDate(days)
    var bytes = [UInt8]()
    bytes.reserveCapacity(27)
    bytes.append(date.year, digits: 4, then: "-")
    bytes.append(date.month, digits: 2, then: "-")
    bytes.append(date.day, digits: 2, then: "T")
    bytes.append(seconds / 3600, digits: 2, then: ":")
    bytes.append(seconds / 60 % 60, digits: 2, then: ":")
    bytes.append(seconds % 60, digits: 2, then: ".")
    bytes.append(ofDay % 1_000_000, digits: 6, then: "Z")
    return Text(String(decoding: bytes, as: UTF8.self))
  }

  var value: Value { .string(text) }
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

private func floorDivide(_ number: Int64, _ divisor: Int64) -> Int64 {
  number >= 0 ? number / divisor : -((-(number + 1)) / divisor) - 1
}

/// The Gregorian date of a day counted from 1970-01-01. Years are taken from March on, so that the
/// leap day is a year's last; 400 of them have 146,097 days.
private func civilDate(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
  let shifted = days + 719_468
  let era = floorDivide(shifted, 146_097)
  let ofEra = shifted - era * 146_097
  let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
  let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let fromMarch = (5 * ofYear + 2) / 153
  let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, ofYear - (153 * fromMarch + 2) / 5 + 1)
}
