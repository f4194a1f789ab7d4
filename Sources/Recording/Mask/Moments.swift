import Catalog

extension TextEdit {
  /// Keeps dates and moments.
  mutating func keepMoments() {
    let scanner = MomentScanner(atoms.bytes)
    var index = 0
    while index < atoms.scalars.count {
      if let end = scanner.end(at: index), isFree(index..<end) {
        keep(index..<end)
        index = end
      } else {
        index += 1
      }
    }
  }
}

extension Mask {
  /// Whether a text is a date or a moment as a whole.
  static func isMoment(_ text: String) -> Bool {
    if text.utf8.count > 64 || text.utf8.count < 8 { return false }
    return MomentScanner(Array(text.utf8)).end(at: 0) == text.utf8.count
  }

  /// Keeps seconds and milliseconds since 1970, the form that `now` has.
  func keepUnixTimes(_ edit: inout TextEdit) {
    let scalars = edit.atoms.scalars
    var index = 0
    while index < scalars.count {
      let start = index
      while index < scalars.count, scalars[index].digit != nil { index += 1 }
      if index == start {
        index += 1
      } else if let end = Self.endOfUnixTime(start..<index, in: scalars), edit.isFree(start..<end) {
        let digits = scalars[start..<index].compactMap(\.digit)
        if memory.isUnixTime(digits), !memory.isPhone(digits) { edit.keep(start..<end) }
        index = end
      }
    }
  }

  /// The end of such a time, with the fraction of the second.
  private static func endOfUnixTime(_ digits: Range<Int>, in scalars: [Unicode.Scalar]) -> Int? {
    guard digits.count == 10 || digits.count == 13, digits.allSatisfy({ scalars[$0].isASCII }) else {
      return nil
    }
    func scalar(_ place: Int) -> Unicode.Scalar? { scalars.indices.contains(place) ? scalars[place] : nil }
    func isDigit(_ place: Int) -> Bool { scalar(place)?.digit != nil }
    let before = scalar(digits.lowerBound - 1)
    if before?.isOfWord == true || before == "+" || before == "%" || before == "_" { return nil }
    if before.map({ "-./".unicodeScalars.contains($0) }) == true, isDigit(digits.lowerBound - 2) {
      return nil
    }
    var end = digits.upperBound
    if scalar(end) == ".", isDigit(end + 1) {
      end += 1
      while isDigit(end) { end += 1 }
      if end - digits.upperBound > 10 { return nil }
    }
    let after = scalar(end)
    if after?.isOfWord == true || after == "_" { return nil }
    return after.map { "-./".unicodeScalars.contains($0) } == true && isDigit(end + 1) ? nil : end
  }
}

extension MaskMemory {
  /// How far a time may be from the session's own, in seconds. Ten digits that mean a time further away may also be a
  /// phone number.
  private static let span: Double = 400 * 86400

  /// Whether the digits are seconds or milliseconds since 1970.
  func isUnixTime(_ digits: [UInt8]) -> Bool {
    guard digits.count == 10 || digits.count == 13 else { return false }
    let value = digits.reduce(0.0) { $0 * 10 + Double($1) }
    if digits.count == 13 { return (1e12..<2e12).contains(value) }
    return value > moments.lowerBound - Self.span && value < moments.upperBound + Self.span
  }
}
