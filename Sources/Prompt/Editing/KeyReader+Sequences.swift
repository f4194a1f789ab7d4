// What begins with ESC: control sequences (ECMA-48 §5.4), what terminals send beside those, and characters that
// are typed with Alt.

extension KeyReader {
  mutating func readSequence(escapeIsKey: Bool) throws(Stop) -> Key? {
    if escapeIsKey, !hasByte(1) {
      take(1)
      return .escape
    }
    switch try byte(1) {
    case UInt8(ascii: "["): return try controlSequence()
    case UInt8(ascii: "O"): return try shiftedKey()
    case KeyReader.escape: return afterTwo(escapeIsKey: escapeIsKey)
    case UInt8(ascii: "]") where begins { $0.isParameter }, UInt8(ascii: "_") where begins { $0 == 0x47 },
      UInt8(ascii: "P") where begins({ $0.isParameter || $0 == 0x21 || $0 == 0x3E }):
      return try answer()
    default: return try character(at: 1).map { .alt($0) }
    }
  }

  private mutating func begins(_ isFitting: (UInt8) -> Bool) -> Bool { hasByte(2) && isFitting(begun[2]) }

  /// Some terminals put an ESC before the sequence of a key that is pressed with Alt.
  private mutating func afterTwo(escapeIsKey: Bool) -> Key? {
    let isSequence = begins { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "O") }
    take(isSequence || escapeIsKey ? 1 : 2)
    if isSequence { return nil }
    return escapeIsKey ? .escape : .alt("\u{1B}")
  }

  private mutating func controlSequence() throws(Stop) -> Key? {
    var index = 2
    // F1 to F5 of Linux' console.
    if try byte(2) == UInt8(ascii: "[") { index = 3 }
    while try (0x20...0x3F).contains(byte(index)), !endsWithShift(index) { index += 1 }
    // What breaks it off is a key of its own.
    guard try (0x40...0x7E).contains(byte(index)) || endsWithShift(index) else {
      take(index)
      return nil
    }
    // Where the mouse was clicked, from a program that left its reports switched on (xterm's oldest form).
    if index == 2, begun[2] == UInt8(ascii: "M"), hasByte(5) {
      take(6)
      return nil
    }
    let keys = String(decoding: take(index + 1).dropFirst(), as: UTF8.self)
    return keys == "[200~" ? pasted() : .sequence(keys)
  }

  /// Keys that are pressed with Shift end with `$` in rxvt.
  private func endsWithShift(_ index: Int) -> Bool {
    begun[index] == UInt8(ascii: "$") && index > 2
      && begun[2..<index].allSatisfy { (0x30...0x39).contains($0) }
  }

  /// One of the keys that are sent as `ESC O`.
  private mutating func shiftedKey() throws(Stop) -> Key? {
    var index = 2
    while try byte(index).isParameter { index += 1 }
    guard (0x40...0x7E).contains(begun[index]) else {
      take(index)
      return nil
    }
    return .sequence(String(decoding: take(index + 1).dropFirst(), as: UTF8.self))
  }

  /// What a terminal answers to a program that has left meanwhile, as its colours (ECMA-48 §5.6): no key. A
  /// control character that breaks it off is one.
  private mutating func answer() throws(Stop) -> Key? {
    var index = 2
    while try byte(index) >= 0x20, begun[index] != 0x7F { index += 1 }
    if begun[index] == 7 {
      index += 1
    } else if begun[index] == KeyReader.escape, hasByte(index + 1), begun[index + 1] == UInt8(ascii: "\\") {
      index += 2
    }
    take(index)
    return nil
  }
}

extension UInt8 {
  /// A digit of a sequence's numbers, or what stands between them.
  var isParameter: Bool { (0x30...0x39).contains(self) || self == UInt8(ascii: ";") }
}
