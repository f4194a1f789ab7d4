import JSON

/// Percent-encoding of UTF-8 (RFC 3986 §2.1): all but the unreserved characters.
public enum PercentEncoding {
  /// The text as one segment of a path, or as a name or value of a query. A segment of only dots is
  /// encoded too, since it would be a step between folders.
  public static func encode(_ text: String) -> String {
    let isDots = text == "." || text == ".."
    var encoded: [UInt8] = []
    for byte in text.utf8 {
      if isUnreserved(byte), !isDots { encoded.append(byte) } else { encoded += escape(byte) }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  /// The text that was encoded; nil where a `%` is followed by no two hexadecimal digits, or the
  /// bytes are not UTF-8.
  public static func decode(_ text: some StringProtocol) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst()?.hexDigit, let low = rest.popFirst()?.hexDigit else { return nil }
      bytes.append(high << 4 | low)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  /// The members as a query, without its `?`; nil where there are none to send. Nulls are left out;
  /// lists and objects are written as PHP reads them back: `a[0]=x&b[name]=y`.
  public static func query(_ object: Object) -> String? {
    let all = object.members.flatMap { pairs(encode($0.name.string), $0.value) }
    return all.isEmpty ? nil : all.joined(separator: "&")
  }

  private static func pairs(_ name: String, _ value: Value) -> [String] {
    switch value {
    case .array(let items):
      items.enumerated().flatMap { pairs("\(name)%5B\($0.offset)%5D", $0.element) }
    case .object(let object):
      object.members.flatMap { pairs("\(name)%5B\(encode($0.name.string))%5D", $0.value) }
    default:
      value.plainText.map { ["\(name)=\(encode($0))"] } ?? []
    }
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || "-._~".utf8.contains(byte)
  }

  private static func escape(_ byte: UInt8) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    return [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }
}

extension Value {
  /// What a URL says for a scalar; nil for null, lists and objects.
  var plainText: String? {
    switch self {
    case .null, .array, .object: nil
    case .bool(let value): value ? "true" : "false"
    case .int(let value): String(value)
    case .double(let value): Int64(exactly: value).map { String($0) } ?? String(value)
    case .decimal(let decimal): decimal.text.string
    case .string(let text): text.string
    }
  }
}
