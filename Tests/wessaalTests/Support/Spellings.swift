/// The same numbers for the same seed, so that a failure comes again (SplitMix64).
struct Chance: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func pick<T>(_ items: [T]) -> T { items[Int.random(in: 0..<items.count, using: &self)] }

  mutating func digits(_ count: Int) -> String {
    "\(Int.random(in: 1...9, using: &self))"
      + (1..<count).map { _ in "\(Int.random(in: 0...9, using: &self))" }.joined()
  }
}

/// A phone number, in whatever spelling.
struct Number {
  /// The country's code, then what is dialled within the country.
  let country: String
  let national: String

  init(_ chance: inout Chance) {
    country = chance.pick(["966", "971", "20", "1", "44", "49", "212"])
    // What no other number of the tests has by chance.
    national = chance.pick(["50", "55", "10", "202"]) + chance.digits(7)
  }

  var digits: String { country + national }
  /// What it would be known again by.
  var end: String { String(digits.suffix(7)) }

  /// One of its spellings.
  func spelled(_ chance: inout Chance) -> String {
    let bare = chance.pick([
      digits, "+" + digits, "00" + digits, "0" + national, grouped("+" + country, &chance),
      grouped(country, &chance),
      grouped("00" + country, &chance), grouped("0", &chance),
    ])
    return written(bare, &chance)
  }

  private func grouped(_ start: String, _ chance: inout Chance) -> String {
    let separator = chance.pick([
      " ", "-", ".", "_", "/", "\u{A0}", "\u{2011}", "\u{2013}", "\u{202F}", " - ",
    ])
    let middle = national.dropLast(7)
    let (three, four) = (national.suffix(7).prefix(3), national.suffix(4))
    let first = start == "0" ? "0\(middle)" : start + separator + middle
    return first + separator + three + separator
      + chance.pick(["\(four)", "\(four.prefix(2))\(separator)\(four.suffix(2))"])
  }

  /// Letters, marks and encodings that do not change what it is.
  private func written(_ text: String, _ chance: inout Chance) -> String {
    switch Int.random(in: 0..<12, using: &chance) {
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
    default: return text
    }
  }

  private static func inScript(_ zero: UInt32, _ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          ("0"..."9").contains(scalar) ? Unicode.Scalar(zero + scalar.value - 0x30) ?? scalar : scalar
        }))
  }
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

/// The digits of a text, whatever they are written in: as they stand, percent-decoded, and out of base64.
func digitsIn(_ text: String) -> [String] {
  let plain = percentDecoded(text)
  let words = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) && !"+/-_".contains($0) }
  let decoded = words.filter { $0.utf8.count > 9 }.compactMap { unbase64($0) }
  return ([text, plain] + decoded).map { text in
    text.unicodeScalars.compactMap { scalar in
      scalar.properties.numericValue.flatMap { $0 >= 0 && $0 < 10 ? "\(Int($0))" : nil }
    }.joined()
  }
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
