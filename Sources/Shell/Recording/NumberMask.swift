import JSON

/// False phone numbers for true ones, by chance: the same one always by the same, and nothing that a number could
/// be found again by.
///
/// A number's last seven digits are replaced; those before, its country and network, stay. So a number that is
/// written with `+`, without, or as at home comes out as one number, and still reads as one.
final class NumberMask {
  /// By the true seven digits.
  private var known: [String: [UInt8]] = [:]
  private var given: Set<[UInt8]> = []
  /// Ids that have as many digits as phone numbers.
  private var identifiers: Set<String> = []

  /// Learns which numbers are ids, so that they stay what they are.
  func learn(from value: Value, in name: Text = "") {
    switch value {
    case .int(let number) where number >= 10_000_000 && Self.isIdentifier(name):
      identifiers.insert("\(number)")
    case .array(let items): for item in items { learn(from: item, in: name) }
    case .object(let members):
      for member in members.members { learn(from: member.value, in: member.name) }
    default: break
    }
  }

  private static func isIdentifier(_ name: Text) -> Bool {
    let name = name.string
    return name == "id" || name.hasSuffix("_id") || name.hasSuffix("Id")
  }

  /// A number in a member of that name.
  func masked(_ number: Int64, in name: Text) -> Int64 {
    let digits = "\(number)"
    guard number > 0, (8...15).contains(digits.count), Self.isPhone(name) else { return number }
    return Int64(masked(digits)) ?? number
  }

  private static func isPhone(_ name: Text) -> Bool {
    let name = name.string.lowercased()
    return ["phone", "recipient", "number", "mobile", "jid", "wuid", "to", "from"].contains {
      name == $0 || ($0.count > 2 && name.contains($0))
    }
  }

  /// The text with each phone number in it a false one.
  func masked(_ text: String) -> String {
    var scanner = NumberScanner(text)
    var changes: [Int: UInt8] = [:]
    while let number = scanner.next() {
      let digits = number.places.map { scanner.digit(at: $0) }
      if !number.isMarked, identifiers.contains(String(digits.map { Character("\($0)") })) { continue }
      for (place, digit) in zip(number.places.suffix(7), false7(digits)) { changes[place] = digit }
    }
    return changes.isEmpty ? text : scanner.text(with: changes)
  }

  private func false7(_ digits: [UInt8]) -> [UInt8] {
    let true7 = Array(digits.suffix(7))
    let name = String(true7.map { Character("\($0)") })
    if let found = known[name] { return found }
    var false7 = true7
    while false7 == true7 || given.contains(false7) {
      // In many countries no such part begins with 0 or 1.
      false7 = [UInt8.random(in: 2...9)] + (0..<6).map { _ in UInt8.random(in: 0...9) }
    }
    given.insert(false7)
    known[name] = false7
    return false7
  }
}

/// Finds what may be phone numbers: 8 to 15 digits, of whatever script; after `+` also 7, or with single spaces,
/// hyphens and brackets between them.
private struct NumberScanner {
  struct Found {
    /// Of its digits, in the text's scalars.
    var places: [Int]
    /// Whether `+` stands before it.
    var isMarked: Bool
  }

  private let scalars: [Unicode.Scalar]
  private var index = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  func digit(at place: Int) -> UInt8 { Self.digit(scalars[place]) ?? 0 }

  func text(with changes: [Int: UInt8]) -> String {
    var result = String.UnicodeScalarView()
    for (place, scalar) in scalars.enumerated() {
      let digit = changes[place]
      // In the script of the digit that it stands for.
      let zero = scalar.value - UInt32(Self.digit(scalar) ?? 0)
      result.append(digit.flatMap { Unicode.Scalar(zero + UInt32($0)) } ?? scalar)
    }
    return String(result)
  }

  mutating func next() -> Found? {
    while index < scalars.count {
      if isEscape(index) {
        index += 3
      } else if Self.digit(scalars[index]) == nil {
        index += 1
      } else {
        let start = index
        while index < scalars.count, Self.digit(scalars[index]) != nil { index += 1 }
        if let found = number(start..<index) { return found }
      }
    }
    return nil
  }

  private mutating func number(_ run: Range<Int>) -> Found? {
    let isMarked = isMarked(run.lowerBound)
    if (isMarked ? 7...15 : 8...15).contains(run.count) {
      return isFraction(run.lowerBound) ? nil : Found(places: Array(run), isMarked: isMarked)
    }
    guard isMarked, run.count < 7 else { return nil }
    var places = Array(run)
    var end = run.upperBound
    while places.count < 15, let next = afterSeparator(end) {
      places.append(next)
      end = next + 1
    }
    guard places.count >= 8 else { return nil }
    index = end
    return Found(places: places, isMarked: true)
  }

  /// The place of a digit that stands there, or behind a separator or two: `) `.
  private func afterSeparator(_ place: Int) -> Int? {
    var place = place
    for _ in 0..<3 {
      guard place < scalars.count else { return nil }
      if Self.digit(scalars[place]) != nil { return place }
      guard " -()\u{A0}".unicodeScalars.contains(scalars[place]) else { return nil }
      place += 1
    }
    return nil
  }

  /// `+`, or as a URL has it.
  private func isMarked(_ start: Int) -> Bool {
    if start >= 1, scalars[start - 1] == "+" { return true }
    return start >= 3 && scalars[start - 3] == "%" && scalars[start - 2] == "2"
      && "Bb".unicodeScalars.contains(scalars[start - 1])
  }

  /// `%2B` in a URL: its digits are none of a number.
  private func isEscape(_ place: Int) -> Bool {
    scalars[place] == "%" && place + 2 < scalars.count && scalars[place + 1].properties.isASCIIHexDigit
      && scalars[place + 2].properties.isASCIIHexDigit
  }

  /// The digits after the point of `24.7136123456`.
  private func isFraction(_ start: Int) -> Bool {
    start >= 2 && scalars[start - 1] == "." && Self.digit(scalars[start - 2]) != nil
  }

  private static func digit(_ scalar: Unicode.Scalar) -> UInt8? {
    if scalar.isASCII { return ("0"..."9").contains(scalar) ? UInt8(scalar.value - 0x30) : nil }
    guard scalar.properties.generalCategory == .decimalNumber else { return nil }
    return scalar.properties.numericValue.map { UInt8($0) }
  }
}
