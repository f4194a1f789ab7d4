/// Base64 (RFC 4648 §4), and its variant with the alphabet for URLs (§5).
package enum Base64 {
  private static let plain = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let forURLs = Array(plain.dropLast(2)) + Array("-_".utf8)

  /// The bytes in base64, padded with `=`. O(n).
  package static func text(_ bytes: [UInt8]) -> String {
    let digits = digits(of: bytes, in: plain)
    let filling = [UInt8](repeating: UInt8(ascii: "="), count: (4 - digits.count % 4) % 4)
    return String(decoding: digits + filling, as: UTF8.self)
  }

  /// The bytes in the alphabet of another text, without padding. O(n).
  package static func text(_ bytes: [UInt8], like other: String) -> String {
    let isForURLs = other.utf8.contains { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
    return String(decoding: digits(of: bytes, in: isForURLs ? forURLs : plain), as: UTF8.self)
  }

  /// The bytes that a text in either alphabet means, with or without padding; nil where it is not
  /// base64. O(n).
  package static func bytes(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var (group, bits): (UInt32, UInt32) = (0, 0)
    for byte in text.utf8 where byte != UInt8(ascii: "=") {
      guard let value = value(byte) else { return nil }
      group = group << 6 | value
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: group >> bits))
      }
    }
    // One digit alone is less than a byte.
    return bits == 6 ? nil : bytes
  }

  /// Whether a character is a digit of Base64, in either alphabet.
  package static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII && value(UInt8(scalar.value)) != nil
  }

  private static func digits(of bytes: [UInt8], in alphabet: [UInt8]) -> [UInt8] {
    var digits: [UInt8] = []
    digits.reserveCapacity(bytes.count / 3 * 4 + 4)
    var (group, bits): (UInt32, UInt32) = (0, 0)
    for byte in bytes {
      group = group << 8 | UInt32(byte)
      bits += 8
      while bits >= 6 {
        bits -= 6
        digits.append(alphabet[Int(group >> bits & 63)])
      }
    }
    if bits > 0 { digits.append(alphabet[Int(group << (6 - bits) & 63)]) }
    return digits
  }

  private static func value(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte) - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) + 4
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
  }
}
