import JSON
import Queries
import Synchronization

/// How phone numbers are made up, country by country: ITU-T E.164 and the national numbering plans, as
/// libphonenumber's metadata have them (`numberingPlanData`).
package final class NumberingPlan: Sendable {
  package static let shared = NumberingPlan(numberingPlanData)

  /// The lines of the table, by a country's code; those of no country by `+` and calling code.
  private let rows: [String: Substring]
  /// The keys of `rows` of each calling code, that of its main country first.
  private let keys: [String: [String]]
  /// The countries that were read: compiling the patterns of all countries takes longer than most programs run.
  private let read = Mutex<[String: Country]>([:])

  private init(_ table: String) {
    var rows: [String: Substring] = [:]
    var keys: [String: [String]] = [:]
    for line in table.split(separator: "\n") {
      let head = line.prefix(12).split(separator: " ")
      guard head.count > 1 else { continue }
      let key = head[0] == "001" ? "+" + head[1] : String(head[0])
      rows[key] = line
      keys[String(head[1]), default: []].append(key)
    }
    (self.rows, self.keys) = (rows, keys)
  }

  /// A country by its ISO 3166-1 code.
  package func country(_ key: String) -> Country? {
    guard let row = rows[key] else { return nil }
    return read.withLock { read in
      if let country = read[key] { return country }
      let country = Country(row: row)
      read[key] = country
      return country
    }
  }

  /// The calling code that digits start with: none begins another.
  package func callingCode(of digits: String) -> String? {
    (1...3).lazy.map { String(digits.prefix($0)) }.first { self.keys[$0] != nil }
  }

  /// The countries of a calling code, the main one first.
  package func countries(of code: String) -> [Country] { (keys[code] ?? []).compactMap(country) }
}

extension NumberingPlan {
  package struct Country: Sendable {
    /// What E.164 numbers start with.
    package let code: String
    /// How many digits follow the calling code, of any kind of number.
    package let lengths: [Int]
    /// The same of mobile and fixed lines.
    package let usualLengths: [Int]
    /// What is dialled before a number of another country.
    private let exit: IRegexp?
    /// What is dialled before a number within the country.
    private let prefix: IRegexp?
    /// What stands in the prefix's place, where a group of it took part.
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
  /// Whether digits after the calling code are a number by the plan. A number that still begins with what is dialled
  /// before others may be a service of the country, but more often it has a zero too many.
  package func holds(_ national: String) -> Bool {
    lengths.contains(national.count) && matches(national) && !(hasPrefix && national.hasPrefix("00"))
  }

  /// Whether they are a mobile number.
  package func isMobile(_ national: String) -> Bool { mobile?.matchesWhole(Text(national)) ?? false }

  private func matches(_ national: String) -> Bool { pattern?.matchesWhole(Text(national)) ?? false }

  /// Whether there are more digits than any number of the country has.
  package func isTooLong(_ national: String) -> Bool { national.count > lengths.last ?? 0 }

  /// The number of another country after what is dialled before it, or nil: no calling code begins with 0.
  package func withoutExitCode(_ digits: String) -> String? {
    guard let exit, let taken = exit.captures(Text(digits))?.first??.string, !taken.isEmpty else {
      return nil
    }
    let rest = digits.dropFirst(taken.count)
    return rest.isEmpty || rest.first == "0" ? nil : String(rest)
  }

  /// Whether digits begin as they are dialled within the country.
  package func hasPrefix(_ digits: String) -> Bool {
    prefix?.captures(Text(digits))?.first??.isEmpty == false
  }

  /// Whether anything is dialled before the numbers of the country.
  package var hasPrefix: Bool { prefix != nil }

  /// A number without what is dialled before it within the country, as libphonenumber takes it off: not where
  /// only the whole is a number of the plan.
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
