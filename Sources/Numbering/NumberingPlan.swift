import JSON
import Queries
import Synchronization

/// The structure of phone numbers in each country (ITU-T E.164 and the national numbering plans), taken from
/// libphonenumber's metadata.
///
/// Use `NumberingPlan.shared`: `callingCode(of:)` finds the calling code of a number, `countries(of:)` the countries
/// that share it, and `Country.holds` tells whether a number is possible there.
package final class NumberingPlan: Sendable {
  package static let shared = NumberingPlan(numberingPlanData)

  /// The lines of the table by the ISO 3166-1 code of the country. A calling code that belongs to no country stands
  /// under `+` and its digits.
  private let rows: [String: Substring]
  /// For each calling code the keys in `rows`, the main country first.
  private let keys: [String: [String]]
  /// The countries whose lines have been parsed. Each is parsed when it is first needed, because compiling the patterns
  /// of all countries takes longer than most programs run.
  private let read = Mutex<[String: Country]>([:])

  private init(_ table: String) {
    var rows: [String: Substring] = [:]
    var keys: [String: [String]] = [:]
    // By bytes: to find the ends of characters would take longer than to check a long script.
    let bytes = table.utf8.span
    let text = { (range: Range<Int>) in
      let start = table.utf8.index(table.startIndex, offsetBy: range.lowerBound)
      return table[start..<table.utf8.index(start, offsetBy: range.count)]
    }
    var start = 0
    /// Where the first words of the line end.
    var words: [Int] = []
    for place in 0...bytes.count {
      switch place < bytes.count ? bytes[place] : UInt8(ascii: "\n") {
      case UInt8(ascii: " ") where words.count < 2: words.append(place)
      case UInt8(ascii: "\n"):
        if words.count == 2 {
          let (name, code) = (String(text(start..<words[0])), String(text(words[0] + 1..<words[1])))
          let key = name == "001" ? "+" + code : name
          rows[key] = text(start..<place)
          keys[code, default: []].append(key)
        }
        start = place + 1
        words.removeAll(keepingCapacity: true)
      default: break
      }
    }
    (self.rows, self.keys) = (rows, keys)
  }

  /// Whether the table has the country. Its line is not parsed for this.
  package func has(_ key: String) -> Bool { rows[key] != nil }

  /// The country with this ISO 3166-1 code; nil where the table does not have it.
  package func country(_ key: String) -> Country? {
    guard let row = rows[key] else { return nil }
    return read.withLock { read in
      if let country = read[key] { return country }
      let country = Country(row: row)
      read[key] = country
      return country
    }
  }

  /// The calling code with which the digits begin; nil where there is none. No calling code is the beginning of another
  /// one.
  package func callingCode(of digits: String) -> String? {
    (1...3).lazy.map { String(digits.prefix($0)) }.first { self.keys[$0] != nil }
  }

  /// The countries that share a calling code, the main one first.
  package func countries(of code: String) -> [Country] { (keys[code] ?? []).compactMap(country) }
}

extension NumberingPlan {
  /// The numbering plan of one country.
  package struct Country: Sendable {
    /// The calling code, without `+`.
    package let code: String
    /// How many digits may follow the calling code, in ascending order.
    package let lengths: [Int]
    /// How many digits may follow the calling code in mobile and fixed-line numbers.
    package let usualLengths: [Int]
    /// The digits that people in this country dial before a number of another country, such as 00.
    private let exit: IRegexp?
    /// The digits that people dial before a number within the country, such as 0.
    private let prefix: IRegexp?
    /// The text that replaces the prefix where the group of the pattern took part in the match.
    private let rule: (text: String, group: Int)?
    private let pattern: IRegexp?
    private let mobile: IRegexp?

    fileprivate init?(row: Substring) {
      let fields = row.split(separator: " ")
      guard fields.count == 10 else { return nil }
      code = String(fields[1])
      exit = Self.pattern(fields[2])
      prefix = Self.pattern(fields[3])
      rule = Int(fields[5]).map { (String(fields[4]), $0) }
      pattern = Self.pattern(fields[6])
      lengths = fields[7].split(separator: ",").compactMap { Int($0) }
      usualLengths = fields[8].split(separator: ",").compactMap { Int($0) }
      mobile = Self.pattern(fields[9])
    }

    private static func pattern(_ field: Substring) -> IRegexp? {
      try? IRegexp(parsing: String(field), dialect: .extended)
    }
  }
}

extension NumberingPlan.Country {
  /// Whether these digits are a number of the country, without the calling code. A number that begins with 00 is
  /// refused where numbers in the country are dialled with a prefix. It may be a special service, but more often
  /// somebody has typed a zero too many.
  package func holds(_ national: String) -> Bool {
    lengths.contains(national.count) && matches(national) && !(hasPrefix && national.hasPrefix("00"))
  }

  /// Whether these digits are a mobile number.
  package func isMobile(_ national: String) -> Bool { mobile?.matchesWhole(Text(national)) ?? false }

  private func matches(_ national: String) -> Bool { pattern?.matchesWhole(Text(national)) ?? false }

  /// Whether there are more digits than any number of the country has.
  package func isTooLong(_ national: String) -> Bool { national.count > lengths.last ?? 0 }

  /// The number of another country that follows the exit code; nil where the digits do not begin with an exit code, or
  /// where a 0 follows it, since no calling code begins with 0.
  package func withoutExitCode(_ digits: String) -> String? {
    guard let exit, let taken = exit.captures(Text(digits))?.first??.string, !taken.isEmpty else {
      return nil
    }
    let rest = digits.dropFirst(taken.count)
    return rest.isEmpty || rest.first == "0" ? nil : String(rest)
  }

  /// Whether the digits begin with the prefix that is dialled within the country.
  package func hasPrefix(_ digits: String) -> Bool {
    prefix?.captures(Text(digits))?.first??.isEmpty == false
  }

  /// Whether the country has a prefix that is dialled before its numbers.
  package var hasPrefix: Bool { prefix != nil }

  /// The number without the prefix that is dialled within the country. As in libphonenumber, the prefix stays where the
  /// digits are a number of the country only together with it.
  package func withoutPrefix(_ digits: String) -> String {
    guard let prefix, let groups = prefix.captures(Text(digits)), let taken = groups[0]?.string else {
      return digits
    }
    let rest = replacement(groups) + digits.dropFirst(taken.count)
    return matches(digits) && !matches(rest) ? digits : rest
  }

  private func replacement(_ groups: [Text?]) -> String {
    guard let rule, groups[rule.group] != nil else { return "" }
    let parts = rule.text.split(separator: #"\"#, omittingEmptySubsequences: false)
    return parts.dropFirst().reduce(String(parts[0])) { text, part in
      text + (Int(part).flatMap { groups[$0]?.string } ?? "")
    }
  }
}
