/// A number by its digits: its exact value, of any length. Where floating point cannot distinguish two
/// numbers, they are compared by this value; and numbers are rounded by it.
///
/// The digits d₁d₂…dₖ stand for 0.d₁d₂…dₖ × 10^point; neither the first nor the last of them is 0, and
/// zero has none.
public struct ExactNumber: Sendable, Hashable {
  public private(set) var isNegative = false
  /// Each is from 0 to 9.
  private(set) var digits: [UInt8] = []
  private(set) var point = 0

  /// The exact value of a number; nil for any other value.
  public init?(_ value: Value) {
    switch value {
    case .decimal(let decimal): self.init(decimal.text)
    case .int, .double: self.init(json: value.jsonBytes())
    case .null, .bool, .string, .array, .object: return nil
    }
  }

  /// Reads a number in the form of RFC 8259 §6.
  init(_ text: Text) { self = text.withUTF8 { ExactNumber(json: $0) } }

  private init(json bytes: some Collection<UInt8>) {
    digits.reserveCapacity(bytes.count)
    var rest = Array(bytes)[...]
    if rest.first == UInt8(ascii: "-") {
      isNegative = true
      rest.removeFirst()
    }
    var isFraction = false
    while let byte = rest.popFirst() {
      if byte.isDigit {
        add(byte - 0x30, isFraction)
      } else if byte == UInt8(ascii: ".") {
        isFraction = true
      } else {
        point += Self.exponent(rest)
        break
      }
    }
    trim()
  }

  /// Adds a digit. Zeros before the first other digit only move the point.
  private mutating func add(_ digit: UInt8, _ isFraction: Bool) {
    if !digits.isEmpty || digit != 0 {
      digits.append(digit)
      if !isFraction { point += 1 }
    } else if isFraction {
      point -= 1
    }
  }

  /// The exponent is limited to a bound that no real number reaches. Beyond it, all numbers count as
  /// equally far.
  private static func exponent(_ bytes: ArraySlice<UInt8>) -> Int {
    let magnitude = bytes.reduce(0) { $1.isDigit ? Swift.min($0 * 10 + Int($1 - 0x30), 1 << 40) : $0 }
    return bytes.first == UInt8(ascii: "-") ? -magnitude : magnitude
  }

  private mutating func trim() {
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { (isNegative, point) = (false, 0) }
  }
}

extension ExactNumber: Comparable {
  public static func < (left: ExactNumber, right: ExactNumber) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    return left.isNegative ? isSmaller(right, left) : isSmaller(left, right)
  }

  /// Compares the magnitudes. Zero is below all, wherever its point is.
  private static func isSmaller(_ left: ExactNumber, _ right: ExactNumber) -> Bool {
    if left.digits.isEmpty || right.digits.isEmpty { return left.digits.count < right.digits.count }
    if left.point != right.point { return left.point < right.point }
    return left.digits.lexicographicallyPrecedes(right.digits)
  }
}

extension ExactNumber {
  var isWhole: Bool { digits.count <= point || digits.isEmpty }

  /// The number as an integer of 64 bits; nil where it is not such an integer.
  public var integer: Int64? {
    guard isWhole, point <= 19 else { return nil }
    var magnitude: UInt64 = 0
    for place in 0..<Swift.max(point, 0) {
      let (tenfold, overflow) = magnitude.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tenfold.addingReportingOverflow(place < digits.count ? UInt64(digits[place]) : 0)
      if overflow || carry { return nil }
      magnitude = sum
    }
    if !isNegative { return Int64(exactly: magnitude) }
    return magnitude > 1 << 63 ? nil : Int64(truncatingIfNeeded: 0 &- magnitude)
  }

  /// How many digits it has, from the first to the last that is not 0.
  var significant: Int { digits.count }

  /// The number as a value. It is an integer where 64 bits can hold it.
  public var value: Value {
    if let integer { return .int(integer) }
    var bytes: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
    bytes.append(digits: digits.map { $0 + 0x30 }, point: point)
    // The bytes are always JSON, so reading them cannot fail.
    return (try? Value(parsing: bytes)) ?? .null
  }

  /// The number with so many digits after its point, rounded as `rounded` does: 2.3 with two digits is
  /// `2.30`.
  public func fixed(_ places: Int) -> String {
    let number = rounded(to: places, .toNearestOrAwayFromZero)
    let digit = { (place: Int) in number.digits.indices.contains(place) ? number.digits[place] + 0x30 : 0x30 }
    var bytes: [UInt8] = number.isNegative ? [UInt8(ascii: "-")] : []
    bytes += number.point > 0 ? (0..<number.point).map(digit) : [0x30]
    if places > 0 { bytes += [UInt8(ascii: ".")] + (0..<places).map { digit(number.point + $0) } }
    return String(decoding: bytes, as: UTF8.self)
  }

  public var negated: ExactNumber {
    var other = self
    if !digits.isEmpty { other.isNegative.toggle() }
    return other
  }

  /// Rounds the number to `places` digits after its point; a negative number of places rounds to tens and
  /// hundreds. Halves are rounded away from zero, unless the rule says otherwise.
  ///
  /// - Parameter rule: `toNearestOrAwayFromZero`, `towardZero`, `down` or `up`.
  public func rounded(to places: Int, _ rule: FloatingPointRoundingRule) -> ExactNumber {
    let kept = point.adding(places)
    guard !digits.isEmpty, kept < digits.count else { return self }
    var result = self
    result.digits = kept > 0 ? Array(digits[..<kept]) : []
    if isRaised(rule, kept) { result.raise(places) }
    result.trim()
    return result
  }

  private func isRaised(_ rule: FloatingPointRoundingRule, _ kept: Int) -> Bool {
    switch rule {
    case .towardZero: false
    case .down: isNegative
    case .up: !isNegative
    default: kept >= 0 && digits[kept] >= 5
    }
  }

  /// Adds one to the last digit that is kept.
  private mutating func raise(_ places: Int) {
    while digits.last == 9 { digits.removeLast() }
    if digits.isEmpty {
      // All digits were nines, or none was kept.
      point = Swift.max(point, -places) + 1
      digits = [1]
    } else {
      digits[digits.count - 1] += 1
    }
  }
}
