/// A moment in the Gregorian calendar, in any zone. It is the only calendar of the program.
package struct CivilTime: Equatable, Sendable {
  package var year: Int64
  package var month = 1
  package var day = 1
  package var hour = 0
  package var minute = 0
  package var second = 0

  package init(year: Int64, month: Int = 1, day: Int = 1, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    (self.year, self.month, self.day) = (year, month, day)
    (self.hour, self.minute, self.second) = (hour, minute, second)
  }
}

extension CivilTime {
  /// The moment of so many seconds since 1970-01-01T00:00:00.
  package init(seconds: Int64) {
    let days = seconds.floorDivided(by: 86_400)
    let ofDay = Int(seconds - days * 86_400)
    // A year begins in March here, so that the leap day is its last day; 400 years have 146,097 days.
    let shifted = days + 719_468
    let era = shifted.floorDivided(by: 146_097)
    let ofEra = shifted - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let fromMarch = (5 * ofYear + 2) / 153
    let month = Int(fromMarch < 10 ? fromMarch + 3 : fromMarch - 9)
    let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    let day = Int(ofYear - (153 * fromMarch + 2) / 5 + 1)
    self.init(
      year: year, month: month, day: day, hour: ofDay / 3600, minute: ofDay / 60 % 60, second: ofDay % 60)
  }

  /// Days since 1970-01-01.
  package var days: Int64 {
    let shifted = year - (month <= 2 ? 1 : 0)
    let era = shifted.floorDivided(by: 400)
    let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let yearOfEra = shifted - era * 400
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + Int64(ofYear) - 719_468
  }

  /// Seconds since 1970-01-01T00:00:00.
  package var seconds: Int64 { days * 86_400 + Int64(hour * 3600 + minute * 60 + second) }

  /// Adds months. Where the new month is shorter, the day becomes its last one.
  package mutating func add(months: Int64) {
    let months = year * 12 + Int64(month - 1) + months
    year = months.floorDivided(by: 12)
    month = Int(months.remainder(floored: 12)) + 1
    day = min(day, Self.days(in: month, of: year))
  }

  /// The day of the week; 0 is Sunday.
  package var weekday: Int { Int((days + 4).remainder(floored: 7)) }

  /// The day of the year, from 1.
  package var dayOfYear: Int { Int(days - CivilTime(year: year).days) + 1 }

  /// The year and the number of the week (ISO 8601). Weeks start on Monday, and the first week of a
  /// year has a Thursday.
  package var isoWeek: (year: Int64, week: Int) {
    let thursday = CivilTime(seconds: (days + 3 - (days + 3).remainder(floored: 7)) * 86_400)
    return (thursday.year, (thursday.dayOfYear - 1) / 7 + 1)
  }

  /// Whether this day and this time of day exist. A leap second counts as existing.
  package var isValid: Bool {
    (1...12).contains(month) && (1...Self.days(in: month, of: year)).contains(day)
      && (0...23).contains(hour) && (0...59).contains(minute) && (0...60).contains(second)
  }

  /// The number of days in a month (1 to 12) of the Gregorian calendar.
  package static func days(in month: Int, of year: Int64) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }
}

extension Int64 {
  /// The quotient, rounded down also below 0.
  package func floorDivided(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }

  fileprivate func remainder(floored divisor: Int64) -> Int64 {
    self - floorDivided(by: divisor) * divisor
  }
}
