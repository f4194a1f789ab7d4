extension Cursor {
  /// Throws at the first byte of the range that is not part of well-formed UTF-8 (RFC 3629 §4: no
  /// overlong forms, no surrogates, nothing above U+10FFFF).
  package func checkUTF8(_ range: Range<Int>) throws(JSONError) {
    var index = range.lowerBound
    while index < range.upperBound {
      if base[index] < 0x80 {
        index += 1
        continue
      }
      let length = sequenceLength(at: index, before: range.upperBound)
      guard length > 0 else { throw JSONError(.invalidUTF8(base[index]), at: index) }
      index += length
    }
  }

  /// The length of the multi-byte sequence that begins here, or 0 where it is not well-formed.
  @inline(__always)
  private func sequenceLength(at index: Int, before limit: Int) -> Int {
    let first = base[index]
    if first < 0xC2 || first > 0xF4 { return 0 }
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard index + length <= limit else { return 0 }
    let second = base[index + 1]
    guard second >= lowestSecond(after: first), second <= highestSecond(after: first) else { return 0 }
    if length > 2, base[index + 2] & 0xC0 != 0x80 { return 0 }
    if length > 3, base[index + 3] & 0xC0 != 0x80 { return 0 }
    return length
  }

  @inline(__always) private func lowestSecond(after first: UInt8) -> UInt8 {
    first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80
  }

  @inline(__always) private func highestSecond(after first: UInt8) -> UInt8 {
    first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF
  }
}
