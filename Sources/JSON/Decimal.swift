/// A number that is kept as it was written, with its floating-point value beside it.
public final class Decimal: Sendable {
  /// The number's text in the form of RFC 8259 §6.
  public let text: Text
  /// The nearest number of 64 bits; infinite where the text is beyond their range.
  public let value: Double

  public init(text: Text, value: Double) {
    self.text = text
    self.value = value
  }

  /// The integer that it exactly is, in whatever form it was written; nil where it is not an integer of 64
  /// bits.
  var exactInt: Int64? {
    guard value.magnitude <= 0x1p63 else { return nil }
    if value.magnitude < 0x1p53 {
      // Two texts may round to one integer: 1 and 1.00000000000000000001.
      guard let integer = Int64(exactly: value), isShort || ExactNumber(text).isWhole else { return nil }
      return integer
    }
    return ExactNumber(text).integer
  }

  /// Whether it has so few digits that all such numbers have different floating-point values (IEEE
  /// 754).
  var isShort: Bool {
    text.utf8Count <= 15 && value.magnitude < 0x1p53 && (value.magnitude > 1e-280 || value == 0 && isZero)
  }

  /// Whether all of its digits before the exponent are 0.
  private var isZero: Bool {
    text.withUTF8 { bytes in
      bytes.prefix { $0 | 0x20 != UInt8(ascii: "e") }.allSatisfy { !(0x31...0x39).contains($0) }
    }
  }
}
