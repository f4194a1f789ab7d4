/// A text in UTF-16 or UTF-32, which the bytes show themselves where nothing tells the encoding.
package struct WideText {
  package let text: String
  /// Of a character, in bytes.
  private let width: Int
  private let isBigEndian: Bool

  /// Nil where the bytes are something else.
  ///
  /// - Parameter fewest: how many characters there must be.
  package init?(_ bytes: [UInt8], fewest: Int) {
    for width in [4, 2] where bytes.count.isMultiple(of: width) && bytes.count >= width * fewest {
      for isBigEndian in [false, true] {
        let units = stride(from: 0, to: bytes.count, by: width).map { start in
          let unit = bytes[start..<start + width]
          return (isBigEndian ? Array(unit) : unit.reversed()).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        }
        guard units.count(where: Self.isUsual) * 4 >= units.count * 3 else { continue }
        let text =
          width == 2
          ? String(validating: units.map { UInt16(truncatingIfNeeded: $0) }, as: UTF16.self)
          : String(validating: units, as: UTF32.self)
        guard let text, text.unicodeScalars.allSatisfy(Self.isReadable) else { continue }
        (self.text, self.width, self.isBigEndian) = (text, width, isBigEndian)
        return
      }
    }
    return nil
  }

  /// Letters and signs of Latin, Greek, Cyrillic, Hebrew and Arabic texts, spaces and dashes, and the mark of the order of
  /// bytes; other bytes are seldom one when they are read in pairs.
  private static func isUsual(_ unit: UInt32) -> Bool {
    unit < 0x700 || (0x2000..<0x2070).contains(unit) || unit == 0xFEFF
  }

  private static func isReadable(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory != .control || "\n\r\t".unicodeScalars.contains(scalar)
  }

  /// Another text in the same encoding.
  package func bytes(of text: String) -> [UInt8] {
    let units = width == 2 ? text.utf16.map(UInt32.init) : text.unicodeScalars.map(\.value)
    return units.flatMap { unit in
      let bytes = (0..<width).map { UInt8(truncatingIfNeeded: unit >> (8 * UInt32($0))) }
      return isBigEndian ? bytes.reversed() : bytes
    }
  }
}
