/// A moment in the Gregorian calendar, in some zone.
struct CivilTime: Equatable {
  var year: Int64
  var month = 1
  var day = 1
  var hour = 0
  var minute = 0
  var second = 0
}

extension CivilTime {
  /// Of seconds since 1970-01-01T00:00:00.
  init(seconds: Int64) {
    let days = seconds.floorDivided(by: 86_400)
    let ofDay = Int(seconds - days * 86_400)
    // Years are counted from March, so that the leap day is a year's last; 400 have 146,097 days.
    let shifted = days + 719_468
    let era = shifted.floorDivided(by: 146_097)
    let ofEra = shifted - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let fromMarch = (5 * ofYear + 2) / 153
    month = Int(fromMarch < 10 ? fromMarch + 3 : fromMarch - 9)
    year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    day = Int(ofYear - (153 * fromMarch + 2) / 5 + 1)
    (hour, minute, second) = (ofDay / 3600, ofDay / 60 % 60, ofDay % 60)
  }

  /// Days since 1970-01-01.
  var days: Int64 {
    let shifted = year - (month <= 2 ? 1 : 0)
    let era = shifted.floorDivided(by: 400)
    let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let yearOfEra = shifted - era * 400
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + Int64(ofYear) - 719_468
  }

  /// Seconds since 1970-01-01T00:00:00.
  var seconds: Int64 { days * 86_400 + Int64(hour * 3600 + minute * 60 + second) }

  /// 0 is Sunday.
  var weekday: Int { Int((days + 4).remainder(floored: 7)) }

  /// From 1.
  var dayOfYear: Int { Int(days - CivilTime(year: year).days) + 1 }

  /// The year and number of the week by ISO 8601: weeks start on Monday, and the first has a Thursday.
  var isoWeek: (year: Int64, week: Int) {
    let thursday = CivilTime(seconds: (days + 3 - (days + 3).remainder(floored: 7)) * 86_400)
    return (thursday.year, (thursday.dayOfYear - 1) / 7 + 1)
  }

  /// Whether such a day and time of day exist; a leap second does.
  var isValid: Bool {
    (1...12).contains(month) && (1...Self.days(in: month, of: year)).contains(day)
      && (0...23).contains(hour) && (0...59).contains(minute) && (0...60).contains(second)
  }

  static func days(in month: Int, of year: Int64) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }
}

extension Int64 {
  fileprivate func floorDivided(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }

  fileprivate func remainder(floored divisor: Int64) -> Int64 {
    self - floorDivided(by: divisor) * divisor
  }
}
