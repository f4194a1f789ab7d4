extension Int64 {
  func appendJSON(to bytes: inout [UInt8]) {
    bytes.append(contentsOf: description.utf8)
  }
}

extension Double {
  /// Appends the shortest digits that read back as this number, in JavaScript's layout (ECMA-262,
  /// Number::toString): plain from 1e-6 to below 1e21, else `1e-7`, `1.5e+21`.
  ///
  /// Whole numbers that 64 bits can hold are written exactly, because they read back as integers. NaN and
  /// infinity have no JSON, and become null.
  func appendJSON(to bytes: inout [UInt8]) {
    guard isFinite else { return bytes.append("null") }
    if let integer = Int64(exactly: self) { return integer.appendJSON(to: &bytes) }
    var digits = ShortestDigits(magnitude)
    if self < 0 { bytes.append(UInt8(ascii: "-")) }
    digits.layOut(in: &bytes)
  }
}

/// A positive number as its shortest digits d₁d₂…dₖ, which mean 0.d₁d₂…dₖ × 10^point.
private struct ShortestDigits {
  fileprivate var digits: [UInt8] = []
  fileprivate var point = 0

  init(digits: [UInt8], point: Int) { (self.digits, self.point) = (digits, point) }

  /// Reads Swift's own shortest description, such as `12.5` or `5e-324`.
  init(_ value: Double) {
    digits.reserveCapacity(24)
    var description = value.description
    description.withUTF8 { read($0) }
    trimZeros()
  }

  private mutating func read(_ description: UnsafeBufferPointer<UInt8>) {
    let end = description.firstIndex(of: UInt8(ascii: "e")) ?? description.count
    for byte in description[..<end] {
      if byte == UInt8(ascii: ".") { point = digits.count } else { digits.append(byte) }
    }
    if !description[..<end].contains(UInt8(ascii: ".")) { point = digits.count }
    point += Int(String(decoding: description[end...].dropFirst(), as: UTF8.self)) ?? 0
  }

  private mutating func trimZeros() {
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    let leading = digits.prefix { $0 == UInt8(ascii: "0") }.count
    digits.removeFirst(leading)
    point -= leading
  }

  mutating func layOut(in bytes: inout [UInt8]) {
    switch point {
    case -5...0: fractionOnly(&bytes)
    case 1...21: plain(&bytes)
    default: scientific(&bytes)
    }
  }

  private func fractionOnly(_ bytes: inout [UInt8]) {
    bytes.append("0.")
    bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: -point))
    bytes.append(contentsOf: digits)
  }

  private func plain(_ bytes: inout [UInt8]) {
    bytes.append(contentsOf: digits.prefix(point))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: Swift.max(0, point - digits.count)))
    guard digits.count > point else { return }
    bytes.append(UInt8(ascii: "."))
    bytes.append(contentsOf: digits[point...])
  }

  private func scientific(_ bytes: inout [UInt8]) {
    bytes.append(digits[0])
    if digits.count > 1 { bytes.append(UInt8(ascii: ".")) }
    bytes.append(contentsOf: digits.dropFirst())
    bytes.append(point > 0 ? "e+" : "e-")
    bytes.append(contentsOf: Swift.abs(point - 1).description.utf8)
  }
}

extension [UInt8] {
  /// Appends a positive number by its digits (as characters) and the place of its point, in the layout of a
  /// `Double`. Zero has no digits.
  mutating func append(digits: [UInt8], point: Int) {
    if digits.isEmpty { return append(UInt8(ascii: "0")) }
    var digits = ShortestDigits(digits: digits, point: point)
    digits.layOut(in: &self)
  }
}
