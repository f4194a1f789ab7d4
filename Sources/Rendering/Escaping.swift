/// Makes text safe to look at. Text from elsewhere must not move the cursor, change colours, or be shown in
/// another order than it has.
public enum Escaping {
  /// A text for one line of a terminal: a line end is shown as `\n`, a tab as `\t`.
  public static func line(_ text: String) -> String { escape(text, as: name, keeping: { _ in false }) }

  /// A text that may have several lines: newlines and tabs stay.
  public static func lines(_ text: String) -> String {
    let unix = text.utf8.contains(UInt8(ascii: "\r")) ? dropCarriageReturns(text) : text
    return escape(unix, as: name, keeping: { $0 == "\n" || $0 == "\t" })
  }

  /// JSON whose strings may hold what a terminal must not get. They are escaped as in JSON, so that it
  /// stays the same JSON. Newlines between its values stay.
  package static func json(_ json: String) -> String {
    escape(json, as: { "\\u" + hex($0, digits: 4) }, keeping: { $0 == "\n" })
  }

  /// Whether it is a control character (C0, DEL, C1), a line or paragraph separator, or an embedding,
  /// override, isolate or mark that changes the order of text (UAX #9 §2). Such a mark is invisible, and
  /// moves the text beside it.
  public static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x1F, 0x7F...0x9F, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  private static func escape(
    _ text: String, as name: (Unicode.Scalar) -> String, keeping: (Unicode.Scalar) -> Bool
  ) -> String {
    guard text.unicodeScalars.contains(where: { isUnsafe($0) && !keeping($0) }) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isUnsafe(scalar), !keeping(scalar) {
        result.append(contentsOf: name(scalar).unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  private static func name(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default: "\\u{" + hex(scalar, digits: 2) + "}"
    }
  }

  private static func hex(_ scalar: Unicode.Scalar, digits: Int) -> String {
    let hex = String(scalar.value, radix: 16)
    return String(repeating: "0", count: max(digits - hex.count, 0)) + hex
  }

  private static func dropCarriageReturns(_ text: String) -> String {
    String(text.map { $0 == "\r\n" ? "\n" : $0 })
  }
}
