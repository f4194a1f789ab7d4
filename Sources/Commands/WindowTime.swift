import JSON
import Library
import Machine
import Syntax

/// A time in the form that `--since` and `--until` accept: a moment, or how long ago.
enum WindowTime {
  /// A moment, in seconds since 1970.
  case moment(Double)
  /// So many seconds ago.
  case age(Double)
  /// The beginning of the day that was so many days ago.
  case day(Int)
  case now

  /// A number from here on is a moment in the form of `now()`, not an age. It would be a moment in 1973, or an age of
  /// more than three years.
  static let firstMoment = 100_000_000.0
  /// A number from here on must be in milliseconds: in seconds it would be the year 5138.
  private static let lastMoment = 100_000_000_000.0

  /// Reads `2d` (two days ago), `today`, `yesterday`, `now`, an ISO time, or a number of seconds.
  ///
  /// - Parameter zone: the time zone of a time that names none.
  /// - Throws: `usage`.
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
        // A number with a unit is an age, whatever its size.
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

  /// The moment in seconds since 1970.
  func seconds(at now: Double, in zone: Zone) -> Double {
    switch self {
    case .moment(let seconds): seconds
    case .age(let seconds): now - seconds
    case .day(let count): Double(zone.midnight(count, before: now))
    case .now: now
    }
  }

  /// Whether this time is later than the other one at any present time.
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
      hint: "a time without a zone is in the zone of the run (--zone)")
  }

  private static func negative(_ flag: String, _ value: Value) -> Failure {
    Failure(
      .usage, "\(flag) takes how long ago, from 0 on, or a moment, but has \(value.described)",
      hint: "2h is two hours ago")
  }

  package static func wrong(_ flag: String, _ value: Value) -> Failure {
    Failure(
      .usage,
      "\(flag) takes a duration such as 2d, 'today', 'yesterday' or an ISO time, but has \(value.described)",
      hint: value.asString.flatMap(meant).map { "\(flag) \($0)" })
  }

  /// How a time is written here that is written otherwise elsewhere: `1w`, `15:00`, `30/11/2026`; nil for other texts.
  private static func meant(_ text: String) -> String? {
    let numbers = text.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
    let signs = text.filter { !$0.isNumber }.lowercased()
    let word = (signs.hasSuffix(" ago") ? String(signs.dropLast(4)) : signs).filter { $0 != " " }
    switch (signs, numbers.count) {
    case (":", 2) where numbers[0] < 24 && numbers[1] < 60:
      return "(today() + \(numbers[0])h\(numbers[1] == 0 ? "" : " + \(numbers[1])m"))"
    case ("//", 3) where (1...12).contains(numbers[1]), ("..", 3) where (1...12).contains(numbers[1]):
      func written(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
      return "\(numbers[2])-\(written(numbers[1]))-\(written(numbers[0]))"
    case (_, 1) where numbers[0] < 1000:
      return units.first { $0.words.contains(word) }.map { "\(numbers[0] * $0.times)\($0.unit)" }
    default: return nil
    }
  }

  private static let units: [(words: Set<String>, times: Int, unit: String)] = [
    (["w", "week", "weeks"], 7, "d"), (["month", "months"], 30, "d"), (["d", "day", "days"], 1, "d"),
    (["h", "hour", "hours", "hrs"], 1, "h"), (["m", "min", "mins", "minute", "minutes"], 1, "m"),
  ]
}
