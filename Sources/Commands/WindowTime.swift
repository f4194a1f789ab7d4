import JSON
import Library
import Machine
import Syntax

/// A time as `--since` and `--until` take it: a moment, or how long ago.
enum WindowTime {
  /// In seconds since 1970.
  case moment(Double)
  /// So many seconds ago.
  case age(Double)
  /// When the day began that is so many days ago.
  case day(Int)
  case now

  /// From here on a number is a moment, as `now()` gives it, and not an age: the year 1973, or an age of more than
  /// three years.
  static let firstMoment = 100_000_000.0
  /// From here on it can only be one in milliseconds: the year 5138.
  private static let lastMoment = 100_000_000_000.0

  /// `2d` (so long ago), `today`, `yesterday`, an ISO time, or a number of seconds.
  ///
  /// - Parameter zone: of a time that names none.
  init(_ value: Value, of flag: String, in zone: Zone = .utc) throws(Failure) {
    if let number = value.asDouble {
      self = try Self.number(number, value, flag)
      return
    }
    guard let text = value.asText else { throw Self.wrong(flag, value) }
    switch text.string {
    case "now": self = .now
    case "today": self = .day(0)
    case "yesterday": self = .day(1)
    case let word:
      if let number = (try? Value(parsing: word))?.asDouble {
        self = try Self.number(number, value, flag)
      } else if let age = word.word(as: .duration).asDouble {
        // A number with a unit is an age, however long.
        guard age >= 0 else { throw Self.negative(flag, value) }
        self = .age(age)
      } else if let time = ISOTime.seconds(text, in: zone)?.asDouble {
        self = .moment(time)
      } else {
        throw Self.wrong(flag, value)
      }
    }
    if case .now = self, flag == "--since" {
      throw Failure(
        .usage, "--since takes a time that is past, but has now: nothing has been created since",
        hint: "2h is two hours ago; today is when this day began")
    }
  }

  private static func number(
    _ number: Double, _ value: Value, _ flag: String
  ) throws(Failure) -> WindowTime {
    guard number >= 0 else { throw negative(flag, value) }
    guard number < lastMoment else {
      throw Failure(
        .usage, "\(flag) takes a moment in seconds since 1970, but has \(value.described)",
        hint: "milliseconds are divided by 1000")
    }
    return number < firstMoment ? .age(number) : .moment(number)
  }

  /// In seconds since 1970.
  func seconds(at now: Double, in zone: Zone) -> Double {
    switch self {
    case .moment(let seconds): seconds
    case .age(let seconds): now - seconds
    case .day(let count): Double(zone.midnight(count, before: now))
    case .now: now
    }
  }

  /// Whether it is known without a clock to come after another one.
  func isAfter(_ other: WindowTime) -> Bool {
    switch (self, other) {
    case (.moment(let a), .moment(let b)): a > b
    case (.age(let a), .age(let b)): a < b
    case (.day(let a), .day(let b)): a < b
    case (.moment, _), (.age, _), (.day, _), (.now, _): false
    }
  }
}

// MARK: Wording

extension WindowTime {
  static func future(_ flag: String, _ value: Value) -> Failure {
    Failure(
      .usage, "\(flag) takes a time that is past, but has \(value.described), which is still to come",
      hint: "a time without a zone is in that of the run (--zone)")
  }

  private static func negative(_ flag: String, _ value: Value) -> Failure {
    Failure(
      .usage, "\(flag) takes how long ago, from 0 on, or a moment, but has \(value.described)",
      hint: "2h is two hours ago")
  }

  package static func wrong(_ flag: String, _ value: Value) -> Failure {
    Failure(
      .usage,
      "\(flag) takes a duration such as 2d, 'today', 'yesterday' or an ISO time, but has \(value.described)")
  }
}
