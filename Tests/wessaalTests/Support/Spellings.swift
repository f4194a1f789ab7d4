import TestSupport

extension Seeded {
  mutating func pick<T>(_ items: [T]) -> T { items[Int.random(in: 0..<items.count, using: &self)] }

  mutating func digits(_ count: Int) -> String {
    "\(Int.random(in: 1...9, using: &self))"
      + (1..<count).map { _ in "\(Int.random(in: 0...9, using: &self))" }.joined()
  }
}

/// A phone number in many spellings.
struct Number {
  /// The code of the country, and the number within the country.
  let country: String
  let national: String

  init(_ chance: inout Seeded) {
    country = chance.pick(["966", "971", "20", "1", "44", "49", "212"])
    // No other number of the tests has these digits by chance.
    national = chance.pick(["50", "55", "10", "202"]) + chance.digits(7)
  }

  var digits: String { country + national }
  /// The digits by which it would be recognised.
  var end: String { String(digits.suffix(7)) }

  /// One of its spellings.
  func spelled(_ chance: inout Seeded) -> String {
    let bare = chance.pick([
      digits, "+" + digits, "00" + digits, "0" + national, grouped("+" + country, &chance),
      grouped(country, &chance),
      grouped("00" + country, &chance), grouped("0", &chance),
    ])
    return written(bare, &chance)
  }

  private func grouped(_ start: String, _ chance: inout Seeded) -> String {
    let separator = chance.pick([
      " ", "-", ".", "_", "/", "\u{A0}", "\u{2011}", "\u{2013}", "\u{202F}", " - ",
    ])
    let middle = national.dropLast(7)
    let (three, four) = (national.suffix(7).prefix(3), national.suffix(4))
    let first = start == "0" ? "0\(middle)" : start + separator + middle
    return first + separator + three + separator
      + chance.pick(["\(four)", "\(four.prefix(2))\(separator)\(four.suffix(2))"])
  }

  /// The text with letters, marks or encodings that do not change its meaning.
  private func written(_ text: String, _ chance: inout Seeded) -> String {
    switch Int.random(in: 0..<25, using: &chance) {
    case 0: return Self.inScript(0x660, text)
    case 1: return Self.inScript(0x6F0, text)
    case 2: return Self.inScript(0xFF10, text)
    case 3: return Self.inScript(0x966, text)
    case 4:
      let mark = chance.pick([
        "\u{200E}", "\u{200F}", "\u{200B}", "\u{2066}", "\u{FEFF}", "\u{AD}", "\u{2060}",
      ])
      return mark + text.map { "\($0)\(mark)" }.joined()
    case 5:
      var place = text.index(text.startIndex, offsetBy: Int.random(in: 1..<text.count, using: &chance))
      if text[place] == " " { place = text.startIndex }
      return text[..<place] + "\u{202A}" + text[place...]
    case 6: return text.utf8.map { "%" + String($0, radix: 16, uppercase: true) }.joined()
    case 7:
      return Self.inScript(0x660, digits).utf8.map { "%" + String($0, radix: 16, uppercase: true) }.joined()
    case 8: return base64(Array(text.utf8))
    case 9: return "\(digits)@s.whatsapp.net"
    case 10: return forURLs(base64(Array("\(text)?>>".utf8)))
    case 11: return base64(Array(base64(Array(text.utf8)).utf8))
    case 12: return "0x" + String(Int(digits) ?? 0, radix: 16, uppercase: Bool.random(using: &chance))
    case 13: return digits.utf8.map { String($0, radix: 16) }.joined()
    case 14: return digits.utf8.map { "\\x" + String($0, radix: 16) }.joined()
    case 15: return "-" + digits
    case 16: return broken("+" + digits, chance.pick([",", "'", "\"", "’"]), &chance)
    case 17: return broken("+" + digits, chance.pick(["\n", "\r\n"]), &chance)
    case 18: return "id-" + base64(Array(digits.utf8))
    case 19: return "9" + digits.dropFirst().map { "\($0)&shy;" }.joined()
    case 20: return base64(text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
    case 21: return base64([0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })
    default: return text
    }
  }

  /// The text with one or two signs inside it.
  private func broken(_ text: String, _ sign: String, _ chance: inout Seeded) -> String {
    let first = Int.random(in: 3...5, using: &chance)
    let second = first + Int.random(in: 2...4, using: &chance)
    return text.prefix(first) + sign + text.dropFirst(first).prefix(second - first)
      + (Bool.random(using: &chance) ? sign : "") + text.dropFirst(second)
  }

  private static func inScript(_ zero: UInt32, _ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          ("0"..."9").contains(scalar) ? Unicode.Scalar(zero + scalar.value - 0x30) ?? scalar : scalar
        }))
  }
}

private func forURLs(_ text: String) -> String {
  text.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
}

func base64(_ bytes: [UInt8]) -> String {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  var text = ""
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let some = bytes[start..<min(start + 3, bytes.count)].map(Int.init)
    let bits = (some + [0, 0]).prefix(3).reduce(0) { $0 << 8 | $1 }
    for place in 0...some.count { text.append(alphabet[bits >> (18 - 6 * place) & 63]) }
    text += String(repeating: "=", count: 3 - some.count)
  }
  return text
}

/// The digits of a text in every encoding: as they stand, percent-decoded, from base64 (also twice), from
/// hexadecimal digits, and from the characters that these mean.
func digitsIn(_ text: String) -> [String] {
  let words = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) && !"+/-_".contains($0) }
    .filter { $0.utf8.count > 9 }
  var meant = [text]
  if text.contains("%") { meant.append(percentDecoded(text)) }
  if text.contains("\\x") {
    meant.append(unhexed(text.split(separator: "\\x").map { String($0.prefix(2)) }.joined()[...]) ?? "")
  }
  for word in words {
    let once = [word, word.drop { $0 != "-" }.dropFirst()].compactMap { unbase64($0) }
    meant += once + once.compactMap { unbase64($0[...]) }
    let digits = word.hasPrefix("0x") ? word.dropFirst(2) : word
    if let number = UInt64(digits, radix: 16) { meant.append("\(number)") }
    if digits.count > 13, let text = unhexed(digits) { meant.append(text) }
  }
  return meant.map { text in
    text.unicodeScalars.compactMap { scalar in
      scalar.properties.numericValue.flatMap { $0 >= 0 && $0 < 10 ? "\(Int($0))" : nil }
    }.joined()
  }
}

private func unhexed(_ digits: Substring) -> String? {
  let values = digits.compactMap(\.hexDigitValue)
  guard values.count == digits.count else { return nil }
  let bytes = stride(from: 0, to: values.count - 1, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
  return String(decoding: bytes, as: UTF8.self)
}

private func percentDecoded(_ text: String) -> String {
  var bytes: [UInt8] = []
  var rest = Array(text.utf8)[...]
  while let byte = rest.popFirst() {
    if byte == UInt8(ascii: "%"), rest.count > 1,
      let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
    {
      bytes.append(value)
      rest = rest.dropFirst(2)
    } else {
      bytes.append(byte)
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}

private func unbase64(_ text: Substring) -> String? {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  var bits = 0
  var count = 0
  var bytes: [UInt8] = []
  for character in text {
    let usual: Character = character == "-" ? "+" : character == "_" ? "/" : character
    guard let value = alphabet.firstIndex(of: usual) else { return nil }
    bits = (bits << 6 | value) & 0xFFFF
    count += 6
    if count >= 8 {
      count -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> count))
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}
