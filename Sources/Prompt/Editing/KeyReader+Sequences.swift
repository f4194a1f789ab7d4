// Reads what begins with ESC: control sequences (ECMA-48 §5.4), other sequences that terminals send, and
// characters that are typed with Alt.

extension KeyReader {
  mutating func readSequence(escapeIsKey: Bool) throws(Stop) -> Key? {
    if !(escapeIsKey ? hasByte(1) : hasByte(1, within: KeyReader.altPause)) {
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

  /// Some terminals send an ESC before the sequence of a key that is pressed with Alt.
  private mutating func afterTwo(escapeIsKey: Bool) -> Key? {
    let isSequence = begins { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "O") }
    take(isSequence || escapeIsKey ? 1 : 2)
    if isSequence { return nil }
    return escapeIsKey ? .escape : .alt("\u{1B}")
  }

  private mutating func controlSequence() throws(Stop) -> Key? {
    var index = 2
    // The keys F1 to F5 on Linux' console.
    if try byte(2) == UInt8(ascii: "[") { index = 3 }
    while try (0x20...0x3F).contains(byte(index)), !endsWithShift(index) { index += 1 }
    // The byte that interrupts the sequence is a key itself.
    guard try (0x40...0x7E).contains(byte(index)) || endsWithShift(index) else {
      take(index)
      return nil
    }
    // A click of the mouse, in xterm's oldest form. It comes where an earlier program left the reports of the
    // mouse on.
    if index == 2, begun[2] == UInt8(ascii: "M"), hasByte(5) {
      take(6)
      return nil
    }
    let keys = String(decoding: take(index + 1).dropFirst(), as: UTF8.self)
    return keys == "[200~" ? pasted() : .sequence(keys)
  }

  /// In rxvt, the sequence of a key that is pressed with Shift ends with `$`.
  private func endsWithShift(_ index: Int) -> Bool {
    begun[index] == UInt8(ascii: "$") && index > 2
      && begun[2..<index].allSatisfy { (0x30...0x39).contains($0) }
  }

  /// A key that is sent as `ESC O`.
  private mutating func shiftedKey() throws(Stop) -> Key? {
    var index = 2
    while try byte(index).isParameter { index += 1 }
    guard (0x40...0x7E).contains(begun[index]) else {
      take(index)
      return nil
    }
    return .sequence(String(decoding: take(index + 1).dropFirst(), as: UTF8.self))
  }

  /// Reads the terminal's answer to a program that has ended since, such as its colours (ECMA-48 §5.6). It is
  /// not a key. But a control character that interrupts it is one.
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
  /// Whether it is a digit in a sequence's numbers, or the sign between them.
  var isParameter: Bool { (0x30...0x39).contains(self) || self == UInt8(ascii: ";") }
}
