/// Finds where an element or a line ends, and remembers how far it has looked; so bytes that come in
/// small pieces are looked at once.
struct BoundaryScanner {
  private var position = 0
  private var depth = 0
  private var isInString = false
  private var isEscaped = false

  /// Begins anew at an offset of the buffer.
  mutating func restart(at offset: Int) { self = BoundaryScanner(position: offset) }

  /// Moves past white space before the element, unless it is beyond that already.
  mutating func advance(to offset: Int) { position = Swift.max(position, offset) }

  /// Follows the buffer, of which so many bytes were removed.
  mutating func shift(by count: Int) { position -= Swift.min(position, count) }

  init(position: Int = 0) { self.position = position }

  /// The offset of the next LF, or nil where none has come yet.
  mutating func endOfLine(in buffer: [UInt8]) -> Int? {
    let found = buffer[position...].firstIndex(of: UInt8(ascii: "\n"))
    position = found ?? buffer.count
    return found
  }

  /// The offset of the comma or closing bracket after the element, or nil where it has not come yet.
  /// Which bracket closes which is left to the parser.
  mutating func endOfElement(in buffer: [UInt8]) -> Int? {
    while position < buffer.count {
      if endsElement(buffer[position]) { return position }
      position += 1
    }
    return nil
  }

  @inline(__always)
  private mutating func endsElement(_ byte: UInt8) -> Bool {
    if isInString {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\"") {
        isInString = false
      } else {
        isEscaped = byte == UInt8(ascii: "\\")
      }
      return false
    }
    switch byte {
    case UInt8(ascii: "\""): isInString = true
    case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
    case UInt8(ascii: "]"), UInt8(ascii: "}"):
      if depth == 0 { return true }
      depth -= 1
    case UInt8(ascii: ","): return depth == 0
    default: break
    }
    return false
  }
}
