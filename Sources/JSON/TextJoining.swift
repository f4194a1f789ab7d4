extension Text {
  /// Strings and integers, one after another, in one allocation of just that size. O(length).
  ///
  /// - Parameter parts: strings and integers; anything else is left out.
  public init(joining parts: UnsafeBufferPointer<Value>) {
    storage = TextStorage.make(capacity: parts.reduce(0) { $0 + $1.joinedCount })
    for part in parts {
      switch part {
      case .string(let text): text.withUTF8 { storage.append($0) }
      case .int(let integer): storage.append(decimal: integer)
      default: break
      }
    }
  }
}

extension Value {
  fileprivate var joinedCount: Int {
    switch self {
    case .string(let text): text.utf8Count
    case .int(let integer): integer.decimalCount
    default: 0
    }
  }
}

extension Int64 {
  /// How many bytes its digits and its sign take.
  fileprivate var decimalCount: Int {
    var rest = magnitude
    var count = self < 0 ? 2 : 1
    while rest >= 10 {
      rest /= 10
      count += 1
    }
    return count
  }
}

extension TextStorage {
  /// Appends digits, for which there must be room.
  fileprivate func append(decimal integer: Int64) {
    let size = integer.decimalCount
    let start = bytes + count
    var rest = integer.magnitude
    var place = size
    repeat {
      place -= 1
      start[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    if integer < 0 { start[0] = UInt8(ascii: "-") }
    withUnsafeMutablePointerToHeader { $0.pointee.count += size }
  }
}
