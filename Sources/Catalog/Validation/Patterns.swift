import JSON

extension Pattern {
  /// Whether the whole text has this form. O(length).
  public func matches(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return switch self {
    case .e164: Self.isE164(bytes)
    case .digits: !bytes.isEmpty && bytes.allSatisfy(\.isDigit)
    case .email: Self.isEmail(bytes)
    case .hexColor: Self.isHexColor(bytes)
    case .httpsURL: Self.isURL(bytes, scheme: "https")
    case .url: Self.isURL(bytes, scheme: nil)
    }
  }

  private static func isE164(_ bytes: [UInt8]) -> Bool {
    guard bytes.first == UInt8(ascii: "+"), (8...16).contains(bytes.count) else { return false }
    return bytes[1] != UInt8(ascii: "0") && bytes.dropFirst().allSatisfy(\.isDigit)
  }

  /// `#` and 3, 4, 6 or 8 hexadecimal digits (CSS Color 4 §5.2).
  private static func isHexColor(_ bytes: [UInt8]) -> Bool {
    bytes.first == UInt8(ascii: "#") && [4, 5, 7, 9].contains(bytes.count)
      && bytes.dropFirst().allSatisfy { $0.hexDigit != nil }
  }

  /// A mailbox of RFC 5321 §4.1.2, without quoted local parts and address literals.
  private static func isEmail(_ bytes: [UInt8]) -> Bool {
    let parts = bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].scalarCount <= 64, bytes[...].scalarCount <= 254 else { return false }
    let atoms = parts[0].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return isHost(parts[1]) && atoms.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isAtomText) }
  }

  /// A URL with an authority (RFC 3986 §3). Letters beyond ASCII are allowed, as in browsers.
  private static func isURL(_ bytes: [UInt8], scheme: String?) -> Bool {
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
    else { return false }
    let slashes = Array("://".utf8)
    let found = bytes[..<colon]
    guard bytes[colon...].starts(with: slashes), isScheme(found, scheme) else { return false }
    let ends: [UInt8] = Array("/?#\\".utf8)
    let authority = bytes[(colon + 3)...].prefix { !ends.contains($0) }
    let host = authority.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false).last ?? []
    return isHostAndPort(host)
  }

  private static func isScheme(_ bytes: ArraySlice<UInt8>, _ scheme: String?) -> Bool {
    if let scheme { return String(decoding: bytes, as: UTF8.self).lowercased() == scheme }
    let extra = Array("+-.".utf8)
    return bytes.first?.isLetter == true
      && bytes.allSatisfy { $0.isLetter || $0.isDigit || extra.contains($0) }
  }

  private static func isHostAndPort(_ bytes: ArraySlice<UInt8>) -> Bool {
    if bytes.first == UInt8(ascii: "["), let end = bytes.firstIndex(of: UInt8(ascii: "]")) {
      let inside = bytes[(bytes.startIndex + 1)..<end]
      let isAddress = !inside.isEmpty && inside.allSatisfy { $0.hexDigit != nil || $0 == 0x3A || $0 == 0x2E }
      return isAddress && isPort(bytes[(end + 1)...])
    }
    let colon = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.endIndex
    return isHost(bytes[..<colon]) && isPort(bytes[colon...])
  }

  /// Empty, or `:` and a port.
  private static func isPort(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first else { return true }
    let digits = bytes.dropFirst()
    return first == UInt8(ascii: ":") && digits.count <= 5 && digits.allSatisfy(\.isDigit)
  }

  /// Labels of letters, digits and inner hyphens (RFC 1123 §2.1), or of bytes beyond ASCII.
  private static func isHost(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.scalarCount <= 253 else { return false }
    return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
      let hyphen = UInt8(ascii: "-")
      return (1...63).contains(label.scalarCount) && label.first != hyphen && label.last != hyphen
        && label.allSatisfy { $0.isLetter || $0.isDigit || $0 == hyphen || $0 >= 0x80 }
    }
  }
}

extension ArraySlice<UInt8> {
  /// How many scalars the UTF-8 has. The limits of a label count scalars, also in the OpenAPI document.
  fileprivate var scalarCount: Int { count { $0 & 0xC0 != 0x80 } }
}

extension UInt8 {
  var isLetter: Bool { (0x61...0x7A).contains(self | 0x20) }

  /// The value of a hexadecimal digit.
  var hexDigit: UInt8? {
    if isDigit { return self - 0x30 }
    return (0x61...0x66).contains(self | 0x20) ? (self | 0x20) - 0x57 : nil
  }

  /// A character of an atom (RFC 5322 §3.2.3), or a byte beyond ASCII (RFC 6532 §3.2).
  var isAtomText: Bool {
    isLetter || isDigit || self >= 0x80 || "!#$%&'*+-/=?^_`{|}~".utf8.contains(self)
  }
}
