/// The text between two quotes.
package enum Quoted {
  /// A part of the text that is read, without escapes.
  case plain(Range<Int>)
  /// It had escapes, and was decoded into the scratch buffer.
  case decoded
}

extension Cursor {
  /// Reads from an opening quote to the place after the closing one: RFC 8259 §7, and RFC 9535
  /// §2.3.1.1, which has the same escapes and also allows `'` as a quote.
  ///
  /// - Parameter onLoneSurrogate: as in `JSONOptions`.
  package mutating func quoted(
    _ quote: UInt8, into scratch: inout [UInt8], onLoneSurrogate: (@Sendable () -> Void)? = nil
  ) throws(JSONError) -> Quoted {
    let start = offset + 1
    offset = start
    try scan(to: quote)
    guard base[offset] != quote else {
      offset += 1
      return .plain(start..<offset - 1)
    }
    scratch.removeAll(keepingCapacity: true)
    var from = start
    while base[offset] != quote {
      scratch.append(contentsOf: bytes(from..<offset))
      try escape(quote, into: &scratch, onLoneSurrogate)
      from = offset
      try scan(to: quote)
    }
    scratch.append(contentsOf: bytes(from..<offset))
    offset += 1
    return .decoded
  }

  /// Moves to the next quote or backslash. Everything before it is valid UTF-8.
  @inline(__always)
  private mutating func scan(to quote: UInt8) throws(JSONError) {
    let start = offset
    let ascii = skipPlain(quote)
    if !ascii { try checkUTF8(start..<offset) }
    guard offset < end else { throw expected(.quote) }
    if base[offset] < 0x20 { throw JSONError(.controlCharacter(base[offset]), at: offset) }
  }

  /// Skips eight bytes at a time to the next quote, backslash or control character, or to the end.
  /// Returns whether all skipped bytes are ASCII.
  @inline(__always)
  private mutating func skipPlain(_ quote: UInt8) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    let quotes = ones &* UInt64(quote)
    var seen: UInt64 = 0
    while offset + 8 <= end {
      let word = UInt64(littleEndian: UnsafeRawPointer(base + offset).loadUnaligned(as: UInt64.self))
      let a = word ^ quotes
      let b = word ^ (ones &* 0x5C)
      // A byte's high bit is set where it equals the quote or the backslash, or is below 0x20; the
      // lowest such bit is exact, and only that one is used.
      let stops = ((a &- ones) & ~a | (b &- ones) & ~b | (word &- ones &* 0x20) & ~word) & highs
      if stops != 0 {
        let bits = stops.trailingZeroBitCount & ~7
        offset += bits / 8
        return (seen | word & ((1 &<< UInt64(bits)) &- 1)) & highs == 0
      }
      seen |= word
      offset += 8
    }
    return skipPlainByByte(quote) && seen & highs == 0
  }

  private mutating func skipPlainByByte(_ quote: UInt8) -> Bool {
    var seen: UInt8 = 0
    while offset < end {
      let byte = base[offset]
      if byte == quote || byte == 0x5C || byte < 0x20 { break }
      seen |= byte
      offset += 1
    }
    return seen < 0x80
  }

  /// Decodes the escape that begins here.
  private mutating func escape(
    _ quote: UInt8, into scratch: inout [UInt8], _ onLoneSurrogate: (@Sendable () -> Void)?
  ) throws(JSONError) {
    let code = next
    switch code {
    case quote, UInt8(ascii: "\\"), UInt8(ascii: "/"): scratch.append(code)
    case UInt8(ascii: "b"): scratch.append(0x08)
    case UInt8(ascii: "f"): scratch.append(0x0C)
    case UInt8(ascii: "n"): scratch.append(0x0A)
    case UInt8(ascii: "r"): scratch.append(0x0D)
    case UInt8(ascii: "t"): scratch.append(0x09)
    case UInt8(ascii: "u"):
      scratch.appendUTF8(try escapedScalar(onLoneSurrogate))
      return
    default:
      guard offset + 1 < end else {
        offset = end
        throw expected(.quote)
      }
      throw JSONError(.unknownEscape(code), at: offset)
    }
    offset += 2
  }

  /// Reads `\uHHHH`, or two of them that form a surrogate pair.
  private mutating func escapedScalar(
    _ onLoneSurrogate: (@Sendable () -> Void)?
  ) throws(JSONError) -> Unicode.Scalar {
    let start = offset
    let first = try escapedUnit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    let end = offset
    if first < 0xDC00, byte == 0x5C, next == UInt8(ascii: "u") {
      let second = try escapedUnit()
      let value = 0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(second & 0x3FF))
      if second & 0xFC00 == 0xDC00, let scalar = Unicode.Scalar(value) { return scalar }
    }
    guard let onLoneSurrogate else { throw JSONError(.loneSurrogate(first), at: start) }
    onLoneSurrogate()
    // The next characters are not the other half, and are read separately.
    offset = end
    return "\u{FFFD}"
  }

  private mutating func escapedUnit() throws(JSONError) -> UInt16 {
    offset += 2
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let digit = byte.hexValue else { throw expected(.hexDigit) }
      unit = unit << 4 | digit
      offset += 1
    }
    return unit
  }
}

extension [UInt8] {
  /// Appends the UTF-8 form of a scalar.
  mutating func appendUTF8(_ scalar: Unicode.Scalar) {
    if let encoded = UTF8.encode(scalar) { append(contentsOf: encoded) }
  }
}
