import JSON
import Machine
import Numbering
import Syntax

extension Builtin {
  static let phone = Builtin(
    Signature("phone", input: .whole, operands: [Operand("COUNTRY", type: .string, required: false)]),
    "a phone number as E.164; a local one with its country's two letters",
    in: .text,
    examples: [
      Example(#"phone("050 123-4567", "SA")"#, shows: #""+966501234567""#),
      Example(#""00966 50 123 4567" | phone"#, shows: #""+966501234567""#),
      Example(#""٠٥٠١٢٣٤٥٦٧" | phone SA"#, shows: #""+966501234567""#),
    ],
    takes: Taken([.text, .number], "text"), gives: .text, faults: ArgumentFault.country,
    .function { call throws(Failure) in
      let written = call.value(0)
      guard written.asText != nil || written.asDouble != nil, let text = written.insertable else {
        throw .argument("phone", "text", written)
      }
      let country = try NumberingPlan.country(named: call[1])
      let digits = try PhoneDigits(text)
      return Value("+" + (try PhoneNumber(digits, country).international))
    })
}

extension NumberingPlan {
  /// The country that an argument names; nil where the argument was not given.
  static func country(named given: Value?) throws(Failure) -> Country? {
    guard let given, !given.isNull else { return nil }
    return shared.country(try code(named: given))
  }

  /// The two letters of the country that an argument names, where there is one.
  static func code(named given: Value) throws(Failure) -> String {
    guard let code = given.asString?.uppercased(), shared.has(code) else { throw .unknownCountry(given) }
    return code
  }
}

extension Library {
  /// A phone number in E.164.
  ///
  /// - Parameter code: the two letters of the country to which a local number belongs.
  public static func phone(_ text: Text, country code: String) throws(Failure) -> String {
    "+" + (try PhoneNumber(PhoneDigits(text), try NumberingPlan.country(named: Value(code))).international)
  }
}

/// A phone number as somebody wrote it: its digits, and whether a `+` stood before them.
struct PhoneDigits {
  var written: Text
  var digits = ""
  var isInternational = false

  init(_ text: Text) throws(Failure) {
    written = text
    try scan(Self.withoutDecimals(Self.withoutScheme(text.trimmed.string)))
    guard !digits.isEmpty else { throw .notPhone(text, "has no digits") }
  }

  private mutating func scan(_ text: String) throws(Failure) {
    for scalar in text.unicodeScalars {
      if let digit = scalar.decimalDigit {
        digits.append(digit)
      } else if scalar.isPlus, digits.isEmpty, !isInternational {
        isInternational = true
      } else if !scalar.isPhoneSeparator {
        throw Self.fault(in: text, written)
      }
    }
  }

  /// The text without `tel:`, with which links begin (RFC 3966).
  private static func withoutScheme(_ text: String) -> String {
    text.lowercased().hasPrefix("tel:") ? String(text.dropFirst(4)) : text
  }

  private static func fault(in text: String, _ written: Text) -> Failure {
    let figures = text.unicodeScalars.filter { $0.decimalDigit == nil }.map { Character($0) }
    let isExponent = ["E+", ".E+", ",E+", "E", ".E"].contains(String(figures).uppercased())
    return isExponent ? .roundedPhone(written) : .notPhone(written, "has more in it than a number")
  }

  /// The text without `.0` at its end, which a number gets in a floating-point column of a table.
  private static func withoutDecimals(_ text: String) -> String {
    guard text.hasSuffix(".0") else { return text }
    let whole = text.dropLast(2)
    return whole.count >= 7 && whole.allSatisfy { $0.isASCII && ($0.isNumber || $0 == "+") }
      ? String(whole) : text
  }
}

/// Makes a number international by the numbering plan of its country, as libphonenumber does, and checks it by that
/// plan.
private struct PhoneNumber {
  private let written: Text
  private(set) var international = ""

  init(_ number: PhoneDigits, _ country: NumberingPlan.Country?) throws(Failure) {
    written = number.written
    let digits = number.digits
    if number.isInternational {
      try take(digits)
    } else if let rest = country?.withoutExitCode(digits) {
      try take(rest)
    } else if digits.hasPrefix("00") {
      try take(String(digits.dropFirst(2)))
    } else if let country {
      try take(digits, of: country)
    } else {
      throw .localPhone(written)
    }
  }

  /// Takes digits that begin with a calling code.
  private mutating func take(_ digits: String) throws(Failure) {
    guard let code = NumberingPlan.shared.callingCode(of: digits) else {
      throw .notPhone(written, "begins with no country's calling code")
    }
    let plan = Plan(code)
    let national = plan.main?.withoutPrefix(String(digits.dropFirst(code.count)))
    international = code + (try plan.checked(String(digits.dropFirst(code.count)), national, written))
  }

  /// Takes digits as they are dialled in the country, or with its calling code and without a `+`.
  private mutating func take(_ digits: String, of country: NumberingPlan.Country) throws(Failure) {
    let plan = Plan(country.code)
    let bare = country.withoutPrefix(digits)
    let local = plan.number(bare, digits, by: country)
    let foreign =
      bare.hasPrefix(country.code)
      ? plan.number(String(bare.dropFirst(country.code.count)), by: plan.main) : nil
    let national: String
    switch (local, foreign) {
    case (nil, nil): national = try plan.checked(digits, bare, by: country, written)
    case (let only?, nil), (nil, let only?): national = only
    case (let local?, let foreign?):
      national = try Self.chosen(local, foreign, isDialled: country.hasPrefix(digits), country, written)
    }
    international = country.code + national
  }

  /// Decides between two readings of a number. A 0 before a calling code may belong to either reading, and people
  /// seldom leave out the prefix of local numbers.
  private static func chosen(
    _ local: String, _ foreign: String, isDialled: Bool, _ country: NumberingPlan.Country, _ written: Text
  ) throws(Failure) -> String {
    if local == foreign || !country.hasPrefix { return local }
    if country.isMobile(foreign) != isDialled { return isDialled ? local : foreign }
    throw .ambiguousPhone(written, "+" + country.code + local, "+" + country.code + foreign)
  }
}

/// The numbering plans of the countries that share a calling code.
private struct Plan {
  let code: String
  let countries: [NumberingPlan.Country]

  init(_ code: String) {
    self.code = code
    countries = NumberingPlan.shared.countries(of: code)
  }

  var main: NumberingPlan.Country? { countries.first }

  func number(_ digits: String, by country: NumberingPlan.Country?) -> String? {
    number(country?.withoutPrefix(digits) ?? digits, digits, by: country)
  }

  /// The number that the digits form, with or without their prefix; nil where they do not form one.
  func number(_ bare: String, _ digits: String, by country: NumberingPlan.Country?) -> String? {
    guard let country else { return nil }
    let isKept = country.lengths.contains(bare.count) || country.isTooLong(bare)
    let national = isKept ? bare : digits
    return countries.contains { $0.holds(national) } ? national : nil
  }

  /// - Parameter country: the country of the number; by default the main country of the calling code.
  func checked(
    _ digits: String, _ bare: String?, by country: NumberingPlan.Country? = nil, _ written: Text
  ) throws(Failure) -> String {
    guard let country = country ?? main, let bare else { return digits }
    if let number = number(bare, digits, by: country) { return number }
    if country.usualLengths.contains(bare.count) { throw .outsidePlan(written, code) }
    throw .phoneLength(written, bare.count, country)
  }
}

extension Unicode.Scalar {
  /// The ASCII digit for a decimal digit of any script; nil for other characters.
  package var decimalDigit: Character? {
    guard properties.numericType == .decimal, let value = properties.numericValue else { return nil }
    return Character(Unicode.Scalar(UInt8(48 + Int(value))))
  }

  /// Whether this is a plus sign, of any width.
  package var isPlus: Bool { self == "+" || self == "\u{FF0B}" || self == "\u{FE62}" }

  /// Whether this may stand between the digits of a number: spaces, dashes, dots, slashes, brackets, and the invisible
  /// marks that are copied along with Arabic text.
  package var isPhoneSeparator: Bool {
    switch properties.generalCategory {
    case .dashPunctuation, .spaceSeparator, .format: true
    default: "./()\t−'".unicodeScalars.contains(self)
    }
  }
}
