/// Finds the end of an element, and remembers how far it has searched, so that bytes which come in
/// small pieces are searched only once.
struct BoundaryScanner {
  private(set) var position: Int
  private var depth = 0
  private var isInString = false
  private var isEscaped = false

  init(position: Int) { self.position = position }

  /// Adjusts the position after so many bytes were removed from the buffer.
  mutating func shift(by count: Int) { position -= Swift.min(position, count) }

  /// The offset of the comma or closing bracket after the element; nil where it has not come yet. The
  /// parser checks which bracket closes which.
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
