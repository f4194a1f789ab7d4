#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Bytes that are being read, and the place in them. The bytes belong to the caller, and must
/// outlive the cursor.
///
/// At the end, `byte` is 0. No grammar here accepts 0, so loops need no second test.
package struct Cursor {
  let base: UnsafePointer<UInt8>
  /// Where the text ends.
  package var end: Int
  package var offset: Int

  /// Nil where there are no bytes, or the offset is beyond them.
  package init?(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int = 0) {
    guard let base = bytes.baseAddress, offset <= bytes.count else { return nil }
    self.base = base
    self.end = bytes.count
    self.offset = offset
  }

  @inline(__always) package var isAtEnd: Bool { offset >= end }

  @inline(__always) package var byte: UInt8 { offset < end ? base[offset] : 0 }

  /// The byte after this one.
  @inline(__always) package var next: UInt8 { offset + 1 < end ? base[offset + 1] : 0 }

  /// The byte here; nil at the end.
  package var found: UInt8? { offset < end ? base[offset] : nil }

  /// Steps over a byte where it is the expected one, and tells whether it was.
  @inline(__always) package mutating func take(_ expected: UInt8) -> Bool {
    guard byte == expected, offset < end else { return false }
    offset += 1
    return true
  }

  /// Skips space, tab, LF and CR (RFC 8259 §2; RFC 9535 §2.1.1 has the same).
  @inline(__always) package mutating func skipSpace() {
    while byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
  }

  /// Takes the word where it stands here; else takes nothing.
  package mutating func take(word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard end - offset >= count else { return false }
    for index in 0..<count where base[offset + index] != word.utf8Start[index] { return false }
    offset += count
    return true
  }

  /// The first place of the byte in the range; nil where it does not occur.
  func first(_ byte: UInt8, in range: Range<Int>) -> Int? {
    guard let found = memchr(base + range.lowerBound, Int32(byte), range.count) else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// The bytes at these offsets. They are valid as long as the text.
  package func bytes(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
  }

  func expected(_ expectation: JSONError.Expectation) -> JSONError {
    JSONError(.expected(expectation, found: found), at: offset)
  }
}

extension UInt8 {
  @inline(__always) package var isDigit: Bool { self &- 0x30 < 10 }

  /// The value of a hexadecimal digit; nil for any other byte.
  var hexValue: UInt16? {
    switch self {
    case 0x30...0x39: UInt16(self - 0x30)
    case 0x41...0x46: UInt16(self - 0x41 + 10)
    case 0x61...0x66: UInt16(self - 0x61 + 10)
    default: nil
    }
  }
}

extension [UInt8] {
  /// The first place of the byte from `start` on; nil where it does not occur. O(distance), by
  /// memchr(3).
  package func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    withUnsafeBufferPointer { bytes in
      guard start < bytes.count, let cursor = Cursor(bytes) else { return nil }
      return cursor.first(byte, in: start..<bytes.count)
    }
  }
}
