import JSON
import Machine
import SystemCalls

/// Reads a time by a format, like POSIX's `strptime`. White space in the format matches any amount of white space, also
/// none. Numbers may lack their leading zeros, and digits may be of any script.
struct Strptime {
  private var rest: Substring
  private var civil = CivilTime(year: 1970)
  private var isAfternoon: Bool?
  private var offset: Int?
  private var moment: Int64?

  /// The time in seconds since 1970.
  ///
  /// - Parameter zone: the zone of a text that names none.
  /// - Throws: where the text does not match the format, or the format contains an unknown directive.
  static func seconds(_ text: Text, _ format: String, in zone: Zone) throws(Failure) -> Value {
    try check(format)
    var reader = Strptime(rest: text.trimmed.withASCIIDigits.string[...])
    guard reader.read(format[...]), reader.skipSpace(), reader.rest.isEmpty,
      let seconds = reader.seconds(in: zone)
    else { throw .notTime(.string(text), as: format) }
    return .int(seconds)
  }

  /// - Throws: where the format contains a directive that cannot be read.
  static func check(_ format: String) throws(Failure) {
    var rest = format[...]
    while let percent = rest.firstIndex(of: "%") {
      rest = rest[percent...].dropFirst()
      if rest.first == "-" { rest.removeFirst() }
      let directive = rest.popFirst()
      guard let directive, directives.contains(directive) else {
        throw .badDate(format, "%" + (directive.map { String($0) } ?? ""), "time --format")
      }
    }
  }

  private static let directives = Set("YymdeBbhAaHIklMSpPzZsFDTRjnt%")

  private func seconds(in zone: Zone) -> Int64? {
    if let moment { return moment }
    var civil = civil
    if let isAfternoon {
      guard (1...12).contains(civil.hour) else { return nil }
      civil.hour = civil.hour % 12 + (isAfternoon ? 12 : 0)
    }
    guard civil.isValid, (0...9999).contains(civil.year) else { return nil }
    let local = civil.seconds
    return offset.map { local - Int64($0) } ?? zone.seconds(ofLocal: local)
  }

  private mutating func read(_ format: Substring) -> Bool {
    var format = format
    while let sign = format.popFirst() {
      if sign.isWhitespace {
        _ = skipSpace()
      } else if sign == "%" {
        if format.first == "-" { format.removeFirst() }
        guard let directive = format.popFirst(), field(directive) else { return false }
      } else if rest.first.map({ $0 == sign || $0.lowercased() == sign.lowercased() }) == true {
        rest.removeFirst()
      } else {
        return false
      }
    }
    return true
  }

  private mutating func field(_ directive: Character) -> Bool {
    switch directive {
    case "%": return skip("%")
    case "n", "t": return skipSpace()
    case "F", "D", "T", "R": return Strftime.compounds[directive].map { read($0[...]) } ?? false
    case "A", "a": return name(of: Strftime.weekdays) != nil
    case "B", "b", "h": return set(\.month, name(of: Strftime.months).map { $0 + 1 })
    case "p", "P": return halfOfDay()
    case "z", "Z": return zone()
    case "Y": return year(number(4))
    case "y": return year(number(2).map { $0 < 69 ? 2000 + $0 : 1900 + $0 })
    case "m": return set(\.month, number(2))
    case "d", "e": return set(\.day, number(2))
    case "H", "I", "k", "l": return set(\.hour, number(2))
    case "M": return set(\.minute, number(2))
    case "S": return set(\.second, number(2))
    case "s":
      moment = number(12).map { Int64($0) }
      return moment != nil
    case "j": return dayOfYear(number(3))
    default: return false
    }
  }

  private mutating func set(_ field: WritableKeyPath<CivilTime, Int>, _ number: Int?) -> Bool {
    guard let number else { return false }
    civil[keyPath: field] = number
    return true
  }

  private mutating func year(_ number: Int?) -> Bool {
    guard let number else { return false }
    civil.year = Int64(number)
    return true
  }

  /// Takes the number of a day in the year. The year must have come before it.
  private mutating func dayOfYear(_ number: Int?) -> Bool {
    guard let number, (1...366).contains(number) else { return false }
    let first = CivilTime(year: civil.year)
    let day = CivilTime(seconds: (first.days + Int64(number - 1)) * 86_400)
    (civil.month, civil.day) = (day.month, day.day)
    return day.year == civil.year
  }

  /// The place of the name that stands here, in full or by its first three letters.
  private mutating func name(of names: [String]) -> Int? {
    let word = rest.prefix { $0.isLetter }.lowercased()
    guard
      let place = names.firstIndex(where: { $0.lowercased() == word || $0.prefix(3).lowercased() == word })
    else { return nil }
    rest = rest.dropFirst(word.count)
    return place
  }

  private mutating func halfOfDay() -> Bool {
    let word = rest.prefix(4).lowercased()
    for (spelling, isAfternoon) in [
      ("a.m.", false), ("p.m.", true), ("am", false), ("pm", true), ("ص", false), ("م", true),
    ]
    where word.hasPrefix(spelling) {
      self.isAfternoon = isAfternoon
      rest = rest.dropFirst(spelling.count)
      return true
    }
    return false
  }

  /// Reads `Z`, `UTC`, `GMT`, `+03:00`, `+0300` or `+03`.
  private mutating func zone() -> Bool {
    for name in ["UTC", "GMT", "Z", "z"] where rest.hasPrefix(name) {
      rest = rest.dropFirst(name.count)
      offset = 0
      return true
    }
    let sign = skip("+") ? 1 : skip("-") ? -1 : 0
    guard sign != 0, let hours = number(2), hours < 24 else { return false }
    _ = skip(":")
    let minutes = number(2) ?? 0
    guard minutes < 60 else { return false }
    offset = sign * (hours * 3600 + minutes * 60)
    return true
  }

  /// Reads a number of at most this many digits, with spaces before it or not.
  private mutating func number(_ width: Int) -> Int? {
    _ = skipSpace()
    let digits = rest.prefix(width).prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits) else { return nil }
    rest = rest.dropFirst(digits.count)
    return number
  }

  private mutating func skip(_ character: Character) -> Bool {
    guard rest.first == character else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func skipSpace() -> Bool {
    rest = rest.drop { $0.isWhitespace }
    return true
  }
}
