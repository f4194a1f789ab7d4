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
      if number.isPlain, identifiers.contains(String(digits.map { Character("\($0)") })) { continue }
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
