extension Cursor {
  /// Reads a number (RFC 8259 §6). An integer of 64 bits becomes `int`. A number becomes `double` where
  /// the double certainly prints the same digits, and else `decimal`.
  package mutating func number() throws(JSONError) -> Value {
    let digits = try digits()
    if digits.isInteger {
      if let integer = digits.integer { return .int(integer) }
    } else if let double = digits.plainDouble(last: base[offset - 1]) {
      return .double(double)
    }
    return decimal(digits)
  }

  /// Skips a number, and notes its digits.
  mutating func digits() throws(JSONError) -> Digits {
    var digits = Digits(start: offset, negative: take(UInt8(ascii: "-")))
    try integerPart(&digits)
    if byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e") {
      digits.isInteger = false
      try fraction(&digits)
      try exponent(&digits)
    }
    return digits
  }

  private mutating func integerPart(_ digits: inout Digits) throws(JSONError) {
    guard byte.isDigit else { throw expected(.digit) }
    if byte == UInt8(ascii: "0") {
      guard !next.isDigit else { throw JSONError(.leadingZero, at: offset) }
      offset += 1
      return
    }
    while byte.isDigit {
      digits.add(byte)
      offset += 1
    }
  }

  private mutating func fraction(_ digits: inout Digits) throws(JSONError) {
    guard take(UInt8(ascii: ".")) else { return }
    guard byte.isDigit else { throw expected(.digit) }
    let start = offset
    while byte.isDigit {
      digits.add(byte)
      offset += 1
    }
    digits.fraction = offset - start
  }

  private mutating func exponent(_ digits: inout Digits) throws(JSONError) {
    guard byte | 0x20 == UInt8(ascii: "e") else { return }
    offset += 1
    let negative = byte == UInt8(ascii: "-")
    if negative || byte == UInt8(ascii: "+") { offset += 1 }
    guard byte.isDigit else { throw expected(.digit) }
    var exponent = 0
    while byte.isDigit {
      exponent = Swift.min(exponent * 10 + Int(byte - 0x30), 1_000_000)
      offset += 1
    }
    digits.exponent = negative ? -exponent : exponent
  }

  private func decimal(_ digits: Digits) -> Value {
    let text = bytes(digits.start..<offset)
    let value = digits.exactDouble ?? Double(String(decoding: text, as: UTF8.self)) ?? .infinity
    return .decimal(Decimal(text: Text(validated: text), value: value))
  }
}

/// The digits of a number while it is read.
struct Digits {
  let start: Int
  let negative: Bool
  /// Whether it has neither point nor exponent.
  var isInteger = true
  /// The digits without the point. It wraps around beyond 19 digits.
  var mantissa: UInt64 = 0
  /// How many digits there are from the first that is not 0.
  var significant = 0
  /// How many digits stand after the point.
  var fraction = 0
  var exponent: Int?

  init(start: Int, negative: Bool) {
    self.start = start
    self.negative = negative
  }

  @inline(__always)
  mutating func add(_ digit: UInt8) {
    mantissa = mantissa &* 10 &+ UInt64(digit - 0x30)
    if significant != 0 || digit != 0x30 { significant += 1 }
  }

  /// The number as an integer of 64 bits; nil where it is not such an integer. `-0` does not count as one.
  var integer: Int64? {
    guard significant <= 19 else { return nil }
    if !negative { return Int64(exactly: mantissa) }
    if mantissa == 0 || mantissa > 1 << 63 { return nil }
    return Int64(truncatingIfNeeded: 0 &- mantissa)
  }

  /// The double of a number such as `-12.75`. All numbers of up to 15 digits have different doubles (IEEE
  /// 754 binary64), so printing the double gives these digits again, and it need not be tried.
  func plainDouble(last: UInt8) -> Double? {
    guard exponent == nil, significant <= 15, significant - fraction > -6, last != 0x30 else { return nil }
    return exactDouble
  }

  /// The double where mantissa and power of ten are both exact: then one operation rounds once, and so
  /// correctly.
  var exactDouble: Double? {
    let power = (exponent ?? 0) - fraction
    guard significant <= 19, mantissa <= 1 << 53, Swift.abs(power) <= 22 else { return nil }
    let magnitude = power < 0 ? Double(mantissa) / exactPower(-power) : Double(mantissa) * exactPower(power)
    return negative ? -magnitude : magnitude
  }
}

/// The powers of 10 from 0 to 22, which are all exact.
@inline(__always)
private func exactPower(_ exponent: Int) -> Double {
  var low = 1.0
  switch exponent & 7 {
  case 1: low = 1e1
  case 2: low = 1e2
  case 3: low = 1e3
  case 4: low = 1e4
  case 5: low = 1e5
  case 6: low = 1e6
  case 7: low = 1e7
  default: break
  }
  return exponent < 8 ? low : exponent < 16 ? low * 1e8 : low * 1e16
}
