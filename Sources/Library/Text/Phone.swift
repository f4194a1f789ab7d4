import JSON
import Machine
import Syntax

extension Builtin {
  static let phone = Builtin(
    Signature("phone", input: .whole, operands: [Operand("COUNTRY", type: .string, required: false)]),
    "a phone number as E.164; a local one with its country's two letters",
    examples: [
      Example(#"phone("050 123-4567", "SA")"#, shows: #""+966501234567""#),
      Example(#""00966 50 123 4567" | phone"#, shows: #""+966501234567""#),
      Example(#""٠٥٠١٢٣٤٥٦٧" | phone SA"#, shows: #""+966501234567""#),
    ],
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
  /// The country that an argument names; nil where none is given.
  static func country(named given: Value?) throws(Failure) -> Country? {
    guard let given, !given.isNull else { return nil }
    guard let code = given.asString, let country = shared.country(code.uppercased()) else {
      throw .unknownCountry(given)
    }
    return country
  }
}

extension Library {
  /// A phone number as E.164; a local one is taken for one of that country (its two letters).
  public static func phone(_ text: Text, country code: String) throws(Failure) -> String {
    "+" + (try PhoneNumber(PhoneDigits(text), try NumberingPlan.country(named: Value(code))).international)
  }
}

/// What somebody wrote as a phone number: its digits, and whether a `+` or `00` stood before them.
struct PhoneDigits {
  var written: Text
  var digits = ""
  var isInternational = false

  init(_ text: Text) throws(Failure) {
    written = text
    try scan(Self.withoutDecimals(text.trimmed.string))
    if !isInternational, digits.hasPrefix("00") {
      isInternational = true
      digits.removeFirst(2)
    }
    guard !digits.isEmpty else { throw .notPhone(text, "has no digits") }
  }

  /// `(0)` after a calling code says what to dial at home, and is no part of the number.
  private mutating func scan(_ text: String) throws(Failure) {
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if isInternational, scalars[index...].starts(with: ["(", "0", ")"]) {
        index += 2
      } else if let digit = scalar.decimalDigit {
        digits.append(digit)
      } else if scalar == "+", digits.isEmpty, !isInternational {
        isInternational = true
      } else if !scalar.isPhoneSeparator {
        throw Self.fault(in: text, written)
      }
      index += 1
    }
  }

  private static func fault(in text: String, _ written: Text) -> Failure {
    let figures = text.unicodeScalars.filter { $0.decimalDigit == nil }.map { Character($0) }
    let isExponent = ["E+", ".E+", ",E+", "E", ".E"].contains(String(figures).uppercased())
    return isExponent ? .roundedPhone(written) : .notPhone(written, "has more in it than a number")
  }

  /// A number that passed through a floating point column ends in `.0`.
  private static func withoutDecimals(_ text: String) -> String {
    guard text.hasSuffix(".0") else { return text }
    let whole = text.dropLast(2)
    return whole.count >= 7 && whole.allSatisfy { $0.isASCII && ($0.isNumber || $0 == "+") }
      ? String(whole) : text
  }
}

/// Makes a number international by the plan of its country, and checks its length by it.
private struct PhoneNumber {
  var international: String

  init(_ written: PhoneDigits, _ country: NumberingPlan.Country?) throws(Failure) {
    let digits = written.digits
    if written.isInternational {
      international = try Self.checked(digits, written.written)
    } else if let country {
      international = try Self.local(digits, country, written.written)
    } else {
      throw .localPhone(written.written)
    }
  }

  /// Digits that start with a calling code.
  private static func checked(_ digits: String, _ written: Text) throws(Failure) -> String {
    guard let plan = NumberingPlan.shared.plan(ofInternational: digits) else {
      throw .notPhone(written, "begins with no country's calling code")
    }
    let national = String(digits.dropFirst(plan.code.count))
    if plan.lengths.contains(national.count) { return digits }
    let withoutTrunk = String(national.dropFirst(plan.trunk.count))
    if !plan.trunk.isEmpty, national.hasPrefix(plan.trunk), plan.lengths.contains(withoutTrunk.count) {
      return plan.code + withoutTrunk
    }
    throw .phoneLength(written, national.count, plan)
  }

  /// Digits as they are dialled in the country, or else with its calling code and no `+`. The second
  /// reading goes first where the number lacks what is dialled before local ones.
  private static func local(
    _ digits: String, _ country: NumberingPlan.Country, _ written: Text
  ) throws(Failure) -> String {
    let national = country.withoutTrunk(digits)
    let lacksTrunk = !country.trunk.isEmpty && !digits.hasPrefix(country.trunk)
    let isLocal = country.lengths.contains(national.count)
    if digits.hasPrefix(country.code), lacksTrunk || !isLocal {
      let rest = String(digits.dropFirst(country.code.count))
      if country.lengths.contains(rest.count) { return digits }
    }
    guard isLocal else { throw .phoneLength(written, national.count, country) }
    return country.code + national
  }
}

extension Unicode.Scalar {
  /// The ASCII digit that this one stands for: Arabic-Indic, Persian, full-width and others.
  fileprivate var decimalDigit: Character? {
    guard properties.numericType == .decimal, let value = properties.numericValue else { return nil }
    return Character(Unicode.Scalar(UInt8(48 + Int(value))))
  }

  /// Spaces, dashes, dots, slashes, brackets, and the invisible marks that come along with Arabic text.
  fileprivate var isPhoneSeparator: Bool {
    switch properties.generalCategory {
    case .dashPunctuation, .spaceSeparator, .format: true
    default: "./()\t−'".unicodeScalars.contains(self)
    }
  }
}
